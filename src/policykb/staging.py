"""One file through all stages, in a child process: read → clean → parse → extract → segment.

What a file holds decides what all of them do, not only its reader: a text can be made to keep a
parser busy as well as a PDF can. So the whole line runs within the limits of `read.sandbox`, and
only its outcome, as JSON, comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from policykb.answer.records import Outline, document_record, fact_records, provision_records
from policykb.clean import clean
from policykb.errors import DocumentError
from policykb.extract.facts import extract
from policykb.parse import parse
from policykb.read import held, opened
from policykb.read.child import ask_for, serve, source_of
from policykb.read.sandbox import Child, Children
from policykb.segment import segment
from policykb.types import Document, Passage, Records, Source
from policykb.types.codec import document_json, document_of, passages_of

SECONDS = 60  # for the stages after reading
CHILDREN = Children("policykb.staging")


class StageFault(Exception):
    """A stage after reading failed on a file: a fault of the program, not of the file."""


@dataclass(frozen=True)
class Staged:
    """A file turned into all that the store derives from it."""

    document: Document
    passages: tuple[Passage, ...]
    records: Records


def stage(path: Path, source: str, worker: Child | Children = CHILDREN) -> Staged:
    """What becomes of a file that is known by `source`.

    Raises the DocumentError family, and StageFault where the program fails on it.
    """
    with opened(path) as file:
        request = {
            "path": str(file.path), "kind": file.kind, "format": file.format,
            "sha256": file.sha256, "source": source,
        }  # fmt: skip
        return unpacked(worker.work(request))


def staged(source: Source) -> Staged:
    """All stages after reading, in this process."""
    document = extract(parse(clean(source)))
    return Staged(
        document=document,
        passages=cited(document, segment(document)),
        records=Records(
            document=document_record(document),
            provisions=provision_records(document),
            facts=fact_records(document),
        ),
    )


def cited(document: Document, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with the citation of the clause that each stands in."""
    outline = Outline(document)
    return tuple(replace(p, citation=outline.cite(p.eid, p.page)) for p in passages)


def packed(made: Staged) -> bytes:
    """One line of JSON."""
    return b'{"document":%s,"passages":%s,"records":%s}' % (
        document_json(made.document),
        orjson.dumps(made.passages),
        orjson.dumps(made.records),
    )


def unpacked(made: dict[str, Any]) -> Staged:
    """The outcome that `packed` wrote. Raises StageFault where it tells of one."""
    if "fault" in made:
        raise StageFault(made["fault"])
    return Staged(
        document=document_of(made["document"]),
        passages=passages_of(made["passages"]),
        records=Records(**made["records"]),
    )


def _answer(request: dict[str, Any]) -> bytes:
    """In the child: reads the file, then goes on within a time of its own."""
    named = {name: request[name] for name in ("format", "sha256")}
    shown = Path(request["source"]).name or Path(request["path"]).name
    source = held(replace(source_of(request), path=shown, **named))
    ask_for(SECONDS)
    try:
        return packed(staged(replace(source, path=request["source"])))
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        return orjson.dumps({"fault": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    serve(_answer)
