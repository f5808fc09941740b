"""The words that firms and measures share: labels, lines of business, purposes of support.

Each table row gives a name, the pattern that official texts use, and the one of everyday speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policykb.types import Span

# ------------------------------------------------------------------ labels

_QUOTES = "[“”\"‘’]?"


@dataclass(frozen=True, slots=True)
class Label:
    """A title that authorities give to firms; `implies` names those it cannot be had without."""

    name: str
    pattern: re.Pattern[str]
    implies: tuple[str, ...] = ()


def _label(name: str, pattern: str, *implies: str) -> Label:
    return Label(name, re.compile(pattern), implies)


# Longer names stand first: where two begin at one place, the first row that fits is meant.
# 优质中小企业梯度培育管理暂行办法 (工信部企业〔2022〕63号): 小巨人 are chosen from 专精特新, these
# from 创新型中小企业.
LABELS: tuple[Label, ...] = (
    _label("重点“小巨人”企业", rf"(?:国家级?)?重点{_QUOTES}小巨人{_QUOTES}(?:企业)?", "专精特新“小巨人”企业"),
    _label("科技小巨人企业", rf"科技{_QUOTES}小巨人{_QUOTES}(?:企业)?"),
    _label(
        "专精特新“小巨人”企业",
        rf"(?:国家级?|部级)?(?:的)?(?:{_QUOTES}专精特新{_QUOTES})?{_QUOTES}小巨人{_QUOTES}(?:企业)?"
        rf"|国家级(?:的)?{_QUOTES}专精特新{_QUOTES}(?:企业)?",
        "专精特新中小企业",
    ),
    _label(
        "专精特新中小企业",
        rf"(?:省级|市级|省市级|省里的?|市里的?)?{_QUOTES}专精特新{_QUOTES}(?!.{{0,4}}服务)(?:中小企业|企业|称号|的牌子)?",
        "创新型中小企业",
    ),
    _label("创新型中小企业", r"创新型中小企业|创新型企业(?!集群)"),
    _label("科技型中小企业", r"(?:国家)?科技型?中小(?:微)?企业|科小|科技型企业入库"),
    _label("高新技术企业", r"(?:国家级?)?(?:高新技术企业|高新企业|高企|国高(?:企业)?)"),
    _label("技术先进型服务企业", r"技术先进型服务(?:业)?企业"),
    _label("制造业单项冠军企业", r"(?:国家级?|省级)?(?:制造业)?单项冠军(?:示范)?(?:企业|产品)?"),
    _label("瞪羚企业", r"(?:潜在)?瞪羚(?:企业)?"),
    _label("独角兽企业", r"(?:潜在|准)?独角兽(?:企业)?"),
    _label("隐形冠军企业", r"隐形冠军(?:企业)?"),
    _label("规模以上企业", r"规模以上(?:工业|服务业|制造业)?(?:企业)?|规上(?:工业|服务业|制造业)?(?:企业)?|四上企业|升规(?:入[统库])?|小升规"),
    _label("绿色工厂", r"(?:国家级|省级|市级)?绿色工厂"),
    _label("智能工厂", r"(?:国家级|省级|市级)?(?:智能(?:制造)?(?:示范)?工厂|智能车间|数字化车间)"),
    _label("企业技术中心", r"(?:国家级?|省级|市级)?(?:认定的?)?企业技术中心"),
    _label("工程技术研究中心", r"(?:国家级?|省级|市级)?工程(?:技术)?研究中心"),
    _label("农业产业化龙头企业", r"(?:国家级|省级|市级)?农业产业化(?:重点)?龙头企业"),
    _label("知识产权优势企业", r"(?:国家级?|省级)?知识产权(?:优势|示范)企业"),
    _label("首台（套）产品", r"首台[（(]?套[）)]?(?:重大技术装备|产品|装备)?"),
    _label("上市公司", r"上市公司|已上市(?:企业)?|主板上市|创业板上市|科创板上市|北交所上市"),
    _label("老字号", r"(?:中华|省)?老字号"),
)  # fmt: skip
_BY_NAME = {label.name: label for label in LABELS}


def labels_in(text: str) -> tuple[tuple[Span, Label], ...]:
    """The labels named in a text with their places, in order, the longest name at each place."""
    found: list[tuple[Span, Label]] = []
    for label in LABELS:
        for match in label.pattern.finditer(text):
            span = _trimmed(text, Span(*match.span()))
            if not any(s.start < span.end and span.start < s.end for s, _ in found):
                found.append((span, label))
    return tuple(sorted(found, key=lambda pair: pair[0]))


def _trimmed(text: str, span: Span) -> Span:
    """Without a stray quotation mark or 的 at the ends, unless its partner is inside."""
    said = span.of(text)
    start = span.start + (1 if said[0] in "的\"‘" else 0)
    return Span(start, span.end)


def implied(name: str) -> tuple[str, ...]:
    """A label and all that it cannot be had without, nearest first."""
    names = [name]
    for each in names:
        names += [n for n in _BY_NAME[each].implies if n not in names] if each in _BY_NAME else []
    return tuple(names)


def label_named(name: str) -> str:
    """The table's name of a label as a caller writes it; unknown ones stay as they are."""
    found = labels_in(name)
    return found[0][1].name if found else name.strip()


