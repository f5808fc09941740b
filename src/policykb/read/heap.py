"""Memory that one file's reading frees, kept for that of the next.

pdfium unpacks a file's fonts into blocks of hundreds of kilobytes. glibc gives such memory back to
the system as soon as it is free, which then clears every page of it for the next file: a tenth of
the time that a law of ten pages takes.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # mallopt's names for what it sets (malloc.h)
KEPT = 2**26  # bytes of free memory that are not given back
LARGE = 2**25  # bytes of a block from which it is mapped on its own: the most that glibc allows


@cache
def keep_freed() -> None:
    """Has the process keep what it frees; where the C library is another one, nothing changes."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(MMAP_THRESHOLD, LARGE)
        mallopt(TRIM_THRESHOLD, KEPT)
