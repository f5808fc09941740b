"""Bounds on what no field of a profile holds (服务企业50家, 年薪25万元): put to the figure that the
firm gives beside the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policykb.answer.amounts import Amount, find_amounts, segments
from policykb.answer.grammar.figures import operator_of
from policykb.answer.grammar.meanings import contradicted, covered
from policykb.answer.grammar.terms import Found, Setting, State, Test, worded
from policykb.answer.profile import Profile
from policykb.extract.support import TO_WHOM
from policykb.numerals import find_quantities
from policykb.tokens import words
from policykb.types import Span
from policykb.understand import STOP_WORDS

_RUN = re.compile(r"(?:[^，,。；;、\n且并]|并(?![签缴参取通办完]))+")
_LEAD = re.compile(
    rf"^\s*(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[)）.．、])?\s*(?:{TO_WHOM}|[并及和])?"
)
_OF = re.compile(r"(?<=[上下内过])的")
_TAIL = re.compile(r"(?:的(?:[^，。；\n]{0,8}(?:企业|单位|主体))?)?\s*$")
# Words that stand beside any figure and tell nothing of what is counted.
_GENERIC = frozenset(
    (
        "企业", "公司", "单位", "机构", "主体", "项目", "申报", "申请", "我们", "其中", "首次",
        "按时", "一直", "每月", "及时", "规定",
        "去年", "今年", "前年", "上年", "上年度", "年度", "当年", "每年", "新增", "累计", "总额",
        "以上", "以下", "以内", "不少", "不少于", "不低", "不低于", "不超过", "达到", "超过",
        "一个", "一共", "总共", "大概", "左右", "经营性", "房产", "房屋", "用房", "经营", "属于",
        "产品", "已经", "目前", "发生", "产生", "相关", "有关", "情况", "情形", "支持", "范围",
        "确实", "他人",
    )
)  # fmt: skip
# What measures call it | how a firm says it
_SPOKEN = worded(
    (r"网络(?:零售|销售)|线上(?:零售|销售|交易)|电商销售", r"网上|线上|网店|直播|平台上"),
    (r"专职", r"专职|全职"),
    (r"售价|销售价格|单价", r"一台[^，。；]{0,4}(?:卖|价)|单价|售价"),
    (r"建设(?:周)?期|工期", r"建[完成好了]|工期|完工|竣工"),
    (r"面积", r"平方?米?|面积"),
    (r"合同|租期", r"签|合同|租期"),
)
# 种植黄芪、党参、|柴胡50亩以上
_LISTED_CROPS = re.compile(
    r"(?P<verb>(?:集中连片|规模化?|新增?|标准化)*(?:种植|栽培|养殖|饲养|繁育|生产|加工|销售|购置|购买|引进|新建|建设))"
    r"(?:[^，。；、：\s\d]{1,12}、)+$"
)
_LONGEST_LIST = 60
_NEWLY = re.compile(r"新[建增开购扩种]|扩[建种]|增加")
_IS_NEW = re.compile(r"新|增|扩|今年|去年|建|开了|添|买了|购|多[了养种]")
_RARE = frozenset(("吨", "亩", "辆", "张"))
# A run that goes on with the subject of the one before: 且同比增长10%以上, 比前年涨了25%
_GROWS = re.compile(
    r"^(?:[且并]|而且|同时)?(?:同比|较上年|比[上去前]年|年均)?(?:增[长速幅加]|涨|多[了出]|上涨)"
)
_GREW = re.compile(r"增[长速幅加]|涨|多[了出]|翻")
_UNITS = {"名": "人", "位": "人", "个": "家", "万元": "元", "吨标准煤": "吨"}


def said_figures(text: str, setting: Setting) -> Iterator[Found]:
    """Runs with a bound whose noun no other row knows."""
    before = ""
    for run in _RUN.finditer(text):
        about, before = (before if _GROWS.match(run.group()) else ""), run.group()
        quantities = find_quantities(run.group())
        if len(quantities) != 1:
            continue
        quantity = quantities[0]
        operator = operator_of(run.group(), quantity)
        if operator is None:
            continue
        lead, tail = _LEAD.match(run.group()), _TAIL.search(run.group(), quantity.span.end)
        start = run.start() + (lead.end() if lead else 0)
        if listed := _LISTED_CROPS.search(text, max(0, start - _LONGEST_LIST), start):
            start = listed.start("verb")  # 种植黄芪、党参、柴胡50亩以上: any of them
        end = run.start() + tail.start() if tail else run.end()
        if (of := _OF.search(text, run.start() + quantity.span.end, end)) is not None:
            end = of.start()  # 年节能量300吨以上|的工业企业改造项目
        span = Span(start, end)
        quote = span.of(text)
        test = _compared(about + quote, quantity.unit, operator, quantity.value)
        yield Found(span, "figure", f"other:{quote}", test)


def _compared(asked: str, unit: str, operator: str, bound: Decimal) -> Test:
    """The firm's own figure of that unit beside one of the words asked, where there is just one."""

    def test(profile: Profile, setting: Setting) -> State:
        near: list[State] = []
        others: list[State] = []
        before = ""
        for span in segments(profile.text):
            said = span.of(profile.text)
            about = before + said if _GROWS.match(said) else said
            about_it = _speaks_of(about, asked)
            known = near if about_it else [] if _of_another(said, asked) else others
            known += [
                _part(amount.range.compare(operator, bound), about, asked, profile.trade)
                for amount in find_amounts(said)
                if _unit(amount, said) == _UNITS.get(unit, unit)
                and (unit != "%" or bool(_GREW.search(said)) == bool(_GREW.search(asked)))
            ]
            before = said
        # a unit that is rarely used tells by itself what is counted
        states = near or (others if unit in _RARE and len(others) == 1 else [])
        return states[0] if len(set(states)) == 1 else None

    return test