# ------------------------------------------------------------------ lines of business

ALL_BUT_PRIMARY = (
    "批发业", "零售业", "交通运输业", "仓储业", "邮政业", "住宿业", "餐饮业", "信息传输业",
    "软件和信息技术服务业", "房地产开发经营", "物业管理", "租赁和商务服务业", "其他未列明行业",
)  # fmt: skip

# sector of the size standard ← what people say they do; the first row that fits is taken, the
# makers of things first (做超市货架的工厂 is no shop).
TRADES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sector, re.compile(pattern))
    for sector, pattern in (
        ("工业", r"[一-鿿]{0,6}(?:工厂|制造厂|加工厂|(?<!建)[一-鿿]厂(?!商))|[一-鿿]{0,4}制造(?:业|企业|公司|的)|办厂|厂子|生产车间"),
        ("软件和信息技术服务业", r"(?:做|开发)?(?:软件|[Aa][Pp][Pp]|小程序|信息系统|SaaS|系统集成|信息技术服务|程序开发|IT公司|互联网平台|人工智能公司|算法|网络游戏)[一-鿿]{0,4}"),
        ("餐饮业", r"[一-鿿]{0,4}(?:餐馆|餐厅|饭店|饭馆|餐饮|火锅|奶茶店|咖啡店|咖啡馆|面馆|小吃|早餐店|烧烤店|快餐)[一-鿿]{0,2}"),
        ("住宿业", r"[一-鿿]{0,4}(?:酒店|宾馆|民宿|旅馆|客栈|招待所)(?!用品)"),
        ("批发业", r"[一-鿿]{0,4}(?:批发|经销商|代理商|进出口公司|贸易公司|商贸公司|外贸公司|做外贸|做贸易)[一-鿿]{0,2}"),
        ("零售业", r"[一-鿿]{0,4}(?:超市|便利店|零售|网店|淘宝店|电商|药店|商店|小卖部|服装店|水果店|专卖店|杂货店|直播带货)"),
        ("邮政业", r"(?:快递|邮政)[一-鿿]{0,3}"),
        ("仓储业", r"[一-鿿]{0,3}(?:仓储|冷库|仓库出租)[一-鿿]{0,2}"),
        ("交通运输业", r"[一-鿿]{0,3}(?:货运|客运|运输|物流|车队|网约车)(?:公司|企业|车队|业|的)?"),
        ("建筑业", r"[一-鿿]{0,3}(?:建筑(?!材料|设计)|施工|工程队|装修|装饰公司|市政工程)[一-鿿]{0,3}"),
        ("房地产开发经营", r"房地产(?:开发)?[一-鿿]{0,2}|开发楼盘"),
        ("物业管理", r"物业[一-鿿]{0,4}"),
        ("租赁和商务服务业", r"[一-鿿]{0,3}(?:广告公司|咨询公司|会计(?:师)?事务所|律所|律师事务所|人力资源|劳务派遣|会展公司|旅行社|租赁公司|设备租赁|汽车租赁|保安公司|代理记账)"),
        ("农、林、牧、渔业", r"[一-鿿]{0,3}(?:种植|养殖|农场|合作社|果园|茶园|养猪|养鸡|养牛|大棚|渔业|林场|苗木)[一-鿿]{0,2}"),
        ("其他未列明行业", r"[一-鿿]{0,3}(?:美容|理发|美发|培训机构|培训学校|幼儿园|诊所|医院|养老院|家政|影视|摄影|设计公司|设计工作室|健身房|洗车|干洗店|修理店|维修店|检测公司|科研院)[一-鿿]{0,2}"),
        ("工业", r"[一-鿿]{0,4}(?:模具|注塑|机械加工|五金|零部件|机加工|生产加工|电子元器件|新材料|医疗器械|装备|仪器|化工|纺织|食品加工|机器人|芯片|生物医药|制药|新能源|光伏|锂电池|传感器|汽配)[一-鿿]{0,3}"),
    )
)  # fmt: skip

