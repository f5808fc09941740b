"""Does a line below a title go on with it, say it again, or stand apart from it?"""

from __future__ import annotations

import re

from policykb.parse.formal import Form, join_title
from policykb.parse.headings import unfinished
from policykb.parse.lines import Line
from policykb.parse.sites import is_organ

# 组长：某某 under a title; not 第2部分：数据格式, which goes on with it.
ENTRY = re.compile("(?!第)[^：:《》]{1,10}[：:].")


def told_before(form: Form, lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is the title once more, or its end: a page's, then the document's own."""
    own = join_title([lines[index].text])
    before = [i for i in range(index) if form.roles.get(i) == "title"]
    return len(own) > 3 and join_title([lines[i].text for i in before]).endswith(own)


def names_organs(form: Form, lines: tuple[Line, ...], index: int, run: int) -> bool:
    """Whether all that was taken for a title above 关于… are organs: its first lines, or where
    something stands between (`run` 0) the name of the site, which is a note then."""
    above = [i for i in range(index) if form.roles.get(i) == "title"]
    if not all(is_organ(lines[i].text) for i in above):
        return False
    if not run:
        form.roles |= dict.fromkeys(above, "note")
    return True


def ends_title(title: Line, below: Line) -> bool:
    """Whether a title ends above a line: it was marked up as one whole (HTML h1, a style), or the
    line is an entry (组长：某某)."""
    marked = title.block.level is not None and below.block.level != title.block.level
    whole = title.block.role == "title" and below.block.role != "title"
    return marked or (whole and not unfinished(title.text)) or bool(ENTRY.match(below.text))
