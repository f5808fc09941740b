"""What a firm must be: its size class, its line of business, the labels it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.answer.grammar.terms import Found, Setting, State, Test, all_of, negated, worded
from policykb.answer.profile import Profile
from policykb.answer.words.labels import Label, labels_in
from policykb.answer.words.trades import businesses_in
from policykb.types import Span

_SIZES: tuple[tuple[str, frozenset[str]], ...] = (
    ("(?:大中小微|各类)企业", frozenset(("micro", "small", "medium", "large"))),
    ("(?:中小微|中小型?|中小微型)企业(?:划型标准)?", frozenset(("micro", "small", "medium"))),
    ("(?:小微|小型微型|小型、微型|小型和微型|小微型)企业", frozenset(("micro", "small"))),
    ("微型企业", frozenset(("micro",))),
    ("(?<!中)小型企业", frozenset(("small",))),
    ("中型企业", frozenset(("medium",))),
    ("大型企业", frozenset(("large",))),
)
_SIZE = re.compile("|".join(f"(?P<s{i}>{pattern})" for i, (pattern, _) in enumerate(_SIZES)))
_NOT_SIZE = re.compile(r"(?:特新[”\"]?|创新型|科技型?|成长型)$")
# Whom a body serves is not what the firm itself must be: 为小微企业提供…, 中小企业公共服务平台
_SERVED = re.compile(r"(?:(?<![认评确])为|服务|面向|向|帮助|扶持)(?:[^，。；、\n]{0,2})$")
_SERVES = re.compile(
    r"^园|^(?:公共)?服务(?!业)|^融资|^(?:信用)?担保|^特色产业|^集聚|^孵化|^发展(?:专项)?资金"
)

# who turned from one into a firm (个体工商户转为企业) is none any more
_SOLE = re.compile(r"个体工商户(?!转)")
# 适用于企业和个体工商户: any firm is one of these
_EITHER = re.compile(
    r"(?<![微小型])(?:企业|单位|公司)(?:和|、|及|以及|或者?|与)个体工商户"
    r"|个体工商户(?:和|、|及|以及|或者?|与)(?:各类)?企业"
)


def sizes(text: str, setting: Setting) -> Iterator[Found]:
    """Size classes of the standard, and 个体工商户."""
    for match in _EITHER.finditer(text):
        yield Found(Span(*match.span()), "size", "size", _is_any)
    for match in _SIZE.finditer(text):
        if not (_NOT_SIZE.search(text[: match.start()]) or _is_served(text, match)):
            classes = _SIZES[int((match.lastgroup or "s0")[1:])][1]
            yield Found(Span(*match.span()), "size", "size", _has_size(classes))
    for match in _SOLE.finditer(text):
        yield Found(Span(*match.span()), "size", "legal_entity", _is_sole_trader)


def _is_served(text: str, match: re.Match[str]) -> bool:
    """Whether those of that size are served by whom the text speaks of."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_SERVED.search(before) or _SERVES.match(text[match.end() :]))


