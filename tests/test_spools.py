"""Documents that lost their line breaks."""

import pytest
from clean_samples import BODY as PLAIN
from clean_samples import source as lined
from growth import assert_linear
from parse_samples import BODY

from policykb.clean import clean
from policykb.parse import parse
from policykb.types import Document


def read(*lines: str) -> Document:
    return parse(clean(lined(list(lines))))


def heads(found: Document) -> list[str]:
    return [f"{p.number}{p.heading}" for p in found.provisions() if p.number or p.heading]


LADDERS = {
    "各级标题后有句号": (
        f"某市促进办法一、财税支持。{BODY}二、融资支持。（一）信贷。1.扩面。{BODY}2.降费。{BODY}"
        f"（二）担保。{BODY}三、组织保障。{BODY}",
        ["一、财税支持", "二、融资支持", "（一）信贷", "1.扩面", "2.降费", "（二）担保", "三、组织保障"],
    ),
    "标题后直接是下一级": (
        f"某市促进办法一、财税支持（一）减负。{BODY}（二）增效。{BODY}二、融资支持（三）信贷。{BODY}",
        ["一、财税支持", "（一）减负", "（二）增效", "二、融资支持", "（三）信贷"],
    ),
    "标题后是空格": (
        f"某市促进办法 一、编制背景 {BODY} 二、主要内容 {BODY}{BODY} 三、工作要求 {BODY}",
        ["一、编制背景", "二、主要内容", "三、工作要求"],
    ),
    "小数编号": (
        f"某市防汛预案 1 总则 1.1 目的 {BODY} 1.2 依据 {BODY} 2 机构 2.1 指挥 {BODY}在12 月前设 3 个组。",
        ["1总则", "1.1目的", "1.2依据", "2机构", "2.1指挥"],
    ),
    "一、下有条": (
        f"某市若干意见一、利用外资第一条 扩大规模。{BODY}第二条 {BODY}二、稳定外贸第三条 {BODY}",
        ["一、利用外资", "第一条", "第二条", "二、稳定外贸", "第三条"],
    ),
    "条后不空": (
        f"某市登记办法第一章总则第一条为规范登记，制定本办法。第二条{BODY}依照本法第七条的规定。第二章附则"
        f"第三条项目法人适用本办法。第四条{BODY}",
        ["第一章总则", "第一条", "第二条", "第二章附则", "第三条", "第四条"],
    ),
    "条之一": (
        f"某市登记條例 第一條 {BODY} 第一條之一 {BODY} 第二條 {BODY}",
        ["第一條", "第一條之一", "第二條"],
    ),
    "行中附则": (
        f"某市若干意见一、稳定外贸第一条 {BODY}第二条 {BODY}附  则1.适用范围。{BODY}2.施行日期。{BODY}",
        ["一、稳定外贸", "第一条", "第二条", "附则", "1.适用范围", "2.施行日期"],
    ),
    "节": (
        f"某市登记办法第一章总则第一节目的第一条 {BODY}第二节原则第二条 {BODY}第三条中央企业适用本办法。",
        ["第一章总则", "第一节目的", "第一条", "第二节原则", "第二条", "第三条"],
    ),
    "标题有逗号": (
        f"某市促进办法 一、稳定预期，扩大投资 {BODY} {BODY} {BODY} 二、减负、增效 {BODY}",
        ["一、稳定预期，扩大投资", "二、减负、增效"],
    ),
    "括注后编号": (
        f"某市促进办法（试行） 一、财税支持 （一）{BODY}（二）{BODY}二、融资支持（三）{BODY}",
        ["一、财税支持", "（一）", "（二）", "二、融资支持", "（三）"],
    ),
    "章和条": (
        f"某市登记办法 目录 第一章 总则 第二章 登记 第一章 总则 第一条 {BODY} 第二条 下列人员：（一）甲；（二）乙。"
        f" 第二章 登记 第三条 {BODY} 第四条 {BODY}",
        ["第一章总则", "第一条", "第二条", "（一）", "（二）", "第二章登记", "第三条", "第四条"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LADDERS.values(), ids=LADDERS)
def test_clauses_of_one_line(text, expected) -> None:
    found = read(text)
    assert heads(found) == expected
    assert any("连成一行" in warning for warning in found.warnings)


def test_the_title_before_the_first_clause() -> None:
    found = read(f"某市促进创业办法一、财税。{BODY}{BODY}{BODY}二、融资。{BODY}")
    assert found.meta.title == "某市促进创业办法"


def test_a_title_behind_the_note_of_the_notice_that_carries_it() -> None:
    notice = "现将办法印发给你们，请遵照执行。某某市人民政府2023年9月5日（此件公开发布）"
    found = read(
        f"{notice}某市储备粮管理办法第一章 总则第一条 {BODY}第二条 {BODY}第二章 附则第三条 {BODY}"
    )
    assert [p.heading for p in found.body if p.level == "chapter"] == ["总则", "附则"]


def test_a_number_behind_a_broken_title() -> None:
    line = f"关于印发水渠 管养指南的通知 某水函〔2021〕2号 各县水务局： 现就有关事项通知如下。一、巡查。{BODY}二、清淤。{BODY}"
    found = read(line)
    assert (found.meta.doc_number, found.meta.addressees) == ("某水函〔2021〕2号", ("各县水务局",))
    assert found.meta.title == "关于印发水渠管养指南的通知"


def test_title_number_and_date_before_the_first_clause() -> None:
    title = "某某省人民政府贯彻上级关于进一步推进区域协调发展和对外开放若干指导意见的实施意见"
    found = read(f"{title} 某政发〔2020〕6号 2020-03-04 {BODY} 一、任务 {BODY} 二、保障 {BODY}")
    assert found.meta.title == title
    assert found.meta.doc_number == "某政发〔2020〕6号"


def test_articles_are_parted_in_any_line() -> None:
    found = read(
        "某市登记办法", "第一章 总则", f"第一条 {BODY}第二条　{BODY}　　{PLAIN}",
        "第二章 附则", f"第三条 {BODY}",
    )  # fmt: skip
    assert heads(found) == ["第一章总则", "第一条", "第二条", "第二章附则", "第三条"]
    assert PLAIN in found.text.split("\n")


@pytest.mark.parametrize("width", [21, 30])
def test_a_text_without_breaks_that_was_wrapped_again(width) -> None:
    whole = f"第一章 总则第一条 {BODY}第二条 修缮资金2000万元，{BODY}（一）清淤；（二）护坡。第二章 管理"
    whole += "".join(f"第{n}条 {BODY}" for n in "三四五六")
    lines = [whole[at : at + width] for at in range(0, len(whole), width)]
    assert heads(read("水渠管理办法", *lines)) == heads(read("水渠管理办法", whole))
    assert "2000万元" in read("水渠管理办法", *lines).text


LISTS = {
    "分号": ("（一）宣传；（二）巡查；（三）督办。", ["（一）", "（二）", "（三）"]),
    "法名": (
        "（一）《水渠法》（二）《泵站办法》（某令第3号）（三）《闸门条例》",
        ["（一）", "（二）", "（三）"],
    ),
    "句号": (f"3.扩面。{BODY}4.降费。{BODY}", ["3.扩面", "4.降费"]),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_a_line_that_is_a_list(text, expected) -> None:
    first = [f"{n}.稳岗。{BODY}" for n in (1, 2)] if text[0] == "3" else []
    found = read("某市通知", *[BODY] * 9, *first, text)
    assert heads(found)[len(first) :] == expected
    assert found.warnings == ()


NO_LISTS = {
    "引用": "（一）宣传；（二）巡查；依照前款第（一）项办理。",
    "不连续": "（一）宣传；（三）督办。",
    "句内": "材料包括：（一）申请书；（二）证明。",
    "逗号": "1.申请书，2.证明，3.承诺书。",
}


@pytest.mark.parametrize("text", NO_LISTS.values(), ids=NO_LISTS)
def test_other_lists_stay_in_their_line(text) -> None:
    assert clean(lined(["某市通知", *[BODY] * 9, text])).blocks[-1].text == text


UNTOUCHED = {
    "引用不空": f"第一条 {BODY}违反第三条规定的，依照第四条、第五条处理。由第六条所列部门负责。{BODY}",
    "引用条文": f"第一条 依照本法第三条 第四条 的规定办理。{BODY}",
    "句中列举": f"{BODY}{BODY}{BODY}材料包括：（一）申请书，（二）证明，（三）承诺书。{BODY}{BODY}",
    "一是二是": f"一是加强领导。{BODY}二是落实责任。{BODY}三是强化保障。{BODY}{BODY}{BODY}",
    "只有一": f"{BODY}{BODY}{BODY}坚持以下原则。一、坚持统筹。{BODY}{BODY}{BODY}",
    "缺号": f"{BODY}{BODY}{BODY}{BODY}二、统筹推进。{BODY}五、加强保障。{BODY}",
    "年月日": f"{BODY}{BODY}自 2025 年 1 月 2 日起。 1 次培训， 2 次演练。{BODY}{BODY}{BODY}",
}  # fmt: skip


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_other_long_lines_stay_whole(text) -> None:
    (block,) = clean(lined([text])).blocks
    assert "".join(block.text.split()) == "".join(text.split())


def test_a_paragraph_of_a_longer_document_stays_whole() -> None:
    long = f"要求如下。一、加强领导。{BODY}二、落实责任。{BODY}{BODY}{BODY}"
    found = clean(lined(["某市意见", *[BODY] * 12, long]))
    assert found.blocks[-1].text == long
    assert found.warnings == ()


def test_numbers_that_do_not_count_are_told() -> None:
    text = f"{BODY}二、甲。{BODY}五、乙。{BODY}九、丙。" + BODY * 20
    assert any("未能分条" in warning for warning in clean(lined([text])).warnings)


@pytest.mark.parametrize(
    "unit",
    [
        "一、",
        "（一）",
        "第一条 ",
        " 1 总",
        "1.",
        "）",
        "　　",
        "附则1.",
        "（一）甲；",
        "附件：《某某工作方案》",
    ],
)
def test_long_lines_are_read_in_linear_time(unit) -> None:
    assert_linear(lambda text: clean(lined([text + "。", BODY])), unit)


def test_title_and_signature_of_a_text_without_clauses() -> None:
    found = read(
        f"某某省水利厅关于同意兴建水库的批复 某水函〔2004〕7号 {BODY} 某某省水利厅 2004年8月2日"
    )
    meta = found.meta
    assert (meta.title, meta.doc_number) == (
        "某某省水利厅关于同意兴建水库的批复",
        "某水函〔2004〕7号",
    )
    assert (meta.issuers, meta.written_on) == (("某某省水利厅",), "2004-08-02")


def test_organs_that_sign_a_text_of_one_line() -> None:
    signed = "某某省财政厅 某某省水利厅 2020年2月7日"
    found = read(f"某某省节水办法 一、任务 {BODY} 二、保障 {BODY}{signed}")
    assert found.meta.issuers == ("某某省财政厅", "某某省水利厅")
    assert found.meta.written_on == "2020-02-07"
