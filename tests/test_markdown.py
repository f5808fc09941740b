"""Markdown: what it marks becomes headings, tables, notes and lines; nothing of the marks is left."""

from pathlib import Path

import pytest
from growth import assert_linear

from policykb.clean import clean
from policykb.extract.facts import extract
from policykb.parse import parse
from policykb.read import parsed, read
from policykb.read.frontmatter import front_matter
from policykb.types import Document, Source


def source(text: str, name: str = "某办法.md", kind: str = "md") -> Source:
    return parsed(Path(name), text.encode(), kind)


def shown(text: str) -> list[str]:
    """The paragraphs, the heading's level before each heading; the cells of tables by bars."""
    rows = []
    for block in clean(source(text)).blocks:
        level = f"{block.level} " if block.level else ""
        rows += ["|".join(row) for row in block.rows] or [level + block.text]
    return rows


# what is written → what it prints
CASES = [
    ("# 某办法\n\n## 第一章 总则\n\n第一条 甲。", ["1 某办法", "2 第一章 总则", "第一条 甲。"]),
    ("某办法\n===\n\n总则\n---\n\n甲。", ["1 某办法", "2 总则", "甲。"]),
    ("#某办法\n\n甲。", ["1 某办法", "甲。"]),
    ("#扶持 #企业\n\n**甲**。", ["#扶持#企业", "甲。"]),
    ("# 某办法 {#top .big}\n\n[甲]{.underline}乙。", ["1 某办法", "甲乙。"]),
    ("**第一条** 甲\\*乙、_丙_、`丁`、&emsp;戊。", ["第一条 甲*乙、丙、丁、戊。"]),
    ("**第一条：**甲，**“乙”**丙。", ["第一条：甲，“乙”丙。"]),
    ("甲见[《乙》](https://a.cn/b)，<https://a.cn>。", ["甲见《乙》，https://a.cn。"]),
    ("![图片](a.png)\n\n**甲**。", ["甲。"]),
    ("> 甲。\n>\n> 乙。", ["甲。", "乙。"]),
    ("# 题\n\n- 甲；\n- 乙；\n  - 丙。", ["1 题", "甲；", "乙；", "丙。"]),
    ("# 题\n\n1. 甲；\n2. 乙；\n   1) 丙。", ["1 题", "1. 甲；", "2. 乙；", "1)丙。"]),
    ("# 题\n\n1. 甲；\n1. 乙；\n1. 丙。", ["1 题", "1. 甲；", "2. 乙；", "3. 丙。"]),
    ("# 题\n\n3. 甲；\n5. 乙。", ["1 题", "3. 甲；", "5. 乙。"]),
    ("|任务|单位|\n|:-:|---|\n|甲|**乙**|\n||丙|", ["任务|单位", "甲|乙", "|丙"]),
    ("|专栏|\n|---|\n|甲。|", ["专栏", "甲。"]),
    ("# 题\n\n```\n第一条 *甲*。\n第二条 乙。\n```", ["1 题", "第一条 *甲*。", "第二条 乙。"]),
    ("```markdown\n# 题\n\n甲。\n```", ["1 题", "甲。"]),
    ("<p>　<b>第一条</b>　甲。</p>\n<p>第二条 乙<br>丙。</p>",
     ["第一条 甲。", "第二条 乙", "丙。"]),
    ("# 题\n\n<table><tr><td>甲</td><td>乙</td></tr>\n\n<tr><td>丙</td><td>丁</td></tr></table>",
     ["1 题", "甲|乙", "丙|丁"]),
    ("甲<br>乙，<font color=red>丙</font>。<!-- 注 -->", ["甲", "乙，丙。"]),
    ("<!-- 注 -->\n\n甲。", ["甲。"]),
    ("::: tip 提示\n甲。\n:::", ["提示", "甲。"]),
    ("# 题\n\n[TOC]\n\n- [第一章](#a)\n- [第二章](#b)\n\n甲。", ["1 题", "甲。"]),
    ("# 题\n\n[注1]：甲。\n\n[注2]:乙。\n\n[1]: https://a.cn/b", ["1 题", "[注1]：甲。", "[注2]:乙。"]),
    ("# 题\n\n面积5m<sup>2</sup>，10^3^个。", ["1 题", "面积5m²，10³个。"]),
    ("# 题\n\n## 第一章\n\n## 总则\n\n#### 3.1.2\n\n## 术语\n\n#### 3.1.3\n\n甲。",
     ["1 题", "2 第一章 总则", "4 3.1.2 术语", "4 3.1.3", "甲。"]),
    ("# 题\n\n甲乙。丙丁。\n---\n\n戊。", ["1 题", "甲乙。丙丁。", "戊。"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[c[0][:24] for c in CASES])
def test_what_is_printed(text: str, wanted: list[str]) -> None:
    assert shown(text) == wanted


LONG = "为了规范服务行为，保障各方的合法权益，根据有关法律、行政法规的规定，结"


def test_wrapped_lines_are_one_paragraph_and_clauses_without_a_blank_line_are_not() -> None:
    assert shown(f"# 题\n\n{LONG}\n合本市实际，制定本办法。\n\n下一段。") == [
        "1 题", f"{LONG}合本市实际，制定本办法。", "下一段。",
    ]  # fmt: skip
    assert shown("# 题\n\n第一条 甲，\n乙。\n第二条 丙。\n（一）丁。") == [
        "1 题", "第一条 甲，乙。", "第二条 丙。", "（一）丁。",
    ]  # fmt: skip
    assert shown("# 题\n\n    第一条 甲。\n    第二条 乙。") == [
        "1 题",
        "第一条 甲。",
        "第二条 乙。",
    ]


def test_a_note_is_a_footnote() -> None:
    blocks = clean(source("# 题\n\n小店[^1]是甲。\n\n[^1]: 乙。")).blocks
    assert [(b.role, b.text) for b in blocks[1:]] == [
        ("paragraph", "小店1是甲。"), ("footnote", "1 乙。"),
    ]  # fmt: skip


def document(text: str) -> Document:
    return extract(parse(clean(source(text))))


FRONT = """---
title: "某市服务办法"
发文字号: 某政发〔2020〕1号
发文机关: [某市财政局, 某市税务局]
date: 2020-03-01 12:00:00
layout: post
tags:
  - 甲
---
## 第一章 总则

第一条 为了规范服务，制定本办法。
"""


def test_front_matter_is_metadata_and_no_text() -> None:
    found = document(FRONT)
    meta = found.meta
    assert (meta.title, meta.doc_number) == ("某市服务办法", "某政发〔2020〕1号")
    assert meta.issuers == ("某市财政局", "某市税务局")
    assert meta.published_on == "2020-03-01"
    assert [p.eid for p in found.provisions()] == ["chp_1", "chp_1__art_1"]
    assert "layout" not in found.text and "---" not in found.text


@pytest.mark.parametrize(
    "text",
    ["第一条 甲。", "---\n甲。\n---\n乙。", "---\ntitle: 甲\n", "---\n- 甲\n---\n", "---\n: [\n---\n",
     "---\n" + "[" * 1000 + "\n---\n"],
)  # fmt: skip
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert front_matter(text) == ((), text)


PLAIN = [
    "某市服务办法\n\n　　第一条　为了规范，制定本办法。\n\n　　第二条　（一）甲；\n1. 乙。\n2. 丙。\n",
    f"某办法\n{LONG}\n合本市实际，制定本办法。\n第二条 附则。\n",
    "甲\f乙\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_under_the_name_of_markdown_is_read_as_plain_text(text: str) -> None:
    plain = source(text, "某办法.txt", "txt")
    named = source(text)
    assert (named.blocks, named.pages, named.fields) == (plain.blocks, plain.pages, ())


MARKED = "# 某办法\n\n## 第一章 总则\n\n第一条 甲。\n"
FILES = [
    ("a.md", MARKED, "md"),
    ("a.markdown", MARKED, "md"),
    ("a.txt", MARKED, "md"),
    ("a.txt", "# 号文件\n第一条 甲。\n", "txt"),
    ("a.md", "<!DOCTYPE html><html><body><p>第一条 甲，乙。</p></body></html>\n", "html"),
    ("a.md", f"{MARKED}<html><body><table></table></body></html>", "md"),
]


@pytest.mark.parametrize(("name", "text", "kind"), FILES, ids=[f"{f[0]}-{f[2]}" for f in FILES])
def test_which_files_are_markdown(tmp_path: Path, name: str, text: str, kind: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert read(tmp_path / name).format == kind


def test_other_encodings(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(MARKED.replace("甲", "按照本办法的规定执行").encode("gb18030"))
    assert [b.text for b in read(file).blocks if b.text][:2] == ["某办法", "第一章 总则"]


@pytest.mark.parametrize(
    "part", ["*a **b ", "[", "![", "<table>\n", "**“", "[甲]{.a", "{#a ", "<sup>1", "::: a\n", "> ",
             "1. 1. ", "|a|b|\n", "&emsp;", "<!--", "a^1", "[^1]: ", "<p"]
)  # fmt: skip
def test_hard_texts_are_read_in_linear_time(part: str) -> None:
    assert_linear(lambda text: source(f"# 题\n\n{text}"), part)


def test_a_page_saved_as_markdown_begins_at_its_title() -> None:
    page = (
        "Title: 某县渡口管理规则\n\nURL Source: http://a.cn/b\n\nMarkdown Content:\n"
        "[长者助手](javascript:void(0);)\n\n## 热词：[甲](http://a.cn)\n\n"
        "# 某县渡口管理规则\n\n[打印](javascript:window.print();)第一条 甲。"
    )
    assert shown(page) == ["1 某县渡口管理规则", "第一条 甲。"]
    assert source(page).fields == (("标题", "某县渡口管理规则"),)
