from dataclasses import replace

import pytest
from drafts import draft
from growth import assert_linear

from policykb.extract.instruments import TERMS, instruments
from policykb.extract.measures import measures
from policykb.extract.responsibility import departments, is_signed, signatures
from policykb.extract.support import beneficiaries, obligation
from policykb.types import Document, Metadata, Provision, Span, Table

SIGNED = [
    ("财政部、工业和信息化部等有关部门及各地方按职责分工负责",
     [("财政部", "joint"), ("工业和信息化部等有关部门", "joint"), ("各地方", "joint")]),
    ("各地方负责", [("各地方", "responsible")]),
    ("税务总局负责", [("税务总局", "responsible")]),
    ("市场监管总局、工业和信息化部负责", [("市场监管总局", "responsible"), ("工业和信息化部", "responsible")]),
    ("人力资源社会保障部会同各地方按职责分工负责",
     [("人力资源社会保障部", "lead"), ("各地方", "joint")]),
    ("财政部牵头，税务总局、海关总署按职责分工负责",
     [("财政部", "lead"), ("税务总局", "joint"), ("海关总署", "joint")]),
    ("财政部牵头，税务总局按职责分工负责", [("财政部", "lead"), ("税务总局", "joint")]),
    ("工业和信息化部牵头，财政部、人民银行配合",
     [("工业和信息化部", "lead"), ("财政部", "support"), ("人民银行", "support")]),
    ("生态环境部牵头，国家统计局参与", [("生态环境部", "lead"), ("国家统计局", "support")]),
    ("责任单位：市经信局、市财政局，各区人民政府",
     [("市经信局", "responsible"), ("市财政局", "responsible"), ("各区人民政府", "responsible")]),
    ("责任单位：市经信局", [("市经信局", "responsible")]),
    ("牵头单位：市经信局；配合单位：市财政局、市人力社保局",
     [("市经信局", "lead"), ("市财政局", "support"), ("市人力社保局", "support")]),
    ("市经信局牵头、市财政局配合", [("市经信局", "lead"), ("市财政局", "support")]),
    ("农业农村部、文化和旅游部等和各有关省级人民政府负责",
     [("农业农村部", "responsible"), ("文化和旅游部等", "responsible"), ("各有关省级人民政府", "responsible")]),
    ("由商务部会同财政部、海关总署负责",
     [("商务部", "lead"), ("财政部", "joint"), ("海关总署", "joint")]),
    ("负责部门：司法部、公安部；适用范围：所有试验区，以下均同", [("司法部", "responsible"), ("公安部", "responsible")]),
    ("科技部、教育部等按职责分工负责", [("科技部", "joint"), ("教育部等", "joint")]),
    ("发展改革委牵头负责", [("发展改革委", "lead")]),
    ("各级党委和政府负责", [("各级党委和政府", "responsible")]),
    ("市委组织部、各省（区、市）人民政府按职责分工负责",
     [("市委组织部", "joint"), ("各省（区、市）人民政府", "joint")]),
    ("省工业和信息化厅（中小企业局）牵头，省财政厅配合",
     [("省工业和信息化厅（中小企业局）", "lead"), ("省财政厅", "support")]),
    ("住房和城乡建设部、人力资源和社会保障部负责",
     [("住房和城乡建设部", "responsible"), ("人力资源和社会保障部", "responsible")]),
    ("市发改委、市经信局", [("市发改委", "responsible"), ("市经信局", "responsible")]),
    ("财政部、税务总局分别负责", [("财政部", "joint"), ("税务总局", "joint")]),
    ("财政部、税务总局共同负责", [("财政部", "joint"), ("税务总局", "joint")]),
    ("各成员单位按职责分工负责", [("各成员单位", "responsible")]),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "wanted"), SIGNED, ids=[s[0][:14] for s in SIGNED])
def test_departments(inside, wanted):
    assert is_signed(inside)
    assert [(d.printed, d.role) for d in departments(inside)] == wanted


@pytest.mark.parametrize(
    "inside", ["以下简称“方案”", "含自治区、直辖市", "2025年底前完成", "见附件", "详见第三条，下同"]
)
def test_what_is_no_signature(inside):
    assert not is_signed(inside)


