"""The pairs that the model learns from: a question or heading, and the passage it belongs to.

Rows of one `group` are never negatives of each other. `public` pairs come from laws, reports and
open question sets; `written` ones were written for this project.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policykb.tokens import words

_QUERY_WORDS, _PASSAGE_WORDS, _PASSAGE_CHARACTERS = 64, 256, 900
OWN = Path(__file__).parent / "written"  # clauses and questions that lie in the repository
ASKED = "asked"  # the style of questions that people asked, in files with `question` in the name
_SENTENCE = re.compile(r"[^。；！]+[。；！]?")
_FEWEST_CHARACTERS, _FEWEST_SENTENCES, _MOST_SENTENCES = 60, 3, 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Word numbers of both sides; `style` is how the query is worded."""

    group: str
    query: Sequence[int]
    passage: Sequence[int]
    style: str = ""


@dataclass(slots=True)
class Lexicon:
    """Words by number, in the order in which they were first met."""

    words: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def read(self, text: str, limit: int) -> array[int]:
        """The numbers of a text's first words; new words are taken in."""
        found = words(text[:_PASSAGE_CHARACTERS])[:limit]
        return array("i", (self._number(word) for word in found))

    def _number(self, word: str) -> int:
        number = self.numbers.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        return number

    def pair(self, group: str, query: str, passage: str, style: str = "") -> Pair:
        """Both sides as numbers."""
        return Pair(
            group, self.read(query, _QUERY_WORDS), self.read(passage, _PASSAGE_WORDS), style
        )


def public(data: Path, lexicon: Lexicon, seed: int) -> list[Pair]:
    """Pairs of open sources, and sentences of government reports with what stands around them."""
    listed = (
        (row.get("group") or "", row["query"], row["pos"], ASKED if "question" in path.name else "")
        for path in sorted((data / "training/pairs").glob("*.jsonl.gz"))
        for row in rows(path)
    )
    sentences = _sentences(data, random.Random(seed))
    pairs = (lexicon.pair(*row) for row in (*listed, *sentences))
    return [pair for pair in pairs if pair.query and pair.passage]


def _sentences(data: Path, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """(group, sentence, the paragraph without it): the inverse cloze task of Lee et al. 2019."""
    for report in rows(data / "training/text/gov_work_reports.jsonl.gz"):
        for number, paragraph in enumerate(report["text"].split("\n")):
            parts = [part for part in _SENTENCE.findall(paragraph) if len(part) > 8]
            if len(paragraph) <= _FEWEST_CHARACTERS or len(parts) < _FEWEST_SENTENCES:
                continue
            for at in chance.sample(range(len(parts)), min(_MOST_SENTENCES, len(parts) // 2)):
                yield (
                    f"{report['title']}-{number}",
                    parts[at],
                    "".join(parts[:at] + parts[at + 1 :]),
                )


def written(data: Path, own: Path, lexicon: Lexicon) -> list[Pair]:
    """Questions written for clauses (those in the folder `own` too) and for public passages, and
    the lexicon's own equations."""
    files = [data / "training/written/clauses_with_queries.jsonl.gz", *sorted(own.glob("*.gz"))]
    return [
        *(pair for path in files for pair in _clauses(path, lexicon)),
        *_passages(data / "training/written/queries_for_public_passages.jsonl.gz", lexicon),
        *_concepts(data / "lexicon/thesaurus.jsonl", lexicon),
        *_abbreviations(data / "lexicon/abbreviations.jsonl", lexicon),
    ]


def _clauses(path: Path, lexicon: Lexicon) -> Iterator[Pair]:
    for number, row in enumerate(rows(path)):
        for query in row["queries"]:
            group = f"clause-{path.name}-{number}"
            yield lexicon.pair(group, query["query"], row["clause"], query["style"])


def _passages(path: Path, lexicon: Lexicon) -> Iterator[Pair]:
    for row in rows(path):
        yield lexicon.pair(f"passage-{row['group']}", row["query"], row["pos"], row["style"])


def _concepts(path: Path, lexicon: Lexicon) -> Iterator[Pair]:
    for row in rows(path):
        official = [row["term"], *row["official"], *row.get("official_long", []), *row["related"]]
        for phrase in (*row["colloquial"], *row["abbr"], *row["english"]):
            yield lexicon.pair(f"concept-{row['id']}", phrase, "，".join(official), "concept")


def _abbreviations(path: Path, lexicon: Lexicon) -> Iterator[Pair]:
    for row in rows(path):
        yield lexicon.pair("", row["short"], row["full"], "abbreviation")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
