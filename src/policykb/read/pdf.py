"""PDF: lines with their boxes on every page, ruled tables, running heads told from text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

from policykb.errors import DamagedFile, EncryptedFile, LimitExceeded, NeedsOcr
from policykb.read.drawn import Sides, drawn, pictured
from policykb.read.edges import mark_edges
from policykb.read.footnotes import mark_notes
from policykb.read.glyphs import dots, dotted, rubbish
from policykb.read.heap import keep_freed
from policykb.read.labels import labelled, numbers_of
from policykb.read.pdfpage import Frame, Line, in_place, lines
from policykb.read.pdftables import joined_tables, tables_of_pages, within
from policykb.read.upright import Sheets
from policykb.read.watermarks import mark_watermarks
from policykb.types import Block, Place, Span
from policykb.types.opened import opened

Step = tuple[int, float, bool]

MAX_PAGES = 3000
ENDS = frozenset("。；：！？.;:!?）)”")
GAP = 1.4  # times the tight leading of lines of one size: a paragraph's end
# Why pdfium would not open a file.
REASONS: dict[int, type[DamagedFile] | type[EncryptedFile]] = {
    pdfium.FPDF_ERR_PASSWORD: EncryptedFile,
    pdfium.FPDF_ERR_SECURITY: EncryptedFile,
}
_block_of, _place_of = opened(Block), opened(Place)


def read_pdf(path: Path, data: bytes) -> tuple[tuple[Block, ...], int, tuple[str, ...]]:
    """(blocks in reading order, number of pages, warnings).

    Pages that are pictures, or whose text layer decodes to rubbish, go through OCR where it is
    installed, and are told of in the warnings where it is not.
    """
    document = _open(path, data)
    sheets = Sheets(document, data)
    try:
        pages, heights, ruled_pages, scans, told = _all_lines(sheets, len(document))
        _mend_dots(pages)
        mark_edges(pages, heights)
        mark_watermarks(pages)
        mark_notes(pages)
        tables, cut = tables_of_pages(sheets.data, [n for n in ruled_pages if n not in scans])
        steps = [_steps(_outside(found, tables.get(n, []))) for n, found in enumerate(pages, 1)]
        usual = _leadings(steps)
        blocks = [
            _page_blocks(found, tables.get(n, []), usual | _leadings([own]))
            for n, (found, own) in enumerate(zip(pages, steps, strict=True), 1)
        ]
        read, warnings = _scanned(document, scans)
        for number, found in read.items():
            blocks[number - 1] = found
        if scans and not any(block.text or block.rows for page in blocks for block in page):
            raise _unread(path)
        whole = joined_tables([b for page in blocks for b in page], cut)
        return whole, len(pages), (*told, *warnings)
    finally:
        document.close()


def _unread(path: Path) -> NeedsOcr | DamagedFile:
    """Why a file of pictures and broken pages has no text."""
    from policykb.read.scan import INSTALL, available

    if available():
        return DamagedFile(f"{path.name}：各页都是图像或已损坏，OCR 也没有识别出文字。")
    return NeedsOcr(f"{path.name}：各页都是图像或乱码文字层，读不出文字；{INSTALL}")


def _open(path: Path, data: bytes) -> Any:
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        raise DamagedFile(f"{path.name}：PDF 没有结尾，文件可能被截断。")
    keep_freed()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if REASONS.get(code or -1) is EncryptedFile:
            raise EncryptedFile(f"{path.name}：文件已加密，需要密码。") from error
        raise DamagedFile(f"{path.name}：PDF 结构已损坏，打不开。") from error
    if len(document) > MAX_PAGES:
        document.close()
        raise LimitExceeded(f"{path.name}：页数超过 {MAX_PAGES} 页，拒绝读取。")
    if len(document) == 0:
        document.close()
        raise DamagedFile(f"{path.name}：PDF 里没有一页。")
    return document


def _all_lines(
    sheets: Sheets, count: int
) -> tuple[list[list[Line]], list[float], list[int], set[int], tuple[str, ...]]:
    """(lines of each page, page heights, numbers of ruled pages, those of pages to scan,
    warnings)."""
    pages: list[list[Line]] = []
    heights: list[float] = []
    ruled_pages: list[int] = []
    scans: set[int] = set()
    drawn_numbers: dict[int, int] = {}
    for number in range(1, count + 1):
        try:
            page = sheets.page(number - 1)
        except pypdfium2.PdfiumError:
            pages.append([])
            heights.append(842.0)
            scans.add(number)
            continue
        found = in_place([line for line in lines(page, number) if not line.slanted])
        text = "".join(line.text for line in found)
        if rubbish(text) or (len(text.strip()) < 20 and pictured(page)):
            scans.add(number)
            found = []
        elif found:
            beside = drawn(page)
            if beside.ruled or beside.level:
                ruled_pages.append(number)
            if beside.small:
                found, drawn_numbers[number] = _labelled(page, found, beside.small)
        pages.append(found)
        heights.append(page.get_height())
        page.close()
    if len(scans) * 2 > len(pages):  # what is left of a rubbish layer is rubbish too
        scans = set(range(1, len(pages) + 1))
        pages = [[] for _ in pages]
    return pages, heights, ruled_pages, scans, _of_numbers(drawn_numbers)


def _labelled(page: Any, found: list[Line], small: Sequence[Sides]) -> tuple[list[Line], int]:
    """(the page's lines with the numbers that are pictures, how many there are or may be)."""
    pictures = numbers_of(found, Frame(page).boxes((sides, sides) for sides in small))
    if not pictures:
        return found, 0
    from policykb.read.scan import available, read_small

    if not available():
        return found, len(pictures)
    return labelled(found, pictures, lambda boxes: read_small(page, boxes))


def _of_numbers(drawn: Mapping[int, int]) -> tuple[str, ...]:
    """The warning of numbers that are pictures, by page."""
    pages = [number for number, count in drawn.items() if count]
    if not pages:
        return ()
    from policykb.read.scan import INSTALL, available

    where = f"第{_ranges(pages)}页有{sum(drawn.values())}处"
    if available():
        return (f"{where}条号印作图片，由 OCR 识别，可能有错。",)
    return (f"{where}小图片印在条号的位置，没有读出；{INSTALL}",)


def _mend_dots(pages: Sequence[list[Line]]) -> None:
    signs = dots(line.text for found in pages for line in found)
    for line in (line for found in pages for line in found if signs):
        line.text = dotted(line.text, signs)


def _page_blocks(
    found: list[Line], tables: list[Block], leadings: Mapping[int, float]
) -> list[Block]:
    """The page's blocks: lines outside its tables, each table where its first line stood; a blank
    one where paragraphs stand apart. `leadings`: see `_leadings`."""
    blocks: list[Block] = []
    waiting = list(tables)
    left, right = _measure(found)
    gap: Block | None = None
    last: Line | None = None
    for line in found:
        inside = _around(line, tables) if tables else None
        if inside is not None:
            if inside in waiting:
                waiting.remove(inside)
                blocks.append(inside)
            last = None
            continue
        if line.role == "line":
            if last is not None and _apart(last, line, leadings):
                gap = gap or Block(text="", page=line.page)
                blocks.append(gap)
            last = line
        blocks.append(_block(line, left, right))
    return blocks + waiting


def _around(line: Line, tables: Sequence[Block]) -> Block | None:
    return next((t for t in tables if t.box and within(line.box, t.box)), None)


def _outside(found: list[Line], tables: Sequence[Block]) -> list[Line]:
    body = [line for line in found if line.role == "line"]
    for box in [table.box for table in tables if table.box]:
        body = [line for line in body if not within(line.box, box)]
    return body


def _steps(found: Sequence[Line]) -> list[Step]:
    """(font size in whole points, step to the next line, whether that goes on with the sentence)
    for each two lines of one size: the first one stops at the margin in the middle of a sentence
    where the next goes on."""
    _, right = _measure(found)
    sizes = [round(line.size) for line in found]
    steps = []
    for (one, two), (size, other) in zip(pairwise(found), pairwise(sizes), strict=True):
        step = two.box[1] - one.box[1]
        if size == other and 0.8 * one.size < step < 6 * one.size:
            full = right - one.box[2] < 1.3 * one.size
            steps.append((size, step, full and one.text.strip()[-1:] not in ENDS))
    return steps


def _leadings(pages: Sequence[Sequence[Step]]) -> dict[int, float]:
    """For each font size (whole points) the leading inside paragraphs: the middle of the steps
    inside sentences; where there are few of these, the lower quarter of all steps."""
    inside: dict[int, list[float]] = defaultdict(list)
    every: dict[int, list[float]] = defaultdict(list)
    for size, step, goes_on in chain.from_iterable(pages):
        every[size].append(step)
        if goes_on:
            inside[size].append(step)
    few = {size: sorted(all_)[len(all_) // 4] for size, all_ in every.items() if len(all_) >= 5}
    return few | {size: median(all_) for size, all_ in inside.items() if len(all_) >= 3}


def _apart(last: Line, line: Line, leadings: Mapping[int, float]) -> bool:
    """Whether more than a line's leading stands between two lines."""
    size = last.size
    step = line.box[1] - last.box[1]
    # Most steps are no larger than the least that could be; the leading is not looked for.
    return step > GAP * size and step > GAP * leadings.get(round(size), 2.2 * size)


def _measure(found: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge of the page's text, running heads apart."""
    body = [line for line in found if line.role == "line"] or list(found)
    if not body:
        return 0.0, 0.0
    return min(line.box[0] for line in body), max(line.box[2] for line in body)


def _block(line: Line, left: float, right: float) -> Block:
    box, size, page = line.box, line.size, line.page
    before, after = box[0] - left, right - box[2]
    text = line.text.lstrip()
    printed = _first(len(text.rstrip()))
    return _block_of(
        text=text,
        role=line.role,
        page=page,
        box=box,
        size=size,
        bold=line.bold,
        centred=2.5 * size < before and 2.5 * size < after and abs(before - after) < 1.6 * size,
        places=(_place_of(span=printed, page=page, box=box),),
    )


@cache
def _first(length: int) -> Span:
    """The first characters of a text: one value for all lines of that length."""
    return Span(0, length)


def _scanned(document: Any, scans: set[int]) -> tuple[dict[int, list[Block]], tuple[str, ...]]:
    """(blocks by page of the pages that OCR read, warnings for those that it did not)."""
    if not scans:
        return {}, ()
    from policykb.read.scan import INSTALL, available, scan_page

    if not available():
        return {}, (f"第{_ranges(sorted(scans))}页是图像或乱码文字层，没有读出文字；{INSTALL}",)
    pages = {number: page for number in sorted(scans) if (page := _loaded(document, number))}
    if not pages:
        return {}, ()
    return {number: scan_page(page, number) for number, page in pages.items()}, (
        f"第{_ranges(list(pages))}页的文字由 OCR 识别，可能有错字。",
    )


def _loaded(document: Any, number: int) -> Any:
    """The page, or None where it is broken: that costs no other page."""
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError:
        return None


def _ranges(numbers: list[int]) -> str:
    """1、3—5 for [1, 3, 4, 5]."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return "、".join(str(p[0]) if len(p) == 1 else f"{p[0]}—{p[-1]}" for p in parts)
