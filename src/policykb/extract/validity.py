"""From when and until when a document is in force, by what it says itself.

The days are those that the text states, or counts from its own dates (自印发之日起, 有效期五年).
`status` is what the text alone tells: repealed where it says so of itself, in_force where it states
a beginning or an end, unknown where it is silent; whether a stated day lies ahead or has passed is
judged on the reader's own day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from policykb.dates import DAY, find_periods, later, read_date, stamped_days
from policykb.extract.genres import KINDS, THIS
from policykb.extract.notices import history, is_draft, repeal_note, start_note
from policykb.extract.sentences import sentence_around
from policykb.numerals import read_integer
from policykb.types import Document, Metadata, year_of_number

_HAN = r"[一二三四五六七八九十两\d]{1,3}"
_MONTH = r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?=起)"
_EFFECTIVE = re.compile(
    rf"(?:[自从]|于(?={DAY}起))"
    rf"(?P<day>{DAY}|{_MONTH}|(?:公布|发布|印发|颁布|下发|签发|发文|公告|通过)(?:之日|(?=起)))(?:起)?"
    rf"(?:满?(?P<after>{_HAN})(?P<unit>日|个月)后?)?起?(?:正式)?(?:施行|实施|实行|执行|生效|试行)"
)
_LASTS = re.compile(
    rf"有效期(?:限)?(?:为|：|:)?(?:(?P<years>{_HAN})年|(?P<months>{_HAN})个月|(?:截?至|到)(?P<until>{DAY}))"
    rf"|(?:执行|实施|延续|施行|有效期)(?:期限?)?(?:截?至|到)(?P<to>{DAY})"
    rf"|(?:执行|实施|施行)期限?(?:为|：|:)?(?:自)?{DAY}起?[至—-]+(?P<last>{DAY})"
    rf"|(?:执行|实施|施行)期限?(?:暂定)?为?(?:自|从)[^，。；\d\n]{{0,12}}起"
    rf"(?:[至到](?P<till>{DAY})|的?(?P<count>{_HAN})个月)"
    rf"|试行(?:期)?(?P<trial>{_HAN})年"
    r"|(?:政策|执行|实施|有效)期限?(?:为|：|:)?(?:自)?(?P<from>(?:19|20)\d\d)年?(?:起)?[至到—–~-]+(?P<year>(?:19|20)\d\d)年(?!\s?\d)"
)
# A plan whose title holds a vision of later years (…规划和2035年远景目标纲要) outlives its period.
_VISION = re.compile(r"远景|愿景|展望")
# What amends a text says of itself; the text printed below it still tells its own first day.
_DECISION = re.compile(rf"本决定自(?P<day>{DAY})起?(?P<after>)(?P<unit>)(?:施行|实施|执行|生效)")
_SOON = 366  # days within which a law that was passed is published
_REPEALED = re.compile(rf"(?:^|[。，\n]){THIS}(?:自[^。，\n]{{2,24}})?(?:予以)?(?:废止|失效)")
_TITLED_REPEALED = re.compile(r"[（(](?:已)?(?:废止|失效)[）)]")
# A standard (GB 14554-93, HJ/T 55-2000, T/CAS 12-2020) tells its days on its cover.
_STANDARD = re.compile(
    r"(?:[A-Z]{2,4}\d*(?:/[A-Z])?|[TQ]/\w{2,12}) [A-Z]?\d+(?:\.\d+){0,2}-\d{2,4}"
)
_COVER = 3_000
# Said of another document: 《…》自…起施行.
_OTHERS = re.compile(r"《[^《》\n]{2,80}》[^。，,\n]{0,12}$")
# What a decision reprints says of itself is not said of the decision.
_DECIDING = re.compile(r"决定(?:[（(][^（）()\n]{0,20}[）)])?$")
_SUBJECT = re.compile(rf"本(?P<kind>{KINDS}|决定)[^。，,；;\n]{{0,12}}$")


# What a term is said of: the text itself, what it provides as a whole, nothing but its first day,
# or nothing at all. Of anything else (许可证有效期5年) it is no term of the text.
_OTHER_KINDS = "文件|通告|决定|批复|纲要|要点|计划|章程|守则|解释|安排|令|函"
_ITSELF = re.compile(
    rf"本[^，。；\n市省县区州]{{0,6}}(?:{KINDS}|{_OTHER_KINDS})"
    r"|(?:上述|以上|前述|各项|所有)[^，。；\n]{0,12}(?:政策|措施|规定|条款|条)"
)
# 自发放之日起 and the like begin the term of a card or a licence.
_FIRST_DAY = re.compile(
    r"(?:^|[，,])(?:自|从|于)(?!发放|签发|领取|核发|颁发|批准|认定|入库)[^，。；\n]{2,30}起?(?:正式)?"
    r"(?:施行|实施|实行|执行|生效|试行)[，,、（(：:\s]*$"
)
_BARE = re.compile(r"[，,、（(：:\s]*(?:相关|有关)?(?:政策|措施)?")
_MARKER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零\d]+条|[（(]?[一二三四五六七八九十\d]+[）)、.．])?\s*"
)
_ANSWERS = re.compile(r"(?:^|\n)\s*答[：:]")


def validity(document: Document) -> Metadata:
    """The document's metadata with effective_on, expires_on, status and status_basis filled in.

    A draft holds from no day, nor does an interpretation, which tells the days of another text. A
    printed label of validity counts where the text says nothing of it.
    """
    meta = document.meta
    if is_draft(document) or meta.doc_type == "interpretation":
        return replace(meta, effective_on=None, expires_on=None, status="unknown", status_basis="")
    effective, begun = _beginning(document)
    effective, expires, ended = _end(document, effective)
    past = history(document)
    repealed, since = _repeal(document)
    if repealed and repealed == meta.status_basis and any(ended) and meta.doc_type != "plan":
        repealed = ""  # a site's label goes behind the day on which the text itself says to end
    status = "in_force" if effective or expires or past else "unknown"
    status = "repealed" if repealed else status
    basis = [repealed, *begun, *ended, past]
    if status == "unknown":
        status, basis = meta.status, [meta.status_basis]
    return replace(
        meta,
        effective_on=effective,
        expires_on=expires or since,
        status=status,
        status_basis="\n".join(dict.fromkeys(b for b in basis if b)) if status != "unknown" else "",
    )


def _beginning(document: Document) -> tuple[str | None, list[str]]:
    """When it comes into force and the sentences that say so: what is stamped on a standard, what
    its articles say, else what the note below its title says."""
    text, meta, stamp = document.text, document.meta, _stamp(document)
    if stamp:
        return stamped_days(stamp).get("实施") or meta.effective_on, [stamp]
    stated = _own(_EFFECTIVE, text, decision=bool(_DECIDING.search(meta.title)))
    decided = _DECISION.search(text)
    if decided and stated and "之日" in stated["day"]:
        stated = decided
    said = [sentence_around(text, stated.start())] if stated else []
    day = _effective(stated, meta) if stated else None
    if stated and day and _reaches_back(stated, day, meta):
        day, said = None, []
    day = day or meta.effective_on
    if day:
        return day, said
    day, line = start_note(document)
    return day, [*said, line]


def _end(document: Document, effective: str | None) -> tuple[str | None, str | None, list[str]]:
    """(since when, until when it is in force, the sentences that say until when): a plan until its
    period ends."""
    text, meta = document.text, document.meta
    lasts = _own(_LASTS, text, term=True)
    if lasts and lasts["from"] and not effective:
        effective = f"{lasts['from']}-01-01"
    expires = _expires(lasts, effective or meta.written_on) if lasts else meta.expires_on
    stated = [sentence_around(text, lasts.start())] if lasts else []
    outlives = meta.status == "in_force" or _VISION.search(meta.title)
    if not expires and meta.doc_type == "plan" and not outlives:
        expires, period = _plan_end(document)
        stated.append(period)
    return effective, expires, stated


def _repeal(document: Document) -> tuple[str, str | None]:
    """(the sentence by which it is no longer in force, the day since when); ("", None) where there
    is none."""
    said = _REPEALED.search(document.text)
    if said:
        return sentence_around(document.text, said.end() - 1), None
    if _TITLED_REPEALED.search(document.meta.title):
        return document.meta.title, None
    line, since = repeal_note(document)
    labelled = document.meta.status == "repealed" and not line
    return (document.meta.status_basis, None) if labelled else (line, since)


def _stamp(document: Document) -> str:
    """The line on the cover of a standard that says when it comes into force; else empty."""
    if not _STANDARD.fullmatch(document.meta.doc_number):
        return ""
    lines = (line.strip() for line in document.text[:_COVER].splitlines())
    return next((line for line in lines if len(line) < 80 and "实施" in stamped_days(line)), "")


def _own(
    pattern: re.Pattern[str], text: str, *, decision: bool = False, term: bool = False
) -> re.Match[str] | None:
    """The last statement that the document makes of itself, as closing articles do; that of a
    `decision` is about the decision, and a `term` about what stands before it in its sentence."""
    found = None
    for match in pattern.finditer(text):
        at = max(0, match.start() - 100), match.start()
        subject = _SUBJECT.search(text, *at)
        another = decision and subject is not None and subject["kind"] != "决定"
        if not another and not _OTHERS.search(text, *at) and not (term and _of_another(match)):
            found = match
    return found


def _of_another(match: re.Match[str]) -> bool:
    """Whether a term is that of something in the text: 人才卡有效期3年, …的政策执行至2027年底."""
    text, start = match.string, match.start()
    begins = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    lead = text[_MARKER.match(text, begins, start).end() : start]  # type: ignore[union-attr]
    if _ITSELF.search(lead):
        return False
    if _FIRST_DAY.search(lead):
        return False
    return not _BARE.fullmatch(lead) or (bool(lead) and _ANSWERS.search(text) is not None)


def _reaches_back(match: re.Match[str], day: str, meta: Metadata) -> bool:
    """Whether only something in the text holds from a day before that on which it was written:
    补贴标准从1月1日起执行 in a notice of May."""
    own = _SUBJECT.search(match.string, max(0, match.start() - 100), match.start())
    return bool(meta.written_on) and day < str(meta.written_on) and own is None


def _effective(match: re.Match[str], meta: Metadata) -> str | None:
    printed = "".join(match["day"].split())
    printed += "1日" if printed.endswith("月") else ""
    day = read_date(printed) or _promulgated(meta)
    if printed.startswith(("印发", "通过")):
        day = meta.written_on or _put_up(meta)
    if day and match["after"]:
        count = read_integer(match["after"].replace("两", "二")) or 0
        if match["unit"] == "日":
            return (dt.date.fromisoformat(day) + dt.timedelta(days=count)).isoformat()
        return later(day, months=count)
    return day


def _promulgated(meta: Metadata) -> str | None:
    """The day of 公布: that of publication, unless it is long after the text was passed or signed,
    which is when a site put up an old one."""
    days = [d for d in (meta.written_on, meta.published_on) if d and len(d) == 10]
    if len(days) < 2:
        return _put_up(meta) or meta.written_on
    passed, published = (dt.date.fromisoformat(day) for day in days)
    return meta.written_on if (published - passed).days > _SOON else meta.published_on


def _put_up(meta: Metadata) -> str | None:
    """The day of publishing, unless the 文号 is of an earlier year: what was numbered in December
    is published by February, and anything later is when a page was put up."""
    day, year = meta.published_on, year_of_number(meta.doc_number)
    return None if day and year and day > f"{int(year) + 1}-02-29" else day


def _expires(match: re.Match[str], start: str | None) -> str | None:
    if match["year"]:
        return f"{match['year']}-12-31"
    for name in ("until", "to", "last", "till"):
        if match[name]:
            return read_date("".join(match[name].split()))
    if start is None:
        return None
    years = match["years"] or match["trial"]
    counted = years or match["months"] or match["count"]
    count = read_integer(counted.replace("两", "二")) or 0
    return later(start, years=count) if years else later(start, months=count)


def _plan_end(document: Document) -> tuple[str | None, str]:
    """The end of a plan's period, with the sentence that names the period."""
    years = re.findall(r"\d{4}", document.meta.period or "")
    if not years:
        return None, ""
    end = f"{years[-1]}-12-31"
    for period in find_periods(document.text[:20_000]):
        if period.end == end and period.start[:4] == years[0]:
            return end, sentence_around(document.text, period.span.start)
    return end, document.meta.title
