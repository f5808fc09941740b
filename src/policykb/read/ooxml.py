"""The parts of a DOCX package as XML trees, its styles and its lists."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from policykb.errors import DamagedFile, LimitExceeded
from policykb.read.numbering import Level, List

Node = Any
MAX_PART = 120 * 2**20  # bytes of one unpacked part; an office text has a few megabytes at most
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MAIN, DOCUMENT = "word/document.xml", re.compile(r"word/document\d{0,2}\.xml")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says, its ancestors' properties filled in."""

    name: str = ""
    outline: int | None = None
    number_id: str | None = None
    number_level: int | None = None
    size: float | None = None
    bold: bool = False
    centred: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """An opened DOCX."""

    body: Node
    styles: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    lists: dict[str, List] = field(default_factory=dict)
    notes: dict[str, Node] = field(default_factory=dict)
    note_format: str = "decimal"  # of the footnotes' numbers; empty where pages count them


def open_package(path: Path, data: bytes) -> Package:
    """The package's document, styles, lists and notes.

    DamagedFile where the document part is missing or no XML; LimitExceeded for a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main, named = _names(path, archive)
            document = _part(path, archive, main, needed=True)
            styles, numbering, settings, *notes = (
                _part(path, archive, named.get(kind, f"word/{kind}.xml"))
                for kind in ("styles", "numbering", "settings", "footnotes", "endnotes")
            )
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, EOFError) as error:
        raise DamagedFile(f"{path.name}：压缩结构已损坏，读不出正文。") from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "bz2") or isinstance(error, RuntimeError):
            raise DamagedFile(f"{path.name}：压缩数据已损坏，读不出正文。") from error
        raise
    if document is None or document.find(W + "body") is None:
        raise DamagedFile(f"{path.name}：找不到正文部分，文件可能已损坏。")
    table, default = _styles(styles)
    body = document.find(W + "body")
    _join_deleted(body)
    return Package(
        body=body,
        styles=table,
        default=default,
        lists=_lists(numbering, table),
        notes={
            f"{kind}{note.get(W + 'id')}": note
            for kind, root in zip(("footnote", "endnote"), notes, strict=True)
            if root is not None
            for note in root
            if note.get(W + "type") in (None, "normal")
        },
        note_format=_note_format(document, settings),
    )


def _join_deleted(body: Node) -> None:
    """Joins each paragraph whose mark is deleted, the change being tracked, to the next one, whose
    properties hold for both (17.13.5.15)."""
    for mark in [*body.iter(W + "del")]:
        whole = mark.getparent().getparent()
        if mark.getparent().tag != W + "rPr" or whole is None or whole.tag != W + "pPr":
            continue
        paragraph = whole.getparent()
        following = paragraph.getnext()
        if following is None or following.tag != W + "p":
            continue
        first = following.find(W + "pPr")
        at = 0 if first is None else following.index(first) + 1
        following[at:at] = [node for node in paragraph if node is not whole]


def _note_format(document: Node, settings: Node | None) -> str:
    """How footnotes are numbered (17.11.18); "" where they begin anew on each page or section,
    which a package does not tell."""
    own = [*document.iterfind(f".//{W}sectPr/{W}footnotePr")]
    own += [] if settings is None else [*settings.iterfind(f"{W}footnotePr")]
    restarts = {value(node, "numRestart", "continuous") for node in own}
    formats = [found for node in own if (found := value(node, "numFmt"))]
    return "" if restarts - {"continuous"} else (formats or ["decimal"])[0]


def _names(path: Path, archive: zipfile.ZipFile) -> tuple[str, dict[str, str]]:
    """(name of the document part, names of the parts that it says it uses, by their kind): as a
    rule word/document.xml and its neighbours, but Word on the web writes word/document2.xml."""
    mains = [name for name in archive.namelist() if DOCUMENT.fullmatch(name)]
    told = _targets(path, archive, "_rels/.rels", "").get("officeDocument")
    main = told if told in mains else MAIN if MAIN in mains or not mains else mains[0]
    return main, _targets(path, archive, f"word/_rels/{main[5:]}.rels", "word/")


def _targets(path: Path, archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, str]:
    """Kind of a relationship → the part it leads to, of those that lie in the package."""
    root = _part(path, archive, name)
    found: dict[str, str] = {}
    for node in () if root is None else root.iter("{*}Relationship"):
        kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
        if node.get("TargetMode") != "External":
            found[kind] = target[1:] if target.startswith("/") else folder + target
    return found


def _part(path: Path, archive: zipfile.ZipFile, name: str, *, needed: bool = False) -> Node | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MAX_PART:
        raise LimitExceeded(f"{path.name}：解压后的内容过大，拒绝读取。")
    content = archive.read(info).replace(STRICT, W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if not needed:
            return None
        raise DamagedFile(f"{path.name}：正文部分不是完整的 XML，文件可能已损坏。") from error


def value(node: Node | None, path: str, default: str | None = None) -> str | None:
    """The w:val of the first child at `path` (names parted by /), or `default`."""
    found = None if node is None else node.find("/".join(W + part for part in path.split("/")))
    if found is None:
        return default
    text: str | None = found.get(W + "val", default)
    return text


def flag(node: Node | None, name: str) -> bool | None:
    """An on/off property; None where it is not set."""
    found = None if node is None else node.find(W + name)
    return None if found is None else found.get(W + "val", "1") not in ("0", "false", "off")


def integer(text: str | None) -> int | None:
    """A whole number, or None for anything else."""
    try:
        return int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def _styles(root: Node | None) -> tuple[dict[str, Style], str]:
    if root is None:
        return {}, ""
    nodes = {n.get(W + "styleId"): n for n in root.findall(W + "style")}
    base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    size = integer(value(base, "sz"))
    start = Style(size=size / 2 if size else None)
    default = next(
        (
            key
            for key, n in nodes.items()
            if n.get(W + "type") == "paragraph" and n.get(W + "default") in ("1", "true")
        ),
        "",
    )
    return {key: _style(nodes, key, start) for key in nodes}, default or ""


def _style(nodes: dict[str, Node], key: str, start: Style) -> Style:
    chain: list[Node] = []
    at: str | None = key
    while at in nodes and nodes[at] not in chain and len(chain) < 20:
        chain.append(nodes[at])
        at = value(nodes[at], "basedOn")
    style = start
    for node in reversed(chain):
        style = _merged(style, node)
    return style


def _merged(style: Style, node: Node) -> Style:
    para, run = node.find(W + "pPr"), node.find(W + "rPr")
    outline = integer(value(para, "outlineLvl"))
    number_level = integer(value(para, "numPr/ilvl"))
    size = integer(value(run, "sz"))
    bold, hidden, jc = flag(run, "b"), flag(run, "vanish"), value(para, "jc")
    return Style(
        name=(value(node, "name", "") or "").lower(),
        outline=style.outline if outline is None else outline,
        number_id=value(para, "numPr/numId", style.number_id),
        number_level=style.number_level if number_level is None else number_level,
        size=size / 2 if size else style.size,
        bold=style.bold if bold is None else bold,
        centred=style.centred if jc is None else jc == "center",
        hidden=style.hidden if hidden is None else hidden,
    )


def _lists(root: Node | None, styles: dict[str, Style]) -> dict[str, List]:
    if root is None:
        return {}
    abstracts = {n.get(W + "abstractNumId"): n for n in root.findall(W + "abstractNum")}
    linked = {value(n, "styleLink"): key for key, n in abstracts.items() if value(n, "styleLink")}
    lists = {}
    for node in root.findall(W + "num"):
        key = value(node, "abstractNumId") or ""
        # A list that is only a link to a numbering style has its levels there (17.9.21).
        key = linked.get(value(abstracts.get(key), "numStyleLink"), key)
        if key in abstracts:
            lists[node.get(W + "numId")] = _list(key, abstracts[key], node)
    return lists


def _list(key: str, abstract: Node, node: Node) -> List:
    levels = {int(n.get(W + "ilvl", "0")): _level(n) for n in abstract.findall(W + "lvl")}
    starts = {}
    for override in node.findall(W + "lvlOverride"):
        at = int(override.get(W + "ilvl", "0"))
        own = override.find(W + "lvl")
        if own is not None:
            levels[at] = _level(own)
        start = integer(value(override, "startOverride"))
        if start is not None:
            starts[at] = start
    return List(key, levels, starts)


def _level(node: Node) -> Level:
    start = integer(value(node, "start"))
    return Level(
        start=1 if start is None else start,
        format=value(node, "numFmt", "decimal") or "decimal",
        text=value(node, "lvlText", "") or "",
        restart=integer(value(node, "lvlRestart")),
        style=value(node, "pStyle", "") or "",
        legal=bool(flag(node, "isLgl")),
    )