# What measures call the lines of business → sectors of the size standard.
BUSINESSES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), sectors)
    for pattern, sectors in (
        (r"制造业|工业(?!设计|互联网|园|和信息化|用地|技改|投资|软件)|生产型", ("工业",)),
        (r"(?<!商务)(?<!技术)(?<!公共)(?:生产性|生活性|现代)?服务业", ALL_BUT_PRIMARY),
        (r"商贸(?:流通)?(?:业|企业)|批零|批发(?:和|、)?零售业?", ("批发业", "零售业")),
        (r"批发(?:业|企业)", ("批发业",)),
        (r"零售(?:业|企业)", ("零售业",)),
        (r"餐饮(?:业|企业|服务)?", ("餐饮业",)),
        (r"住宿(?:业|企业)?|酒店(?:业|企业)?", ("住宿业",)),
        (r"交通运输(?:业|企业)?|道路(?:货运|运输)|物流(?:业|企业)", ("交通运输业", "仓储业", "邮政业")),
        (r"软件(?:和信息技术服务)?(?:业|企业)|信息技术服务业", ("软件和信息技术服务业",)),
        (r"建筑(?:业|施工)?企业|建筑业", ("建筑业",)),
        (r"房地产(?:开发)?企业", ("房地产开发经营",)),
        (r"农业企业|农业经营主体|农民专业合作社|家庭农场|涉农企业|农、?林、?牧、?渔", ("农、林、牧、渔业",)),
    )
)  # fmt: skip


