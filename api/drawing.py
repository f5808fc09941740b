"""python -m api.drawing PAGE BOXES < FILE.pdf > PAGE.png: one page, with boxes around a clause.

Runs as a process of its own with a limit of memory; see `api.originals`.
"""

from __future__ import annotations

import io
import json
import resource
import sys

import pypdfium2
from PIL import Image, ImageDraw

MEMORY = 2**30  # bytes of address space
SCALE = 1.5  # pixels a point: 108 dpi
LONGEST = 2400  # pixels
COLOURS = 64
BOX, FILL = (176, 32, 32), (255, 214, 64, 70)


def draw(data: bytes, number: int, boxes: list[list[float]]) -> bytes:
    """The PNG of a page (from 1); boxes are in points from the page's upper left corner."""
    page = pypdfium2.PdfDocument(data)[number - 1]
    width, height = page.get_size()
    scale = min(SCALE, LONGEST / max(width, height, 1))
    image = page.render(scale=scale).to_pil().convert("RGB")
    marks = ImageDraw.Draw(image, "RGBA")
    for left, top, right, bottom in boxes:
        edges = ((left - 2) * scale, (top - 2) * scale, (right + 2) * scale, (bottom + 2) * scale)
        marks.rectangle(edges, fill=FILL)
    if boxes:
        around = [min(b[0] for b in boxes), min(b[1] for b in boxes)]
        around += [max(b[2] for b in boxes), max(b[3] for b in boxes)]
        grown = [value * scale + by for value, by in zip(around, (-6, -6, 6, 6), strict=True)]
        marks.rectangle(grown, outline=BOX, width=2)
    out = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Reads the file from stdin, writes the picture to stdout."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    picture = draw(sys.stdin.buffer.read(), int(sys.argv[1]), json.loads(sys.argv[2]))
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
