"""Which printed lines are one paragraph."""

from __future__ import annotations

import pytest
from clean_samples import BODY, paragraphs, source, wrapped
from growth import MOST, TIMES, growth
from hypothesis import given
from hypothesis import strategies as st

from policykb.clean import clean
from policykb.clean.areas import type_areas
from policykb.clean.torn import torn
from policykb.types import Block, Place, Source, Span

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


TORN = {
    "单位": (["对夜间抢修的人员发放补助，每人300"], "元。由水务局承担。", True),
    "倍数之后": (["完成管网改造，泵站年产值达到18亿"], "元，增长5%。", True),
    "小数点": (["完成管网改造，泵站年产值增长6"], ".5%。", True),
    "拉丁字母": (["水闸自动控制依照《泵站使用"], "PLC", True),
    "字母之后": (["依照《泵站使用", "PLC"], "控制器的办法》执行。", True),
    "标准号": (["闸门的铸件应当符合国家标准（GB"], "9439", True),
    "数的一半": (["建成泵站30座，渠道总长度达到7"], "200公里，增长5%。", True),
    "百分数的一半": (["泵站自动化率提高，覆盖率达到1"], "00%。", True),
    "两个数": (["巡查人员共30人，分两组，其中一组12"], "女工5人。", False),
    "表格": (["泵站年抽水量", "300"], "万立方米", False),
    "新的一项": (["水闸的清单见附表，共有", "300"], "3.泵站清单", False),
    "另一段": (["依照办法执行，由水务局承担。"], "PLC", False),
}


def test_the_halves_of_a_number_are_one_number() -> None:
    lines = [
        "建成泵站30座，渠道总长度达到7",
        "200公里，年供水量增长6.",
        "5%，泵站自动化覆盖率达到1",
        "00%。",
    ]
    expected = "建成泵站30座，渠道总长度达到7200公里，年供水量增长6.5%，泵站自动化覆盖率达到100%。"
    assert paragraphs(lines) == [expected]


@pytest.mark.parametrize(("above", "line", "expected"), TORN.values(), ids=TORN)
def test_lines_torn_around_figures_and_letters(above, line, expected) -> None:
    assert torn(above, line) is expected


