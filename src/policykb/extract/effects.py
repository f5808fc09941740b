"""What a document does to others that it names: repeals, amends or extends them.

Read off the words around a citation, or around several that are joined
(《甲》《乙》和《丙》同时废止): before them (决定废止《甲》), after them
(将《甲》第二条修改为…), in the heading of a list (下列文件予以废止：) or in the
document's own title (关于修改《甲》的决定). What is only planned (研究修订) is no
effect, and reports, papers and interpretations have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policykb.dates import DAY, read_date
from policykb.extract.genres import SILENT
from policykb.extract.notices import is_draft
from policykb.extract.sentences import sentence_around
from policykb.types import Document, Span

Citation = tuple[Span, str, str]

# A day, or the month or year that ends (2027年底).
_DAY = rf"(?:{DAY}|(?:19|20)\d\d\s?年(?:\s?\d{{1,2}}\s?月底?|底|末)?)"
_COUNT = r"[一二三四五六七八九十百零〇\d]{1,6}"
_CLAUSE = (
    rf"第{_COUNT}条(?:之[一二三四五六七八九十])?"
    rf"(?:第{_COUNT}款)?(?:第?[（(]?{_COUNT}[)）]?项)?"
)
_CLAUSES = rf"{_CLAUSE}(?:(?:[、，和及至]|以及){_CLAUSE}){{0,40}}"
_ASIDE = r"(?:[（(][^（）()\n]{0,60}[）)])?"
_ISSUED = r"(?:[^，。；：《》\n]{0,30}(?:发布|公布|印发|制定|颁布|下发|出台)的)?原?"
# The clauses named right behind a title, and what may stand between two titles of one list.
_HELD = re.compile(rf"{_ASIDE}(?:中)?的?原?(?P<clauses>{_CLAUSES})")
_JOINT = re.compile(rf"{_ASIDE}(?:{_CLAUSES})?(?:[、，；,;和及与]|以及){{0,2}}{_ISSUED}")

_WORDS = (
    r"(?:均|全部|一律|也|即|同时|相应|一并|随之|自行|自动|即行"
    r"|予以|宣布|现予|现|应予|已经?|被|正式|起){0,4}"
)
_OVER = r"(?:废止|失效|停止(?:执行|实施|施行|使用)|不再(?:执行|施行))(?=[\s，。；、,;）)]|$)"
_REPEALED = re.compile(
    rf"{_ASIDE}(?:等[^，。；《》\n]{{0,16}})?[，,]?"
    rf"(?:(?:自|从|于)(?:(?P<since>{_DAY})|[^，。；《》\n]{{2,20}}?)(?:起|时|后)[，,]?)?{_WORDS}{_OVER}"
)
_REPEALING = re.compile(
    rf"(?P<verb>废止|停止执行)(?:了)?(?:以下|下列)?(?:文件)?[：:]?{_ISSUED}[：:]?$"
)
# A clause is added, or words are: no sum or share of which a clause speaks.
_ADDED = (
    r"增[加写](?:规定|[：:]?[“\"]|第?[一二两三四五六七八九十\d]{1,3}[章节条款项目句段]"
    r"(?=[，,：:；;。“\"作并\s]|$))"
)
_AMENDED = re.compile(
    rf"{_ASIDE}[^。《》\n]{{0,60}}?"
    r"(?:修改[为成]|修订为|调整为|改[为成作]|替换[为成]|更名为|删去|删除"
    rf"|作[^。，《》\n]{{0,10}}修[改订]|予以修[改订]|{_ADDED})"
)
_AMENDING = re.compile(
    r"(?P<verb>(?:决定)?修[改订正]|删[去除]|增[加写][^。；;《》\n]{1,12}[，,]?作为)$"
)
_HANDLED = re.compile(r"(?:将|对|把)$")
_UNTIL = rf"[^。《》\n]{{0,16}}?(?:至|到)(?P<until>{_DAY})"
_EXTENDED = re.compile(
    r"[^，。《》\n]{0,40}?(?:，(?:其|原)?(?:有效|执行|实施|施行)期限?)?"
    rf"(?:延长|延续|顺延|继续(?:执行|实施|施行|有效)){_UNTIL}"
)
_EXTENDING = re.compile(r"(?P<verb>延长|延续)$")
_TO = re.compile(_UNTIL)
# What is done under a document is not done to it.
_UNDER = re.compile(r"(?:按照?|依照?|根据|依据|违反|符合|贯彻|落实|执行|参照|遵照)$")
# What is asked for or planned has not been done.
_PLANNED = re.compile(
    r"(?:建议|研究|拟|推动|推进|适时|加快|及时|抓紧|未|不|是否|或|或者|可以|可|应当?|需要?|开展|配合|参与|积极|、)$"
)
# The number of a clause before the verb; a 、 that is not one joins verbs: 研究制定、修订《甲》.
_NUMBERING = re.compile(
    r"(?:^|[。；;：:])[ \t\u3000]*[（(]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3})[）)]?[、.．]?"
    r"[ \t\u3000]*$"
)
_PLANS = re.compile(r"建议|研究|推动|推进|适时|加快|抓紧|是否|拟对|拟将")
_LIST = re.compile(
    r"(?:以下|下列|附件|目录|清单|名单)[^。\n]{0,40}(?:废止|失效|停止执行)"
    r"|(?:废止|失效|停止执行)[^。\n]{0,40}(?:以下|下列|如下|目录|清单|名单)"
)
# What heads no list of repealed documents alone: 下列规章予以修改、废止.
_NO_LIST = re.compile(
    r"继续有效|拟|建议|修[改订正][、和与及或][^。\n]{0,6}(?:废止|失效)"
    r"|(?:废止|失效)[、和与及或][^。\n]{0,6}修[改订正]"
)
_ENTRY = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,4}[）)]?[.．、\t]?\s*)?[^《》。\n]{0,40}《"
)
_ENTITLED = re.compile(r"关于(?P<verb>修改|修订|修正|废止)[^《〈\n]{0,12}(?=[《〈])")
_NAMED = re.compile(r"[《〈]([^《》〈〉\n]{2,120})[》〉]")
_MARKS = re.compile(r"[\s《》〈〉“”\"（）()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """repeals · amends · extends; the clauses as printed, days ISO, the verbatim sentence."""

    kind: str
    clauses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    statement: str = ""

    def with_other(self, other: Effect) -> Effect:
        """Both of one document: a whole repeal says most; single clauses are put together."""
        if self == other:
            return self
        whole = next((e for e in (self, other) if e.kind == "repeals" and not e.clauses), None)
        if whole:
            return whole
        kinds = {self.kind, other.kind}
        return replace(
            self,
            kind=self.kind if len(kinds) == 1 else "amends",
            clauses=tuple(dict.fromkeys(self.clauses + other.clauses)),
            since=self.since or other.since,
            until=self.until or other.until,
            statement="\n".join(dict.fromkeys((self.statement, other.statement))),
        )


def plain(title: str) -> str:
    """A title as it is compared: without white space, brackets and quotation marks."""
    return _MARKS.sub("", title)


def effects(document: Document, cited: Sequence[Citation]) -> Mapping[int, Effect]:
    """Position in `cited` (in text order) → what the document does to the one cited there."""
    if document.meta.doc_type in SILENT or is_draft(document):
        return {}
    text = document.text
    found = dict(_listed(text, cited))
    for group in _groups(text, cited):
        found |= dict(_of_group(text, cited, group))
    entitled = _entitled(document.meta.title)
    for at, (_, title, _) in enumerate(cited):
        if at not in found and (kind := entitled.get(plain(title))):
            found[at] = Effect(kind=kind, statement=document.meta.title)
    return found


def _groups(text: str, cited: Sequence[Citation]) -> Iterator[list[int]]:
    """Citations that are joined, and so share what is said of them."""
    group: list[int] = []
    for at, (span, _, _) in enumerate(cited):
        if group:
            end = cited[group[-1]][0].end
            joint = _JOINT.match(text, end, span.start)
            if span.start - end > 300 or not joint or joint.end() != span.start:
                yield group
                group = []
        group.append(at)
    if group:
        yield group


def _of_group(
    text: str, cited: Sequence[Citation], group: Sequence[int]
) -> Iterator[tuple[int, Effect]]:
    start, last = cited[group[0]][0].start, cited[group[-1]][0].end
    held = [_clauses(text, cited[at][0].end) for at in group]
    behind = _HELD.match(text, last)
    end = behind.end() if behind else last
    effect = _said(text, start, end, any(held))
    if effect is None:
        return
    effect = replace(effect, statement=sentence_around(text, start, end))
    for at, clauses in zip(group, held, strict=True):
        yield at, replace(effect, clauses=clauses)


def _said(text: str, start: int, end: int, held: bool) -> Effect | None:
    """What the words before and after a group say of it."""
    before = text[max(0, start - 60) : start]
    before = re.split(r"[。\n》]", before)[-1]
    if _UNDER.search(before) and not _REPEALING.search(before):
        return None
    repealed = _REPEALED.match(text, end)
    if repealed:
        return Effect(kind="repeals", since=_day(repealed["since"]))
    if _done(_REPEALING.search(before), before):
        return Effect(kind="repeals")
    extended = _EXTENDED.match(text, end)
    if not extended and _EXTENDING.search(before):
        extended = _TO.match(text, end)
    if extended:
        return Effect(kind="extends", until=_day(extended["until"], end=True))
    handled = (held or _HANDLED.search(before)) and not _PLANS.search(before)
    if handled and _AMENDED.match(text, end):
        return Effect(kind="amends")
    amending = _AMENDING.search(before)
    if _done(amending, before) and amending and (held or amending["verb"].startswith("决定")):
        return Effect(kind="amends")
    return None


def _done(match: re.Match[str] | None, before: str) -> bool:
    """Whether the verb says what is done here, and not what is planned."""
    if match is None:
        return False
    ahead = before[: match.start()]
    return bool(_NUMBERING.search(ahead)) or not _PLANNED.search(ahead)


def _clauses(text: str, at: int) -> tuple[str, ...]:
    held = _HELD.match(text, at)
    return tuple(re.findall(_CLAUSE, held["clauses"])) if held else ()


def _day(printed: str | None, *, end: bool = False) -> str | None:
    """The ISO day; of a year or month alone its first, or with `end` its last that is told."""
    if not printed:
        return None
    if printed.endswith("日"):
        return read_date(printed)
    year, *rest = re.findall(r"\d+", printed)
    month = int(rest[0]) if rest else (12 if end else 1)
    if not 1 <= month <= 12:
        return None
    if not end:
        return f"{year}-{month:02d}-01"
    return f"{year}-12-31" if month == 12 else f"{year}-{month:02d}"


def _listed(text: str, cited: Sequence[Citation]) -> Iterator[tuple[int, Effect]]:
    """The entries below a heading such as 下列文件予以废止：, or behind it in its own line."""
    at = 0
    heading = ""
    for line in re.finditer(r"[^\n]+", text):
        inside: list[int] = []
        while at < len(cited) and cited[at][0].start < line.end():
            inside.append(at)
            at += 1
        if not inside:
            heading = line.group().strip() if _heads(line.group()) else ""
            continue
        head = _LIST.search(text, line.start(), cited[inside[0]][0].start)
        if head and _heads(head.group()):
            heading = line.group().strip()
        elif not (heading and (_ENTRY.match(line.group()) or "\t" in line.group())):
            heading = ""
        statement = "\n".join(dict.fromkeys((heading, line.group().strip())))
        for index in inside if heading else ():
            clauses = _clauses(text, cited[index][0].end)
            yield index, Effect(kind="repeals", clauses=clauses, statement=statement)


def _heads(line: str) -> bool:
    return len(line) < 200 and bool(_LIST.search(line)) and not _NO_LIST.search(line)


def _entitled(title: str) -> dict[str, str]:
    """Plain title → effect for what the document's own title repeals or amends."""
    match = _ENTITLED.search(title)
    if not match or "的" not in title[match.end() :]:
        return {}
    kind = "repeals" if match["verb"] == "废止" and "条款" not in title else "amends"
    return {plain(name): kind for name in _NAMED.findall(title, match.end())}
