"""Who issues a document: the signature, else masthead, cover, title, note or printed source."""

from __future__ import annotations

import re

from policykb.gazetteer import find_regions
from policykb.parse.days import DAY
from policykb.parse.formal import Form
from policykb.parse.lines import Line
from policykb.parse.numbers import standard
from policykb.parse.patterns import JOINT, ORGAN, REPOSTED, TAG
from policykb.parse.signatures import SEAL
from policykb.parse.sites import bare_organ
from policykb.parse.told import Told
from policykb.parse.whereabouts import is_bare, seated, seated_by

MEDIA = re.compile(
    r"日报|晚报|时报|早报|新华|新闻|网$|网站|客户端|公众号|电视|广播|报$|杂志|期刊|通讯社|人大|政府网|—|澎湃|http"
)
SITE = re.compile("网站?$|门户")
PRINTER = re.compile(r"出版|印刷|[0-9]")
ABOUT = re.compile(r"^(?P<organ>[^《》。]{2,120}?)[ \u3000]?(?:关于|印发|转发|批转|贯彻)")
PASSED = re.compile(
    r"第?[〇零一二三四五六七八九十]+届(?P<organ>全国人民代表大会(?:常务委员会)?|.{2,12}?人民代表大会(?:常务委员会)?)第?"
)
SPEAKS_FOR = re.compile(r"代表(?P<organ>.{0,10}?人民政府)[，,]?[向作]")
# A local congress, by the place before its session: 某市第九届人民代表大会常务委员会第三次会议通过.
PASSED_LOCALLY = re.compile(
    r"(?:^|[日（(经])[ \u3000]*(?P<place>[^\W\d年月日]{2,14}?)第?[〇零一二三四五六七八九十]+届"
    r"(?P<organ>人民代表大会(?:常务委员会)?)[^，。；]{0,20}通过"
)
# 1990年3月10日，某某部 under a title.
DATED = re.compile(r"[^，,]{8,20}日[，,、 \u3000]+(?P<organ>[^\W\d]{2,30})")
# A committee of the Party and the government of the same place, printed without a space.
TOGETHER = re.compile(
    r"(?P<party>中共[^\W\d]{2,12}?委(?:员会)?(?:办公[室厅])?)(?P<state>[^\W\d]{2,14}?人民政府(?:办公[室厅])?)"
)
ORDERED = re.compile(r"(?:中华人民共和国)?(?P<organ>[^\W\d]{2,20}?)令(?:第|$)")


def parts_of(text: str, pattern: str) -> tuple[str, ...]:
    """The parts of `text` between matches of `pattern`, blank ones left out."""
    return tuple(part.strip() for part in re.split(pattern, text) if part.strip())


SEPARATORS = r"[、，,;；\s\u3000]+"


def issuers_of(
    told: Told, lines: tuple[Line, ...], form: Form, opening: str, number: str
) -> tuple[str, ...]:
    """The bodies that issue it, by the best evidence there is.

    `number` is the 发文字号; that of an order names its organ. Who signed counts before who put a
    page up, that before where a site has the text from.
    """
    found = _spelt_out(parts_of(told.get("issuers"), SEPARATORS))
    found = tuple(name for name in found if not SITE.search(name))
    signed = _signed(lines, form)
    if found and not _says_more(signed, found):
        return tuple(dict.fromkeys(found))
    found = signed or _masthead(lines, form) or _on_cover(lines, form)
    for at, title in form.titles:
        found = found or _from_title(_printed(lines, form, at)) or _from_title(title)
    found = found or _by_order(number) or _dated(lines, form) or _reporting(lines, form)
    found = found or _passed(lines, form, opening)
    found = found or _spelt_out(parts_of(told.get("publisher"), SEPARATORS))
    source = told.get("source")
    if not found and not MEDIA.search(source):
        found = tuple(part for part in parts_of(source, SEPARATORS) if _whole_name(part))
    return tuple(seated_by(name, number) for name in found)


def _says_more(signed: tuple[str, ...], told: tuple[str, ...]) -> bool:
    """Whether the signature names those that a site's label names and others, or in full one that
    the label leaves without its place: 县政府办."""
    return set(told) < set(signed) or (bool(signed) and all(is_bare(name) for name in told))


def _spelt_out(names: tuple[str, ...]) -> tuple[str, ...]:
    """The standing committee of a congress by its full name: sites fill in 某省人大常委会."""
    return tuple(re.sub("人大常委会$", "人民代表大会常务委员会", name) for name in names)


def _whole_name(source: str) -> bool:
    """Whether a printed 来源 is a body by its full name: not 司法局, not a library of files."""
    return bool(ORGAN.search(source)) and (len(source) > 4 or bool(find_regions(source)))


