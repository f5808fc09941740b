"""Pages brought to the form in which they are seen: not turned, their corner at the origin.

pdfium groups the characters of a page into lines on the page as it lies in the file. On one that
is shown turned (/Rotate) every line runs upwards there: blanks get lost, and a character whose ink
is flat (一, —) is torn from its line. So the turn is taken from the page's flag into its content,
which leaves what the page shows, and each place on it, the same. A page of which a part is shown
(/CropBox) is moved likewise, for pdfplumber counts from the corner of the whole.
"""

from __future__ import annotations

import io
from typing import Any

from pypdfium2 import raw as pdfium

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Sheets:
    """The pages of an open document as they are seen."""

    def __init__(self, document: Any, data: bytes) -> None:
        self._document, self._data = document, data
        self._moved = False

    def page(self, at: int) -> Any:
        """Page `at`, from 0, changed in the document where it does not lie as it is seen.

        Raises pypdfium2.PdfiumError where the page cannot be loaded.
        """
        page = self._document[at]
        turn, box = page.get_rotation(), page.get_bbox()  # heeds boxes inherited from the page tree
        if (turn or box[:2] != (0, 0) or _cropped(page)) and _moved(page, _moving(turn, box)):
            self._moved = True
            page.close()
            return self._document[at]  # its content is read anew
        return page

    def data(self) -> bytes:
        """The file in which the pages asked for lie as they are seen."""
        if not self._moved:
            return self._data
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()


def _moved(page: Any, matrix: Matrix) -> bool:
    """Whether the page's content could be moved; one without content cannot."""
    if not pdfium.FPDFPage_TransFormWithClip(page.raw, pdfium.FS_MATRIX(*matrix), None):
        return False
    pdfium.FPDFPage_TransformAnnots(page.raw, *matrix)
    wide, high = page.get_size()
    page.set_mediabox(0, 0, wide, high)
    page.set_cropbox(0, 0, wide, high)
    page.set_rotation(0)
    return True


def _cropped(page: Any) -> bool:
    crop = page.get_cropbox(fallback_ok=False)
    return crop is not None and crop != page.get_mediabox(fallback_ok=False)


def _moving(turn: int, box: Box) -> Matrix:
    """What takes a point of the page to where it is seen, counted from the lower left corner of
    `box`, once the page is turned clockwise by 0, 90, 180 or 270 degrees."""
    left, bottom, right, top = box
    return {
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }.get(turn, (1, 0, 0, 1, -left, -bottom))
