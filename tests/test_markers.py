"""Clause numbers before words that look like a reference or an amount, and rarer signs."""

import pytest
from parse_samples import BODY, document, outline

from policykb.parse.ladders import read_candidate, read_marker

CLAUSES = [
    ("二、项目验收", (2,)),
    ("（二）项目储备", (2,)),
    ("（2）款项拨付", (2,)),
    ("第三条项目法人对质量负责。", (3,)),
    ("第六条第三方机构应当独立评估。", (6,)),
    ("㈢加强监测", (3,)),
    ("⑵加强监测", (2,)),
    ("⒉加强监测", (2,)),
    ("廿一、施行日期", (21,)),
    ("第２条之１ 补充规定。", (2, 1)),
    ("第五條之二　補充規定。", (5, 2)),
    ("（十二）一线职工轮休", (12,)),
    ("（二）三级医院挂号", (2,)),
    ("一、一级响应", (1,)),
    ("2.2027年底前建成泵站", (2,)),
]


@pytest.mark.parametrize(("text", "path"), CLAUSES)
def test_words_that_begin_like_a_reference(text, path) -> None:
    marker = read_marker(text)
    assert marker is not None
    assert marker.path == path


REFERENCES = [
    "（二）项的材料由窗口核对",
    "（二）项规定的材料",
    "（二）项、（三）项所列材料",
    "（二）项",
    "（二）项情形消失后",
    "第三条第一款规定的材料",
    "第三条第（二）项所列材料",
    "第三条第二项的材料",
    "一、二线城市的住房",
    "二、三级医院",
]


@pytest.mark.parametrize("text", REFERENCES)
def test_references_stay_references(text) -> None:
    assert read_candidate(text) is None


POINTS = {
    "项目": (
        ["一、项目立项", BODY, "二、项目评估", BODY, "三、款项支付", BODY],
        ["h1_1 项目立项", "h1_2 项目评估", "h1_3 款项支付"],
    ),
    "年和亿": (
        [f"1.年报制度。{BODY}", f"2.亿级企业培育。{BODY}", f"3.元宇宙应用。{BODY}"],
        ["h3_1 年报制度", "h3_2 亿级企业培育", "h3_3 元宇宙应用"],
    ),
    "数字开头的词": (
        [f"3.光纤入户。{BODY}", f"4.5G组网。{BODY}", f"5.216人才工程。{BODY}", f"6.网络安全。{BODY}"],
        ["h3_3 光纤入户", "h3_4 5G组网", "h3_5 216人才工程", "h3_6 网络安全"],
    ),
    "末项": ([f"1.光纤入户。{BODY}", f"2.5G组网。{BODY}"], ["h3_1 光纤入户", "h3_2 5G组网"]),
    "首项": ([f"1.5G组网。{BODY}", f"2.光纤入户。{BODY}"], ["h3_1 5G组网", "h3_2 光纤入户"]),
    "小数编号缺一节": (
        ["1.总则", "1.1目的", BODY, "1.3范围", BODY, "2.机构", "2.1指挥", BODY, "2.2成员", BODY],
        ["h1_1 总则", "h1_1__h2_1 目的", "h1_1__h2_3 范围", "h1_2 机构", "h1_2__h2_1 指挥", "h1_2__h2_2 成员"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), POINTS.values(), ids=POINTS)
def test_the_sequence_tells_a_number_from_an_amount(lines, expected) -> None:
    found = [line.rstrip("+") for line in outline(*lines)]
    assert [line for line in found if " " in line and "para" not in line] == expected


def test_an_amount_after_a_point_is_no_point() -> None:
    found = document(f"2.贷款贴息。{BODY}", "3.5亿元贷款已经到位。", f"二、其他。{BODY}")
    assert "3." not in [p.number for p in found.provisions()]


LEFT_OUT = [
    (["第二条 甲。", "第三条至第八条　（略）", "第九条 乙。"], False),
    (["第二条 甲。", "第三条至第七条　（略）", "第九条 乙。"], True),
    (["第二条 甲。", "第三条简略办理的，从其规定。", "第九条 乙。"], True),
    (["（二）信贷支持。", "（三）—（五）略", "（六）组织保障。"], False),
]


@pytest.mark.parametrize(("lines", "told"), LEFT_OUT)
def test_numbers_said_to_be_left_out_are_no_gap(lines, told) -> None:
    first = lines[0].replace("二", "一")
    found = document(*[line + BODY for line in (first, lines[0])], lines[1], lines[2] + BODY)
    assert any("缺号" in warning for warning in found.warnings) is told


def test_a_title_and_those_it_is_sent_to_on_one_line() -> None:
    title = "某市人民政府关于做好停车管理的通知"
    found = document(f"{title}各区人民政府，市政府各部门：现将有关事项通知如下。", "一、任务", BODY)
    assert found.meta.title == title
    assert found.meta.addressees == ("各区人民政府", "市政府各部门")


@pytest.mark.parametrize(
    "text",
    [
        "根据市政府关于做好停车管理的通知，各区应当完成下列工作：",
        "按照《关于做好停车管理的通知》各区人民政府负责：",
        "关于停车管理的意见建议由各区人民政府：",
    ],
)
def test_sentences_about_a_notice_stay_whole(text) -> None:
    assert document("某市停车方案", text + BODY).text.split("\n")[1] == text + BODY
