"""Plain text: which encoding, which lines, which pages."""

from __future__ import annotations

import re
from pathlib import Path

from policykb.errors import DamagedFile, WrongFormat
from policykb.types import Block, Place, Span

# The commonest characters of official Chinese in both scripts; a wrong decoding has few of them.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
    "下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量"
    "都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各"
    "發國業會學過個這來時對爲們產種後經進當點體應開還實現制動長門問間關東車見貝"
)
BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Blanks that set a line in, and their widths in em.
_WIDTHS = {
    " ": 0.5, "\u00a0": 0.5, "\t": 2.0, "\u2002": 0.5, "\u2003": 1.0, "\u3000": 1.0, "\ufeff": 0.0,
}  # fmt: skip
BLANKS = "".join(_WIDTHS)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_text(path: Path, data: bytes) -> tuple[tuple[Block, ...], int]:
    """Lines of a text file in order and the number of pages (0 without form feeds).

    An empty block stands for a blank line; a space at a line's end is kept, for some programs
    print one where a paragraph ends. WrongFormat where the bytes are no text.
    """
    text = decode(path, data).replace("\r\n", "\n").replace("\r", "\n")
    pages = text.rstrip("\f\n").split("\f")
    if len(pages) == 1:
        return tuple(_line(line, None) for line in pages[0].split("\n")), 0
    lines = [
        _line(line, number) for number, page in enumerate(pages, 1) for line in page.split("\n")
    ]
    return tuple(lines), len(pages)


def decode(path: Path, data: bytes) -> str:
    """The characters of `data`: byte order mark, UTF-8, then the likelier of GB18030, Big5, UTF-16.

    WrongFormat for binary content, DamagedFile where no encoding fits.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        text = _utf8(data)
    except UnicodeDecodeError:
        text = _likeliest(path, data)
    if len(CONTROL.findall(text)) > 2 + len(text) // 200:
        raise WrongFormat(f"{path.name}：内容不是文本，无法按文本读取。")
    return CONTROL.sub("", text)


def _utf8(data: bytes) -> str:
    """UTF-8; a file that was cut inside its last character loses that one only."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.start > 0:
            return data[: error.start].decode("utf-8")
        raise


def _likeliest(path: Path, data: bytes) -> str:
    tries = [
        (_share(text), text)
        for name in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
        if (text := _try(data, name)) is not None
    ]
    share, text = max(tries, key=lambda pair: pair[0], default=(0.0, ""))
    if share < 0.05:
        raise DamagedFile(f"{path.name}：认不出文字编码，文件可能已损坏。")
    return text


def _try(data: bytes, name: str) -> str | None:
    text = data.decode(name, errors="replace")
    # A few spoilt bytes cost their own characters only.
    return text if text.count("\ufffd") <= 6 + len(text) // 50 else None


def _share(text: str) -> float:
    """Share of the commonest characters among all that are not ASCII."""
    wide = [char for char in text[:20000] if not char.isascii()]
    return sum(char in COMMON for char in wide) / len(wide) if wide else 0.0


def indentation(raw: str) -> float:
    """Em by which a line of text is set in."""
    return sum(_WIDTHS[char] for char in raw[: len(raw) - len(raw.lstrip(BLANKS))])


def _line(raw: str, page: int | None) -> Block:
    text = raw.lstrip(BLANKS)
    indent = indentation(raw)
    places = (Place(span=Span(0, len(text)), page=page),) if page and text.strip() else ()
    return Block(
        text=text if text.strip() else "", page=page, indent=indent if text else None, places=places
    )
