"""pdfium's functions called without ctypes' checks of each argument.

Of a call that tells where one character stands, most goes into these checks and into letting go of
the interpreter: 1.6 µs with the declared functions, 0.3 with these. They are for what is asked
for each line or character; a caller passes handles, integers and `byref`, nothing else.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw as pdfium


def _direct(function: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(function.restype)(address)


count_chars = _direct(pdfium.FPDFText_CountChars)
text = _direct(pdfium.FPDFText_GetText)
text_index = _direct(pdfium.FPDFText_GetTextIndexFromCharIndex)
loose_box = _direct(pdfium.FPDFText_GetLooseCharBox)
origin = _direct(pdfium.FPDFText_GetCharOrigin)
font_size = _direct(pdfium.FPDFText_GetFontSize)
font_weight = _direct(pdfium.FPDFText_GetFontWeight)
matrix = _direct(pdfium.FPDFText_GetMatrix)
char_index = _direct(pdfium.FPDFText_GetCharIndexFromTextIndex)
count_rects = _direct(pdfium.FPDFText_CountRects)
page_object = _direct(pdfium.FPDFPage_GetObject)
form_object = _direct(pdfium.FPDFFormObj_GetObject)
object_kind = _direct(pdfium.FPDFPageObj_GetType)
object_bounds = _direct(pdfium.FPDFPageObj_GetBounds)
