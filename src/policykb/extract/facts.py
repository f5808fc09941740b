"""The extractors are a table; each is a plain function from the document to one kind of fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from policykb.extract.indicators import indicators
from policykb.extract.measures import measures
from policykb.extract.practices import practices
from policykb.extract.problems import problems
from policykb.extract.rankings import rankings
from policykb.extract.references import references
from policykb.extract.targets import targets
from policykb.extract.validity import validity
from policykb.extract.whereabouts import placed
from policykb.types import Document, Facts

EXTRACTORS: tuple[tuple[str, Callable[[Document], tuple[Any, ...]]], ...] = (
    ("measures", measures),
    ("targets", targets),
    ("practices", practices),
    ("indicators", indicators),
    ("rankings", rankings),
    ("problems", problems),
    ("references", references),
)


def extract(document: Document) -> Document:
    """The same document with its facts, and with what it says of its own validity."""
    document = replace(document, meta=validity(document))
    return replace(
        document, facts=placed(Facts(**{name: mine(document) for name, mine in EXTRACTORS}))
    )
