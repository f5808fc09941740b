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

from policykb.dates import find_periods, later, read_date, stamped_days
from policykb.extract.sentences import sentence_around
from policykb.numerals import read_integer
from policykb.types import Document, Metadata

_DAY = r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
_HAN = r"[一二三四五六七八九十两\d]{1,3}"
_EFFECTIVE = re.compile(
    rf"自(?P<day>{_DAY}|(?:公布|发布|印发|颁布|下发|签发|发文|公告)之日)(?:起)?"
    rf"(?:满?(?P<after>{_HAN})(?P<unit>日|个月)后?)?起?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_LASTS = re.compile(
    rf"有效期(?:限)?(?:为|：|:)?(?:(?P<years>{_HAN})年|(?P<months>{_HAN})个月|(?:截?至|到)(?P<until>{_DAY}))"
    rf"|(?:执行|实施|延续|施行|有效期)(?:期限?)?(?:截?至|到)(?P<to>{_DAY})"
    rf"|(?:执行|实施|施行)期限?(?:为|：|:)?(?:自)?{_DAY}起?[至—-]+(?P<last>{_DAY})"
    rf"|试行(?:期)?(?P<trial>{_HAN})年"
)
_REPEALED = re.compile(
    r"(?:^|[。，\n])本(?:办法|规定|条例|法|意见|通知|文件)(?:自[^。，\n]{2,24})?(?:予以)?(?:废止|失效)"
)
_TITLED_REPEALED = re.compile(r"[（(](?:已)?(?:废止|失效)[）)]")
# A standard (GB 14554-93, HJ/T 55-2000) tells its days on its cover.
_STANDARD = re.compile(r"[A-Z]{2,4}\d*(?:/[A-Z])? \d+(?:\.\d+)?-\d{2,4}")
_COVER = 3_000
# A law printed with its own history : the text is the amended one.
_HISTORY = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?[^。；;\n]{0,160}?(?:第[一二三四五六七八九十]{1,2}次)?"
    r"(?:修正|修订)(?=[。；;，）)\s]|根据|$)"
)
_PASSED = re.compile(r"\s*[（(]?\s*(?:根据|(?:19|20)\d\d年)")
# Said of another document: 《…》自…起施行.
_OTHERS = re.compile(r"《[^《》\n]{2,80}》[^。，\n]{0,12}$")


def validity(document: Document) -> Metadata:
    """The document's metadata with effective_on, expires_on, status and status_basis filled in."""
    text, meta = document.text, document.meta
    stamp, lasts = _stamp(document), _own(_LASTS, text)
    start = None if stamp else _own(_EFFECTIVE, text)
    effective = _effective(start, meta) if start else meta.effective_on
    effective = stamped_days(stamp).get("实施") or effective
    expires = _expires(lasts, effective or meta.written_on) if lasts else meta.expires_on
    basis = [stamp, *(sentence_around(text, match.start()) for match in (start, lasts) if match)]
    if not expires and meta.doc_type == "plan":
        expires, stated = _plan_end(document)
        basis.append(stated)
    repealed = _REPEALED.search(text)
    history = _history(document)
    basis.append(history)
    status = "in_force" if effective or expires or history else "unknown"
    if repealed or _TITLED_REPEALED.search(meta.title):
        status = "repealed"
        basis.insert(
            0,
            sentence_around(text, repealed.end() - 1) if repealed else meta.title,
        )
    return replace(
        meta,
        effective_on=effective,
        expires_on=expires,
        status=status,
        status_basis="\n".join(dict.fromkeys(b for b in basis if b)) if status != "unknown" else "",
    )


def _stamp(document: Document) -> str:
    """The line on the cover of a standard that says when it comes into force; else empty."""
    if not _STANDARD.fullmatch(document.meta.doc_number):
        return ""
    lines = (line.strip() for line in document.text[:_COVER].splitlines())
    return next((line for line in lines if len(line) < 80 and "实施" in stamped_days(line)), "")


def _history(document: Document) -> str:
    """The lines above the first clause that tell when the text itself was amended."""
    first = min((p.span.start for p in document.body if p.number), default=0)
    head = document.text[: min(first, 4_000)]
    if document.meta.doc_type in ("interpretation", "report", "paper"):
        return ""
    return "\n".join(
        line.strip()
        for line in head.splitlines()
        if len(line) < 1_500 and _PASSED.match(line) and _HISTORY.search(line)
    )


def _own(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last statement that the document makes of itself, as closing articles do."""
    found = None
    for match in pattern.finditer(text):
        if not _OTHERS.search(text, max(0, match.start() - 100), match.start()):
            found = match
    return found


def _effective(match: re.Match[str], meta: Metadata) -> str | None:
    day = read_date("".join(match["day"].split())) or meta.published_on or meta.written_on
    if "印发" in match["day"]:
        day = meta.written_on or meta.published_on
    if day and match["after"]:
        count = read_integer(match["after"].replace("两", "二")) or 0
        if match["unit"] == "日":
            return (dt.date.fromisoformat(day) + dt.timedelta(days=count)).isoformat()
        return later(day, months=count)
    return day


def _expires(match: re.Match[str], start: str | None) -> str | None:
    for name in ("until", "to", "last"):
        if match[name]:
            return read_date("".join(match[name].split()))
    if start is None:
        return None
    years = match["years"] or match["trial"]
    count = read_integer((years or match["months"]).replace("两", "二")) or 0
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
