"""Typesets the digests of `corpus/` from the sources beside this file.

    python docs/corpus-sources/typeset.py [--song FONT.ttf --hei FONT.ttc]

Each source becomes one file of the format named in `FORMATS`, so that the corpus runs every
reader. The same sources give the same bytes. The PDF needs `fpdf2` and two fonts (Debian:
fonts-arphic-gbsn00lp, fonts-wqy-microhei); without them it is left as it is.

Source markup: lines before `# title` are the head (`原文标题：…`); `##`, `###`, `####` open the
first, second and third rung of the outline, and a heading that holds a 。 goes on as the body;
`| a | b |` is a table row; any other line is one paragraph.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
MADE_ON = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
"""A fixed date, so that typesetting again changes nothing."""

FORMATS = {
    "提升中小企业竞争力若干措施": "docx",
    "“十四五”促进中小企业发展规划": "pdf",
    "2024年度中小企业发展环境评估报告": "pasted.txt",
    "上海市“十四五”促进中小企业发展规划": "html",
    "浙江省小微企业创新发展": "txt",
}

CLOSING = frozenset("，。；：、！？）》”’〕%％,.;:)")
"""Never at the start of a line (GB/T 15834-2011 5.1)."""
OPENING = frozenset("（《“‘〔([")
"""Never at the end of a line."""
CHAPTER = re.compile(r"[一二三四五六七八九十]+、")


@dataclass(frozen=True)
class Block:
    """One paragraph (level 0), heading (level 1-3), or table (rows)."""

    text: str
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def heading(self) -> str:
        """The heading itself, with its 。 where the body follows on the same line."""
        end = self.text.find("。")
        return self.text if end < 0 else self.text[: end + 1]

    @property
    def body(self) -> str:
        """What follows an inline heading."""
        return self.text[len(self.heading) :]


@dataclass(frozen=True)
class Digest:
    """A source: the labelled lines of its head, the title, and the blocks of its text."""

    head: tuple[str, ...]
    title: str
    blocks: tuple[Block, ...]

    @property
    def fields(self) -> dict[str, str]:
        """The labelled lines by their labels."""
        return dict(line.split("：", 1) for line in self.head if "：" in line)


def read(path: Path) -> Digest:
    """The digest that the source holds."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    at = next(i for i, line in enumerate(lines) if line.startswith("# "))
    return Digest(tuple(lines[:at]), lines[at][2:], tuple(blocks(lines[at + 1 :])))


def blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of the text; neighbouring table rows make one table."""
    for is_table, run in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            yield Block("", rows=tuple(cells(line) for line in run))
            continue
        for line in run:
            marks = re.match(r"#{2,4} ", line)
            skip = marks.end() if marks else 0
            yield Block(line[skip:], level=max(0, skip - 2))


def cells(line: str) -> tuple[str, ...]:
    """The cells of a row `| a | b |`."""
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


# ---------------------------------------------------------------- line breaking


def columns(text: str) -> float:
    """Width in columns of a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines no wider than `width`; numbers and Latin words stay whole, punctuation in its place."""
    lines, line = [], ""
    for word in re.findall(r"[0-9A-Za-z.,%@+]+|.", text):
        if line.strip() and measure(line + word) > width and word[0] not in CLOSING:
            keep = len(line.rstrip("".join(OPENING)))
            lines.append(line[:keep])
            line = line[keep:]
        line += word
    return [*lines, line] if line else lines


# ---------------------------------------------------------------- formats


def write_txt(digest: Digest, path: Path) -> None:
    """Plain text, one paragraph a line, table cells apart by tabs."""
    lines = [*digest.head, "", digest.title, ""]
    for block in digest.blocks:
        lines += ["\t".join(row) for row in block.rows] or [block.text]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_pasted(digest: Digest, path: Path, width: int = 64, page: int = 30) -> None:
    """Text as it comes out of a PDF by copying: short lines and page numbers inside sentences."""
    lines = [*digest.head, digest.title]
    for block in digest.blocks:
        lines += wrapped(block.text, width, columns)
    pages = [lines[at : at + page] for at in range(0, len(lines), page)]
    printed = ("\n".join([*body, f"— {n} —\n"]) for n, body in enumerate(pages, 1))
    path.write_text("".join(printed), "utf-8")


PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<div class="wrap">
<table class="bd1" width="660" cellpadding="0" cellspacing="0">
<tbody>
{rows}
</tbody>
</table>
<div id="UCAP-CONTENT" class="pages_content">
{text}
</div>
</div>
</body>
</html>
"""
"""The frame of a page of a government site: a table of metadata above, the text below."""


def write_html(digest: Digest, path: Path) -> None:
    """A page as government sites print it; a field that is not known is not in its table."""
    known = digest.fields
    pairs = [
        [("发文机关：", known["发文机关"]), ("成文日期：", known["成文日期"])],
        [("标　　题：", digest.title)],
        [("发文字号：", known["文号"])],
    ]
    rows = "\n".join(f"<tr>{''.join(map(table_pair, row))}</tr>" for row in pairs)
    text = [f"<p>{html.escape(line, quote=False)}</p>" for line in digest.head]
    text.append(f'<p style="text-align: center;"><b>{html.escape(digest.title)}</b></p>')
    text += map(html_block, digest.blocks)
    page = PAGE.format(title=html.escape(digest.title), rows=rows, text="\n".join(text))
    path.write_text(page, "utf-8")


