"""Labels without colons, as the table of metadata on a page comes out where its cells are lost:
索引号 甲/2020-00915 发文字号 某政发〔2020〕110号. Spaces are layout and may have gone with them."""

from __future__ import annotations

import re

from policykb.dates import read_date
from policykb.labels import LABELS
from policykb.parse.numbers import TITLE_END, is_number, narrow, standard
from policykb.parse.patterns import ORGAN

# What a cell beside each label must look like.
_DAYS = ("written_on", "sent_on", "published_on", "effective_on", "expires_on")
KINDS: dict[str, tuple[str, ...]] = {
    "number": LABELS["doc_number"],
    "code": LABELS["index_number"],
    "organ": (*LABELS["issuers"], *LABELS["publisher"]),
    "day": (*(label for field in _DAYS for label in LABELS[field]), "生成日期"),
    "state": LABELS["validity"],
    "open": ("公开形式", "公开方式", "公开属性", "公开类型", "公开类别", "信息公开选项"),
    "title": (*LABELS["title"], "名称"),
    "words": (
        *LABELS["topics"], *LABELS["words"], *LABELS["form"], "组配分类", "分类", "关键词",
        "责任部门", "公开范围", "公开时限", "有效期",
    ),
}  # fmt: skip


KIND_OF = {label: kind for kind, labels in KINDS.items() for label in labels if kind != "words"} | (
    dict.fromkeys(LABELS["source"], "organ")
)


def _spaced(words: tuple[str, ...]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join("[ \u3000]*".join(word) for word in longest)


LABEL = re.compile("|".join(f"(?P<{kind}>{_spaced(words)})" for kind, words in KINDS.items()))
# What no running text has behind such a word.
FIRM = frozenset({"number", "code", "day", "state", "open"})
FORMS: dict[str, re.Pattern[str]] = {
    "code": re.compile(r"(?=[^ ]*[0-9])[0-9A-Za-z][\w/.()（）\-—]{4,}"),
    "state": re.compile("(?:现行|全文|部分|已|继续)?(?:有效|失效|废止|修改)|[是否]"),
    "open": re.compile("(?:主动|依申请|不予|全文|部分)公开"),
    "words": re.compile(r"[^。；;：:，,]{1,40}"),
}
CLOCK = r"[ \u3000T]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
# When a site put the page up, and who: 2023-01-05 10:00 某区人民政府办公室, or the other way round.
STAMPED = rf"(?P<day>\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?){CLOCK}"
OFFICE = r"(?P<organ>[^\W\d_]{3,30})"
STAMPS = (
    re.compile(rf"{STAMPED}[ \u3000]*{OFFICE}"),
    re.compile(rf"{OFFICE}[ \u3000]*{STAMPED}"),
    # 2025/01/20 价格司: documents themselves never write their days so
    re.compile(rf"(?P<day>\d{{4}}/\d{{1,2}}/\d{{1,2}})[ \u3000]*{OFFICE}"),
)
PRESS = re.compile(r"(?:客户端|网站?|日报|晚报|青年报|新闻社?|公众号|电视台|通讯社)$")
BLANK = re.compile(r"[\s—\-－_/／]*|[ \u3000]*暂?无[ \u3000]*")
PLACED = re.compile(
    r"中共|国务院|国家|中华人民共和国|最高人民|(?:[^\W\d_的应和由在]{2,8}?[省市县区州旗]|[^\W\d_的应和由在]{2,8}部$)"
)
LONGEST = 240
LONGEST_VALUE = 90


def row_of(line: str) -> list[tuple[str, str]]:
    """The labels of a row with the value behind each, which may be missing; nothing unless the row
    begins with a label, each value has the form that its label asks for, and one of them a form
    that tells it from other words, as an organ or a title has behind a space alone.

    >>> row_of("发布机构 某县财政局 文    号 某财发〔2020〕3号")
    [('发布机构', '某县财政局'), ('文号', '某财发〔2020〕3号')]
    >>> row_of("发文字号 发文机关 成文日期"), row_of("主题分类 管理的要求")
    ([], [])
    """
    found = list(LABEL.finditer(line)) if len(line) <= LONGEST else []
    if not found or found[0].start():
        return []
    stops = [*(match.start() for match in found[1:]), len(line)]
    cells = [
        (m.lastgroup or "", "".join(m[0].split()), line[m.end() : stop])
        for m, stop in zip(found, stops, strict=True)
    ]
    filled = [(kind, value.strip()) for kind, _, value in cells if not BLANK.fullmatch(value)]
    told = any(
        kind in FIRM or (kind != "words" and value[0] in " \u3000") or _signs(kind, label, value)
        for kind, label, value in cells
        if value.strip()
    )
    whole = told and all(_fits(kind, value) for kind, value in filled)
    return [(label, value.strip()) for _, label, value in cells] if whole else []


def _signs(kind: str, label: str, value: str) -> bool:
    """Whether a long label has nothing behind it but the name of an organ, which begins as those of
    the centre do or with a place: 发文机关国务院办公厅."""
    return kind == "organ" and len(label) > 3 and PLACED.match(value) is not None


def stamp_of(line: str) -> list[tuple[str, str]]:
    """The day and the office or paper of a line on which a site prints both; nothing of another
    line.

    >>> stamp_of("2023-01-05 10:00 某区人民政府办公室")
    [('时间', '2023-01-05'), ('来源', '某区人民政府办公室')]
    """
    match = next(filter(None, (way.fullmatch(line) for way in STAMPS)), None)
    if match is None or not (ORGAN.search(match["organ"]) or PRESS.search(match["organ"])):
        return []
    return [("时间", match["day"]), ("来源", match["organ"])]


def suits(label: str, value: str) -> bool:
    """Whether a value has the form that its label asks for; False where the label asks for none.

    >>> suits("发文日期", "2024年04月06日 16:40"), suits("来源", "关于开展检查的通知")
    (True, False)
    """
    kind = KIND_OF.get("".join(label.split()), "")
    return bool(kind) and _fits(kind, value.strip())


def _fits(kind: str, value: str) -> bool:
    """Whether a cell's value has the form that its label asks for."""
    if kind == "number":
        return is_number(value) or bool(standard(value))
    if kind == "day":
        return read_date(re.sub(rf"{CLOCK}$", "", narrow(value))) is not None
    if kind in ("organ", "title"):
        ends = ORGAN.search(value) if kind == "organ" else _ends_title(value)
        return bool(ends) and not re.search("[。；;：:，,]", value) and len(value) <= LONGEST_VALUE
    return FORMS[kind].fullmatch(value) is not None


def _ends_title(value: str) -> bool:
    """Whether it ends as the titles of documents do; （试行） behind it is part of one."""
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", value)
    return any(match.end() == len(bare) for match in TITLE_END.finditer(bare))