def test_names_are_normalised_by_level():
    national, local = (
        departments("知识产权局负责", level)[0].name for level in ("national", "municipal")
    )
    assert (national, local) == ("国家知识产权局", "市知识产权局")
    assert departments("银保监会负责")[0].name == "国家金融监督管理总局"


PLACED = [
    ("办理登记。（司法部负责）", ["司法部负责"]),
    ("办理登记。（司法部负责）抓好培训。（教育部负责）", ["司法部负责", "教育部负责"]),
    ("办理登记（司法部负责）。", ["司法部负责"]),
    ("学校内（由教育部门负责的除外）的登记", []),
    ("办理登记。\n责任单位：市司法局", ["责任单位：市司法局"]),
    (
        "办理登记。牵头单位：市司法局；配合单位：市公安局",
        ["牵头单位：市司法局；配合单位：市公安局"],
    ),
    ("办理登记。【责任单位：市司法局】", ["责任单位：市司法局"]),
    ("未闭合（司法部负责", []),
]


@pytest.mark.parametrize(("text", "inside"), PLACED, ids=[p[0][:16] for p in PLACED])
def test_signatures(text, inside):
    assert [s.inside for s in signatures(text, Span(0, len(text)))] == inside


PLAN = (
    "一、发展背景",
    "（一）发展回顾。建立了服务体系，成效明显，各方面取得进展。",
    "二、主要任务",
    "（一）健全服务体系。完善服务机构，鼓励专业机构提供咨询。（市经信局负责）",
    "（二）加强信贷支持",
    "引导银行增加贷款，健全担保体系。",
    "三、发展目标",
    "（一）总量目标。新增企业一百家，推动规模扩大。",
)


def test_tasks_of_a_plan_are_measures_and_its_background_and_goals_are_not():
    document = draft(*PLAN, doc_type="plan")
    found = measures(document)
    assert [(m.number, m.heading) for m in found] == [
        ("（一）", "健全服务体系"),
        ("（二）", "加强信贷支持"),
    ]
    first, second = (m.span.of(document.text) for m in found)
    assert first == "（一）健全服务体系。完善服务机构，鼓励专业机构提供咨询。"
    assert second.endswith("健全担保体系。")
    assert found[0].responsibility == "市经信局负责"
    assert found[1].instruments == ("信贷担保",)


def test_signatures_inside_a_clause_all_count_and_the_last_is_cut_off():
    document = draft(
        "一、工作任务", "（一）改善环境。简化登记。（司法部负责）加强培训。（教育部、司法部负责）"
    )
    (found,) = measures(document)
    assert [d.printed for d in found.departments] == ["司法部", "教育部"]
    assert found.span.of(document.text).endswith("加强培训。")
    assert found.responsibility == "司法部负责\n教育部、司法部负责"


def test_the_closing_of_a_document_is_not_part_of_its_last_clause():
    document = draft(
        "一、工作任务", "（一）改善环境。简化登记。（司法部负责）", "各地区、各部门要抓好落实。"
    )
    (found,) = measures(document)
    assert found.span.of(document.text).endswith("简化登记。")


def test_a_sum_for_each_unit_is_a_measure_without_another_verb():
    document = draft(
        "一、奖补内容", "（一）果园。对管护老果园的农户，每亩奖补90元。", doc_type="measures"
    )
    assert [m.heading for m in measures(document)] == ["果园"]


def test_a_clause_that_only_heads_others_is_none_itself():
    document = draft(
        "一、重点工程",
        "（一）培育工程",
        "1.评价体系",
        "制定评价标准，建立数据库。",
        "2.梯度培育",
        "建立培育机制。",
        doc_type="plan",
    )
    assert [m.number for m in measures(document)] == ["1.", "2."]