def _of_another(said: str, asked: str) -> bool:
    """Whether a run of the story names a thing that has no letter in common with what is asked
    (党参种了120亩 tells nothing of a base for seedlings)."""
    bare = list(said)
    for amount in find_amounts(said):
        bare[amount.span.start : amount.span.end] = " " * (amount.span.end - amount.span.start)
    named = (word for word in _telling("".join(bare)) if not _DOES.search(word))
    return any(not set(word) & set(asked) for word in named)


_DOES = re.compile(r"[能可有了着过在存种养做]")


def _part(state: State, said: str, asked: str, trade: str) -> State:
    """What is true of exports alone is true of all foreign trade; what is not may still be. What is
    true of all that there is is not yet true of what is new, nor of a kind of it (跨境, 线上)."""
    if state and _NEWLY.search(asked) and not _IS_NEW.search(said):
        return None
    if state and any(kind in asked and not told.search(said + trade) for kind, told in _KINDS):
        return None
    return None if state is False and "进出口" in asked and "进出口" not in said else state


_KINDS = tuple(
    (kind, re.compile(told))
    for kind, told in (
        ("跨境", r"跨境"),
        ("网络", r"网|线上|直播|平台|电商"),
        ("线上", r"网|线上|直播|平台|电商"),
    )
)


def told(printed: str, asked: str) -> Test:
    """Whether the firm says in the same words, or in others of that meaning, that something is so
    (True) or is not (False); `asked` are the words of it, as `printed`, that no rule knows."""

    def test(profile: Profile, setting: Setting) -> State:
        if contradicted(printed, profile.text):
            return False
        otherwise, known = covered(printed, profile.text)
        if otherwise is False or (otherwise and _all_known(printed, known, profile.text)):
            return otherwise
        if _one_listed(printed, profile.text):
            return True
        for span in segments(profile.text):
            if (state := _says(asked, span.of(profile.text))) is not None:
                return state
        said = (_repeats(asked, span.of(profile.text)) for span in segments(profile.text))
        return next((state for state in said if state is not None), None)

    return test


