"""Pages that are pictures: their text by OCR, where the extra `ocr` is installed."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from typing import Any

from policykb.types import Block, Place, Span

INSTALL = "安装 OCR 组件后可以识别：pip install 'policykb[ocr]'。"
DPI = 200
EVEN = 0.35  # share by which the heights of boxes of one size of type differ
LOW = 0.5  # confidence below which a line is left out

_engine: Any = None


def available() -> bool:
    """Whether an OCR engine is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def scan_page(page: Any, number: int) -> list[Block]:
    """The lines that OCR reads on a page, from top to bottom, with their boxes in points."""
    scale = DPI / 72
    image = page.render(scale=scale).to_numpy()
    result = _recogniser()(image)
    boxes = [] if result.boxes is None else list(result.boxes)
    texts, scores = list(result.txts or ()), list(result.scores or ())
    found = []
    for corners, text, score in zip(boxes, texts, scores, strict=True):
        if score < LOW or not text.strip():
            continue
        xs, ys = [float(x) / scale for x, _ in corners], [float(y) / scale for _, y in corners]
        box = (round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))
        found.append(_block(text, box, number))
    return sorted(_evened(found), key=lambda block: _order(block))


def _evened(found: list[Block]) -> list[Block]:
    """The lines with one size of type where theirs differ by no more than a box's tolerance."""
    if not found:
        return []
    usual = sorted(block.size or 0.0 for block in found)[len(found) // 2]
    return [
        replace(block, size=usual) if abs((block.size or 0.0) - usual) < EVEN * usual else block
        for block in found
    ]


def _order(block: Block) -> tuple[int, float]:
    """Rows of about one line's height first, then from left to right."""
    box = block.box or (0.0, 0.0, 0.0, 0.0)
    return round(box[1] / max(8.0, 0.7 * (block.size or 12.0))), box[0]


def _block(text: str, box: tuple[float, float, float, float], number: int) -> Block:
    place = Place(span=Span(0, len(text)), page=number, box=box)
    size = round(0.8 * (box[3] - box[1]), 1)
    return Block(text=text, page=number, box=box, size=size, places=(place,))


def _recogniser() -> Any:
    global _engine
    if _engine is None:
        from rapidocr import RapidOCR

        _engine = RapidOCR(params={"Global.log_level": "error"})
    return _engine
