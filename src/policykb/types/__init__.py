"""Every value that passes between the stages, and the protocols of what can be exchanged.

All are frozen; offsets are code points, spans half-open, pages start at 1, boxes are
(left, top, right, bottom) in points from the page's upper left corner.
"""

from policykb.types.asking import Concept, Embedder, Filters, Hit, Outcome, Query, Report
from policykb.types.documents import Document, Element, Metadata, Passage, Provision, Table
from policykb.types.facts import (
    Department,
    Fact,
    Facts,
    Indicator,
    Measure,
    Practice,
    Problem,
    Ranking,
    Reference,
    Support,
    Target,
)
from policykb.types.places import JSON, Box, Place, Span
from policykb.types.records import Records, dated_on, year_of_number
from policykb.types.sources import Block, Source

__all__ = [
    "JSON",
    "Block",
    "Box",
    "Concept",
    "Department",
    "Document",
    "Element",
    "Embedder",
    "Fact",
    "Facts",
    "Filters",
    "Hit",
    "Indicator",
    "Measure",
    "Metadata",
    "Outcome",
    "Passage",
    "Place",
    "Practice",
    "Problem",
    "Provision",
    "Query",
    "Ranking",
    "Records",
    "Reference",
    "Report",
    "Source",
    "Span",
    "Support",
    "Table",
    "Target",
    "dated_on",
    "year_of_number",
]