def _repeats(asked: str, said: str) -> State:
    """Whether one run of a story holds nothing but words of what is asked, be it denied or not."""
    denied = _DENIAL.search(said)
    telling = _telling(_DENIAL.sub("", said))
    known = [word for word in telling if word in asked]
    if telling and len(known) == len(telling) and (denied or _half(known, asked)):
        return not denied
    return None


_DENIAL = re.compile(r"没有?|不是|不属于|不在|不做|不|未|无")
_HALF = 2
_FOREIGN = re.compile(r"美元|欧元|港元|日元")


def _says(asked: str, said: str) -> State:
    """Whether one run of a story holds all telling words of what is asked, be it denied or not."""
    telling = _telling(_LEAD.sub("", asked))
    if not telling or not all(word in said for word in telling):
        return None
    first = min(said.index(word) for word in telling)
    return not (_NOT_SO.search(said[:first]) or _NEVER_DID.match(said[first:]))


_NOT_SO = re.compile(r"(?:没有?|不是|不属于|不在|不做|不|未|无)[^，。；]{0,6}$")
_NEVER_DID = re.compile(r"[^，。；]{0,12}(?:没|未)(?:有|能)?(?!问题)")


def _one_listed(asked: str, story: str) -> bool:
    """Whether a story names one of the titles that a condition lists (甲级、乙级、丙级旅游民宿)."""
    names = _LISTED.split(asked)
    if _TITLES.search(asked):
        telling = [name for name in names if len(_telling(name)) > 1]
        return any(_says(name, span.of(story)) for name in telling for span in segments(story))
    if len(names) < _MANY or _DENIAL.search(asked):
        return False
    # 医用口罩、防护服、呼吸机等产品: goods and trades, of which one is enough
    last = names[-1].partition("等")
    listed = [name for name in (*names[1:-1], last[0] if last[1] else "") if len(name) >= _MANY]
    return any(
        name in words and not _NOT_SO.search(words[: words.index(name)])
        for name in [*listed, _FIRST_LISTED.sub("", names[0])]
        if len(name) >= _MANY
        for words in (span.of(story) for span in segments(story))
    )


_MANY = 3  # names of a list of goods; characters of one of these
_FIRST_LISTED = re.compile(r"^.*(?:的|生产|销售|经营|从事|进口|出口|运输)")


_TITLES = re.compile(r"^新?(?:评定|认定|获评|评为|获得|取得|通过)[^，。；]{0,12}、")
_LISTED = re.compile(r"、|或者?")


def _all_known(asked: str, known: list[tuple[int, int]], story: str) -> bool:
    """Whether what other words affirm is the most of what is asked, and the rest is said too."""
    kept = list(asked)
    for start, end in known:
        kept[start:end] = "　" * (end - start)
    rest = _telling("".join(kept))
    unsaid = sum(len(word) for word in rest if word not in story)
    said = sum(len(word) for word in rest if word in story)
    return 3 * unsaid <= said + sum(end - start for start, end in known)


def _telling(said: str) -> list[str]:
    return [w for w in words(said) if len(w) > 1 and w not in _GENERIC and w not in STOP_WORDS]


def _half(known: list[str], asked: str) -> bool:
    return _HALF * len(set(known)) >= len(set(_telling(asked)))


def _unit(amount: Amount, said: str) -> str:
    if foreign := _FOREIGN.match(said, amount.span.end):
        return foreign.group()
    unit = amount.unit or ("元" if amount.value >= 10_000 else "")
    return _UNITS.get(unit, unit)


def _speaks_of(said: str, asked: str) -> bool:
    """Whether a run of the story shares a telling word with what is asked."""
    if any(official.search(asked) and spoken.search(said) for official, spoken in _SPOKEN):
        return True
    telling = (word for word in words(said) if len(word) > 1 and word not in _GENERIC)
    return any(word in asked for word in telling if not any(c.isdigit() for c in word))