def test_recommendations_of_a_paper_and_tasks_of_a_report():
    paper = draft(
        "一、现状分析",
        "（一）规模。推动增长明显，企业较多。",
        "二、对策建议",
        "（一）完善政策。制定优惠政策，加大支持。",
        doc_type="paper",
    )
    report = draft(
        "一、2024年工作回顾",
        "（一）稳增长。推动投资增长百分之五。",
        "二、2025年重点工作",
        "（一）扩大内需。推动消费扩容提质。",
        doc_type="report",
    )
    assert [m.heading for m in measures(paper)] == ["完善政策"]
    assert [m.heading for m in measures(report)] == ["扩大内需"]


def test_recommendations_of_a_report_stand_apart_and_cannot_be_claimed():
    lines = (
        "一、对策建议",
        "（1）建议市财政局完善补贴制度，按投资额的10%给予补助。",
        "（2）加强培训。",
    )
    text = "\n".join((*lines, "[1]数据由第三方采集。"))
    first, second = text.index(lines[1]), text.index(lines[2])
    items = tuple(
        Provision(
            eid=text[at : at + 3], level="h4", number=text[at : at + 3], heading="",
            head=Span(at, at + 3), span=Span(at, end),
        )
        for at, end in ((first, second - 1), (second, len(text)))
    )  # fmt: skip
    top = Provision(
        eid="t", level="h1", number="一、", heading="对策建议",
        head=Span(0, first - 1), span=Span(0, len(text)), children=items,
    )  # fmt: skip
    report = Document(
        id="d" * 12, source="d.txt", sha256="", format="txt", text=text, body=(top,),
        meta=Metadata(doc_type="report"),
    )  # fmt: skip
    found = measures(report)
    assert [m.span.of(text) for m in found] == list(lines[1:])
    assert found[0].support
    assert not found[0].support.claimable
    assert measures(replace(report, meta=Metadata(title="某市统计公报"))) == ()


def test_a_gloss_at_the_end_of_a_report_is_no_measure():
    gloss = "2.“一窗办”：指群众到一个窗口即可办理。"
    assert not measures(draft("一、工作安排", "重点抓好八项。", gloss, doc_type="report"))


@pytest.mark.parametrize(
    ("title", "heading", "told"),
    [
        ("2031年某省政府工作报告", "三、关于2031年工作", 1),
        ("政府工作报告", "二、今年工作", 1),
        ("2031年某省政府工作报告", "一、2030年工作", 0),
        ("2031年某局工作总结", "一、2031年工作", 0),
    ],
)
def test_the_year_that_a_work_report_looks_ahead_to(title, heading, told):
    lines = (heading, "（一）扩大绿化。新建社区公园，推进屋顶绿化改造。")
    found = measures(draft(*lines, doc_type="report", title=title, written_on="2031-01-20"))
    assert len(found) == told


def test_articles_that_impose_duties():
    document = draft(
        "第一条 为了规范登记，制定本条例。",
        "第二条 本条例所称企业，是指依法设立的企业。",
        "第三条 主管部门应当公开办理结果，不得收费。",
        "第四条 本条例自2020年1月1日起施行。",
        doc_type="regulation",
    )
    assert [(m.number, m.obligation) for m in measures(document)] == [("第三条", "must")]


def test_an_interpretation_has_no_measures():
    assert measures(draft(*PLAN, doc_type="interpretation")) == ()


@pytest.mark.parametrize(
    "meta", [{"doc_number": "法释〔2021〕3号"}, {"title": "某法院关于适用某法若干问题的解释（一）"}]
)
def test_how_courts_apply_a_law_is_no_measure(meta):
    article = "第一条 当事人主张损害赔偿的，人民法院应予支持。"
    assert measures(draft(article, doc_type="regulation", **meta)) == ()
    assert measures(draft(article, doc_type="regulation", title="某市条例"))


def tabled(*rows: tuple[str, ...]) -> Document:
    """A document of one section whose text is this table."""
    head, cells = "一、任务分工", []
    text, at = "\n".join((head, *("\t".join(r) for r in rows))), len(head) + 1
    for row in rows:
        line = []
        for cell in row:
            line.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        cells.append(tuple(line))
    node = Provision(
        eid="h1_1", level="h1", number="一、", heading="任务分工", span=Span(0, len(text)),
        head=Span(0, len(head)),
    )  # fmt: skip
    table = Table(eid="h1_1", span=Span(len(head) + 1, len(text)), cells=tuple(cells))
    return Document(
        id="x", source="", sha256="", format="txt", meta=Metadata(doc_type="measures"), text=text,
        body=(node,), tables=(table,),
    )  # fmt: skip


