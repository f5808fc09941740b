"""Cleaning: which lines are one paragraph, what is furniture, which blanks are stray."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.clean import clean
from policykb.clean.areas import type_areas
from policykb.clean.furniture import furnished
from policykb.clean.runs import edited, joined
from policykb.clean.shapes import caption, first_unit, numbered
from policykb.clean.spacing import spaced
from policykb.read import read
from policykb.types import Block, Place, Source, Span

# Invented sentences, wrapped as a page of 20 characters would wrap them.
BODY = (
    "各区要把培育创新型企业摆在突出位置，完善服务体系，健全工作机制，推动要素向企业集聚。"
    "各部门应当按照职责分工，定期报送进展情况，及时总结经验，形成可以推广的做法。"
)


def wrapped(text: str, width: int = 20, indent: int = 0, spaces: str = "") -> list[str]:
    lines = [text[: width - indent]]
    at = width - indent
    while at < len(text):
        lines.append(text[at : at + width])
        at += width
    return [*lines[:-1], lines[-1] + spaces]


def source(lines: list[str]) -> Source:
    blocks = tuple(
        Block(text=line.lstrip("　"), indent=float(len(line) - len(line.lstrip("　"))))
        for line in lines
    )
    return Source(path="x.txt", format="txt", sha256="0", blocks=blocks)


def paragraphs(lines: list[str]) -> list[str]:
    return [block.text for block in clean(source(lines)).blocks]


# ------------------------------------------------------------------ soft line breaks

ONE = BODY[: BODY.index("。") + 1]
PARTS = ["一、总体要求", BODY, "（一）完善政策", ONE, "（二）强化服务", BODY + ONE]


def lost(parts: list[str]) -> list[str]:
    """Wrapped with first lines two characters shorter whose indentation is not there."""
    return [line for part in parts for line in wrapped(part, indent=2)]


def shown(parts: list[str]) -> list[str]:
    return [
        "　　" * (at == 0) + line
        for part in parts
        for at, line in enumerate(wrapped(part, indent=2))
    ]


def marked(parts: list[str]) -> list[str]:
    return [line for part in parts for line in wrapped(part, spaces=" ")]


def spread(parts: list[str]) -> list[str]:
    """A blank line between all lines, as some programs print."""
    return [line for part in lost(parts) for line in (part, "")]


@pytest.mark.parametrize(
    "layout",
    [lost, shown, marked, spread, list],
    ids=["indentation lost", "indented", "spaces mark ends", "blank between", "unwrapped"],
)
def test_soft_breaks_are_joined(layout) -> None:
    assert paragraphs(layout(PARTS)) == PARTS


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["1.市场环境总体改善，全国统一大市场建", "设成效显现", *wrapped(BODY, indent=2)],
            ["1.市场环境总体改善，全国统一大市场建设成效显现", BODY],
        ),
        (
            ["4.企业经营保持稳定，创新型企业韧性强", *wrapped(BODY, indent=2)],
            ["4.企业经营保持稳定，创新型企业韧性强", BODY],
        ),
        (
            [
                *wrapped(BODY[:38], indent=2),
                "第三条规定的情形除外，具体办法由本区制定",
                "并向社会公布。",
            ],
            [BODY[:38] + "第三条规定的情形除外，具体办法由本区制定并向社会公布。"],
        ),
        (
            ["关于印发《促进企业发展", "若干措施》的通知", *wrapped(BODY, indent=2)],
            ["关于印发《促进企业发展若干措施》的通知", BODY],
        ),
        (
            [
                *wrapped(BODY, indent=2),
                "图1 各区得分情况",
                "2.下一步工作",
                *wrapped(BODY, indent=2),
            ],
            [BODY, "图1 各区得分情况", "2.下一步工作", BODY],
        ),
        (
            [
                *wrapped(BODY, indent=2),
                "某市促进中小企业发展",
                "工作领导小组办公室",
                "2021年3月1日",
            ],
            [BODY, "某市促进中小企业发展工作领导小组办公室", "2021年3月1日"],
        ),
    ],
    ids=[
        "heading over two lines",
        "full heading and body",
        "reference is no number",
        "title mark open",
        "caption",
        "issuer over two lines",
    ],
)
def test_joins(lines: list[str], expected: list[str]) -> None:
    assert paragraphs(lines) == expected


def test_latin_words_and_hyphens() -> None:
    lines = [
        "Small firms in the new era are of great practical signi-",
        "ficance for the growth of the whole economy, as they give",
        "employment.",
    ]
    assert paragraphs(lines) == [
        "Small firms in the new era are of great practical significance for the growth of the "
        "whole economy, as they give employment."
    ]


@given(st.lists(st.integers(12, 120), min_size=4, max_size=8), st.integers(18, 40))
def test_nothing_is_lost_or_added(lengths: list[int], width: int) -> None:
    parts = [(BODY * 3)[:length] + "。" for length in lengths]
    lines = [line for part in parts for line in wrapped(part, width, indent=2)]
    assert "".join(paragraphs(lines)) == "".join(parts)


# ------------------------------------------------------------------ one paragraph on each line

EDITED = [
    "关于支持企业发展的若干措施",
    "一、总体要求",
    "（一）设立资金。" + ONE + "（某市财政局牵头，某市金融办配合）",
    "（二）优化服务。" + BODY,
    "（三）有下列情形之一的，不予支持：",
    "1.提供虚假材料的；",
    "2.被列入严重失信名单的。",
    "二、组织保障",
    ONE,
    "本措施自印发之日起施行。",
]


def headed(parts: list[str]) -> list[str]:
    """Blank lines before main headings only."""
    return [line for part in parts for line in (["", part] if part[1] == "、" else [part])]


def apart(parts: list[str]) -> list[str]:
    """Wrapped paragraphs with a blank line between them."""
    return [line for part in parts for line in (*wrapped(part, 24), "")]


EDITORS = {
    "no blank lines": list,
    "blank lines": lambda parts: [line for part in parts for line in (part, "")],
    "two blank lines": lambda parts: [line for part in parts for line in (part, "", "")],
    "indented": lambda parts: [parts[0], *("　　" + part for part in parts[1:])],
    "indented, blank lines": lambda parts: [x for part in parts for x in ("　　" + part, "")],
    "blank lines at headings": headed,
    "trailing spaces": lambda parts: [part + " " for part in parts],
    "wrapped, blank lines": apart,
    "wrapped and indented": shown,
}


@pytest.mark.parametrize("layout", EDITORS.values(), ids=EDITORS.keys())
def test_paragraphs_of_an_editor_are_never_joined(layout) -> None:
    assert paragraphs(layout(EDITED)) == EDITED


@given(
    st.lists(st.integers(30, 90), min_size=4, max_size=12),
    st.sampled_from(["no blank lines", "blank lines", "indented", "blank lines at headings"]),
)
def test_paragraphs_of_any_length_stay_apart(lengths: list[int], layout: str) -> None:
    parts = [
        f"（{'一二三四五六七八九十'[at % 10]}）{(BODY * 2)[:n]}。" for at, n in enumerate(lengths)
    ]
    assert paragraphs(EDITORS[layout](parts)) == parts


def test_page_number_set_apart_inside_a_sentence() -> None:
    lines = wrapped(BODY * 3)[:9]
    lines[3:3] = ["", "— 1 —", ""]
    assert "".join(paragraphs(lines)) == "".join(wrapped(BODY * 3)[:9])
    assert len(paragraphs(lines)) == 1


def test_long_runs_of_lines_take_linear_time() -> None:
    began = time.process_time()
    for lines in (
        ["企业发展"] * 8000,
        ["-----"] * 8000,
        ["7"] * 4000,
        [f"— {n} —" for n in range(8000)],
    ):
        paragraphs(lines)
    assert time.process_time() - began < 20


# ------------------------------------------------------------------ edges of pages


def printed(text: str, page: int, left: float, right: float, top: float) -> Block:
    box = (left, top, right, top + 10)
    place = Place(span=Span(0, len(text)), page=page, box=box)
    return Block(text=text, page=page, box=box, size=10.0, places=(place,))


def test_page_with_few_full_lines_is_measured_against_its_fellows() -> None:
    """Short entries of a list on one page; only other pages tell how wide a full line is."""
    full = [printed(BODY[:40], n, 70, 470, 80 + 15 * row) for n in (1, 3) for row in range(12)]
    entries = [
        "甲类污染物测定方法",
        "乙类污染物测定方法",
        "丙类污染物测定方法",
        "丁类污染物测定方法",
    ]
    listed = [printed(t, 5, 90, 90 + 10 * len(t), 80 + 15 * n) for n, t in enumerate(entries)]
    blocks = tuple([*full, *listed])
    cleaned = clean(Source(path="x", format="pdf", sha256="0", blocks=blocks, pages=5))
    assert [b.text for b in cleaned.blocks[-4:]] == entries


def test_areas_of_two_columns() -> None:
    left = [printed(BODY[:20], 1, 60, 260, 80 + 15 * row) for row in range(20)]
    right = [printed(BODY[:20], 1, 300, 500, 80 + 15 * row) for row in range(20)]
    areas = type_areas([*left, *right])
    assert areas[0] == (60, 260) and areas[-1] == (300, 500)


def test_contents_with_leaders_are_no_table() -> None:
    lines = ["目录", "1 范围 ………………… 1", "2 要求 ………………… 2", "3 方法 ………………… 3"]
    assert not any(block.rows for block in clean(source(lines)).blocks)


# ------------------------------------------------------------------ furniture

NOTICE = "本文内容来自网络，由某网站搜集整理，如有异议请联系我们，我们将酌情处理！"


def long_text(mark: dict[int, str]) -> list[str]:
    """Forty lines of body; `mark` puts lines before those of the given index."""
    lines = wrapped(BODY * 10)[:40]
    return [
        line
        for at, text in enumerate(lines)
        for line in ([mark[at], text] if at in mark else [text])
    ]


@pytest.mark.parametrize(
    "mark",
    [
        {14: "6", 30: "7"},
        {20: "— 3 —"},
        {20: "- 3 -"},
        {20: "第3页 共9页"},
        {12: "某区发展规划", 25: "某区发展规划", 38: "某区发展规划"},
        {10: "https://www.example.cn/a/b.html 1/3", 30: "https://www.example.cn/a/b.html 2/3"},
        {10: "2023/5/6 10:22 某网站", 30: "2023/5/6 10:22 某网站"},
        {17: NOTICE},
    ],
    ids=[
        "bare numbers",
        "dashes",
        "hyphens",
        "of pages",
        "running head",
        "address",
        "clock",
        "notice",
    ],
)
def test_furniture_inside_a_paragraph_goes(mark: dict[int, str]) -> None:
    assert "".join(paragraphs(long_text(mark))) == "".join(wrapped(BODY * 10)[:40])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不稳定性明显 — 6 — 增加，企业转型面临挑战。", "不稳定性明显增加，企业转型面临挑战。"),
        ("按职责分工负责）" + NOTICE, "按职责分工负责）"),
        ("比分是 3 - 2 的比赛结束了。", "比分是3 - 2的比赛结束了。"),
        ("本文转载自某报的报道，值得一读。", "本文转载自某报的报道，值得一读。"),
    ],
    ids=["number inside", "notice inside", "score stays", "source stays"],
)
def test_furniture_inside_a_sentence(text: str, expected: str) -> None:
    assert paragraphs([text]) == [expected]


def test_repeated_sentence_ends_stay() -> None:
    lines = [*wrapped(BODY[:58], indent=2), "得分居地级市前五位。"] * 4
    assert sum("得分居地级市前五位。" in text for text in paragraphs(lines)) == 4


def test_headers_and_footers_of_the_reader_go() -> None:
    blocks = (
        Block(text="某规划", role="header", page=1),
        Block(text="正文。", role="paragraph"),
        Block(text="— 1 —", role="footer", page=1),
    )
    cleaned = clean(Source(path="x", format="pdf", sha256="0", blocks=blocks, pages=1))
    assert [block.text for block in cleaned.blocks] == ["正文。"]


# ------------------------------------------------------------------ blanks and characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("突破 2.6 万家，其中 5 个", "突破2.6万家，其中5个"),
        ("投 放规模", "投放规模"),
        ("（代 章）", "（代章）"),
        ("摘  要", "摘要"),
        ("举办 APEC 中小企业展会", "举办APEC中小企业展会"),
        ("按 ISO 9001 标准", "按ISO 9001标准"),
        ("1. 市场环境", "1. 市场环境"),
        ("第一条　为了规范", "第一条 为了规范"),
        ("图 1 得分情况", "图1 得分情况"),
        ("Small firms 2024", "Small firms 2024"),
        ("企业２０２１年", "企业2021年"),
        ("⼯业\u200b和信息\u00ad化", "工业和信息化"),
        ("某市委员会 文件", "某市委员会 文件"),
        ("占比 69.6％；", "占比69.6％；"),
    ],
    ids=lambda value: value[:10],
)
def test_spacing(text: str, expected: str) -> None:
    assert spaced(Block(text=text)).text == expected


@given(st.text(alphabet="企业发展 12.%，。Aa\u3000\u00a0", max_size=60))
def test_spacing_is_stable_and_keeps_the_characters(text: str) -> None:
    once = spaced(Block(text=text)).text
    assert spaced(Block(text=once)).text == once
    assert re.sub(r"\s", "", once) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "text",
    [
        "一、总则",
        "（十二）服务",
        "3.提升",
        "2.1.1 指数",
        "第五条 企业",
        "第二章 总则",
        "①甲",
        "——坚持",
        "附件1",
        "附件：名单",
        "(3)乙",
    ],
)
def test_numbers_of_ladders(text: str) -> None:
    assert numbered(text)


@pytest.mark.parametrize(
    "text",
    [
        "2019年底前",
        "1.5万亿元",
        "三家企业",
        "第三条规定的",
        "10%以上",
        "2.6万家",
        "一是加强",
        "第一，",
    ],
)
def test_no_numbers_of_ladders(text: str) -> None:
    assert not numbered(text)


def test_captions_and_units() -> None:
    assert caption("表 2 各区情况") and caption("Table 1. Index")
    assert not caption("表明各区情况较好。") and not caption("图强发展")
    assert first_unit("2,300多家") == "2,300" and first_unit("家、") == "家、"


# ------------------------------------------------------------------ tables and places


def test_rows_of_numbers_are_a_table() -> None:
    lines = [
        "表1 各区指数",
        "地区 2018 年指数 增长率",
        "甲区 135.30 7.13%",
        "乙区 128.11 5.80%",
        "丙区 126.72 7.12%",
        *wrapped(BODY),
    ]
    blocks = clean(source(lines)).blocks
    assert blocks[1].rows == (
        ("地区", "2018年指数", "增长率"),
        ("甲区", "135.30", "7.13%"),
        ("乙区", "128.11", "5.80%"),
        ("丙区", "126.72", "7.12%"),
    )
    assert blocks[2].text == BODY


def placed(text: str, page: int) -> Block:
    box = (0.0, 0.0, 10.0, 10.0)
    return Block(text=text, page=page, places=(Place(span=Span(0, len(text)), page=page, box=box),))


def test_places_of_table_rows_follow_their_cells() -> None:
    rows = (("项 目", "数量"), ("甲", "1"))
    places = tuple(Place(span=Span(0, 1), page=page) for page in (1, 2))
    block = Block(text="", role="table", rows=rows, places=places)
    (got,) = clean(Source(path="x", format="pdf", sha256="0", blocks=(block,), pages=2)).blocks
    text = "\n".join("\t".join(row) for row in got.rows)
    assert [(p.page, p.span.of(text)) for p in got.places] == [(1, "项目\t数量"), (2, "甲\t1")]


def test_places_follow_joins_and_edits() -> None:
    block = joined([placed("到 2025 年，形", 1), placed("成 100 家", 2)])
    block = spaced(block)
    assert block.text == "到2025年，形成100家"
    assert [(p.page, p.span.of(block.text)) for p in block.places] == [
        (1, "到2025年，形"),
        (2, "成100家"),
    ]


def test_hyphen_mended_over_a_page() -> None:
    block = joined([placed("signi-", 1), placed("ficance", 2)])
    assert block.text == "significance"
    assert [p.span.of(block.text) for p in block.places] == ["signi", "ficance"]


@given(st.text(min_size=1, max_size=30), st.data())
def test_places_stay_inside_whatever_is_cut(text: str, data) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits = [
        (a, b, "x" * data.draw(st.integers(0, 2)))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    block = edited(placed(text, 1), edits)
    for place in block.places:
        assert 0 <= place.span.start < place.span.end <= len(block.text)


# ------------------------------------------------------------------ real files


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("stem", ["000_999a64e0f375dc42", "003_dc8b748c48a11cfa"])
def test_typeset_pdf_has_the_paragraphs_of_its_docx(shared, stem: str) -> None:
    folder = shared("corpus/typeset")
    gold = [bare(b.text) for b in clean(read(folder / f"{stem}.docx")).blocks]
    got = [bare(b.text) for b in clean(read(folder / f"{stem}.pdf")).blocks]
    assert got == gold


def test_numbered_paragraphs_of_the_text_are_those_of_the_docx(shared) -> None:
    folder, stem = shared("corpus"), "003_dc8b748c48a11cfa"
    gold = {bare(b.text) for b in clean(read(folder / "typeset" / f"{stem}.docx")).blocks}
    got = {bare(b.text) for b in clean(read(folder / f"{stem}.txt")).blocks}
    missing = {text for text in gold if numbered(text)} - got
    # The last one is glued to the closing paragraph by the typeset copy itself.
    assert len(missing) <= 1


def test_every_headings_gold_line_opens_a_paragraph(shared) -> None:
    import json

    names = {path.name[:3]: path for path in shared("corpus").glob("*.txt")}
    missing = []
    for line in (shared("gold") / "headings.jsonl").read_text().splitlines():
        row = json.loads(line)
        path = names[f"00{row['doc'][-1]}"]
        starts = _starts(path)
        quote = bare(row["quote"])
        if not any(start.startswith(quote) or quote.startswith(start) for start in starts):
            missing.append(row["quote"])
    assert missing == []


_CACHE: dict = {}


def _starts(path) -> list[str]:
    if path not in _CACHE:
        _CACHE[path] = [bare(b.text) for b in clean(read(path)).blocks if b.text]
    return _CACHE[path]


# ------------------------------------------------------------------ copied web pages

COPIED = [
    ("按钮与字号", "下载\n打印\n全屏\n【字号：\n加大\n还原\n减小\n】\n某市工作报告\n各位代表：\n", ["某市工作报告", "各位代表："]),
    ("面包屑", "您的位置:\n首页\n>\n某市要闻\n>\n正文\n某市工作报告\n各位代表：\n", ["某市工作报告", "各位代表："]),
    ("单独一个字是正文", "类别\n大\n小店数量\n", ["类别", "大", "小店数量"]),
    ("一列大中小是表", "类别\n大\n中\n小\n小店数量\n", ["类别", "大", "中", "小", "小店数量"]),
    ("两处相隔很远", "打印\n" + "小店按季度报送经营情况。\n" * 14 + "下载\n", ["打印", *["小店按季度报送经营情况。"] * 14, "下载"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kept"), [c[1:] for c in COPIED], ids=[c[0] for c in COPIED])
def test_labels_of_a_copied_page(text: str, kept: list[str]) -> None:
    lines = [Block(text=line) for line in text.splitlines()]
    assert [block.text for block in furnished(lines)] == kept
