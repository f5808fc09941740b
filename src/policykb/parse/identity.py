"""Who, what, when: the Metadata of a document, from its form, its fields and its first words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from policykb.dates import find_periods, plan_years, read_date, stamped_days
from policykb.gazetteer import NATIONAL, Region, region_of
from policykb.parse.doctypes import kind_of_text, kind_of_title
from policykb.parse.family import family_of
from policykb.parse.formal import Form, join_title
from policykb.parse.issuers import DAY, issuers_of, parts_of
from policykb.parse.lines import Line
from policykb.parse.numbers import canonical, standard
from policykb.parse.patterns import CARRIES
from policykb.types import Metadata, Source

# Printed labels (metadata tables, head blocks) → what they tell.
SEPARATORS = r"[、，,;；\s\u3000]+"
LABELS: dict[str, str] = {
    "标题": "title", "原文标题": "title",
    "发文字号": "doc_number", "文号": "doc_number",
    "发文机关": "issuers", "发文机构": "issuers", "发布机构": "issuers", "发布单位": "issuers",
    "制定机关": "issuers", "印发机关": "issuers",
    "成文日期": "written_on", "发文日期": "written_on", "印发日期": "written_on",
    "发布日期": "published_on", "发布时间": "published_on", "公开日期": "published_on",
    "施行日期": "effective_on", "生效日期": "effective_on",
    "索引号": "index_number", "主题分类": "topics",
    "来源": "source", "信息来源": "source",
}  # fmt: skip
NATIONAL_BODY = re.compile(r"^(?:中共中央|国务院|全国|国家|中国|中华人民共和国|中央|最高人民)")
PLAN = re.compile(r"[“\"]?(十[一二三四五六七八九]五|“十[一二三四五六七八九]五”)[”\"]?")
SPAN_YEARS = re.compile(r"((?:19|20)\d\d)[ ]?年?[—–\-－~～至][ ]?((?:19|20)\d\d)")
YEAR = re.compile(r"((?:19|20)\d\d)年(?:度)?")
LOCAL_VOICE = re.compile("[本全我][市省区]|全自治区|自治区")
QUOTED_TITLE = re.compile(r"^《([^》]+)》(?:正式)?(?:发布|出台|印发|公布|全文|印发实施)?$")
OPENING = 3000


@dataclass(frozen=True, slots=True)
class Told:
    """What labels and fields say, by the field of Metadata that they fill."""

    values: dict[str, str]

    def get(self, name: str) -> str:
        """The value told for a field, or an empty string."""
        return self.values.get(name, "")


def identify(source: Source, lines: tuple[Line, ...], form: Form, named: Iterable[str]) -> Metadata:
    """The metadata of a file; `named` are the unnumbered headings that it has."""
    told = _told((*form.labels, *source.fields))
    opening = "\n".join(line.text for line in lines)[:OPENING]
    title, others = _title(told, form, source)
    family = family_of(title, others, lines, form)
    issuers = parts_of(told.get("issuers"), SEPARATORS) or issuers_of(
        told.get("source"), lines, form, opening
    )
    place = _place(title, family, issuers, opening)
    number = _doc_number(told, lines, form)
    written = _issued(lines, form) if standard(number) else _written(lines, form)
    return Metadata(
        title=title,
        doc_number=number,
        doc_type=_doc_type(title, family, opening, tuple(named)),
        issuers=issuers,
        addressees=_addressees(lines, form),
        written_on=_date(told, "written_on") or written,
        published_on=_date(told, "published_on") or _published(lines, form),
        effective_on=_date(told, "effective_on"),
        index_number=told.get("index_number"),
        topics=parts_of(told.get("topics"), r"\\+|[;；|]"),
        region=place.name if place else "",
        level=place.level if place else "",
        period=_period(title, opening),
        family=family,
        digest=form.digest,
    )


def document_id(meta: Metadata, source: Source) -> str:
    """12 hex digits that stay the same for the same document in whatever file."""
    key = meta.doc_number
    if not key:
        who = "、".join(meta.issuers) or PurePath(source.path).stem
        edition = meta.period or (meta.written_on or "")[:4]
        key = f"{meta.title}|{who}|{'' if edition and edition in meta.title else edition}"
    return hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:12]


def _told(rows: Iterable[tuple[str, str]]) -> Told:
    values: dict[str, str] = {}
    for label, value in rows:
        name = LABELS.get(re.sub(r"[\s:：\u3000]", "", label))
        if name and value.strip():
            values[name] = value.strip()
    return Told(values)


# ------------------------------------------------------------------ title and kind


def _title(told: Told, form: Form, source: Source) -> tuple[str, tuple[str, ...]]:
    """The title of the text carried, and the titles of the texts that came with it."""
    titles = [_unwrapped(title) for _, title in form.titles]
    annexes = [cut.heading for cut in form.cuts.values() if cut.kind == "annex" and cut.heading]
    title = _unwrapped(join_title([told.get("title")]))
    if not title:
        title = _carried(titles, annexes) or PurePath(source.path).stem
    return title, (*titles, *annexes)


def _carried(titles: list[str], annexes: list[str]) -> str:
    """The last of the printed titles; where only a notice is printed, the annex that it issues."""
    if not titles:
        return annexes[0] if annexes else ""
    if len(titles) == 1 and "通知" in titles[0]:
        names = [match[1] for match in CARRIES.finditer(titles[0])]
        for annex in annexes:
            if any(name in annex or annex in name for name in names):
                return annex
    return titles[1] if len(titles) > 1 else titles[0]


def _unwrapped(title: str) -> str:
    match = QUOTED_TITLE.match(title)
    return match[1] if match else title


def _doc_type(title: str, family: tuple[str, ...], opening: str, named: tuple[str, ...]) -> str:
    kind = kind_of_title(title)
    carried = [m[1] for m in CARRIES.finditer(title)]
    if carried:
        kind = kind_of_title(carried[-1]) or kind
    if kind:
        return kind
    told = kind_of_text(opening, named)
    if told != "other":
        return told
    return next((k for k in map(kind_of_title, family) if k), "other")


def _period(title: str, opening: str) -> str | None:
    for text in (title, opening[:800]):
        match = SPAN_YEARS.search(text)
        if match and text is title:
            return f"{match[1]}-{match[2]}"
        plan = PLAN.search(text)
        years = plan_years(plan[1].strip("“”")) if plan and _plans(text) else None
        if years:
            return f"{years[0]}-{years[1]}"
        year = YEAR.search(text) if text is title else None
        if year:
            return year[1]
    return None


def _plans(text: str) -> bool:
    return any(word in text for word in ("规划", "纲要", "计划", "方案"))


# ------------------------------------------------------------------ numbers, people, places


def _doc_number(told: Told, lines: tuple[Line, ...], form: Form) -> str:
    if told.get("doc_number"):
        printed = told.get("doc_number")
        return canonical(printed) or "".join(printed.split())
    for index in sorted(form.roles):
        text = lines[index].text
        if form.roles[index] == "doc_number":
            number = canonical(text) or standard(text)
            return _of_order(number, lines[index - 1].text if index else "")
        if index in form.split_at:
            return canonical(text[form.split_at[index] :])
    return ""


def _of_order(number: str, above: str) -> str:
    """第707号 under 中华人民共和国国务院令 is 国务院令第707号."""
    if number.startswith("第") and above.endswith("令"):
        return above.replace("中华人民共和国", "") + number
    return number


def _addressees(lines: tuple[Line, ...], form: Form) -> tuple[str, ...]:
    for index in sorted(form.roles):
        if form.roles[index] == "addressee":
            return parts_of(lines[index].text.rstrip("：: "), "[，,；;]")
    return ()


def _place(
    title: str, family: tuple[str, ...], issuers: tuple[str, ...], opening: str
) -> Region | None:
    for text in (*issuers, title, *family):
        if NATIONAL_BODY.match(text):
            return Region(name=NATIONAL, short=NATIONAL, level="national")
        place = region_of(text)
        if place is not None:
            return place
    local = len(LOCAL_VOICE.findall(opening))
    if re.search("全国|我国|国家|国务院", opening) and not local:
        return Region(name=NATIONAL, short=NATIONAL, level="national")
    return region_of(opening) if local else None


# ------------------------------------------------------------------ dates


def _date(told: Told, name: str) -> str | None:
    value = told.get(name)
    return (read_date(value) or _first_day(value)) if value else None


def _first_day(text: str) -> str | None:
    """The first day that a line names; of a line that names a month alone, the month."""
    for match in DAY.finditer(text):
        day = read_date(match[0])
        if day:
            return day
    periods = find_periods(text) if len(text) < 60 else ()
    if not periods:
        return None
    return (periods[0].start if periods[0].kind == "date" else periods[0].month) or None


def _written(lines: tuple[Line, ...], form: Form) -> str | None:
    """The date of the first signature; else that of the note under the title."""
    for wanted in (("date", "signature"), ("note",)):
        for index, role in sorted(form.roles.items()):
            if role in wanted:
                day = _first_day(lines[index].text)
                if day:
                    return day
    return None


def _published(lines: tuple[Line, ...], form: Form) -> str | None:
    found = (stamped_days(lines[index].text).get("发布") for index in form.roles)
    return next((day for day in found if day), None)


def _issued(lines: tuple[Line, ...], form: Form) -> str | None:
    """The day that a standard bears: that of 发布 on its cover, else that of 批准; never that of
    实施, nor when it was printed."""
    approved = (stamped_days(line.text).get("批准") for line in lines)
    return _published(lines, form) or next((day for day in approved if day), None)
