"""Documents read once by eye and kept: the outline and the passages of each, to the letter.

`make golden` (POLICYKB_GOLDEN=write) writes them anew; read the difference before keeping it.
Facts are left out: they have their own tests, and change more often than the reading does.
"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import orjson
import pytest
from test_invariants import check

from policykb.clean import clean
from policykb.parse import parse
from policykb.read import parsed
from policykb.read.sniff import sniff
from policykb.segment import segment
from policykb.store.rows import decode_document, encode_document
from policykb.types import Document, Passage

HERE = Path(__file__).parent / "golden"
CORPUS = HERE.parent.parent / "corpus"
SWITCH = "POLICYKB_GOLDEN"
# Folder of the golden files → its source: in the folder itself, or a digest that comes with us.
SOURCES: dict[str, Path] = {
    path.parent.name: path for path in sorted(HERE.glob("*/source.*"))
} | {
    "digest_measures": CORPUS / "提升中小企业竞争力若干措施（摘编）.docx",
    "digest_plan": CORPUS / "“十四五”促进中小企业发展规划（摘编）.pdf",
    "digest_page": CORPUS / "上海市“十四五”促进中小企业发展规划（摘编）.html",
    "digest_report": CORPUS / "2024年度中小企业发展环境评估报告（摘编）.txt",
    "digest_paper": CORPUS / "浙江省小微企业创新发展（摘编）.txt",
}  # fmt: skip


def made(path: Path) -> tuple[Document, tuple[Passage, ...]]:
    data = path.read_bytes()
    source = parsed(path, data, sniff(path, data))
    document = parse(clean(dataclasses.replace(source, path=path.name)))
    return document, segment(document)


def written(value: object) -> str:
    """Indented JSON without what is empty, so that a difference can be read."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(_filled(orjson.loads(orjson.dumps(value))), option=options).decode()


def _filled(value: object) -> object:
    if isinstance(value, dict):
        if set(value) == {"start", "end"}:
            return f"{value['start']}–{value['end']}"
        return {key: _filled(inner) for key, inner in value.items() if inner not in (None, "", [])}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", SOURCES)
def test_golden(name: str) -> None:
    document, passages = made(SOURCES[name])
    # The boxes of a font that is not embedded depend on the fonts of the machine.
    shown = dataclasses.replace(document, places=())
    for kind, value in (("document", shown), ("passages", passages)):
        path = HERE / name / f"{kind}.json"
        if os.environ.get(SWITCH) == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(written(value), "utf-8")
        assert path.read_text("utf-8") == written(value), f"{path}: make golden, then read it"


@pytest.mark.parametrize("name", SOURCES)
def test_invariants_of_the_golden_documents(name: str) -> None:
    document, passages = made(SOURCES[name])
    check(document)
    assert decode_document(encode_document(document)) == document
    eids = {p.eid for p in document.provisions()}
    assert all(passage.eid in eids for passage in passages)


def test_the_switch_is_off() -> None:
    """A run that writes the files must not pass for a test of them."""
    assert SWITCH not in os.environ, f"{SWITCH} is set: the golden files were written, not tested"
