"""Where something stands: ranges of a text, places on the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that stand there."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same range, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where on the pages a run of text stands: one printed line, or one paragraph."""

    span: Span
    page: int
    box: Box | None = None
