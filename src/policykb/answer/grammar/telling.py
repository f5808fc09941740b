"""told(words): whether a firm says that what is asked is so, in the same words or in others.

What no rule knows is compared word by word with each run of the story; the parts of a list are
each to be said.
"""

from __future__ import annotations

import re

from policykb.answer.amounts import segments
from policykb.answer.grammar.meanings import contradicted, covered
from policykb.answer.grammar.terms import Setting, State, Test
from policykb.answer.profile import Profile
from policykb.extract.support import TO_WHOM
from policykb.tokens import words
from policykb.understand import STOP_WORDS

LEAD = re.compile(
    rf"^\s*(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[)）.．、])?\s*(?:{TO_WHOM}|[并及和])?"
)
# Words that stand beside any figure and tell nothing of what is counted.
GENERIC = frozenset(
    (
        "企业", "公司", "单位", "机构", "主体", "项目", "申报", "申请", "我们", "其中", "首次",
        "按时", "一直", "每月", "及时", "规定",
        "去年", "今年", "前年", "上年", "上年度", "年度", "当年", "每年", "新增", "累计", "总额",
        "以上", "以下", "以内", "不少", "不少于", "不低", "不低于", "不超过", "达到", "超过",
        "一个", "一共", "总共", "大概", "左右", "经营性", "房产", "房屋", "用房", "经营", "属于",
        "产品", "已经", "目前", "发生", "产生", "相关", "有关", "情况", "情形", "支持", "范围",
        "确实", "他人", "日前", "申报日", "本区", "本市", "本县", "新开", "开设", "新开设",
    )
)  # fmt: skip


def told(printed: str, asked: str) -> Test:
    """Whether the firm says in the same words, or in others of that meaning, that something is so
    (True) or is not (False); `asked` are the words of it that no rule knows, as `printed`. A
    bound that stands among them (500吨以上) is not met by the words around it."""

    def test(profile: Profile, setting: Setting) -> State:
        state = _in_words(printed, asked, profile.text)
        return None if state and _BOUND.search(printed) else state

    return test


def _in_words(printed: str, asked: str, story: str) -> State:
    """What a story says of these words, by the first means that tells."""
    if contradicted(printed, story):
        return False
    otherwise, known = covered(printed, story)
    if otherwise is False or (otherwise and all_known(printed, known, story)):
        return otherwise
    if _one_listed(printed, story) or level_reached(printed, story):
        return True
    if (state := _each_part(printed, story)) is not None:
        return state
    runs = [span.of(story) for span in segments(story)]
    said = (says(asked, run) for says in (_says, _repeats) for run in runs)
    return next((state for state in said if state is not None), None)


_BOUND = re.compile(
    r"\d[^，。；、\d]{0,6}(?:以上|以下|以内)|(?:不少于|不低于|不超过|超过|达到?|满)\d"
)


def _repeats(asked: str, said: str) -> State:
    """Whether one run of a story holds nothing but words of what is asked, be it denied or not."""
    denied = _DENIAL.search(said)
    telling = telling_words(_DENIAL.sub("", said))
    known = [word for word in telling if word in asked]
    if telling and len(known) == len(telling) and (denied or _half(known, asked)):
        return not denied
    return None


_DENIAL = re.compile(r"没有?|不是|不属于|不在|不做|不|未|无")
_HALF = 2


def _says(asked: str, said: str) -> State:
    """Whether one run of a story holds all telling words of what is asked, be it denied or not."""
    telling = telling_words(LEAD.sub("", asked))
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
        telling = [name for name in names if len(telling_words(name)) > 1]
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


# 评为甲级、乙级、丙级民宿, 达到二级及以上: a grade that the story says it was given
_LEVEL = re.compile(
    r"[甲乙丙一二三四五][级等](?![甲乙丙一二三四五市])|[1-5]{1,2}A(?:级)?|[1-5一二三四五]星(?:级)?"
)
_PLANS = re.compile(r"想|打算|准备|计划|争取|目标")
_GIVEN = re.compile(r"评|定|拿|获|达到?|升|认|是|通过")


def level_reached(asked: str, story: str) -> bool:
    """Whether a story says that it was given one of the grades that a condition names."""
    named = {match.group().rstrip("级等") for match in _LEVEL.finditer(asked)}
    return any(
        match.group().rstrip("级等") in named
        and _GIVEN.search(words[: match.start()])
        and not (_NOT_SO.search(words[: match.start()]) or _PLANS.search(words[: match.start()]))
        for words in (span.of(story) for span in segments(story))
        for match in _LEVEL.finditer(words)
    )


_PARTS = re.compile(r"、|(?<=[一-鿿]{3})[和及](?=[一-鿿]{3})")
_COMPLETE = re.compile(
    r"(?:须|应当?|已|均|都|依法|按规定)*(?:取得|具有|办理|获得)?|(?:配套)?(?:齐全|完备|完善|健全|齐备|到位)$"
)
_PAPER = re.compile(r"(?P<name>[一-鿿]{1,6}[证照])(?:书|件)?")
_DONE = re.compile(r"(?:也|都|已经?)*(?:建|修|办|配|装|弄|做|搞)?(?:好|齐|全|完|上)+了?$")
_HAS = re.compile(r"有|办|取得|拿|齐|下来|到手|全")


def _each_part(asked: str, story: str) -> State:
    """Whether a story says of each thing of a list that it is there (True), or of one that it is
    not (False): 取得防疫条件合格证、粪污处理设施配套齐全."""
    parts = [part for part in _PARTS.split(asked) if part]
    states = [_there(part, story) for part in parts]
    if False in states:
        return False
    return True if states and all(states) else None


def _there(part: str, story: str) -> State:
    """Whether one thing is there: papers by any short name of theirs, others by their words."""
    thing = _COMPLETE.sub("", part)
    for span in segments(story):
        said = span.of(story)
        for paper in _PAPER.finditer(said):
            if _shortens(paper["name"], thing):
                return (
                    not _DENIAL.search(said) if _HAS.search(said) or _DENIAL.search(said) else None
                )
        bare = _DONE.sub("", said)
        if (state := _says(thing, bare)) is not None or (
            state := _repeats(thing, bare)
        ) is not None:
            return state
    return None


def _shortens(short: str, name: str) -> bool:
    """Whether a short name keeps letters of a longer one in their order, its last included.

    >>> _shortens("防疫证", "动物防疫条件合格证"), _shortens("营业证", "动物防疫条件合格证")
    (True, False)
    """
    if len(short) < _SHORT_NAME or not name.endswith(
        (short[-1], f"{short[-1]}书", f"{short[-1]}件")
    ):
        return False
    letters = iter(name)
    return all(letter in letters for letter in short)


_SHORT_NAME = 3


def all_known(asked: str, known: list[tuple[int, int]], story: str) -> bool:
    """Whether what other words affirm is the most of what is asked, and the rest is said too."""
    kept = list(asked)
    for start, end in known:
        kept[start:end] = "　" * (end - start)
    rest = telling_words("".join(kept))
    unsaid = sum(len(word) for word in rest if word not in story)
    said = sum(len(word) for word in rest if word in story)
    return 3 * unsaid <= said + sum(end - start for start, end in known)


def telling_words(said: str) -> list[str]:
    """The words of a run that tell something: none of one letter, none that stand anywhere."""
    return [w for w in words(said) if len(w) > 1 and w not in GENERIC and w not in STOP_WORDS]


def _half(known: list[str], asked: str) -> bool:
    return _HALF * len(set(known)) >= len(set(telling_words(asked)))
