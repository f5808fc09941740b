"""What is asked, what is found, and what an ingest reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from policykb.types.documents import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search or list is limited to; empty means no limit. Dates are ISO."""

    kind: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    doc_type: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    obligation: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    as_of: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A term of the thesaurus that a query names, with the words that did and a weight in 0…1."""

    id: str
    term: str
    by: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the asker means. `words` are what the lexical index is asked for; `spoken` everyday
    words in it, each with what documents write instead."""

    text: str
    words: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    doc_numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    spoken: tuple[tuple[str, tuple[str, ...]], ...] = ()
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A ranked passage with the reasons for its place; `score` in 0…1.

    `copies` are the ids of passages that say nearly the same and are not listed themselves.
    `weights`: what words and what meaning counted for in its place, the same for all of a ranking.
    """

    rank: int
    passage: Passage
    score: float
    lexical: float = 0.0
    dense: float = 0.0
    terms: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()
    copies: tuple[str, ...] = ()
    weights: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one path: added · unchanged · replaced · failed (with code and message)."""

    path: str
    state: str
    document_id: str = ""
    title: str = ""
    code: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an ingest did, in the order of its paths."""

    outcomes: tuple[Outcome, ...]
    generation: int
    seconds: float

    def failed(self) -> tuple[Outcome, ...]:
        """The paths that were not taken in."""
        return tuple(o for o in self.outcomes if o.state == "failed")


class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    name: str
    dim: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, `(len(texts), dim)`, each of length 1 (zeros for no known word)."""
        ...
