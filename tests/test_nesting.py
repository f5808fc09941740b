"""What lies inside what: closing paragraphs, new words of amended texts, contents, back matter."""

import pytest
from parse_samples import BODY, document, outline

from policykb.types import Block

CHANGES = [
    "一、删去《甲办法》第五条。",
    "二、删去《乙办法》第三条。",
    "三、将《丙办法》第九条改为第八条。",
]


def closing(*lines):
    found = document("某某省关于修改部分规章的决定", *lines)
    return [found.text[p.span.start : p.span.end] for p in found.body]


def test_what_closes_a_decision_is_no_part_of_its_last_point():
    end = ["本决定自2020年1月1日起施行。", "上述规章根据本决定作相应修改，重新公布。"]
    assert closing(*CHANGES, *end) == CHANGES + end
    assert outline("某某省关于修改部分规章的决定", *CHANGES, *end) == ["h1_1", "h1_2", "h1_3"]


@pytest.mark.parametrize(
    "end",
    ["本意见自印发之日起施行。", "特此通知。", "以上意见如无不妥，请批转各地执行。"],
)
def test_what_closes_a_text_is_no_part_of_its_last_clause(end):
    points = ["一、任务", f"（一）修渠。{BODY}", f"（二）修闸。{BODY}"]
    found = document("某某市渠道意见", *points, end)
    assert found.text[found.body[-1].span.start :] == end


def test_what_the_whole_text_means_by_a_word_is_no_part_of_its_last_clause():
    points = [
        "一、修渠。定期清淤。（责任单位：水务局）",
        "二、修闸。定期除锈。（责任单位：水务局）",
    ]
    end = "上述措施所称水渠，包括涵洞。"
    found = document("某某市渠道措施", *points, end)
    assert [p.eid for p in found.body] == ["h1_1", "h1_2", "nn_1"]
    within = document("某某市渠道措施", points[0], end, points[1])
    assert [p.eid for p in within.body] == ["h1_1", "h1_2"]


def test_who_speaks_to_the_house_again_has_not_left_the_part():
    lines = ["（一）形势", BODY, f"各位代表！{BODY}", "（二）任务", BODY]
    assert outline("政府工作报告", *lines) == ["h2_1 形势", "h2_2 任务"]


def test_a_clause_about_when_the_text_holds_keeps_its_words():
    lines = ["一、任务", BODY, "二、其他规定", BODY, "本意见自印发之日起施行。"]
    found = document("某某市渠道意见", *lines)
    assert found.text[found.body[-1].span.start :] == "\n".join(lines[2:])
    lines = ["一、任务", BODY, "二、实施日期", "本意见自印发之日起施行。"]
    assert document("某某市渠道意见", *lines).body[-1].heading == "实施日期"
    lines = [f"第一条　{BODY}", f"第二条　{BODY}", "本办法自2020年1月1日起施行。"]
    assert len(document("某某市渠道办法", *lines).body) == 2


def test_new_words_without_quotation_marks_lie_under_what_leads_them_in():
    found = document(
        "某某省关于修改部分规章的决定",
        "一、修改下列规章",
        "（一）渠道办法",
        "1.将第四条修改为：",
        "市水务局负责渠道管理。",
        "2.将第七条修改为：",
        "禁止下列行为：",
        "（一）占压；",
        "（二）爆破；",
        "（三）倾倒。",
        "3.删去第八条。",
        "（二）水闸办法",
        "删去第九条。",
    )
    above = "h1_1__h2_1__h3_"
    numbered = [(p.eid, p.heading) for p in found.provisions() if p.number]
    assert numbered == [
        ("h1_1", "修改下列规章"), ("h1_1__h2_1", "渠道办法"), (f"{above}1", ""), (f"{above}2", ""),
        (f"{above}2__h2_1", ""), (f"{above}2__h2_2", ""), (f"{above}2__h2_3", ""), (f"{above}3", ""),
        ("h1_1__h2_2", "水闸办法"),
    ]  # fmt: skip
    assert found.warnings == ()


def test_contents_that_tell_the_articles_of_each_chapter():
    found = outline(
        "某某市停车办法",
        "目录",
        "第一章 总则（第一条—第二条）",
        "第二章 管理（第三条）",
        "附件",
        "第一章 总则",
        f"第一条 {BODY}",
        f"第二条 {BODY}",
        "第二章 管理",
        f"第三条 {BODY}",
    )
    assert found == [
        "chp_1 总则", "chp_1__art_1", "chp_1__art_2", "chp_2 管理", "chp_2__art_3",
    ]  # fmt: skip


