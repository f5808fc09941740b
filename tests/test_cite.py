"""Citations as offices write them."""

from dataclasses import replace

import pytest

from policykb.answer.cite import citation
from policykb.types import Metadata, Provision, Span


def step(level, number, heading="", eid="x"):
    return Provision(
        eid=eid, level=level, number=number, heading=heading, span=Span(0, 1), head=Span(0, 0)
    )


NOTICE = Metadata(title="若干措施", doc_number="某发〔2023〕7号")
LAW = Metadata(title="某某条例")
PAPER = Metadata(title="小微企业研究")
REPORT = Metadata(
    title="政府工作报告",
    issuers=("某省人民政府",),
    region="某省",
    level="provincial",
    written_on="2026-01-27",
)

# fmt: off
CASES = [
    ("公文两级", NOTICE, [step("h1", "七、"), step("h2", "（二十）")], None, "《若干措施》（某发〔2023〕7号）七、（二十）"),
    ("公文三级", NOTICE, [step("h1", "一、"), step("h2", "（一）"), step("h3", "2.")], None, "《若干措施》（某发〔2023〕7号）一、（一）2"),
    ("公文一级", NOTICE, [step("h1", "三、")], None, "《若干措施》（某发〔2023〕7号）三"),
    ("法规条款项", LAW, [step("chapter", "第二章"), step("article", "第五条"), step("item", "（三）")], None, "《某某条例》第五条第（三）项"),
    ("无编号的附件", NOTICE, [step("annex", "", "细则", eid="annex_1"), step("article", "第三条")], None, "《若干措施》（某发〔2023〕7号）附件：第三条"),
    ("附件本身", NOTICE, [step("annex", "", "细则", eid="annex_1")], None, "《若干措施》（某发〔2023〕7号）附件"),
    ("第二个附件", NOTICE, [step("annex", "", "细则", eid="annex_2"), step("h1", "一、")], None, "《若干措施》（某发〔2023〕7号）附件2：一"),
    ("专栏", NOTICE, [step("chapter", "第三章"), step("h1", "二、"), step("box", "专栏 2"), step("h3", "1."), step("h4", "（2）")], None, "《若干措施》（某发〔2023〕7号）专栏2第1项（2）"),
    ("专栏里加括号", NOTICE, [step("h1", "二、"), step("box", "专栏二"), step("h2", "（一）")], None, "《若干措施》（某发〔2023〕7号）专栏二（一）"),
    ("论文", PAPER, [step("h1", "2."), step("h2", "2.1."), step("h3", "2.1.1.")], None, "《小微企业研究》2.1.1"),
    ("无编号段落引页码", NOTICE, [step("paragraph", "")], 3, "《若干措施》（某发〔2023〕7号）第3页"),
    ("无编号无页码", LAW, [step("paragraph", "")], None, "《某某条例》"),
    ("摘编要说明", Metadata(title="若干措施", digest=True), [step("h1", "一、")], None, "《若干措施》一（摘编）"),
    ("题名中的书名号", Metadata(title="《某某方案》政策解读"), [step("h1", "三、")], None, "《〈某某方案〉政策解读》三"),
    ("题名各地都有", REPORT, [step("h1", "三、")], None, "《政府工作报告》（某省人民政府，2026年）三"),
    ("题名写明地方", replace(REPORT, title="湖南省政府工作报告"), [], None, "《湖南省政府工作报告》"),
    ("全国的法律题名再短也只有一部", replace(REPORT, title="公司法", doc_type="regulation", level="national"), [], None, "《公司法》"),
    ("题名够长的全国文件", replace(REPORT, title="中小企业发展环境评估报告", level="national"), [], None, "《中小企业发展环境评估报告》"),
    ("题名自带书名号", Metadata(title="《年度报告》"), [], None, "《年度报告》"),
]
# fmt: on


@pytest.mark.parametrize(
    ("meta", "steps", "page", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_citation(meta, steps, page, expected):
    assert citation(meta, steps, page) == expected
