"""Spoilt files: each is read within limits, or refused with a reason, and never costs more.

`make fuzz` runs 2,000 of them; the tests run 150 with fixed seeds.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from forms import FORMS, Para, packed_pdf
from test_parity import TEXTS

from policykb.errors import DocumentError
from policykb.parse import gaps
from policykb.read.sandbox import Child
from policykb.staging import stage

SECONDS = 20.0  # for one file
ALLOWED = 400.0  # only a hang takes so long; the limits of reading are much narrower
Mutation = Callable[[random.Random, bytes], bytes]


# ------------------------------------------------------------------ what is done to a file


def cut_off(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(1, len(data))]


def flipped(rng: random.Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200))):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def moved(rng: random.Random, data: bytes) -> bytes:
    """A run of bytes taken out and put in elsewhere."""
    a, b = sorted(rng.randrange(len(data)) for _ in range(2))
    at = rng.randrange(len(data))
    return data[:at] + data[a:b] + data[at:]


def dropped(rng: random.Random, data: bytes) -> bytes:
    a = rng.randrange(len(data))
    return data[:a] + data[a + rng.randrange(1, 400) :]


def doubled(rng: random.Random, data: bytes) -> bytes:
    """A run repeated many times: long lines, many objects, many rows."""
    a = rng.randrange(len(data))
    run = data[a : a + rng.randrange(1, 60)]
    return data[:a] + run * rng.choice((50, 2000, 20000)) + data[a:]


def renumbered(rng: random.Random, data: bytes) -> bytes:
    """Digits made other digits: offsets, counts, lengths, sizes."""
    spoilt = bytearray(data)
    places = [at for at, byte in enumerate(spoilt) if 48 <= byte <= 57]
    for at in rng.sample(places, min(len(places), rng.choice((1, 5, 50)))):
        spoilt[at] = rng.randrange(48, 58)
    return bytes(spoilt)


MUTATIONS: tuple[Mutation, ...] = (cut_off, flipped, moved, dropped, doubled, renumbered)


def inside(change: Mutation) -> Mutation:
    """The change made to a part of a package, which is then packed again."""

    def changed(rng: random.Random, data: bytes) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
            names = old.namelist()
            chosen = rng.choice(names)
            for name in names:
                part = old.read(name)
                part = change(rng, part) if name == chosen else part
                new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
        return file.getvalue()

    return changed


# ------------------------------------------------------------------ bombs and nests


def _part() -> zipfile.ZipInfo:
    """The document's part, dated 1980 like every ZipInfo: the same bytes at any time of day."""
    return zipfile.ZipInfo("word/document.xml")


def zip_bomb(rng: random.Random) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            _part(), b"<a>" + b" " * rng.randrange(20, 140) * 2**20, zipfile.ZIP_DEFLATED
        )
    return file.getvalue()


def deep_docx(rng: random.Random) -> bytes:
    name = rng.choice(("w:sdt><w:sdtContent", "w:tbl><w:tr><w:tc", "w:ins", "w:smartTag"))
    depth = rng.choice((50, 300, 5000))
    tags = name.split("><")
    opened = "".join(f"<{tag}>" for tag in tags) * depth
    closed = "".join(f"</{tag}>" for tag in reversed(tags)) * depth
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    text = "<w:p><w:r><w:t>正文。</w:t></w:r></w:p>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            _part(),
            f"<w:document {w}><w:body>{opened}{text}{closed}</w:body></w:document>",
            zipfile.ZIP_DEFLATED,
        )
    return file.getvalue()


def deep_html(rng: random.Random) -> bytes:
    tag = rng.choice(("div", "table><tr><td", "span", "b", "ul><li", "font"))
    depth = rng.choice((100, 3000, 60000))
    opened = f"<{tag}>" * depth
    return f"<html><body>{opened}正文，应当写明。</body></html>".encode()


def entity_docx(_: random.Random) -> bytes:
    """Entities that grow when they are resolved; they must not be."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = (
        f'<!DOCTYPE d [<!ENTITY e0 "x">{lines}]><w:document {w}><w:body><w:p><w:r>'
        "<w:t>&e9;正文</w:t></w:r></w:p></w:body></w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_part(), xml, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def looped_pdf(rng: random.Random) -> bytes:
    """A page tree that contains itself, or says that it is endless."""
    data = FORMS["pdf"][1]([Para("正文。")])
    if rng.random() < 0.5:
        return data.replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]")
    return data.replace(b"/Count 1", b"/Count 9999999")


def packed_bomb_pdf(rng: random.Random) -> bytes:
    """A page that draws the same text very often, or very many lines."""
    often = rng.choice((2000, 40000))
    line = b"10 10 m 500 500 l S\n" if rng.random() < 0.5 else b"BT /F1 9 Tf 9 9 Td <4e00> Tj ET\n"
    return packed_pdf([line * often])


BOMBS: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (
    ("docx", zip_bomb), ("docx", deep_docx), ("html", deep_html), ("docx", entity_docx),
    ("pdf", looped_pdf), ("pdf", packed_bomb_pdf),
)  # fmt: skip


# ------------------------------------------------------------------ trying


def spoilt(seed: int) -> tuple[str, bytes]:
    """(ending, bytes) of the file of a seed; the same each time."""
    rng = random.Random(seed)
    if seed % 10 == 9:
        ending, make = BOMBS[seed // 10 % len(BOMBS)]
        return ending, make(rng)
    form = ("pdf", "docx", "html", "pdf", "automatic")[seed % 5]
    ending, make_form = FORMS[form]
    data = make_form(rng.choice(list(TEXTS.values())))
    change = rng.choice(MUTATIONS)
    if ending == "docx" and rng.random() < 0.7:
        change = inside(change)
    return ending, change(rng, data)


def tried(path: Path, child: Child) -> str:
    """read, or the code of the refusal; whatever was read goes through parse and segment too."""
    try:
        document = stage(path, path.name, child).document
    except DocumentError as error:
        assert str(error).strip(), "a refusal needs words"
        return error.code
    assert not gaps(document)
    return "read"


def run(seeds: range, folder: Path) -> Counter[str]:
    """What became of the files of these seeds; raises where one breaks a rule."""
    child, found = Child(seconds=SECONDS, module="policykb.staging"), Counter[str]()
    try:
        for seed in seeds:
            ending, data = spoilt(seed)
            path = folder / f"{seed}.{ending}"
            path.write_bytes(data)
            began = time.monotonic()
            try:
                found[tried(path, child)] += 1
            except Exception as error:
                error.add_note(f"seed {seed}: {path.name}")
                raise
            assert time.monotonic() - began < ALLOWED, f"seed {seed} took too long"
            path.unlink()
    finally:
        child.close()
    return found


def main() -> None:
    """Runs as many as asked for and tells how they ended."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=2000)
    options.add_argument("--first", type=int, default=0)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(range(asked.first, asked.first + asked.count), Path(folder))
    for name, count in found.most_common():
        print(f"{name:16} {count}")  # noqa: T201


if __name__ == "__main__":
    main()
