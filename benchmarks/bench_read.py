"""Pages per second of the PDF reader beside pdfplumber, and the time of one long table document.

    python benchmarks/bench_read.py [--tables FILE] [--json] [PDF …]

Without files, those of corpus/. Both read the same bytes in the same process, one after the other,
the best of nine runs each: other work on the machine slows single ones.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
Reader = Callable[[Path, bytes], int]


def ours(path: Path, data: bytes) -> int:
    """Pages that the program's own reader reads, with places and tables."""
    from policykb.read.pdf import read_pdf

    return read_pdf(path, data)[1]


def plumber(path: Path, data: bytes) -> int:
    """Pages of which pdfplumber extracts the text."""
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
        return len(document.pages)


def timed(reader: Reader, path: Path, data: bytes, runs: int = 9) -> tuple[int, float]:
    """(pages, seconds of processor time of the best run, which other work does not change)."""
    best, pages = float("inf"), 0
    for _ in range(runs):
        began = time.process_time()
        pages = reader(path, data)
        best = min(best, time.process_time() - began)
    return pages, best


def own() -> dict[str, bytes]:
    """The PDF files that come with the project."""
    return {path.name: path.read_bytes() for path in sorted((ROOT / "corpus").glob("*.pdf"))}


def compared(files: dict[str, bytes]) -> dict[str, float]:
    """Pages per second of both, over all files together."""
    total: dict[str, list[float]] = {"policykb": [0.0, 0.0], "pdfplumber": [0.0, 0.0]}
    for name, data in files.items():
        for who, reader in (("policykb", ours), ("pdfplumber", plumber)):
            pages, seconds = timed(reader, Path(name), data)
            total[who][0] += pages
            total[who][1] += seconds
    rate = {who: pages / seconds for who, (pages, seconds) in total.items()}
    return rate | {"times": rate["policykb"] / rate["pdfplumber"], "pages": total["policykb"][0]}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--tables", type=Path, help="a long document of tables")
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    files = {path.name: path.read_bytes() for path in asked.files} or own()
    result = compared(files)
    if asked.tables:
        pages, seconds = timed(ours, asked.tables, asked.tables.read_bytes(), runs=1)
        result |= {"table_pages": pages, "table_seconds": seconds}
    if asked.json:
        print(json.dumps({name: round(value, 2) for name, value in result.items()}))
        return
    print(f"{result['pages']:.0f} 页：policykb {result['policykb']:.0f} 页/秒，"
          f"pdfplumber {result['pdfplumber']:.1f} 页/秒，{result['times']:.1f} 倍")  # fmt: skip
    if asked.tables:
        print(f"表格文件 {result['table_pages']:.0f} 页：{result['table_seconds']:.1f} 秒")


if __name__ == "__main__":
    main()
