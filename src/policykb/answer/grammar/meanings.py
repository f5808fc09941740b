"""Words of conditions that firms say otherwise, and what contradicts them.

承租国有房屋 is denied by a private landlord as surely as 全职 is by 兼职: a row holds how measures
call a thing, how a firm says that it is so, and what it says where the opposite is so. A story that
says neither leaves the condition open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policykb.answer.amounts import segments
from policykb.answer.grammar.terms import State


@dataclass(frozen=True, slots=True)
class Meaning:
    """How measures call a thing | how a firm affirms it | what it says where it is otherwise."""

    official: re.Pattern[str]
    spoken: re.Pattern[str]
    contrary: re.Pattern[str]


_NEVER = r"(?!)"
_FIRST = r"首次|第一次|头一[次回遭]|初次"
_AGAIN = r"复[核审]|续评|(?:重新|再次|第[二三]次)(?:认定|入库|纳入|入统|评)"
_PRIVATE = (
    r"(?:租|房东|铺|店面|门面|厂房|房子)[^，。；]{0,10}(?:私人|个人|私房|民房|民营|村民|私企)"
    r"|(?:私人|个人|民营|村民|私企)[^，。；]{0,6}(?:房东|[的]?(?:房|铺|店面|门面|厂房|楼|物业))"
)
_PUBLIC = r"(?:国企|国有|国资|公家|机关|政府|街道|事业单位)"
_OWN_ROOF = r"自(?:有|家|己)的?(?:房|厂房|店|楼|地)|自建|自购|(?:房|厂房|店面|铺面)[子]?是自己的"
_BOUGHT = (
    r"(?:专利|技术|商标)[^，。；]{0,8}(?:受让|转让|买)"
    r"|(?:受让|买|购|转让)[^，。；]{0,10}(?:专利|技术|商标)"
)
# 利息都按时还了, 每月准时还款
_PAID = (
    r"(?:按[时期]|准时|如期|每月|都)[^，。；没不]{0,4}[还付交]"
    r"|(?:没|从没|从不)[^，。；]{0,3}(?:逾期|拖)"
)
_TERM = r"流动资金|周转|进货|发工资"
_FIXED = r"固定资产|(?:盖|建|买|购)(?:新)?(?:厂房|楼|房|地)"

_ROWS: tuple[tuple[str, str, str], ...] = (
    # premises
    (r"(?<!非)国有|国资|行政事业单位|国企", _PUBLIC, _PRIVATE),
    (r"非国有|民营(?:房|物业)|私人(?:房|物业)", _PRIVATE, rf"租[^，。；非]{{0,8}}{_PUBLIC}"),
    (r"承租|租[用赁](?!公司|企业)", r"租", _OWN_ROOF),
    (r"(?<!非)自[有建购](?:厂房|房|用房)", _OWN_ROOF, r"租[的了用]"),
    (
        r"转租|分租|二房东",
        r"转租|分租|二房东|(?:再|又|转手|都)(?:租出去|出租|往外租|租给)",
        r"自用|自己用|自己(?:经营|在)",
    ),
    # loans
    (r"流动资金", _TERM, _FIXED),
    (r"固定资产贷款|固定资产投资贷款", rf"(?:{_FIXED})[^，。；]{{0,6}}", _TERM),
    (r"信用贷款", r"信用贷", r"抵押贷|质押贷|(?:房|地|设备)[子]?[^，。；]{0,4}抵押"),
    (r"抵押贷款", r"抵押", r"信用贷|没有?抵押"),
    (r"展期", r"展期|延期还", r"(?:没|不)(?:办|做|要)?展期|按[时期]还"),
    (r"消费贷", r"消费贷", r"经营贷|流动资金"),
    # what is new, and what was before
    (r"首次|初次|首度", _NEVER, rf"{_AGAIN}|不是(?:第一|首)次"),
    (r"复[核审]|重新(?:认定|入库|纳入)|再次", _AGAIN, _FIRST),
    (r"退库", r"退库|掉出|退出", rf"{_FIRST}|从没退"),
    (r"二手|旧设备", r"二手|旧(?:设备|机)", r"全新|新设备|新机"),
    (r"受让|转让取得|购买取得", _BOUGHT, r"自己(?:研发|申请|发明)|原始取得"),
    # persons
    (r"全职|专职", r"全职|专职|正式(?:员工|入职)", r"兼职|柔性|[做当]顾问|挂名"),
    (r"柔性|兼职", r"柔性|兼职|[做当]顾问", r"全职|正式入职"),
    (r"劳务派遣", r"劳务派遣|派遣[工人公]", r"(?:不是|没有?)[^，。；]{0,3}派遣|直接招|自己招"),
    # events and forms
    (
        r"网络课件|线上培训|网络培训",
        r"(?:网上|网络|线上)[^，。；]{0,4}(?:课|培训)",
        r"现场|线下|面授",
    ),
    (
        r"线上|网上|云展",
        r"线上|网上|云展|远程",
        r"线下|出国|飞到|现场|到[^，。；]{1,4}(?:参展|摆展)",
    ),
    (r"(?<!线)线下|实体展", r"线下|出国|现场", r"线上|网上"),
    (
        r"未(?:能)?(?:取得|获得|拿到)[^，。；]{0,8}证书?|无证",
        r"证[书件]?[^，。；有]{0,3}(?:没|未)|(?:没|未)[^，。；]{0,6}证",
        r"(?:拿到|取得|有)了?[^，。；没未]{0,6}证[书件]?|证[书件]?[^，。；没未]{0,3}(?:下来|到手|拿到|有)",
    ),
    (
        r"外商|外资|外商独资",
        r"外资|外商|[日美港台德韩法英]资|[日美德韩法英]国(?:人|公司|企业|总部)[^，。；]{0,3}(?:投|独资|控股|开)",
        r"内资|民营(?:企业|公司)|国企",
    ),
    (
        r"高耗能|高能耗|高排放|两高",
        r"高耗能|高能耗|高排放|两高",
        r"不(?:是|属于|算)[^，。；]{0,2}高[耗能]",
    ),
    (r"淘汰", r"淘汰类|被淘汰|淘汰目录", r"不(?:是|属于)[^，。；]{0,3}淘汰"),
    (r"停[产业工](?!补)", r"停[产业工]|关门|歇业|停摆", r"没停|正常(?:生产|营业|开工)"),
    (
        r"(?:生产|经营)[^，。；]{0,4}困难|暂时[^，。；]{0,4}困难",
        r"效益(?:不好|差)|困难|撑不|亏[损了]|难以为继",
        r"效益(?:很|还)?好|没(?:有)?(?:什么)?困难",
    ),
    (
        r"(?<!直系)亲属|近亲",
        r"亲戚|亲属|[爸妈哥弟姐妹]|父母|兄弟|老婆|丈夫|[儿女][子儿]|岳",
        _NEVER,
    ),
    (r"邮政快递|快递收入", r"快递", _NEVER),
    (r"合并|并购|重组|兼并", r"合并|并购|重组|兼并|收购", _NEVER),
    (r"捐赠", r"捐赠|捐的|捐给", _NEVER),
    (r"拒收", r"拒收|不要货|不收货|退货", r"收了货|没拒收"),
    (
        r"影响",
        r"影响|因为?(?:疫情|[旱水雪]?灾|洪水|暴雨)|关[了门]|停[工产业]|没(?:有)?(?:生意|客人|订单|团)|(?:生意|订单|客人|团)[^，。；]{0,4}(?:没|少|差|取消)",
        r"没(?:有)?(?:受|什么|啥)[^，。；]{0,4}影响|影响不大",
    ),
    (
        r"(?:无力|不能|无法|难以|未能)[^，。；]{0,6}(?:缴|交|支付|归?还|偿)|[缴交归偿]还?纳?[^，。；]{0,4}(?:确有)?困难",
        r"[交缴付还][^，。；]{0,2}不[起上了出]|(?:没钱|拿不出钱?)[^，。；]{0,3}[交缴付还]|(?:还没|没有?)(?:归)?[交缴付还]"
        r"|(?:晚|迟|缓|延[期后])(?:点|些|一?缓|几天)?[交缴付还]",
        r"[交缴付还]得[起上]|按时[交缴付还]",
    ),
    (
        r"未(?:及时|按[时期])?(?:归还|偿还|还款)",
        r"(?:还没|没有?|未)(?:归|偿)?还|还不[起上了]",
        r"还清|已经?还",
    ),
    (
        r"(?:承建|承接|承揽)",
        r"(?:给|替|为|帮)[^，。；]{1,8}(?:修|建|盖|做工程|施工)|承[建接揽包]|包了?[^，。；]{0,6}工程",
        _NEVER,
    ),
    (
        r"政府投资(?:的)?(?:工程|项目)?",
        r"(?:给|为|替|帮)[^，。；]{0,3}(?:政府|[省市县区镇]|交通局|住建局|水利局)",
        r"(?:给|为|替|帮)[^，。；]{0,3}(?:私人|开发商)",
    ),
    (r"参展|展[会览位]", r"展", _NEVER),
    (r"发生[^，。；]{0,4}费用", r"[交缴付花]了?|费", r"没(?:有)?(?:交|缴|付|花)"),
    (
        r"不能(?:正常)?参展|无法参展|取消参展",
        r"[去参]不了|没(?:有)?(?:去|参)成|取消",
        r"正常参[展加]|去了",
    ),
    (
        r"无法[^，。；]{0,4}履行|不能[^，。；]{0,6}履行",
        r"[交供做]不了货?|[没不]能?(?:按[时期])?[交履]|违约|履行不了",
        _NEVER,
    ),
    (r"国际贸易|涉外", r"国外|外国|外贸|出口|进口|海外", _NEVER),
    (
        r"投保|参[加]?保",
        r"投了?[^，。；]{0,6}保|买了?[^，。；]{0,6}保|参保|保险",
        r"没(?:有)?(?:投|买|参)[^，。；]{0,6}保",
    ),
    (
        r"防疫物资|防控物资",
        r"口罩|防护服|消毒|测温|试剂|护目镜|呼吸机|防疫|防控",
        _NEVER,
    ),
    (r"进口(?!额)", r"进口", _NEVER),
    # projects and papers
    (
        r"(?:通过|完成|经)?[^，。；]{0,2}验收(?:合格)?",
        r"验收(?:过|通过|合格|完|好)|(?:通过|完成|过)了?[^，。；没未]{0,4}验收|已经?验收",
        r"(?:没|未|等着?|还没)[^，。；]{0,4}验收|验收[^，。；]{0,3}(?:没|未)",
    ),
    (
        r"(?:竣工|建成)?(?:并)?(?:投产|投入使用|投入运营)",
        r"投产|投[入用]了|(?:开始|已经?)(?:生产|用上)|用起来了",
        r"(?:没|未)[^，。；]{0,3}投产|在建",
    ),
    (
        r"(?:按期|按时|如期)[^，。；]{0,4}(?:还|付)|还本付息",
        rf"{_PAID}",
        r"逾期|拖着(?:没|不)还|还不[上起]",
    ),
    (
        r"担任[^，。；]{0,4}(?:法定代表人|经营者|负责人)",
        r"法人(?:代表)?(?:就?是|写的?是?)(?:我|自己|本人)|(?:我|自己|本人)(?:就?是|当|做|任)[^，。；]{0,4}法人"
        r"|(?:我|自己)[^，。；别]{0,8}(?:注册|开|办)了?[^，。；]{0,8}(?:公司|企业|[厂店]|工作室)",
        r"法人[^，。；]{0,4}(?:是|写)的?(?:别人|我[爸妈哥弟姐妹老]|朋友|亲戚)",
    ),
    (
        r"(?:经营|办公|生产)(?:场所|场地|地址)[^，。；]{0,4}与[^，。；]{0,8}(?:注册|登记)[^，。；]{0,6}(?:一致|相符)",
        r"(?:租|办公|经营|店|铺|厂)[^，。；不]{0,10}(?:就是|[跟和与同])[^，。；不]{0,6}(?:注册|执照|登记)[^，。；不]{0,8}(?:地址|地|一样|一致|同一)"
        r"|(?:注册|登记)地?址?(?:就是|[也都]?在|[跟和与同])[^，。；不]{0,10}(?:这里|那里|一样|一致|同一|办公室|店)",
        r"(?:注册|登记|执照)[^，。；]{0,10}(?:不一[样致]|不同|别处|不在)",
    ),
    (
        r"首店",
        r"首店|(?:第一|头一|首)家(?:门?店)?",
        r"第[二三四五六]家|分店|已经?有[^，。；]{0,4}家店",
    ),
    (
        r"政府性融资担保|政策性(?:融资)?担保|国有[^，。；]{0,4}担保",
        r"(?:政府|国有|国资|政策性|财政)[^，。；]{0,6}担保",
        r"(?:民营|私人|商业性?)[^，。；]{0,4}担保",
    ),
    (
        r"(?:入驻|进驻)[^，。；]{0,8}(?:园|孵化器|众创空间|基地)",
        r"(?:入驻|进驻|搬进|租|设|开|办)[^，。；]{0,8}(?:园区?|孵化器|众创空间|基地|产业园)"
        r"|在[^，。；]{1,14}(?:园区?|孵化器|众创空间|基地)里?(?:面|头)?[^，。；]{0,6}[租办开设]",
        r"没[^，。；]{0,3}(?:入驻|进)[^，。；]{0,4}园",
    ),
    (
        r"(?:不|未)(?:得)?占用?[^，。；]{0,4}(?:基本农田|耕地|农田)",
        r"(?:没|不|未)有?占(?:用|着)?[^，。；]{0,4}(?:基本农田|耕地|农田)",
        r"(?<![没不未])(?<![没未]有)占(?:用|了|着)[^，。；]{0,4}(?:基本农田|耕地|农田)",
    ),
    (
        r"土地流转[^，。；]{0,2}手续|用地手续",
        r"(?:流转|用?地)[^，。；没未]{0,6}(?:手续|合同)[^，。；没未]{0,4}(?:齐|有|全|签|办)",
        r"(?:流转|用?地)[^，。；]{0,6}(?:手续|合同)[^，。；]{0,4}(?:没|未|不全)|没[^，。；]{0,4}手续",
    ),
    (
        r"质量安全(?:事件|事故|问题)",
        r"质量[^，。；]{0,4}(?:没|从没|未)[^，。；]{0,6}(?:问题|事)|(?:没|从没|未)[^，。；]{0,6}质量[^，。；]{0,4}(?:问题|事)",
        r"(?:出|抽检|查出)[过了]?[^，。；没]{0,6}(?:质量问题|不合格|超标)",
    ),
    (
        r"个体工商户转[为成型升]?(?:升)?(?:为|成)?企业|个转企",
        r"个转企|个体[^，。；]{0,8}(?:转|变|升|改)|(?:转|变|升|改)[成为]?了?[^，。；]{0,3}(?:公司|企业)",
        _NEVER,
    ),
    (r"毕业年度|(?:本年度|当年)(?:应届)?毕业", r"今年[^，。；]{0,3}毕业|应届|刚毕业", _NEVER),
)
_MEANINGS = tuple(
    Meaning(re.compile(official), re.compile(spoken), re.compile(contrary))
    for official, spoken, contrary in _ROWS
)


def meanings(asked: str) -> Iterator[tuple[Meaning, re.Match[str]]]:
    """The rows whose words stand in a condition, with the first place of each."""
    for row in _MEANINGS:
        if found := row.official.search(asked):
            yield row, found


_DENIED = re.compile(r"(?:没有?|从没|从未|未|不是|不属于|不算|并非|无)[^，。；]{0,2}$")


def contradicted(asked: str, story: str) -> bool:
    """Whether a story says the opposite of what a condition names, and not the thing as well.

    >>> contradicted("承租国有房屋", "铺面租的私人的"), contradicted("承租房屋", "铺面租的私人的")
    (True, False)
    """
    return any(
        _affirmed(row.contrary, story)
        and not row.contrary.search(asked)
        and not _affirmed(row.spoken, row.contrary.sub("", story))
        for row, _ in meanings(asked)
    )


def covered(asked: str, story: str) -> tuple[State, list[tuple[int, int]]]:
    """Whether a story affirms all that rows know of a condition (True), denies one of these in so
    many words (False), or neither; and the places of the words they know."""
    rows = [row for row, _ in meanings(asked)]
    spans = [found.span() for row in rows for found in row.official.finditer(asked)]
    states = [_said(row, story) for row in rows]
    if False in states:
        return False, spans
    return (True if rows and all(states) else None), spans


def _said(row: Meaning, story: str) -> State:
    """Whether a story affirms a thing, or denies it."""
    denied = False
    for span in segments(story):
        words = span.of(story)
        if found := row.spoken.search(words):
            if not _DENIED.search(words[: found.start()]):
                return True
            denied = True
    return False if denied else None


def _affirmed(spoken: re.Pattern[str], story: str) -> bool:
    for span in segments(story):
        words = span.of(story)
        found = spoken.search(words)
        if found and not _DENIED.search(words[: found.start()]):
            return True
    return False