def test_a_line_without_its_unit_goes_on_in_any_text() -> None:
    lines = [f"一、补助。{BODY}每人300", "元。", "二、轮休。", BODY, BODY]
    assert paragraphs(lines)[:2] == [f"一、补助。{BODY}每人300元。", "二、轮休。"]


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
    for lines in (
        ["企业发展"] * 4000,
        ["-----"] * 4000,
        ["7"] * 4000,
        [f"— {n} —" for n in range(4000)],
    ):
        assert growth(paragraphs, lines[: len(lines) // TIMES], lines) <= MOST


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


def test_a_number_whose_bracket_is_broken_goes_on() -> None:
    assert paragraphs(["一、支持政策", f"（一）{ONE}", "（", f"二）{ONE}"])[-1] == f"（二）{ONE}"


def test_organs_under_a_full_title_and_a_heading_behind_a_sentence_stand_alone() -> None:
    title = "关于返还河道工程维护费和水资源费有关问题的通知"
    lines = [title, "", title, "财政部、水利部", "", f"{ONE}一、支持范围", ONE]
    assert paragraphs(lines)[1:] == [title, "财政部、水利部", ONE, "一、支持范围", ONE]


def test_a_run_in_heading_that_fills_its_line_goes_on() -> None:
    heading = "（三）加强民族团结进步示范区的建设工作，促进边疆地区的繁荣和稳定"
    text = f"{heading}发展，守住安全底线。{BODY}{BODY}"
    lines = [part for line in wrapped(text, width=len(heading)) for part in (line, "")]
    assert paragraphs(["一、总体要求", "", *lines])[-1] == text


@pytest.mark.parametrize(
    "heading", ["（三）深化理论武装，坚持用马克思", "（三）协作机制是顺利推进的保障，也是"]
)
def test_a_line_that_breaks_inside_a_word_or_before_its_object_goes_on(heading) -> None:
    text = f"{heading}主义中国化最新成果武装全体干部职工{BODY}{BODY}"
    lines = wrapped(text, width=len(heading))
    assert paragraphs(["一、总体要求", *lines])[-1] == text


def test_items_of_a_list_have_no_headings_that_end_with_their_first_line() -> None:
    parts = [
        "第一条 有下列情形之一的，由主管部门责令改正：",
        "（一）未按照所在地人民政府卫生健康部门划定的区域提供服务；",
        "（二）违反本条例第十六条第四款规定转介有关人员的信息。",
    ]
    lines = [line for part in [*parts, BODY] for line in wrapped(part, indent=2)]
    assert paragraphs(lines)[1:3] == parts[1:]


def test_blank_lines_between_most_lines_of_a_long_text_part_nothing() -> None:
    parts = [part for _ in range(6) for part in (*["相关事项由主管部门管理。"] * 9, BODY)]
    lines = [line for part in parts for line in wrapped(part, indent=2)]
    set_apart = [
        part for at, line in enumerate(lines) for part in ([line, ""] if at % 8 else [line])
    ]
    assert paragraphs(set_apart) == parts


@pytest.mark.parametrize(
    ("last", "below"),
    [
        ("范规定了文件格式和各项指令的全部集合。", ["3 术语", *wrapped(BODY)]),
        ("车载单元与其他各类设备之间的通讯方式(V)", ["4 通用要求", "4.1 各层标准"]),
    ],
)
def test_a_chapter_under_a_full_line_stands_alone(last, below) -> None:
    lines = [*wrapped(BODY), BODY[:20], last, *below, *wrapped(BODY)]
    assert below[0] in paragraphs(lines)


def placed(rows: list[tuple[float, float, str]], page: int = 1) -> list[Block]:
    """Lines of a page of 28 characters of 16 points: their edges in characters, and their text."""
    boxes = [(80 + 16 * left, 100.0 + 28 * at, 80 + 16 * right, 116.0 + 28 * at)
             for at, (left, right, _) in enumerate(rows)]  # fmt: skip
    return [
        Block(text=text, page=page, box=box, size=16.0,
              places=(Place(span=Span(0, len(text)), page=page, box=box),))
        for box, (_, _, text) in zip(boxes, rows, strict=True)
    ]  # fmt: skip


FULL = "渠" * 27
LEADS = [(2.0, 28.0, "为" + FULL[:25]), (0.0, 28.0, FULL + "，"), (0.0, 9.0, "及时修缮渠道闸门。")]
RIGHT = [
    ("落款与日期", [(22.0, 28.0, "某市人民政府"), (20.0, 28.0, "2024年3月1日"),
                (2.0, 10.0, "（此件公开发布）")], 3),
    ("主送机关", [(0.0, 28.4, "各" + FULL[:26] + "："), (2.0, 28.0, "现" + FULL[:25]),
              (0.0, 5.0, "请执行。")], 2),
    ("行末参差的段首项", [(2.0, 26.3, "一、修渠。各" + FULL[:18]), (0.0, 28.0, FULL + "渠"), (0.0, 3.0, "闸门。")], 1),
    ("目录", [(10.0, 18.0, "渠道管理规划纲要"), (12.0, 14.0, "目录"),
            (0.0, 28.0, "一、总则" + "." * 40 + "1")], 3),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "parts"), [r[1:] for r in RIGHT], ids=[r[0] for r in RIGHT])
def test_lines_that_end_where_they_end(rows: list[tuple[float, float, str]], parts: int) -> None:
    blocks = placed(LEADS * 4 + rows)
    got = clean(Source(path="x.pdf", format="pdf", sha256="0", blocks=tuple(blocks), pages=1))
    assert [len(block.places) for block in got.blocks][:4] == [3, 3, 3, 3]
    assert len(got.blocks) == 4 + parts


def test_numbers_inside_a_page_are_no_page_numbers() -> None:
    """A column of row numbers that a table without lines prints, far from each other."""
    rows = [row for at in range(3) for row in ((3.0, 4.0, str(at + 1)), *LEADS * 4)]
    blocks = placed([*LEADS, *rows, *LEADS])
    got = clean(Source(path="x.pdf", format="pdf", sha256="0", blocks=tuple(blocks), pages=1))
    assert {"1", "2", "3"} <= {block.text for block in got.blocks}