def test_rows_of_a_task_table_stand_for_the_section_that_holds_only_them():
    rows = (("序号", "工作任务", "责任单位"), ("1", "建立培训基地", "市人社局、市教育局"))
    document = tabled(*rows)
    (found,) = measures(document)
    assert (found.number, found.span.of(document.text)) == ("1", "建立培训基地")
    assert [d.printed for d in found.departments] == ["市人社局", "市教育局"]


@pytest.mark.parametrize(("value", "count"), [("12", 0), ("≥30%", 0), ("出台意见", 1)])
def test_a_row_of_a_number_to_be_reached_is_no_measure(value, count):
    rows = (("任务", "2030年目标", "责任单位"), ("建设粮库", value, "市粮食局"))
    assert len(measures(tabled(*rows))) == count


OBLIGATIONS = [
    ("", "主管部门应当公开结果。", "must"),
    ("", "不得收取费用。", "must"),
    ("", "完善制度。确保按时完成。", "must"),
    ("推动转型", "推动企业转型，加强服务。", "should"),
    ("鼓励创新", "鼓励企业研发。支持建设平台。", "encourage"),
    ("探索新模式", "探索建立共享机制。", "explore"),
    ("健全制度", "鼓励企业参与。完善制度。建立平台。", "should"),
]


@pytest.mark.parametrize(
    ("heading", "body", "wanted"), OBLIGATIONS, ids=[o[1][:8] for o in OBLIGATIONS]
)
def test_obligation(heading, body, wanted):
    assert obligation(heading, body) == wanted


INSTRUMENTS = [
    ("加强信贷支持", "引导银行增加贷款投放。", {"信贷担保"}),
    ("引导专利布局", "压减专利审查周期。", {"知识产权"}),
    ("强化宣传引导", "加强舆论宣传和政策解读。", {"宣传"}),
    ("", "落实企业所得税优惠，减征增值税。", {"税费优惠"}),
    ("", "放宽市场准入，强化公平竞争审查。", {"公平竞争"}),
    ("", "设立总规模20亿元的母基金，组建5亿元天使基金。", {"直接融资"}),
    ("", "用好超长期特别国债和地方政府专项债券。", {"财政资金"}),
    ("", "本办法由委员会解释。", set()),
]


@pytest.mark.parametrize(
    ("heading", "body", "wanted"), INSTRUMENTS, ids=[i[1][:8] for i in INSTRUMENTS]
)
def test_instruments(heading, body, wanted):
    assert set(instruments(heading, body)) == wanted


def test_the_list_of_instruments_is_closed():
    listed = (
        "财政资金 税费优惠 信贷担保 直接融资 创新平台 数字化 工业设计 知识产权 市场开拓 政府采购 绿色低碳 "
        "质量品牌 人才 公共服务 权益保护 公平竞争 园区载体集群 梯度培育 组织保障 监测评估 宣传"
    )
    assert list(TERMS) == listed.split()


def test_beneficiaries_as_printed():
    assert beneficiaries("支持“专精特新”中小企业，帮助小微企业和个体工商户。引导企业参与。") == (
        "“专精特新”中小企业", "小微企业", "个体工商户",
    )  # fmt: skip
    assert beneficiaries("引导企业参与。") == ("企业",)


HARD = (
    "（", "（财政部、", "负责", "责任单位：", "财政部及", "给予", "1", "支持专精特新", "按职责", "，", "对",
)  # fmt: skip


@pytest.mark.parametrize("part", HARD)
def test_hard_lines_are_read_in_linear_time(part):
    def work(text):
        measures(draft("一、工作任务", f"（一）改善环境。推动{text}。（{text[:500]}负责）"))

    assert_linear(work, part)


def test_a_body_before_others_too_is_called_by_its_name():
    assert [b.name for b in departments("某某分行等负责")] == ["某某分行"]
