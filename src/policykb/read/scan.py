"""Pages that are pictures: their text by OCR, where the extra `ocr` is installed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policykb.types import Block, Box, Place, Span

INSTALL = "安装 OCR 组件后可以识别：pip install 'policykb[ocr]'。"
DPI = 200
EVEN = 0.35  # share by which the heights of boxes of one size of type differ
LOW = 0.5  # confidence below which a line is left out
SURE = 0.9  # confidence below which a word that stands alone is left out
LARGE, RIM = 3.0, 4.0  # such a word is drawn so many times as large, with so many points around it
STEEPEST = 3.0  # degrees of skew that are looked for
LEAST = 0.25  # degrees below which a page counts as straight
COARSE = 700  # pixels of the picture's longer side in which the skew is looked for

_engine: Any = None
# Called before each page: the process that works within limits asks for more of them here.
before_page: Callable[[], None] = lambda: None  # noqa: E731


@cache
def available() -> bool:
    """Whether an OCR engine is installed and starts: a system library that it needs may lack."""
    try:
        import onnxruntime  # noqa: F401
        import rapidocr  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def scan_page(page: Any, number: int) -> list[Block]:
    """The lines that OCR reads on a page, from top to bottom, with their boxes in points.

    The picture is turned straight before it is read; boxes are those on the page as it is.
    """
    before_page()
    scale = DPI / 72
    picture = page.render(scale=scale).to_pil().convert("RGB")
    angle = skew(np.asarray(picture.convert("L")))
    straight = picture.rotate(angle, fillcolor="white") if angle else picture
    # The engine keeps what the last call set, and that of a single word finds no lines.
    result = _recogniser()(np.asarray(straight), use_det=True, use_cls=True, use_rec=True)
    boxes = [] if result.boxes is None else list(result.boxes)
    texts, scores = list(result.txts or ()), list(result.scores or ())
    found: list[tuple[Block, Box]] = []
    for corners, text, score in zip(boxes, texts, scores, strict=True):
        if score >= LOW and text.strip():
            level = _around([(float(x), float(y)) for x, y in corners], scale)
            turned = [_back(float(x), float(y), angle, picture.size) for x, y in corners]
            found.append((_block(text, _around(turned, scale), level, number), level))
    return _evened([block for block, _ in sorted(found, key=lambda pair: _order(pair[1]))])


def read_small(page: Any, boxes: Sequence[Box]) -> list[str]:
    """What OCR reads in these small parts of a page, each of them one word; empty for nothing."""
    before_page()
    return [_word(page, box) for box in boxes]


def _word(page: Any, box: Box) -> str:
    wide, high = page.get_size()
    left, top, right, bottom = box
    # pypdfium2 crops by how much is left out: left, bottom, right, top.
    out = left - RIM, high - bottom - RIM, wide - right - RIM, top - RIM
    picture = page.render(scale=LARGE, crop=tuple(max(0.0, side) for side in out))
    result = _recogniser()(
        np.asarray(picture.to_pil().convert("RGB")), use_det=False, use_cls=False, use_rec=True
    )
    sure = result.txts and result.scores[0] >= SURE
    return str(result.txts[0]).strip() if sure else ""


def skew(grey: NDArray[np.uint8]) -> float:
    """Degrees (counter-clockwise) by which a picture of text has to be turned to be straight.

    The right angle is the one at which ink gathers in rows most: the row sums vary most. 0.0 for
    a page that stands straight or holds hardly any ink. `grey` is (height, width), 0 = black.
    """
    step = max(1, max(grey.shape) // COARSE)
    ink = (grey[::step, ::step] < 128).astype(np.float32)
    if not 0.002 < ink.mean() < 0.5:
        return 0.0
    best = max(np.arange(-STEEPEST, STEEPEST + 0.01, 0.25), key=lambda a: _gathered(ink, float(a)))
    return (
        float(best)
        if abs(best) >= LEAST and _gathered(ink, float(best)) > 1.05 * _gathered(ink, 0.0)
        else 0.0
    )


def _gathered(ink: NDArray[np.float32], angle: float) -> float:
    """How unevenly the ink lies in rows once columns are moved as a turn by `angle` would."""
    rows, columns = np.nonzero(ink)
    lifted = rows - np.round((columns - ink.shape[1] / 2) * math.tan(math.radians(angle)))
    sums = np.bincount((lifted - lifted.min()).astype(np.int64))
    return float((sums.astype(np.float64) ** 2).sum())


def _back(x: float, y: float, angle: float, size: tuple[int, int]) -> tuple[float, float]:
    """Where a point of the straightened picture lies on the picture as it was."""
    turn = math.radians(angle)
    across, down = x - size[0] / 2, y - size[1] / 2
    return (
        size[0] / 2 + across * math.cos(turn) - down * math.sin(turn),
        size[1] / 2 + across * math.sin(turn) + down * math.cos(turn),
    )


def _around(corners: list[tuple[float, float]], scale: float) -> Box:
    xs, ys = [x / scale for x, _ in corners], [y / scale for _, y in corners]
    return (round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))


def _order(box: Box) -> tuple[int, float]:
    """Rows of about one line's height first, then from left to right."""
    return round(box[1] / max(8.0, 0.56 * (box[3] - box[1]))), box[0]


def _block(text: str, box: Box, level: Box, number: int) -> Block:
    """A line: its own box is that on the straightened page, that of its place as on the page."""
    place = Place(span=Span(0, len(text)), page=number, box=box)
    size = round(0.8 * (level[3] - level[1]), 1)
    return Block(text=text, page=number, box=level, size=size, places=(place,))


def _evened(found: list[Block]) -> list[Block]:
    """The lines with one size of type where theirs differ by no more than a box's tolerance."""
    if not found:
        return []
    usual = sorted(block.size or 0.0 for block in found)[len(found) // 2]
    return [
        replace(block, size=usual) if abs((block.size or 0.0) - usual) < EVEN * usual else block
        for block in found
    ]


def _recogniser() -> Any:
    global _engine
    if _engine is None:
        from rapidocr import RapidOCR

        _engine = RapidOCR(params={"Global.log_level": "error"})
    return _engine
