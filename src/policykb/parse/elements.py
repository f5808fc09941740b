"""Elements: the runs of text that belong to the form of a document."""

from __future__ import annotations

from collections.abc import Iterator

from policykb.parse.formal import Form
from policykb.parse.lines import Line
from policykb.parse.numbers import canonical
from policykb.types import Element, Span


def elements_of(lines: tuple[Line, ...], form: Form) -> tuple[Element, ...]:
    """One Element for each run of neighbouring lines of one role, in order."""
    found: list[Element] = []
    for element in _each(lines, form):
        last = found[-1] if found else None
        if last and last.role == element.role and last.span.end + 1 == element.span.start:
            found[-1] = Element(role=last.role, span=Span(last.span.start, element.span.end))
        else:
            found.append(element)
    return tuple(found)


def _each(lines: tuple[Line, ...], form: Form) -> Iterator[Element]:
    for index, role in sorted(form.roles.items()):
        line = lines[index]
        cut = form.split_at.get(index)
        if cut:
            yield Element(
                role=role, span=Span(line.start, line.start + len(line.text[:cut].rstrip()))
            )
            rest = "doc_number" if canonical(line.text[cut:]) else "note"
            yield Element(role=rest, span=Span(line.start + cut, line.end))
        else:
            yield Element(role=role, span=line.span)
