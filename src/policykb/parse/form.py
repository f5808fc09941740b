"""The lines of a document that are its form, not its clauses (GB/T 9704-2012 7.2 and 7.3).

Above the body stand the issuer's masthead, 发文字号, title and addressees; below it the signature,
the date and notes; then perhaps the text that a notice carries, and its annexes.
"""

from __future__ import annotations

from dataclasses import replace

from policykb.parse.annexes import annex_cuts, attachment_list
from policykb.parse.contents import find_contents
from policykb.parse.covers import cover_roles
from policykb.parse.formal import Form, addresses, join_title
from policykb.parse.heads import read_cover, read_head
from policykb.parse.lines import Line
from policykb.parse.signatures import carried_names, read_line


def read_form(lines: tuple[Line, ...]) -> Form:
    """The form of the whole file."""
    form = Form()
    contents = find_contents(lines)
    form.roles |= dict.fromkeys(contents, "toc")
    cover = cover_roles(lines, contents)
    form.roles |= cover
    begin = read_cover(form, lines, cover) if cover else read_head(form, lines, 0)
    names = carried_names(lines[: begin + 4], [title for _, title in form.titles])
    index = begin
    while index < len(lines):
        index = read_line(form, lines, index, names)
    for index in attachment_list(lines, form.roles):
        form.roles[index] = "note"
    for index, cut in annex_cuts(lines, form.roles, begin).items():
        form.cuts[index] = replace(cut, heading=join_title([cut.heading]))
        below = index + max(1, cut.lines)
        if below < len(lines) and len(lines[below].text) < 60 and addresses(lines[below]):
            form.roles[below] = "addressee"
    return form