def _by_order(number: str) -> tuple[str, ...]:
    """国务院 of 国务院令第693号; who signs 主席令 is named in the note under the title."""
    match = ORDERED.match(number)
    return (match["organ"],) if match and ORGAN.search(match["organ"]) else ()


def _dated(lines: tuple[Line, ...], form: Form) -> tuple[str, ...]:
    """The organ beside the day, in a note under the title."""
    notes = (lines[index].text for index, role in sorted(form.roles.items()) if role == "note")
    match = next(filter(None, map(DATED.fullmatch, notes)), None)
    return (match["organ"],) if match and ORGAN.search(match["organ"]) else ()


_SESSION = re.compile("会议?上[）)]?$")


def _reporting(lines: tuple[Line, ...], form: Form) -> tuple[str, ...]:
    """The organ that reports to an assembly, alone on the line under that of its session."""
    notes = [lines[index].text for index, role in sorted(form.roles.items()) if role == "note"]
    at = next((i for i, note in enumerate(notes) if _SESSION.search(note)), len(notes))
    names = (re.sub(r"[\s\u3000]", "", note) for note in notes[at + 1 : at + 3])
    return next(((name,) for name in names if ORGAN.search(name) and find_regions(name)), ())


def _signed(lines: tuple[Line, ...], form: Form) -> tuple[str, ...]:
    """The organs that sign the first text of the file."""
    found: list[str] = []
    for index in sorted(form.roles):
        if form.roles[index] == "date" and found:
            break
        if form.roles[index] == "signature":
            text = DAY.sub("", SEAL.sub("", lines[index].text)).strip()
            parts = re.split(r"[ \u3000]{1,}", text)
            whole = [text] if not all(ORGAN.search(part) for part in parts) else parts
            named = (part for part in whole if ORGAN.search(part) or JOINT.search(part))
            found += [re.sub(r"\s+", "", part) for part in named]
    return tuple(dict.fromkeys(found))


def _masthead(lines: tuple[Line, ...], form: Form) -> tuple[str, ...]:
    found: list[str] = []
    for index in sorted(form.roles):
        if form.roles[index] == "issuer":
            text = re.sub(r"(?:文[ \u3000]*件|令|公[ \u3000]*告)$", "", lines[index].text).strip()
            parts = re.split(r"[、 \u3000]+", text)
            whole = parts if all(ORGAN.search(part) for part in parts) else [text]
            names = (re.sub(r"[\s\u3000]", "", each) for each in whole if "：" not in each)
            names = (bare_organ(name.removeprefix("中华人民共和国")) for name in names)
            found += [name for name in names if ORGAN.search(name)]
    return tuple(dict.fromkeys(found))


def _on_cover(lines: tuple[Line, ...], form: Form) -> tuple[str, ...]:
    """The bodies that issue a standard: they stand last on its cover, before 发布."""
    if not any(role == "doc_number" and standard(lines[i].text) for i, role in form.roles.items()):
        return ()
    found: list[str] = []
    for index, role in sorted(form.roles.items()):
        text = re.sub(r"[ \u3000]*发[ \u3000]*布$", "", lines[index].text) if role == "note" else ""
        if 4 <= len(text) <= 40 and ORGAN.search(text) and not re.search("[。，；]", text):
            parts = re.split(r"[ \u3000]+", text)
            found += [p for p in parts if ORGAN.search(p) and not PRINTER.search(p)]
    return tuple(dict.fromkeys(p.removeprefix("中华人民共和国") for p in found))


def _printed(lines: tuple[Line, ...], form: Form, at: int) -> str:
    """The title from line `at` on with the blanks that its lines have between the organs."""
    words: list[str] = []
    while form.roles.get(at) == "title":
        words.append(lines[at].text[: form.split_at.get(at)])
        at += 1
    return " ".join(words)


def _from_title(title: str) -> tuple[str, ...]:
    title = TAG.sub("", title, count=1)
    match = REPOSTED.fullmatch(title) or ABOUT.match(title)
    both = TOGETHER.fullmatch(match["organ"]) if match else None
    if both:
        return both["party"], both["state"]
    names = parts_of(match["organ"], "[、 ]") if match else ()
    return names if names and all(ORGAN.search(name) for name in names) else ()


def _passed(lines: tuple[Line, ...], form: Form, opening: str) -> tuple[str, ...]:
    """Who passed a law, or for whom a report speaks."""
    notes = [lines[index].text for index, role in sorted(form.roles.items()) if role == "note"]
    for note in notes:
        match = PASSED.search(note)
        if match:
            return (match["organ"],)
        local = PASSED_LOCALLY.search(note)
        if local and find_regions(local["place"]):
            return (local["place"] + local["organ"],)
    match = SPEAKS_FOR.search(opening)
    if match is None:
        return ()
    # The report says 省人民政府; its title or the note of where it was given says which.
    return (seated(match["organ"], (*(title for _, title in form.titles), *notes)),)
