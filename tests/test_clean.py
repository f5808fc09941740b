"""What is furniture, what is text: page numbers, blanks, tables, copied web pages, real files."""

from __future__ import annotations

import re

import pytest
from clean_samples import BODY, paragraphs, source, wrapped
from hypothesis import given
from hypothesis import strategies as st

from policykb.clean import clean
from policykb.clean.furniture import furnished
from policykb.clean.runs import edited, joined
from policykb.clean.shapes import caption, first_unit, numbered
from policykb.clean.spacing import spaced
from policykb.read import read
from policykb.types import Block, Place, Source, Span

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
        ("A 甲乙 丙丁", "A甲乙 丙丁"),
        ("部⻔牵头，服务10万⼾，⻓期有效", "部门牵头，服务10万户，长期有效"),
        ("⼯业\u200b和信息\u00ad化", "工业和信息化"),
        ("某市委员会 文件", "某市委员会 文件"),
        ("占比 69.6％；", "占比69.6％；"),
        ("索 引 号：A1 类别：规章 文 号：甲", "索引号：A1 类别：规章 文号：甲"),
        ("发文机关：某 务 部 财政部", "发文机关：某务部财政部"),
        ("发文机关：商务部 税务总局 发布 日期：5日", "发文机关：商务部 税务总局 发布日期：5日"),
        ("修渠。（市财政局 市水务局、市公安局）", "修渠。（市财政局 市水务局、市公安局）"),
        ("修渠。（市水务 局、市政府 办公室）", "修渠。（市水务局、市政府办公室）"),
        ("⸺坚持⸻ 3〜5年", "——坚持——— 3～5年"),
        ("PM_2.5、PM_{10}和NO_x浓度", "PM2.5、PM10和NOx浓度"),
        ("附图N_2.png与IMG_2", "附图N_2.png与IMG_2"),
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
