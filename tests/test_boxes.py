"""What boxes of labels tell, and several notices in one file."""

import pytest
from parse_samples import BODY, document

from policykb.extract.validity import validity

# ------------------------------------------------------------------ labels above a text

BOXES = {
    "每行一个标签": ["索引号", "001/2021-45", "发文机关", "某某市水务局", "发文字号", "某水发〔2021〕12号", "有效性", "失效"],
    "方括号中的标签": ["【索引号】", "001/2021-45", "【发文单位】", "某某市水务局", "【发布文号】", "某水发〔2021〕12号", "【是否有效】", "全文失效"],
    "连成一行": ["【法规标题】水渠管养办法【索引号】001/2021-45【发布部门】某某市水务局【发布文号】某水发〔2021〕12号【时效性】废止【效力级别】其他"],
}  # fmt: skip


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_what_a_box_tells(box):
    found = document(*box, "水渠管养办法", "第一条 " + BODY, "第二条 " + BODY)
    meta = validity(found)
    assert (meta.index_number, meta.doc_number) == ("001/2021-45", "某水发〔2021〕12号")
    assert (meta.issuers, meta.status) == (("某某市水务局",), "repealed")
    assert (meta.title, [p.eid for p in found.body]) == ("水渠管养办法", ["art_1", "art_2"])


# ------------------------------------------------------------------ several notices in a file


def stacked(title: str):
    return document(
        title, "各县水务局：", "现将省厅的通知转发给你们，并提出如下意见。", "一、压实责任。", BODY,
        "二、保障经费。", BODY, "某某市水务局", "2021年3月5日", "某某省水利厅关于管好水渠的通知",
        "各市水务局：", BODY, "一、巡查。", BODY, "某某省水利厅", "2021年2月1日",
    )  # fmt: skip


def test_a_notice_with_clauses_of_its_own_and_the_one_that_it_sends_on():
    found = stacked("某某市水务局转发某某省水利厅关于管好水渠的通知的通知")
    assert found.meta.title.startswith("某某市水务局转发")
    assert (found.meta.issuers, found.meta.written_on) == (("某某市水务局",), "2021-03-05")
    assert [p.eid for p in found.body if p.number] == ["h1_1", "h1_2"]
    assert [p.heading for p in found.annexes] == ["某某省水利厅关于管好水渠的通知"]
    assert found.annexes[0].children[-1].eid == "annex_1__h1_1"


def test_a_notice_that_only_issues_a_text_gives_way_to_it():
    found = stacked("某某市水务局关于印发水渠管养办法的通知")
    assert found.annexes == ()


def test_departments_that_act_together_sign_as_such():
    found = document("关于管好水渠的通知", "各县：", BODY, "水渠管养工作协调机制", "2021年3月5日")
    assert (found.meta.issuers, found.meta.written_on) == (("水渠管养工作协调机制",), "2021-03-05")
