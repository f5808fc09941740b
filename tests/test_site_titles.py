"""Titles that a page prints with the names of its site, section, file or organs around them."""

import pytest
from parse_samples import BODY, document

FIRST = f"第一条　{BODY}"
SECOND = f"第二条　{BODY}"


def head(*lines):
    return document(*lines, FIRST, SECOND).meta


def test_the_name_of_a_section_above_rules():
    assert head("关于渠道", "江苏省渠道管护规则").title == "江苏省渠道管护规则"


@pytest.mark.parametrize(
    "lines",
    [("关于修改", "江苏省渠道管护条例", "的决定"), ("关于加快", "江苏省渠道建设若干规定"),
     ("关于加强", "渠道管护的规定"), ("中共江苏省委办公厅", "江苏省人民政府办公厅关于修渠的通知"),
     ("安全情况日报", "管理规定")],
)  # fmt: skip
def test_a_title_broken_over_lines_stays_whole(lines):
    assert head(*lines).title == "".join(lines)


def test_the_name_of_a_paper_above_a_title():
    assert head("某某青年报", "江苏省渠道管护工作规定").title == "江苏省渠道管护工作规定"


def test_a_text_that_news_shorten_bears_its_own_title():
    meta = document(
        "水利部发布《渠道法修订草案（征求意见稿）》",
        "我部研究修改渠道法，现征求意见。" + BODY,
        "中华人民共和国渠道法（修订草案）",
        "（征求意见稿）",
        FIRST,
        SECOND,
    ).meta
    assert meta.title == "中华人民共和国渠道法（修订草案）（征求意见稿）"


def test_a_draft_keeps_both_its_stages():
    meta = head("某某市渠道条例", "（修订草案）", "（征求意见稿）")
    assert meta.title == "某某市渠道条例（修订草案）（征求意见稿）"


@pytest.mark.parametrize("mark", ["图片", "政策文件", "市政府文件 "])
def test_the_section_of_a_site_glued_to_a_title(mark):
    title = "江苏省水利厅关于渠道管护的通知"
    assert head(f"{mark}{title}", "图片", "各市水利局：").title == title


JOINT = (
    "某某市发展和改革委员会 中共某某市委社会工作部 某某市规划和自然资源局 某某市住房和城乡建设局 "
    "某某市财政局关于印发某某市城市社区嵌入式服务设施建设和运营管理工程三年实施方案的通知"
)


def test_a_long_title_of_many_organs_told_again_after_a_teaser():
    meta = head(JOINT, f"{JOINT} 各区（市）县政府（管委会…", JOINT, "各区人民政府：")
    assert meta.title == JOINT.replace(" ", "")
    assert len(meta.issuers) == 5
    assert meta.issuers[1] == "中共某某市委社会工作部"


def test_organs_alone_under_a_title_issue_it():
    meta = head("关于返还河道工程维护费的通知", "财政部、水利部", BODY)
    assert meta.issuers == ("财政部", "水利部")


@pytest.mark.parametrize(
    ("label", "signed", "issuers"),
    [
        ("县政府办", "某某县人民政府办公室", ("某某县人民政府办公室",)),
        ("某某市水务局", "某某市水务局 某某市财政局", ("某某市水务局", "某某市财政局")),
        ("某某市水务局", "某某市水务局", ("某某市水务局",)),
    ],
)
def test_a_signature_that_says_more_than_a_label(label, signed, issuers):
    found = document(f"发文机关：{label}", "关于渠道管护的通知", BODY, signed, "2024年1月8日")
    assert found.meta.issuers == issuers