def _has_size(classes: frozenset[str]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        possible = set(profile.sizes())
        if possible <= classes:
            return True
        return None if possible & classes else False

    return test


def _is_any(profile: Profile, setting: Setting) -> State:
    return True


def _is_sole_trader(profile: Profile, setting: Setting) -> State:
    known = profile.states.get("legal_entity")
    return None if known is None else not known


def businesses(text: str, setting: Setting) -> Iterator[Found]:
    """Lines of business."""
    for span, sectors in businesses_in(text):
        yield Found(span, "sector", "sector", _works_in(frozenset(sectors)))
    for official, spoken in _NAMED:
        for match in official.finditer(text):
            yield Found(Span(*match.span()), "sector", "sector", _is_named(spoken))
    for official, spoken in _FARMERS:
        for match in official.finditer(text):
            yield Found(Span(*match.span()), "sector", "sector", _farms(spoken))
    for official, spoken, of_sectors in _OF_SECTORS:
        for match in official.finditer(text):
            test = _is_of(spoken, frozenset(of_sectors.split()))
            yield Found(Span(*match.span()), "sector", "sector", test)


# Lines of business that the size standard does not set apart | how a firm names them
_NAMED = worded(
    (r"冷链(?:物流)?(?:企业|公司)", r"冷链|冷库|冷藏"),
)


_SELLS_ON_LINE = r"电商|网店|淘宝|天猫|京东|拼多多|抖音|直播|(?:网上|线上)[^，。；]{0,3}卖"
# The same, with the sectors of the standard to which such a firm can belong: one of another sector
# is none of them
_OF_SECTORS = tuple(
    (re.compile(official), re.compile(spoken), sectors)
    for official, spoken, sectors in (
        (
            r"(?:跨境)?(?:电子商务|电商)(?:企业|公司|主体)",
            _SELLS_ON_LINE,
            "零售业 批发业 工业 农、林、牧、渔业 信息传输业 软件和信息技术服务业 租赁和商务服务业"
            " 其他未列明行业",
        ),
        (
            r"家政(?:服务)?(?:业)?(?:企业|公司|机构)",
            r"家政|保洁|月嫂|保姆",
            "其他未列明行业 租赁和商务服务业",
        ),
        (r"会展(?:企业|公司)", r"会展|办展", "租赁和商务服务业"),
        (
            r"文化(?:创意|旅游)?(?:企业|公司)",
            r"文化|文创|影视|动漫|演出|文旅",
            "其他未列明行业 租赁和商务服务业 软件和信息技术服务业 工业 零售业",
        ),
        (r"(?:旅游|精品|特色)+民宿", r"民宿|客栈|农家乐", "住宿业 农、林、牧、渔业"),
        (
            r"(?:商业)?(?:街区|步行街|综合体|商圈)(?:的)?(?:运营|管理)(?:单位|主体|企业|公司|机构)",
            r"街区|步行街|综合体|商场|商圈",
            "租赁和商务服务业 物业管理 房地产开发经营 零售业 其他未列明行业",
        ),
        (r"旅行社(?!责任)", r"旅行社", "租赁和商务服务业"),
        (r"(?:医药|制药|药品生产)(?:类)?企业", r"药", "工业 批发业 零售业"),
        (r"(?:采矿|选矿|矿山)(?:类)?企业", r"矿", "工业"),
        (r"物业(?:服务|管理)?企业", r"物业", "物业管理"),
        (r"(?:民航|航空运输|航空)企业", r"航空|民航", "交通运输业"),
        (
            r"(?:公共)?(?:交通运输|公交|客运|出租车|货运)企业",
            r"公交|客运|出租|货运|运输|车队",
            "交通运输业",
        ),
        (r"(?:电影)?(?:影院|放映)(?:企业|单位)?", r"影院|电影", "其他未列明行业"),
        (
            r"(?:劳务派遣|人力资源服务)(?:企业|单位|公司|机构)",
            r"劳务派遣|人力资源|派遣",
            "租赁和商务服务业",
        ),
    )
)


# Farmers by what they raise | how one says that it does
_FARMERS = worded(
    (r"养殖(?:大|专业)?户|养殖场户?", r"养(?![老生护])|[出存]栏"),
    (r"种[植粮](?:大|专业)?户", r"种(?![子类])|栽|亩"),
)
_FARMING = "农、林、牧、渔业"


def _farms(spoken: re.Pattern[str]) -> Test:
    """Whether a farm says that it raises such things; a firm of another sector does not."""

    def test(profile: Profile, setting: Setting) -> State:
        if profile.sectors and _FARMING not in profile.sectors:
            return False
        return True if spoken.search(profile.text) else None

    return test


def _is_of(spoken: re.Pattern[str], sectors: frozenset[str]) -> Test:
    """Whether the firm names that trade as its own; one of another sector is not of it."""

    def test(profile: Profile, setting: Setting) -> State:
        if spoken.search(profile.trade) or spoken.search(profile.text.split("，")[0]):
            return True
        own = set(profile.sectors)
        return False if own and own.isdisjoint(sectors) else None

    return test


def _is_named(spoken: re.Pattern[str]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        return True if spoken.search(profile.text) or spoken.search(profile.trade) else None

    return test


def _works_in(sectors: frozenset[str]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        own = set(profile.sectors)
        if not own:
            return None
        return True if own <= sectors else (None if own & sectors else False)

    return test


_NEWLY = re.compile(
    r"(?:首次|首度|新|初次)(?:通过|被|获得?|取得|认定|评定|评为|入选|列入"
    r"|升为|入库|入规|认定为|申报|升规|纳入|上|成为|培育|晋升|获批"
    r"|[^，。；\n]{0,2}认定)"
)
_LACKING = re.compile(r"(?:尚?未(?:被)?(?:认定|获得|取得|评为|获评)?(?:为|过)?|非)$")
_APPLYING = re.compile(
    r"(?:申报|申请|拟|培育|后备|辅导|创建|备案)(?!企业|单位|主体)(?:认定)?(?:为|的)?[^，。；、\n]{0,4}$"
)


def held_labels(text: str, setting: Setting) -> Iterator[Found]:
    """Labels that must be held, and whether for the first time."""
    for span, label in labels_in(text):
        before = text[max(0, span.start - 10) : span.start]
        if _APPLYING.search(before) and not _NEWLY.search(before):
            continue
        test = _holds(label)
        if own := [sectors for _, sectors in businesses_in(span.of(text))]:  # 规模以上工业企业
            test = all_of([test, _works_in(frozenset(own[0]))])
        field = f"label:{label.name}"
        yield Found(span, "label", field, negated(test) if _LACKING.search(before) else test)
    named = labels_in(text)
    for match in _NEWLY.finditer(text):
        near = [label for span, label in named if abs(span.start - match.end()) <= 24]
        if near:
            yield Found(Span(*match.span()), "first", f"first:{near[0].name}", _is_first(near))


# A title of bodies that serve firms, and the sectors of the standard that serve none.
_BODIES = frozenset(("中小企业公共服务示范平台",))
_SERVES_NONE = frozenset(
    (
        "工业", "建筑业", "农、林、牧、渔业", "批发业", "零售业", "住宿业", "餐饮业",
        "交通运输业", "仓储业", "房地产开发经营",
    )
)  # fmt: skip


def _holds(label: Label) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        known = profile.label(label.name)
        if known is None and label.name in _BODIES and profile.sectors:
            return False if _SERVES_NONE.issuperset(profile.sectors) else None
        return None if known is None else known.held

    return test


def _is_first(labels: list[Label]) -> Test:
    def test(profile: Profile, setting: Setting) -> State:
        known = [held for label in labels if (held := profile.label(label.name))]
        own = [held for held in known if held.held]
        if not own:  # without the label, the question does not arise: the label decides
            return False if len(known) == len(labels) else None
        return next((held.first for held in own if held.first is not None), None)

    return test
