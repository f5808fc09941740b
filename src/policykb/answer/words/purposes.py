"""What support is for: what measures call it, what people say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Purpose:
    """What support is for: what measures call it, what people say, and what a firm would do."""

    name: str
    official: re.Pattern[str]
    spoken: re.Pattern[str]


def _purpose(name: str, official: str, spoken: str) -> Purpose:
    return Purpose(name, re.compile(official), re.compile(f"{spoken}|{official}"))


PURPOSES: tuple[Purpose, ...] = (
    _purpose(
        "设备更新与技术改造",
        r"技术改造|技改|设备更新|更新设备|设备投(?:资|入)|设备购置"
        r"|购[置买](?:[^，。；]{0,8})?(?:设备|机器|装备)|工业投资|生产线",
        r"[买换添上购][^，。；！？]{0,10}(?:设备|机器|机床|产线|生产线|线)"
        r"|[买换添购]了?[一二两三四五六几]?(?:批|[台套条](?!车|电脑|软件|系统|[^，。；]{0,4}系统))"
        r"|机器[^，。；]{0,4}(?:老|旧)|扩产|扩建|设备[^，。；]{0,4}更新"
        r"|改造(?:车间|产线|生产线)",
    ),
    _purpose(
        "贷款与贴息",
        r"贷款|贴息|信贷|融资(?!租赁)|转贷|首贷|授信|利息|银行",
        r"借钱|借点?钱|周转|资金紧张|缺钱|钱不够|缺资金|利息|贷点|借款|资金链",
    ),
    _purpose("担保", r"担保|反担保|风险补偿", r"担保|抵押物|没抵押|没有抵押"),
    _purpose("融资租赁", r"融资租赁", r"融资租赁|租设备"),
    _purpose(
        "房租与场地",
        r"房租|租金|租[赁用][^，。；]{0,6}(?:厂房|场地|房屋|办公)|场地(?:租赁|租金|补贴)|标准厂房|承租",
        r"房租|租金|租[^，。；]{0,12}(?:厂房|办公室|场地|房子|店面|铺面|门面|铺子|商铺|店铺|摊位)|场地",
    ),
    _purpose(
        "研发投入",
        r"研发(?:费用|投入|经费|支出|补助|补贴|后补助|活动|投入奖补)|加计扣除"
        r"|研究开发|技术攻关|科技项目|产学研",
        r"搞研发|做研发|研发|开发新(?:产品|技术)|攻关|科研",
    ),
    _purpose(
        "资质认定奖励",
        r"(?:认定|评定|获评|入选|评为|列入|认定为)[^，。；]{0,24}(?:奖励|奖补"
        r"|补助)|认定[^，。；]{0,12}(?:企业|称号|中心)|首次认定|新认定|梯度培育",
        r"称号|评上[^，。；]{0,10}(?:奖|钱|补)|认定|资质|牌子",
    ),
    _purpose(
        "稳岗与社保",
        r"稳岗|失业保险|社会保险|社保(?:费|补贴)|不裁员|少裁员|缓缴",
        r"社保|裁员|稳岗|五险|留住员工|养不起(?:人|员工)",
    ),
    _purpose(
        "招工与就业",
        r"吸纳[^，。；]{0,12}(?:就业|毕业生|人员)|招用|就业补贴"
        r"|一次性(?:吸纳就业|扩岗)|扩岗|毕业生|用工|就业见习",
        r"招人|招工|招[^，。；]{0,10}(?:人|毕业生|大学生|应届生?|工人|员工)|缺人|用工|找不到人",
    ),
    _purpose("人才引进", r"人才(?!公寓)|博士后|引才|职称", r"人才|博士|工程师|高端人|专家"),
    _purpose(
        "技能培训",
        r"培训(?:补贴|补助|费用)|职业技能|学徒制|以工代训|技能提升",
        r"培训(?!机构|学校|班)|学技术",
    ),
    _purpose(
        "展会与市场开拓",
        r"展会|参展|展位|展览|博览会|展销|交易会|开拓(?:国内外|国际|境外)?市场"
        r"|市场开拓|拓(?:展|市场)",
        r"参展|展会|展览|展销|摆展|广交会|进博会|博览会|找客户|打开市场|开拓市场|开展位",
    ),
    _purpose(
        "外贸出口",
        r"出口|外贸|跨境电商|海外仓|进出口|境外|信用保险",
        r"出口|外贸|跨境|海外|国外|外单",
    ),
    _purpose(
        "数字化",
        r"数字化|智能化|上云|工业互联网|信息化|智能制造|机器人|云服务|数字(?:技术|赋能)",
        r"数字化|信息化|上(?:系统|云|ERP|MES)|[买装上](?:一?套)?(?:软件|系统)"
        r"|ERP|MES|智能|自动化|机器人",
    ),
    _purpose(
        "知识产权",
        r"专利|商标|知识产权(?!质押)|著作权",
        r"专利|商标|版权|知识产权",
    ),
    _purpose(
        "知识产权质押",
        r"知识产权质押|专利权?质押",
        r"拿专利(?:去)?(?:抵押|贷款|质押)|专利(?:抵押|质押)",
    ),
    _purpose(
        "上市与股权融资",
        r"上市|挂牌|股权|新三板|北交所|科创板|创业板|创业投资|私募|股改",
        r"上市|挂牌|融资轮|股权|投资人|风投|股改|[A-C]轮",
    ),
    _purpose(
        "绿色低碳",
        r"绿色|节能|节水|低碳|清洁生产|循环|减排|光伏|能效",
        r"节能|环保|光伏|减排|绿色|省电|污水|废[水气]|排污",
    ),
    _purpose(
        "质量标准品牌",
        r"质量(?:奖|管理|提升)|品牌|标准(?:制定|制修订|化)|认证|检验检测",
        r"认证|标准|品牌|检测|质检|质量奖",
    ),
    _purpose(
        "税费减免",
        r"税收|税费|减税|免征|减征|所得税|增值税|退税|缓税|六税两费|行政事业性收费",
        r"税|交的费|收费",
    ),
    _purpose(
        "创业扶持",
        r"创业(?!投资|板)|孵化|初创|众创",
        r"刚(?:起步|创业|开张|开始干)|创业|孵化|想开(?:个|一家)",
    ),
    _purpose("用电用能", r"电价|用电|用气|水电气|用能|电费", r"电费|水电|用电|燃气|电价"),
    _purpose(
        "物流运输",
        r"物流(?:成本|费用|补贴)|运费|运输(?:费用|补贴)|高速公路通行费",
        r"运费|物流|运输费",
    ),
    _purpose(
        "升规纳统", r"升规|小升规|入[库统]|规模以上|规上|上规", r"上规|升规|入统|规上|规模以上"
    ),
    _purpose("政府采购", r"政府采购|预留份额|首购", r"政府采购|投标|招标|中标|采购订单"),
    _purpose("欠款清收", r"拖欠|账款|清欠", r"拖欠|欠(?:款|钱|我)|货款|要不回|不给钱|账款"),
    _purpose("首台套与首批次", r"首台[（(]?套|首批次|首版次", r"首台|首批次|首版次"),
    _purpose(
        "服务券与咨询",
        r"服务券|创新券|咨询服务|诊断服务|管理咨询|服务补贴",
        r"服务券|创新券|咨询|诊断",
    ),
    _purpose(
        "农业生产", r"种粮|农机|农业保险|高标准农田|良种|养殖补贴", r"种粮|农机|种地|大棚|养殖"
    ),
)
_BY_PURPOSE: Mapping[str, Purpose] = {purpose.name: purpose for purpose in PURPOSES}


def purposes_spoken(text: str) -> tuple[str, ...]:
    """Purposes that a speaker's words name."""
    return tuple(p.name for p in PURPOSES if p.spoken.search(text))


@lru_cache(maxsize=20_000)
def purposes_of(text: str) -> tuple[str, ...]:
    """Purposes that an official text names."""
    return tuple(p.name for p in PURPOSES if p.official.search(text))


def purpose(name: str) -> Purpose:
    """The row of that name."""
    return _BY_PURPOSE[name]
