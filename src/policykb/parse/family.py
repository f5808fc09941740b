"""The family of a document: the titles of what came with it, what it carries, what it explains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from policykb.parse.formal import Form, join_title
from policykb.parse.lines import Line
from policykb.parse.patterns import ANNOUNCED, CARRIES

QUOTED = re.compile(r"《([^》]{3,80})》")
EXPLAINS = re.compile("解读|问答|图解|答记者问|说明$")
LISTED = re.compile(
    r"(?:附[ \u3000]*件[ \u3000]*[:：][ \u3000]*)?(?:[0-9０-９]{1,2}[ \u3000]*[.．、][ \u3000]*)?"
)
ENOUGH = 3  # characters that the name of an annex has at least
OPENING = 4  # paragraphs in which an explanation names its subject


def family_of(
    title: str, titles: Iterable[str], lines: tuple[Line, ...], form: Form
) -> tuple[str, ...]:
    """The other titles of the family of `title`, each once, in the order they are printed.

    `titles` are those of the other texts in the file and of its annexes. Added are the annexes
    that are only listed and not in the file (附件：1.… 2.…), and the text that an interpretation
    is about.
    """
    found = [*titles, *_listed(lines, form)]
    if EXPLAINS.search(title):
        found = [*_explained(title, lines), *found]
    return tuple(dict.fromkeys(name for name in found if name and name != title))


def _listed(lines: tuple[Line, ...], form: Form) -> Iterable[str]:
    """Names in the list of annexes under a notice (GB/T 9704-2012 7.3.4)."""
    printed = _annex_numbers(form)
    within = False
    for index, role in sorted(form.roles.items()):
        text = lines[index].text
        begins = LISTED.match(text)
        within = role == "note" and begins is not None and (text[:1] == "附" or within)
        if within and begins is not None and begins.end() and _number(begins[0]) not in printed:
            name = join_title([text[begins.end() :]]).rstrip("。；;")
            if ENOUGH <= len(name) <= 60:
                yield name


def _annex_numbers(form: Form) -> frozenset[str]:
    """The numbers of the annexes that the file holds: there each bears its own title."""
    annexes = [cut for cut in form.cuts.values() if cut.kind == "annex" and cut.heading]
    return frozenset(_number(cut.number) for cut in annexes)


def _number(printed: str) -> str:
    """1 of 附件1 or １．; an only annex has none and is the first."""
    return unicodedata.normalize("NFKC", re.sub(r"[^0-9０-９]", "", printed)) or "1"


def _explained(title: str, lines: tuple[Line, ...]) -> Iterable[str]:
    """What an interpretation is about: named in its title, else in its first paragraphs."""
    quoted = QUOTED.findall(title)
    if quoted:
        yield from quoted
        return
    for line in [each for each in lines if len(each.text) > 30][:OPENING]:
        for pattern in (CARRIES, ANNOUNCED):
            match = pattern.search(line.text)
            if match:
                yield match[1]
                return