def table_pair(pair: tuple[str, str]) -> str:
    """A label and its value as two cells."""
    return f"<td><b>{pair[0]}</b></td><td>{html.escape(pair[1])}</td>"


def html_block(block: Block) -> str:
    """A paragraph with its indent; headings are bold, as on such sites, not <h2>."""
    text = html.escape(block.text, quote=False)
    inner = f"<strong>{text}</strong>" if block.level else text
    return f'<p style="text-indent: 2em;">{inner}</p>'


NUMBERING = """<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl>
</w:abstractNum>"""
"""The ladder 一、二、三、 as Word numbers it: the numbers are not in the text of the headings."""


def write_docx(digest: Digest, path: Path) -> None:
    """A Word file: heading styles, and chapters numbered by Word itself."""
    document: Any = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    number = numbering.add_num(90).numId
    for name in ("Normal", "Title", "Heading 1"):
        chinese_style(document.styles[name])
    for line in digest.head:
        document.add_paragraph(line)
    document.add_paragraph(digest.title, "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in digest.blocks:
        docx_block(document, block, number)
    core = document.core_properties
    core.title, core.author, core.comments = f"{digest.title}（摘编）", "policykb", ""
    core.created = core.modified = MADE_ON.replace(tzinfo=None)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(same_bytes(buffer.getvalue()))


def chinese_style(style: Any) -> None:
    """Song type in black, for Chinese text too."""
    style.font.name, style.font.color.rgb = "宋体", RGBColor(0, 0, 0)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def docx_block(document: Any, block: Block, number: int) -> None:
    """A chapter heading with its automatic number, or a paragraph with its heading in bold."""
    if block.level == 1:
        paragraph = document.add_paragraph(CHAPTER.sub("", block.text, count=1), "Heading 1")
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(22)
    if block.level:
        paragraph.add_run(block.heading).bold = True
    paragraph.add_run(block.body if block.level else block.text)


def same_bytes(archive: bytes) -> bytes:
    """The ZIP archive with every member dated `MADE_ON`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, MADE_ON.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(member))
    return out.getvalue()


def write_pdf(digest: Digest, path: Path, song: Path, hei: Path) -> None:
    """A4 pages with running header and page number, fonts embedded as subsets."""
    from fpdf import FPDF

    class Pages(FPDF):
        """Prints the running header and the page number (GB/T 9704-2012 7.5)."""

        def header(self) -> None:
            self.set_font("song", size=9)
            self.cell(0, 6, f"{digest.title}（摘编）", align="C")
            self.ln(12)

        def footer(self) -> None:
            self.set_y(-18)
            self.set_font("song", size=10)
            self.cell(0, 6, f"— {self.page_no()} —", align="C")

    pdf = Pages()
    pdf.set_creation_date(MADE_ON)
    pdf.set_title(f"{digest.title}（摘编）")
    pdf.add_font("song", fname=song)
    pdf.add_font("hei", fname=hei)
    pdf.set_margins(28, 16, 26)
    pdf.set_auto_page_break(True, 26)
    pdf.add_page()
    for line in digest.head:
        pdf_lines(pdf, line, "song", 12)
    pdf_lines(pdf, digest.title, "hei", 18, align="C", after=8)
    for block in digest.blocks:
        pdf_lines(pdf, "　　" + block.text, *pdf_type(block))
    pdf.output(str(path))


def pdf_type(block: Block) -> tuple[str, float]:
    """Typeface and size: Hei for headings that stand alone, Song for what runs on as text."""
    return ("hei", 14 - block.level) if block.level and not block.body else ("song", 12)


def pdf_lines(
    pdf: Any, text: str, family: str, size: float, *, align: str = "L", after: float = 0
) -> None:
    """Prints one paragraph line by line and leaves `after` millimetres below it."""
    pdf.set_font(family, size=size)
    if align == "C":
        pdf.ln(after)
    for line in wrapped(text, pdf.epw - 3, pdf.get_string_width):
        pdf.cell(0, size * 0.62, line, align=align)
        pdf.ln(size * 0.62)
    pdf.ln(after)


WRITERS: dict[str, Callable[[Digest, Path], None]] = {
    "txt": write_txt,
    "pasted.txt": write_pasted,
    "html": write_html,
    "docx": write_docx,
}


def main() -> None:
    """Writes every file of the corpus, the PDF only where fonts are given."""
    parser = argparse.ArgumentParser(description="由源文件排出 corpus/ 里的摘编")
    parser.add_argument("--song", type=Path, help="宋体（TrueType）")
    parser.add_argument("--hei", type=Path, help="黑体（TrueType）")
    chosen = parser.parse_args()
    for name, form in FORMATS.items():
        digest = read(HERE / f"{name}.md")
        path = CORPUS / f"{name}（摘编）.{form.split('.')[-1]}"
        if form != "pdf":
            WRITERS[form](digest, path)
        elif chosen.song and chosen.hei:
            write_pdf(digest, path, chosen.song, chosen.hei)


if __name__ == "__main__":
    main()
