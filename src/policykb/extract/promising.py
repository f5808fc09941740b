"""Which numbers of a forward-looking clause are promises.

Not those that only describe: the size of what is there already and is looked after (抓好616个项目,
支持55个县), rules of conduct (不得超过30日), terms of support (每人补贴1000元), capacities in the
names of projects (某厂120万吨项目).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.extract.figures import Figure, figures
from policykb.extract.sentences import Part

_SILENT = re.compile(
    r"不得|估算|匡算|原则上[不每]|减按|免征|税率|扣除|罚款|最高不|标准为|预付|缴纳|授予|各派|按(?:照)?不"
    r"|(?:的|时|时候)(?=[，；。]|$)|(?<![拥具享])有[近约超]?\d"
    r"|单[户笔家项个][^，。；\n]{0,12}?(?:不超过|不高于|最高)"
)
# Terms of support are sums and shares; those who get it are counted: 补贴4万人 is a promise.
_TERMS = re.compile(r"给予|补贴|补助|奖励|资助|奖补|[%‰元倍]的(?:资金|财政)?[支扶]持")
_MAY = re.compile(r"可(?:适当|酌情|相应|再)?(?:提[高升]|放宽|上浮|增加|降低|扩大)(?:到|至|为)?$")
_CEILING = re.compile(
    r"单[户笔家个项人][^，。；]{0,8}(?:上限|限额|额度|比例)$|(?:补[贴助]|奖[励补]|授信|贷款|担保|贴息)[^，。；]{0,6}(?:上限|限额)$"
)
# Terms by their own form: 每亩再增加80元, 最高500万元.
_ADDED = re.compile(r"每[^，。；\d]{1,6}(?:再|另|额外)(?:行|次)?(?:增加|提高|上浮|叠加)$")
_AT_MOST = re.compile(r"最[高多]\s?\d")
# What a place is to be given itself: 争取各类补助资金30亿元.
_SEEKS = re.compile(r"争取(?!.*给予)[^，。；\d]{0,24}(?:资金|补助|补贴|支持)$")
_TERM_UNITS = frozenset(["元", "%", "‰", "倍", "元/人", "元/月"])
_DURATIONS = frozenset(["周年", "年", "个月", "天", "日", "小时", "分钟", "秒", "工作日", "周"])
_TIMED = re.compile(r"压缩|缩短|压减|寿命|年限|优良天数|达标天数")
# 审批时间控制在60个工作日以内; 办理时间为30日 is a rule
_TIME_OF = re.compile(r"(?:时间|时长|时限|周期|用时|耗时)(?:总体|平均|基本|都|均)*$")
_NO_COUNT = re.compile(
    r"^(?:方面|问题|领域的?工作|重点(?:工作|任务)?$|环节|步骤|阶段|要求|关系|层面|维度|专题|部分|原则|共同|月|国家和地区|基点"
    r"|(?:重点|重大|主要|年度|改革|具体)*(?:任务|举措|措施|政策)$)"
)
# What a text says that it holds itself: 分解任务15项, 9个方面共57项改革事项.
_HELD = re.compile(
    r"(?:分解|细化|分为|包[含括]|列[出明举]|提出)[^，。；\d]{0,12}$|[\d一二三四五六七八九十]个?方面(?:合计|总计|共|的|、|，)*$"
)
_ITEMS = frozenset(["项", "条", "个", "类"])
# 分2批次, 分三期 tell how it is gone about.
_STEPS = frozenset(["批次", "批", "期", "阶段", "步", "轮"])
_NAME_AFTER = re.compile(r"^(?:级|强(?:企业|县|市|镇)?|大(?![幅力型量关]))")
# What a number is about, not what it promises: 围绕10个品类, 60多个项目, 近3亿人次
_ABOUT = re.compile(r"^(?:围绕|聚焦|针对|依托|面向|根据|按照)")
# 围绕某产业建设3个园区: behind what it is about, something is made.
_MAKES_FOR = re.compile(
    r"(?<=[\u4e00-\u9fff”）、]{4})(?:建[设成立]|打造|培育|布局|新[建增]|组建|设立|创建|引进|实施|开展|开发|形成|认定|遴选"
    r"|推出|举办|组织|攻克|推广)"
)
_MATTERS = re.compile(
    r"(?:领域|行业|品类|方面|环节|方向|赛道|主题|重点|课题|产业链?|链条|问题|需求)$"
)
_ROUGHLY = re.compile(r"[多余]|^近")

# What commits an ordinary clause to a number: something is built, reached, raised or lowered.
_COMMITS = re.compile(
    r"建[设成立好]|[新改扩]建|打造|培[育养训]|引进|引育|新增|形成|实施|完成|改造|创建|认定|遴选|组织|开展|举办|布局|设立"
    r"|组建|开工|开通|投[放入资]|发放|筹[集措]|治理|修复|整治|开发|提供|攻克|突破|推[出广动进]|力争|争取|确保|实现|达|增[长加至]"
    r"|提[高升]|上升|扩大|降[低至到]|下降|减排|减少|压[减缩]|缩短|控制|稳定|保持|覆盖|超过|不[低高大]于|不少于|至少|选择|支持|淘汰|占|翻|倍增|压降|削减|节约|节省|替代|拉动|撬动|带动|集聚|汇聚|聚集|拥有|再[降增]|延长|拓宽|[严坚]守|守[住牢]|制修订|制定|修订"
)


def promised(text: str, part: Part, *, lenient: bool, listed: bool = False) -> list[Figure]:
    """The numbers of a forward-looking part that are targets.

    `lenient`: in goals, plans and reports a number needs no verb to be a promise. `listed`: the
    part before it in the sentence counted what is promised.
    """
    if not part.quantities or _SILENT.search(text, part.span.start, part.span.end):
        return []
    terms = bool(_TERMS.search(text, part.span.start, part.span.end))
    kept: list[Figure] = []
    for figure, tended in _with_care(figures(text, part), listed):
        if (
            figure.starts
            or tended
            or not _promises(figure)
            or _is_held(text, figure)
            or _is_pace(text, figure)
            or _is_term(figure, terms)
        ):
            continue
        if lenient or _commits(text, part, figure):
            kept.append(figure)
    return kept


_PAID_OUT = re.compile(r"(?:支付|拨付|兑[付现]|预付|预拨)$")  # 开工后支付20%


def _is_term(figure: Figure, terms: bool) -> bool:
    """Whether a sum or share is one that support is given by; `terms`: its clause tells of aid."""
    if figure.quantity.unit not in _TERM_UNITS:
        return False
    if _ADDED.search(figure.before) or _PAID_OUT.search(figure.before):
        return True
    if _SEEKS.search(figure.before):
        return False
    if figure.quantity.unit == "元" and _AT_MOST.match(figure.quantity.text):
        return True
    return terms or bool(_MAY.search(figure.before) or _CEILING.search(figure.noun))


def _commits(text: str, part: Part, figure: Figure) -> bool:
    start = figure.quantity.core.start
    if figure.counted and figure.quantity.unit == "%" and _REACHED.search(figure.after):
        return True  # 80%以上农户实现…
    return bool(_COMMITS.search(text, max(part.span.start, start - 60), figure.quantity.core.end))


_REACHED = re.compile("实现|达到|完成|建成")


def _is_timed(figure: Figure) -> bool:
    """Whether a duration is what is to be reached, not until when or for how long."""
    bounded = figure.quantity.operator in ("<=", "<") and _TIME_OF.search(figure.before)
    return bool(bounded or _TIMED.search(figure.before))


def _promises(figure: Figure) -> bool:
    quantity = figure.quantity
    if not quantity.unit and figure.counted:
        return False
    if quantity.unit in _DURATIONS and not _is_timed(figure):
        return False
    if _is_about(figure) or _ROUGHLY.search(quantity.text):
        return False
    if _NO_COUNT.search(figure.after) or _NAME_AFTER.search(figure.after):
        return False
    return not _is_capacity(figure)


def _is_about(figure: Figure) -> bool:
    """Whether what is counted is only what something is done for: 围绕10个品类."""
    if not (figure.counted and _ABOUT.search(figure.before)):
        return False
    return not _MAKES_FOR.search(figure.before) or bool(_MATTERS.search(figure.after))


# 按年均8%的增速: what something else is reckoned by.
_BY = re.compile(r"按照?[^，。；]{0,16}$")
_PACE = re.compile(r"的(?:年均|平均)?(?:增速|增幅|增长率?|速度|幅度|比例|标准)")


def _is_pace(text: str, figure: Figure) -> bool:
    led = _BY.search(text, figure.span.start, figure.quantity.span.start)
    return bool(led and _PACE.match(text, figure.quantity.span.end))


# 1人户不低于20平方米: a standard for each that is of a size
_OF_HOUSEHOLD = re.compile(r"[\d一二两三四五]人(?:以上)?户?(?:人均(?:面积)?|补助)?(?:原则上)?$")


def _is_held(text: str, figure: Figure) -> bool:
    """Whether a number only tells how a text or a procedure is divided."""
    unit, start = figure.quantity.unit, figure.quantity.span.start
    if _OF_HOUSEHOLD.search(text, max(0, start - 16), start) or (
        unit == "人" and text.startswith("户", figure.quantity.core.end)
    ):
        return True
    if unit in _STEPS:
        return text.endswith("分", 0, start)
    return unit in _ITEMS and bool(_HELD.search(text, max(0, start - 24), start))


# ------------------------------------------------------------------ what is there already

# Verbs of making something or of reaching a number, and of looking after what there is.
_MAKES = re.compile(
    r"建[设成立好]?(?!强|议)|[新改扩续]建|打造|培[育养训]|引[进育]|招引|新增|增[补设加]|形成|实施|完成|创[建成]|认定|遴选"
    r"|选[派择]|组[织建]|开[展工办通]|举办|布局|设[立置]|投[放入用]|发放|筹[集措]|治理|修复|整治|开发|提供|攻克|突破|推[出广]"
    r"|上线|力争|争取|争创|实现|达[到成]?|获批|启动|办好|制定|修订|出台|淘汰|改造|淘|压减|发展|推介|评选|招[聘募]|落地|转化"
    r"|安排|配[置备]|加装|维修|营造|种植|打通|清理|更新|筹办|储备|谋划|吸引|扶持|覆盖|[严坚]守|守[住牢]"
    r"|(?:增|入|为|再|在)$"
)
_TENDS = re.compile(
    r"确保|支持|推[动进]|加快|促进|引导|助力|帮助|鼓励|统筹|让|带动|提升|服务$|保障|协调"
)
_KEEPS = re.compile(
    r"抓[好实紧]|盯[紧牢]|做[大强优精]|壮大|串联|巩固|总结|完善|优化|建强|用[好足]|管好|深化|围绕|聚焦|依托|执行"
    r"|建设好|运营好|实施好|发挥|对接|跟踪|调度|包联"
)
# What is new for those that are looked after: 推动30个项目开工, 支持1万名毕业生就业.
_ACHIEVES = re.compile(
    r"开工|投产|达产|竣工|完工|投[入用运]|建成|通车|通航|落地|上市|完成|全覆盖|入库|达到|达标|实现|获批|创成|改造|提档升级|开放"
    r"|建设$|新建|入统|认定|迁入|就业|上云|上平台|转型|数字化|智[能改]化?|入园|入驻|签约|复产|扩能|升规|上规|入规|挂牌|贯通|参保|覆盖|培训|接种|筛查|到基层|整治|修复|替换|清零|摘帽|出列|纳入|进入|跻身|更新$|稳定在|全面推[开行]|通办|网办|联办"
)
_PEOPLE = frozenset("人名")
_LINKS = re.compile(
    r"(?:今年|全年|再|并|和|及|以及|年内|其中|重点|有序|积极|深入|稳步|加大力度|一体)*"
)


def _with_care(found: tuple[Figure, ...], listed: bool) -> Iterator[tuple[Figure, bool]]:
    """Each figure, and whether it tells the size of what is only looked after.

    A list goes on with the verb before it (支持10个甲、20个乙) and shares what is said at its end.
    """
    tended = False if listed else None
    for i, figure in enumerate(found):
        said = figure.after
        for other in found[i + 1 :]:
            if other.before.strip("、和及与 ") or not other.counted:
                break
            said = other.after
        tended = _is_tended(figure, said, tended)
        yield figure, tended


def _is_tended(figure: Figure, said: str, before: bool | None) -> bool:
    """Whether a number tells the size of what is only looked after; `before`: the last one did.

    A bound (100个以上) makes any number a promise, and so does what is `said` to be new.
    """
    quantity = figure.quantity
    lead = figure.before.strip("、和及与 ")
    made, tended, kept = (_last(verb, lead) for verb in (_MAKES, _TENDS, _KEEPS))
    if kept > made and _SOME.search(lead):  # 抓好64个产值过10亿元的…
        return True
    if not figure.counted or quantity.operator is not None or quantity.value_max is not None:
        return False
    if made == tended == kept == -1 and before is not None:
        return before
    if kept > made:
        return True
    if not lead or made > tended or (made < 0 and not _is_named(lead, tended)):
        return False
    return not (_ACHIEVES.search(said) or _is_tally(figure))


_SOME = re.compile(r"\d[个家项]")


def _last(verb: re.Pattern[str], lead: str) -> int:
    """Where the last verb of a kind begins; -1 where there is none.

    Of two verbs that touch (培育壮大, 新建提升) the first decides.
    """
    last = -1
    for found in verb.finditer(lead):
        joined = any(m.end() == found.start() for m in _MAKES.finditer(lead))
        if not joined or verb is _MAKES:
            last = found.start()
    return last


def _is_named(lead: str, tended: int) -> bool:
    """Whether things are named, or looked after, before their number: 肉羊、玉米2个产业链."""
    return tended >= 0 or not _LINKS.fullmatch(lead)


def _is_tally(figure: Figure) -> bool:
    return figure.quantity.unit in _PEOPLE or figure.quantity.unit in ("%", "人次", "户", "元")


_DRIVES = re.compile(r"(?:行动|计划|(?<![改修][建造缮])(?<![大中小维]修)工程)(?:方案)?$")
_WORKS = re.compile(r"(?:项目|工程|装置|机组|生产线|电站|线路)$")
_SIZES = re.compile(r"吨|斤|千瓦|公里|立方米|亩|公顷|千伏|米|升|标准箱")


def _is_capacity(figure: Figure) -> bool:
    """Whether an amount only tells how large a named project is: 某厂120万吨乙烯项目, or names a
    drive: 千亿斤粮食产能提升行动."""
    if not (figure.counted and _SIZES.search(figure.quantity.unit)):
        return False
    if _DRIVES.search(figure.after) and figure.quantity.operator is None:
        return True
    lead = figure.before[max((m.end() for m in _MAKES.finditer(figure.before)), default=0) :]
    return bool(_WORKS.search(figure.after)) and len(lead) >= 2 and not lead.endswith("等")
