"""What kind, who, how numbered? `parse(source)` makes the Document of a cleaned Source."""

from __future__ import annotations

from dataclasses import replace

from policykb.parse.audit import audit, deepest, gaps
from policykb.parse.elements import elements_of
from policykb.parse.form import read_form
from policykb.parse.formal import Form
from policykb.parse.headed import release_closing, settle
from policykb.parse.identifiers import document_id
from policykb.parse.identity import identify
from policykb.parse.lines import Line, caption_before, lines_of, places_of, table_of, text_of
from policykb.parse.outline import grow
from policykb.parse.tree import freeze
from policykb.types import Document, Provision, Source, Table

__all__ = ["gaps", "parse"]


def parse(source: Source) -> Document:
    """The document of a cleaned source: text, metadata, outline and tables; no facts yet.

    Never refuses: what has no number it can trust is a plain paragraph, and `warnings` tell.
    """
    lines = lines_of(source)
    form = read_form(lines)
    outline = grow(lines, frozenset(form.roles), form.cuts)
    root = outline.root
    settle(root)
    release_closing(root, outline.tails)
    body = freeze([node for node in root.children if node.level != "annex"])
    annexes = freeze([node for node in root.children if node.level == "annex"])
    named = [p.heading for top in (*body, *annexes) for p in top.walk() if not p.number]
    meta = identify(source, lines, form, [name for name in named if name])
    document = Document(
        id=document_id(meta, source),
        source=source.path,
        sha256=source.sha256,
        format=source.format,
        meta=meta,
        text=text_of(lines),
        pages=source.pages,
        places=places_of(lines),
        elements=elements_of(lines, form),
        body=body,
        annexes=annexes,
        tables=_tables(lines, (*body, *annexes), form),
        warnings=(*source.warnings, *outline.warnings),
    )
    return replace(document, warnings=(*document.warnings, *audit(document, source)))


def _tables(
    lines: tuple[Line, ...], provisions: tuple[Provision, ...], form: Form
) -> tuple[Table, ...]:
    found: list[Table] = []
    for index, line in enumerate(lines):
        if line.is_table and index not in form.roles:
            home = deepest(provisions, line.start)
            found.append(table_of(line, home.eid if home else "", caption_before(lines, index)))
    return tuple(found)
