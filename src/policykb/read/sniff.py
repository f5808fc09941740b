"""What kind of file is it? Told by its content; the ending only has to agree."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from policykb.errors import DamagedFile, EncryptedFile, UnknownFormat, WrongFormat
from policykb.read.mht import archived

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b", re.IGNORECASE)
MAX_UNPACKED = 300 * 2**20  # bytes that the parts of one archive may unpack to

# Kinds that a file of this ending may turn out to be.
ENDINGS: dict[str, frozenset[str]] = {
    ".txt": frozenset({"txt", "html"}),
    ".md": frozenset({"txt", "html"}),
    ".markdown": frozenset({"txt", "html"}),
    ".text": frozenset({"txt", "html"}),
    ".html": frozenset({"html"}),
    ".htm": frozenset({"html"}),
    ".shtml": frozenset({"html"}),
    ".xhtml": frozenset({"html"}),
    ".mht": frozenset({"html"}),
    ".mhtml": frozenset({"html"}),
    ".pdf": frozenset({"pdf"}),
    ".docx": frozenset({"docx"}),
    ".doc": frozenset({"doc", "docx", "rtf", "html"}),
    ".wps": frozenset({"doc", "docx", "rtf"}),
    ".rtf": frozenset({"rtf", "doc", "docx"}),
}
# First bytes of kinds that no reader knows, and how to call them.
STRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"\x7fELF", "程序文件"),
    (b"MZ", "程序文件"),
    (b"SQLite format 3", "数据库文件"),
    (b"OFD", "OFD 文件"),
)
# Word's XML before DOCX.
WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
# What says of itself what it is.
TELLS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", lambda data: b"%PDF-" in data[:1024]),
    ("rtf", lambda data: data.lstrip()[:5].lower() == b"{\\rtf"),
    ("doc", lambda data: WORD_2003 in data[:4096]),
    ("html", archived),
)
# Parts that tell what an office archive or compound file is.
ARCHIVES: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "docx"),
    ("word/document2.xml", "docx"),  # as Word on the web names it
    ("xl/workbook.xml", "电子表格"),
    ("ppt/presentation.xml", "演示文稿"),
    ("OFD.xml", "OFD 文件"),
    ("content.xml", "OpenDocument 文件"),
)
COMPOUNDS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "电子表格"),
    ("PowerPoint Document", "演示文稿"),
)
TEXTS = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
# A whole page that was saved under the name of a Markdown file.
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b.*</html>\s*", re.IGNORECASE | re.DOTALL)
# Three of its paragraphs are closed: the source of a page that was saved as text.
_CLOSED = re.compile(rb"</(?:p|div|td|li|h[1-6])>", re.IGNORECASE)
# Two headings: no plain text begins its lines so, and people save Markdown as .txt.
_HEADINGS = re.compile(rb"^#{1,6}[ \t]+[^\s#]", re.MULTILINE)
KINDS = {"txt": "纯文本", "html": "网页", "pdf": "PDF", "docx": "DOCX", "doc": "DOC", "rtf": "RTF"}


def sniff(path: Path, data: bytes) -> str:
    """The key of the reader for this content: txt, md, html, pdf, docx, doc or rtf.

    Raises UnknownFormat, WrongFormat (the ending says something else), EncryptedFile or
    DamagedFile (an archive that is cut off).
    """
    ending = path.suffix.lower()
    kind = _kind(path, data, ending)
    allowed = ENDINGS.get(ending)
    if allowed is None and kind == "txt" and ending:
        raise UnknownFormat(f"{path.name}：不认识“{ending}”这种文件。")
    if allowed is not None and kind not in allowed:
        raise WrongFormat(f"{path.name}：扩展名是“{ending}”，内容却是{KINDS.get(kind, kind)}。")
    if ending in MARKDOWN:
        return "html" if _PAGE.fullmatch(data) else "md"
    if ending in TEXTS:
        if len(_CLOSED.findall(data[:65536])) > 2:
            return "html"
        return "md" if len(_HEADINGS.findall(data[:65536])) > 1 else "txt"
    return kind


def _kind(path: Path, data: bytes, ending: str) -> str:
    told = next((kind for kind, tells in TELLS if tells(data)), None)
    if told:
        return told
    if data.startswith(b"PK"):
        return _archive(path, data)
    if data.startswith(OLE):
        return _compound(path, data)
    for mark, name in STRANGERS:
        if data.startswith(mark):
            return _strange(path, name, ending)
    if _HTML.search(data[:4096].replace(b"\x00", b"")):
        return "html"
    return _plain(path, data, ending)


def _strange(path: Path, name: str, ending: str) -> str:
    if ending in ENDINGS:
        raise WrongFormat(f"{path.name}：扩展名是“{ending}”，内容却是{name}。")
    raise UnknownFormat(f"{path.name}：是{name}，没有能读它的程序。")


def _archive(path: Path, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            locked = any(info.flag_bits & 1 for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedFile(f"{path.name}：压缩结构不完整，文件可能被截断。") from error
    if locked:
        raise EncryptedFile(f"{path.name}：文件已加密，需要密码。")
    for part, kind in ARCHIVES:
        if part in names:
            return kind if kind in KINDS else _strange(path, kind, path.suffix.lower())
    return _strange(path, "压缩包", path.suffix.lower())


def _compound(path: Path, data: bytes) -> str:
    for stream, kind in COMPOUNDS:
        if stream.encode("utf-16-le") in data:
            if kind == "encrypted":
                raise EncryptedFile(f"{path.name}：文件已加密，需要密码。")
            return kind if kind in KINDS else _strange(path, kind, path.suffix.lower())
    if path.suffix.lower() == ".wps":
        return "doc"
    return _strange(path, "旧式办公文件", path.suffix.lower())


def _plain(path: Path, data: bytes, ending: str) -> str:
    sample = data[:65536]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    wide = sample.count(0) > len(sample) * 0.2 and sample[:2] in (b"\xff\xfe", b"\xfe\xff")
    if controls <= len(sample) * 0.01 or wide or ending in TEXTS | MARKDOWN:
        return "txt"
    if ending in ENDINGS:
        raise WrongFormat(f"{path.name}：内容不是“{ending}”文件，可能已损坏或改过扩展名。")
    raise UnknownFormat(f"{path.name}：认不出是什么文件。")