SENTENCES = [
    "本政策自印发之日起施行，有效期至2021年12月31日，相关细则另行制定",
    "示范项目由地方水务局组织专家评审后择优推荐",
    "同一单位当年度只能申报一项渠道项目",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_among_headed_points_is_no_heading(sentence):
    points = [f"1.关于对象。{BODY}", f"2.关于时间。{BODY}", f"3.关于名词。{BODY}"]
    found = outline("某某区渠道政策", *points, f"4.{sentence}。{BODY}")
    assert found == ["h3_1 关于对象+", "h3_2 关于时间+", "h3_3 关于名词+", "h3_4"]


def test_the_last_part_of_rules_holds_its_numbers():
    points = [f"1.关于对象。{BODY}", f"2.关于时间。{BODY}"]
    found = outline("某某区渠道政策", "一、修渠", BODY, "二、修闸", BODY, "附则", *points)
    assert found == [
        "h1_1 修渠", "h1_2 修闸", "nn_1 附则", "nn_1__h3_1 关于对象+", "nn_1__h3_2 关于时间+",
    ]  # fmt: skip
    law = ["第一章 总则", f"第一条 {BODY}", "附 则", f"第二条 {BODY}"]
    assert outline("某某市渠道条例", *law)[-2:] == ["nn_1 附 则", "nn_1__art_2"]


STANDARD = [
    "ICS 13.020",
    "GB/T 12345—2015",
    "渠道维护规程",
    "1 范围",
    BODY,
    "2 术语",
    BODY,
    "附录A",
    "（资料性）",
    "渠道图例",
    "A.1 说明",
    BODY,
]


@pytest.mark.parametrize("back", ["参考文献", "本规程用词说明"])
def test_what_stands_behind_the_annexes_belongs_to_none(back):
    found = document(*STANDARD, back, "一些文字列在这里。")
    assert [a.eid for a in found.annexes] == ["annex_A"]
    assert found.body[-1].heading == back


def test_the_title_above_clause_1_may_be_broken():
    found = document(
        "中华人民共和国国家标准",
        "GB/T 12345.1—2015",
        "信息技术 渠道数据管理第1部分:总则",
        "前言",
        BODY,
        "信息技术 渠道数据管理",
        "第1部分:总则",
        "1 范围",
        BODY,
        "2 术语",
        BODY,
        "3 管护",
        BODY,
    )
    assert [p.eid for p in found.body] == ["nn_1", "h1_1", "h1_2", "h1_3"]


def under(heading):
    """The headings of two fellows that end in a colon, with a list under each."""
    found = outline(
        "一、渠道",
        BODY,
        f"（一）{heading}：",
        "1、检查渠首；",
        "2、检查渠尾。",
        f"（二）{heading.replace('渠', '闸')}：",
        "1、检查左岸；",
        "2、检查右岸。",
    )
    return [line.partition(" ")[2] for line in found if "h2" in line and "h3" not in line]


@pytest.mark.parametrize(
    "phrase", ["养护站对用水户主要义务的监督", "修渠补助的申报材料", "管护人员职责"]
)
def test_a_noun_phrase_before_a_colon_heads_the_list_below(phrase):
    assert under(phrase) == [phrase, phrase.replace("渠", "闸")]


@pytest.mark.parametrize(
    "phrase",
    ["申请人应当符合以下条件", "养护单位包括下列内容", "具备修渠能力的", "提交申报材料", "对参加修渠的农户",
     "凡用水户的情况", "修渠的农户", "渠道受损，需要修复的情况"],
)  # fmt: skip
def test_a_phrase_that_begins_a_sentence_heads_no_list(phrase):
    assert under(phrase) == ["", ""]


def test_a_footnote_is_no_paragraph_of_its_clause():
    note = Block(text="①含村级渠道。", role="footnote")
    points = [f"{n}.修渠第{n}段①。{BODY}" for n in range(1, 5)]
    found = document("某某市渠道报告", "一、做法", *points[:3], note, points[3], note, BODY)
    assert [p.eid for p in found.provisions()][-2:] == ["h1_1__h3_4", "nn_1"]
    article = ["第一条　下列渠道应当修缮：", "（一）干渠；", "（二）支渠①。", note, BODY]
    last = list(document("某某市渠道办法", *article, f"第二条　{BODY}").provisions())[-2]
    assert last.eid == "art_1__para_2"


def test_a_phrase_that_is_numbered_in_an_article_heads_what_stands_below_it():
    found = document(
        "某某市渠道办法",
        f"第一条 {BODY}",
        "第二条 渠道由下列机构管理。",
        "一、领导机构。",
        "领导小组负责全市渠道。",
        "二、工作机构。",
        "依次划分为：",
        "（一）水务站管理干渠；",
        "（二）合作社管理支渠。",
        f"第三条 {BODY}",
    )
    assert [p.eid for p in found.body[1].walk()] == [
        "art_2", "art_2__item_1", "art_2__item_2",
        "art_2__item_2__subitem_1", "art_2__item_2__subitem_2",
    ]  # fmt: skip
    assert found.warnings == ()


def test_what_stands_below_the_last_item_of_a_list_is_of_its_article():
    found = document(
        "某某市渠道办法",
        "第一条 提交下列材料：",
        "一、身份证；",
        "二、户口簿；",
        "三、合同。",
        "材料应当齐全，如实填报。",
        f"第二条 {BODY}",
    )
    assert [p.eid for p in found.body[0].children] == [
        "art_1__item_1", "art_1__item_2", "art_1__item_3", "art_1__para_2",
    ]  # fmt: skip


def test_a_title_that_comes_again_below_the_contents_is_none_of_them():
    heads = ("一、总则", "（一）目的", "二、附则", "（一）解释")
    text = ("一、总则", "（一）目的", BODY, "二、附则", "（一）解释", BODY)
    found = document(
        "某县关于印发《某县渠道应急预案》的通知", "各乡镇：", BODY, "某县水务局", "2031年1月4日",
        "目录", *heads, "某县渠道", "应急预案", *text,
    )  # fmt: skip
    assert found.meta.title == "某县渠道应急预案"
    assert [p.eid for p in found.body] == ["nn_1", "h1_1", "h1_2"]