def businesses_in(text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Lines of business that a measure names, each with the sectors it takes in."""
    for pattern, sectors in BUSINESSES:
        for match in pattern.finditer(text):
            yield Span(*match.span()), sectors


# ------------------------------------------------------------------ purposes


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
        r"技术改造|技改|设备更新|更新设备|设备投(?:资|入)|设备购置|购[置买](?:[^，。；]{0,8})?(?:设备|机器|装备)|工业投资|生产线",
        r"[买换添上购][^，。；！？]{0,6}(?:设备|机器|机床|产线|生产线|线)|机器[^，。；]{0,4}(?:老|旧)|扩产|扩建|设备[^，。；]{0,4}更新|改造(?:车间|产线|生产线)",
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
        r"房租|租金|租赁(?:厂房|场地|房屋|办公)|场地(?:租赁|租金|补贴)|标准厂房|承租",
        r"房租|租金|租[^，。；]{0,6}(?:厂房|办公室|场地|房子|店面|铺面|门面)|场地",
    ),
    _purpose(
        "研发投入",
        r"研发(?:费用|投入|经费|支出|补助|补贴|后补助|活动|投入奖补)|加计扣除|研究开发|技术攻关|科技项目|产学研",
        r"搞研发|做研发|研发|开发新(?:产品|技术)|攻关|科研",
    ),
    _purpose(
        "资质认定奖励",
        r"(?:认定|评定|获评|入选|评为|列入|认定为)[^，。；]{0,24}(?:奖励|奖补|补助)|认定[^，。；]{0,12}(?:企业|称号|中心)|首次认定|新认定|梯度培育",
        r"奖励|奖金|称号|评上[^，。；]{0,10}(?:奖|钱|补)|认定|资质|牌子",
    ),
    _purpose(
        "稳岗与社保",
        r"稳岗|失业保险|社会保险|社保(?:费|补贴)|不裁员|少裁员|缓缴",
        r"社保|裁员|稳岗|五险|留住员工|养不起(?:人|员工)",
    ),
    _purpose(
        "招工与就业",
        r"吸纳[^，。；]{0,12}(?:就业|毕业生|人员)|招用|就业补贴|一次性(?:吸纳就业|扩岗)|扩岗|毕业生|用工|就业见习",
        r"招人|招工|招[^，。；]{0,6}(?:人|毕业生|大学生|工人|员工)|缺人|用工|找不到人",
    ),
    _purpose("人才引进", r"人才(?!公寓)|博士后|引才|职称", r"人才|博士|工程师|高端人|专家"),
    _purpose(
        "技能培训",
        r"培训(?:补贴|补助|费用)|职业技能|学徒制|以工代训|技能提升",
        r"培训(?!机构|学校|班)|学技术",
    ),
    _purpose(
        "展会与市场开拓",
        r"展会|参展|展位|展览|博览会|展销|交易会|开拓(?:国内外|国际|境外)?市场|市场开拓|拓(?:展|市场)",
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
        r"数字化|信息化|上(?:系统|云|ERP|MES)|[买装上](?:一?套)?(?:软件|系统)|ERP|MES|智能|自动化|机器人",
    ),
    _purpose(
        "知识产权",
        r"专利|商标|知识产权(?!质押)|著作权",
        r"专利|商标|版权|知识产权",
    ),
    _purpose("知识产权质押", r"知识产权质押|专利权?质押", r"拿专利(?:去)?(?:抵押|贷款|质押)|专利(?:抵押|质押)"),
    _purpose(
        "上市与股权融资",
        r"上市|挂牌|股权|新三板|北交所|科创板|创业板|创业投资|私募|股改",
        r"上市|挂牌|融资轮|股权|投资人|风投|股改|[A-C]轮",
    ),
    _purpose(
        "绿色低碳",
        r"绿色|节能|节水|低碳|清洁生产|循环|减排|光伏|能效",
        r"节能|环保|光伏|减排|绿色|省电|污水|废气",
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
    _purpose("物流运输", r"物流(?:成本|费用|补贴)|运费|运输(?:费用|补贴)|高速公路通行费", r"运费|物流|运输费"),
    _purpose("升规纳统", r"升规|小升规|入[库统]|规模以上|规上|上规", r"上规|升规|入统|规上|规模以上"),
    _purpose("政府采购", r"政府采购|预留份额|首购", r"政府采购|投标|招标|中标|采购订单"),
    _purpose("欠款清收", r"拖欠|账款|清欠", r"拖欠|欠(?:款|钱|我)|货款|要不回|不给钱|账款"),
    _purpose("首台套与首批次", r"首台[（(]?套|首批次|首版次", r"首台|首批次|首版次"),
    _purpose("服务券与咨询", r"服务券|创新券|咨询服务|诊断服务|管理咨询|服务补贴", r"服务券|创新券|咨询|诊断"),
    _purpose("农业生产", r"种粮|农机|农业保险|高标准农田|良种|养殖补贴", r"种粮|农机|种地|大棚|养殖"),
)  # fmt: skip
_BY_PURPOSE: Mapping[str, Purpose] = {purpose.name: purpose for purpose in PURPOSES}


def purposes_spoken(text: str) -> tuple[str, ...]:
    """Purposes that a speaker's words name."""
    return tuple(p.name for p in PURPOSES if p.spoken.search(text))


def purposes_of(text: str) -> tuple[str, ...]:
    """Purposes that an official text names."""
    return tuple(p.name for p in PURPOSES if p.official.search(text))


def purpose(name: str) -> Purpose:
    """The row of that name."""
    return _BY_PURPOSE[name]
