"""One text in six forms: .txt, .md, .docx with typed and with automatic numbers, .html, .pdf."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WIDTH = 28  # characters of a line (GB/T 9704-2012 5.2.3)
LINES = 14  # lines of a page: fewer than in print, so that short texts cross pages
NEVER_FIRST = "，。、；：！？）》”％%"


@dataclass(frozen=True)
class Para:
    """One paragraph: `rung` names its list and level ("a1" the second level of list a); its text
    holds the mark ①…⑳ of its footnote `note`."""

    text: str
    rung: str = ""
    number: str = ""
    title: bool = False
    note: str = ""

    @property
    def mark(self) -> str:
        """The mark of its note."""
        return re.findall("[①-⑳]", self.text)[0] if self.note else ""

    @property
    def whole(self) -> str:
        """As it is printed."""
        space = "　" if self.number[:1] == "第" else " " if self.number[-1:].isdigit() else ""
        return f"{self.number}{space}{self.text}"


@dataclass(frozen=True)
class Grid:
    """A table; the cells of its first row are its column titles."""

    rows: tuple[tuple[str, ...], ...]


Text = list[Para | Grid]

# ------------------------------------------------------------------ plain text and HTML


def as_text(paras: Text) -> bytes:
    """Wrapped as a page is, first lines two characters in; cells set apart by blanks."""
    lines = []
    for para in paras:
        if isinstance(para, Grid):
            lines += ["    ".join(row) for row in para.rows]
        elif para.title:
            lines.append(para.whole)
        else:
            first, *rest = wrapped(para.whole)
            lines += ["　　" + first, *rest]
    return "\n".join(lines).encode()


def as_html(paras: Text) -> bytes:
    """A page of paragraphs, its title centred."""
    body = "".join(_table(p) if isinstance(p, Grid) else _p(p) for p in paras)
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _p(para: Para) -> str:
    look = " style=text-align:center" if para.title else ""
    return f"<p{look}>{html.escape(para.whole)}</p>\n"


def _table(grid: Grid) -> str:
    cells = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in grid.rows]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>\n"


def as_markdown(paras: Text) -> bytes:
    """Headings marked as such, numbers of other clauses bold, tables with pipes."""
    parts = []
    for at, para in enumerate(paras):
        if isinstance(para, Grid):
            rows = ["| " + " | ".join(row) + " |" for row in para.rows]
            parts.append("\n".join([rows[0], "|---" * len(para.rows[0]) + "|", *rows[1:]]))
        elif para.title:
            parts.append(f"**{para.text}**" if at else f"# {para.text}")
        elif para.number and "。" not in para.text and "；" not in para.text:
            parts.append(f"##{'#' * int(para.rung[1])} {para.whole}")
        elif para.number:
            space = para.whole[len(para.number) : -len(para.text)]
            parts.append(f"**{para.number}**{space}{para.text}")
        else:
            parts.append(para.text)
    return ("\n\n".join(parts) + "\n").encode()


def wrapped(text: str, indent: int = 2) -> list[str]:
    """Lines of WIDTH ideographs, marks that may not begin a line hanging over."""
    lines, line, room = [], "", WIDTH - indent
    for unit in re.findall(r"[0-9A-Za-z.%]+|.", text):
        wide = sum(0.5 if char.isascii() else 1.0 for char in unit)
        if wide > room and unit not in NEVER_FIRST:
            lines.append(line)
            line, room = "", WIDTH
        line += unit
        room -= wide
    return [*lines, line]


# ------------------------------------------------------------------ DOCX

# list → its levels: (numFmt, lvlText, begins anew after the level above)
LISTS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "a": (
        ("chineseCounting", "%1、", True),
        ("chineseCounting", "（%2）", True),
        ("decimal", "%3.", True),
        ("decimal", "（%4）", True),
    ),
    "r": (("chineseCounting", "%1、", True), ("chineseCounting", "（%2）", False)),
    "c": (
        ("chineseCounting", "第%1章", True),
        ("chineseCounting", "第%2条", False),
        ("chineseCounting", "（%3）", True),
    ),
    "d": (("decimal", "%1", True), ("decimal", "%1.%2", True), ("decimal", "%1.%2.%3", True)),
    "b": (("chineseCounting", "%1、", True), ("decimal", "%2.", True)),
}


def as_docx(paras: Text, *, automatic: bool) -> bytes:
    """A package of the paragraphs; their numbers typed, or left to the list that counts them."""
    body = "".join(
        _tbl(para) if isinstance(para, Grid) else _paragraph(para, automatic) for para in paras
    )
    notes = [p for p in paras if isinstance(p, Para) and p.note]
    if notes:
        body += "<w:sectPr><w:footnotePr>" + CIRCLED + "</w:footnotePr></w:sectPr>"
    parts = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    if notes:
        parts["word/footnotes.xml"] = f"<w:footnotes {W}>{''.join(map(_note, notes))}</w:footnotes>"
    if automatic:
        parts["word/numbering.xml"] = f"<w:numbering {W}>{_numbering()}</w:numbering>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return file.getvalue()


def _paragraph(para: Para, automatic: bool) -> str:
    look = '<w:jc w:val="center"/>' if para.title else ""
    text = para.whole
    if automatic and para.rung:
        at = list(LISTS).index(para.rung[0]) + 1
        text = para.text
        look += f'<w:numPr><w:ilvl w:val="{para.rung[1]}"/><w:numId w:val="{at}"/></w:numPr>'
    run = f"<w:r><w:t>{html.escape(text)}</w:t></w:r>"
    if para.note:
        refer = f'</w:t><w:footnoteReference w:id="{ord(para.mark)}"/><w:t>'
        run = run.replace(para.mark, refer)
    return f"<w:p><w:pPr>{look}</w:pPr>{run}</w:p>"


CIRCLED = '<w:numFmt w:val="decimalEnclosedCircleChinese"/>'


def _note(para: Para) -> str:
    runs = f"<w:r><w:footnoteRef/></w:r><w:r><w:t>{html.escape(' ' + para.note)}</w:t></w:r>"
    return f'<w:footnote w:id="{ord(para.mark)}"><w:p>{runs}</w:p></w:footnote>'


def _tbl(grid: Grid) -> str:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = ["".join(cell.format(html.escape(text)) for text in row) for row in grid.rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def _numbering() -> str:
    abstracts, numbers = "", ""
    for at, levels in enumerate(LISTS.values(), 1):
        inner = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/>{"" if anew else "<w:lvlRestart w:val=" + chr(34) + "0" + chr(34) + "/>"}</w:lvl>'
            for i, (form, text, anew) in enumerate(levels)
        )
        abstracts += f'<w:abstractNum w:abstractNumId="{at}">{inner}</w:abstractNum>'
        numbers += f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'
    return abstracts + numbers


# ------------------------------------------------------------------ PDF


def as_pdf(paras: Text) -> bytes:
    """Pages of a few lines, 28 characters of 16 points each, with their notes and a page number at
    the foot.

    The font is one that every reader knows by name (Adobe-GB1 with the map UniGB-UCS2-H), so that
    nothing has to be embedded.
    """
    lines: list[tuple[float, float, str] | tuple[str, ...]] = []
    for para in paras:
        if isinstance(para, Grid):
            lines += para.rows
        elif para.title:
            lines.append((max(0.0, (WIDTH * 16 - len(para.whole) * 20) / 2), 20.0, para.whole))
        else:
            first, *rest = wrapped(para.whole)
            lines += [(32.0, 16.0, first), *((0.0, 16.0, line) for line in rest)]
    notes = [p for p in paras if isinstance(p, Para) and p.note]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    contents = []
    for number, page in enumerate(pages, 1):
        drawn = [_printed(line, 735 - 29 * row) for row, line in enumerate(page)]
        told = [p for p in notes if any(p.mark in str(line[-1]) for line in page)]
        drawn += [_drawn(74, 200 - 13 * n, 9, f"{p.mark} {p.note}") for n, p in enumerate(told)]
        contents.append("".join([*drawn, _drawn(280, 60, 14, f"— {number} —")]).encode())
    return packed_pdf(contents)


def _printed(line: tuple[float, float, str] | tuple[str, ...], y: float) -> str:
    """A line of text, or a row of cells between ruling lines."""
    if isinstance(line[0], float):
        x, size, text = line
        return _drawn(74 + x, y, size, text)
    wide, cells = WIDTH * 16 / len(line), ""
    for at, text in enumerate(line):
        left = 74 + wide * at
        cells += f"{left} {y - 9} {wide} 29 re S\n" + _drawn(left + 6, y, 14, str(text))
    return cells


def _drawn(x: float, y: float, size: float, text: str) -> str:
    code = text.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td <{code}> Tj ET\n"


UPRIGHT = b"/MediaBox[0 0 595 842]"


def packed_pdf(contents: list[bytes], page: bytes = UPRIGHT) -> bytes:
    """A PDF of these content streams, one per page of that form."""
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R/DW 1000"
        b"/W[1 95 500]>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (page, 7 + 2 * at)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(data),
    )
    return data + head + table + tail


FORMS: dict[str, tuple[str, Callable[[Text], bytes]]] = {
    "txt": ("txt", as_text),
    "markdown": ("md", as_markdown),
    "docx": ("docx", lambda paras: as_docx(paras, automatic=False)),
    "automatic": ("docx", lambda paras: as_docx(paras, automatic=True)),
    "html": ("html", as_html),
    "pdf": ("pdf", as_pdf),
}
