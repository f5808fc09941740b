"""Which clauses are measures, who is charged with them, by when they are to be done or applied for."""

import pytest
from drafts import draft
from outlines import tabled

from policykb.extract.indicators import indicators
from policykb.extract.measures import measures
from policykb.extract.responsibility import departments
from policykb.extract.targets import targets


def numbered(*lines, **meta):
    return [m.number for m in measures(draft(*lines, **meta))]


IDLE = [
    "第一条 为规范资金管理，提高使用效益，根据有关规定，制定本办法。",
    "第九条 本办法自印发之日起施行，有效期3年。实施细则另行制定。",
    "第九条 本政策由某区经信局负责解释。",
    "第二条 本办法适用于本市政府投资项目的管理。",
]


@pytest.mark.parametrize("article", IDLE)
def test_articles_about_their_own_text_are_no_measures(article):
    kept = "第二条 对新认定的企业给予20万元奖励。"
    assert numbered(kept, article) == ["第二条"]


@pytest.mark.parametrize(
    "heading",
    ["目的和依据", "申报对象", "关于政策适用对象", "关于部分名词的界定", "解释机关", "其他规定"],
)
def test_headings_about_the_text_head_no_measures(heading):
    lines = (
        "一、扶持政策",
        f"（一）{heading}。本区企业按照规定执行，可以申请资金支持。",
        "（二）加大奖励。给予企业奖励5万元。",
    )
    assert numbered(*lines) == ["（二）"]


def test_a_chapter_on_what_is_supported_keeps_its_measures():
    assert numbered("二、支持范围", "（一）设备补助。按投资的8%给予补助。") == ["（一）"]


def test_a_clause_on_whom_is_supported_that_also_says_how_much_is_a_measure():
    assert numbered("二、扶持政策", "（一）奖励范围。对新认定的企业给予8万元奖励。") == ["（一）"]


@pytest.mark.parametrize(
    "article",
    [
        "第二条 为支持企业发展，设立引导资金，给予企业贷款贴息。",
        "第二条 缴纳保险满1年的高管，照顾其子女就近入学。",
        "第二条 本办法印发后，各部门应当制定细则。",
    ],
)
def test_articles_that_say_what_is_done_are_measures(article):
    assert numbered(article) == ["第二条"]


def test_an_article_of_a_law_that_binds_is_a_measure_though_it_defines_a_word_of_its_own():
    lines = (
        "第一条 本法适用于境内的交易。",
        "第二条 禁止经营者达成下列协议：固定价格，分割市场。本法所称协议，包括口头协议。",
        "第三条 本法所称经营者，是指应当登记的企业。",
    )
    assert numbered(*lines, doc_type="regulation", title="某法") == ["第二条"]


def test_results_of_a_year_hold_no_measures_and_new_results_to_come_do():
    lines = (
        "一、2024年主要举措和成效",
        "（一）深化改革。推动事项下放，加强监管。",
        "二、2025年重点工作",
        "（一）推动惠民利民取得新成效。建设社区食堂60个。",
    )
    report = draft(*lines, doc_type="report", title="某区工作报告", written_on="2025-01-09")
    assert [m.heading for m in measures(report)] == ["推动惠民利民取得新成效"]
    assert [t.value_text for t in targets(report)] == ["60个"]


def test_what_a_plan_looks_back_at_is_no_measure():
    lines = (
        "一、开启新征程",
        "1.发展取得的巨大成就。城市更加宜居，支持农户修成水渠9条。",
        "2.加快修渠。修好水渠，保障灌溉。",
        "二、创建目标",
        "推动全县建成示范水渠3条。",
    )
    plan = draft(*lines, doc_type="plan", title="某县关于制定五年规划的建议")
    assert [m.heading for m in measures(plan)] == ["加快修渠"]


def test_what_somebody_signs_for_is_a_measure_whatever_its_words():
    document = draft(
        "一、强化创新",
        "（一）研发机构。研发机构总数25家以上。（牵头单位：市科技局；配合单位：市教育局；完成时限：2026年9月底前）",
        doc_type="plan",
    )
    (found,) = measures(document)
    assert [(d.printed, d.role) for d in found.departments] == [
        ("市科技局", "lead"),
        ("市教育局", "support"),
    ]
    (goal,) = targets(document)
    assert goal.deadline == "2026-09-30"


def test_a_line_that_tells_when_it_is_due_belongs_to_the_signature():
    document = draft(
        "一、扩大内需",
        "（一）发放消费券。发放消费券900万元。",
        "责任单位：市商务局",
        "完成时限：2026年6月底",
        written_on="2026-01-05",
    )
    (found,) = measures(document)
    assert found.span.of(document.text).endswith("900万元。")
    assert [t.deadline for t in targets(document)] == ["2026-06-30"]


def test_the_signature_of_a_heading_holds_for_the_clauses_below_that_nobody_signs():
    document = draft(
        "一、强化科技创新（区科技局牵头）",
        "（一）建设平台。加快建设实验室。",
        "（二）培育企业。支持企业上市。（区金融办负责）",
    )
    assert [[d.printed for d in m.departments] for m in measures(document)] == [
        ["区科技局"],
        ["区金融办"],
    ]


def test_a_clause_that_heads_others_answers_for_its_own_text_only():
    document = draft(
        "一、重点工程",
        "（一）产业提升行动。围绕主导产业，重点培养领军人才，大力开发紧缺人才，完善人才服务体系和工作机制。",
        "1.紧缺人才项目。引进人才300名，给予每人9万元补助。（市发展改革委负责）",
        "2.工匠项目。建设工作室，开展培训。（市教育局负责）",
    )
    parent, *below = measures(document)
    assert parent.departments == () and parent.support is None
    assert parent.span.of(document.text).endswith("工作机制。")
    assert [m.departments[0].printed for m in below] == ["市发展改革委", "市教育局"]


CHARGES = [
    (
        "情况复杂。这项工作由外交部和商务部统一归口管理，各地要配合。",
        [("外交部", "responsible"), ("商务部", "responsible")],
    ),
    (
        "建立台账。由市科技局负责，市财政局配合。",
        [("市科技局", "responsible"), ("市财政局", "support")],
    ),
    (
        "建立台账。上述工作由市发展改革委牵头，市财政局参与。",
        [("市发展改革委", "lead"), ("市财政局", "support")],
    ),
    ("由市科技局牵头建立台账。", [("市科技局", "lead")]),
    (
        "建议市科技局、市财政局完善台账。",
        [("市科技局", "responsible"), ("市财政局", "responsible")],
    ),
    # what is said of a part, or of no body, charges nobody with the clause
    ("加强审核。为此，这项工作由市科技局牵头。", [("市科技局", "lead")]),
    ("建立台账，审核工作由市科技局负责。", []),
    ("深化改革，放开由企业自主管理的事项。", []),
]


@pytest.mark.parametrize(("body", "charged"), CHARGES)
def test_a_sentence_may_charge_bodies_with_its_clause(body, charged):
    (found,) = measures(draft("一、工作任务", f"（一）健全机制。{body}"))
    assert [(d.printed, d.role) for d in found.departments] == charged


def test_a_body_with_another_name_in_brackets_keeps_its_role():
    inside = "市府办〔市数据局〕牵头，市政府各部门、各县〔区〕政府按职责分工负责"
    assert [(d.printed, d.role) for d in departments(inside)] == [
        ("市府办〔市数据局〕", "lead"),
        ("市政府各部门", "joint"),
        ("各县〔区〕政府", "joint"),
    ]


def test_a_note_that_the_body_named_first_leads_holds_for_all_clauses():
    document = draft(
        "一、防汛工作",
        "（一）加强巡查。组织巡查堤防。（市水利局、市民政局，列首的为牵头单位，下同）",
        "（二）做好疏散。组织疏散人员。（市民政局、市水利局）",
        "（三）做好宣传。开展宣传教育。（市教育局）",
    )
    assert [[(d.printed, d.role) for d in m.departments] for m in measures(document)] == [
        [("市水利局", "lead"), ("市民政局", "joint")],
        [("市民政局", "lead"), ("市水利局", "joint")],
        [("市教育局", "responsible")],
    ]


NOTICE = {"doc_type": "other", "title": "关于组织申报2026年度技改资助的通知"}


@pytest.mark.parametrize(
    ("heading", "body", "window", "deadline"),
    [
        (
            "申报时间及方式",
            "申请认定的时间截止到2026年8月20日。企业登录平台填报。",
            "申请认定的时间截止到2026年8月20日",
            "截止到2026年8月20日",
        ),
        (
            "申报时间",
            "自本通知印发之日起至2027年1月31日。",
            "自本通知印发之日起至2027年1月31日",
            "至2027年1月31日",
        ),
        ("申报时间", "2026年3月1日至4月30日。", "2026年3月1日至4月30日", "至4月30日"),
        (
            "材料报送",
            "请各单位于9月10日前将材料报送至市工信局。",
            "于9月10日前将材料报送至市工信局",
            "9月10日前",
        ),
    ],
)
def test_notices_tell_when_to_apply(heading, body, window, deadline):
    (found,) = measures(draft(f"二、{heading}", body, **NOTICE))
    assert found.support is not None and not found.support.claimable
    assert (found.support.window, found.support.deadline) == (window, deadline)


def test_how_long_an_authority_takes_is_no_window():
    (found,) = measures(
        draft("一、工作任务", "（一）优化服务。推动审批提速，申请办理时间压缩50%。")
    )
    assert found.support is None


@pytest.mark.parametrize(
    "sentence",
    [
        "各地要于2026年6月底前将实施方案报送省发展改革委。",
        "自印发之日起至2026年12月31日，开展专项整治。",
    ],
)
def test_by_when_offices_report_or_act_is_no_window(sentence):
    (found,) = measures(draft("一、工作任务", f"（一）加强督查。{sentence}", title="某省实施意见"))
    assert found.support is None


def test_a_section_that_gives_support_is_a_measure_of_a_guide_too():
    lines = (
        "一、申报条件",
        "在本市注册。",
        "二、政策优惠",
        "对研发费用按10%给予补助，每家不超过40万元。",
    )
    assert numbered(*lines, doc_type="other", title="某市企业研发补助") == ["二、"]


def test_a_table_of_goals_has_units_and_base_years_of_their_own_columns():
    rows = [
        ["序号", "指标名称", "单位", "2025年", "2030年", "属性"],
        ["1", "高新技术企业数", "家", "1500", "2400", "预期性"],
        ["2", "单位产值能耗降低", "%", "—", "12.5", "约束性"],
    ]
    plan = {"doc_type": "plan", "period": "2026-2030", "title": "某市产业规划"}
    found = targets(tabled(rows, **plan))
    assert [(t.indicator, f"{t.value}", t.unit, t.baseline) for t in found] == [
        ("高新技术企业数", "2400", "家", "2025年1500"),
        ("单位产值能耗降低", "12.5", "%", ""),
    ]
    (base,) = indicators(tabled(rows, **plan))
    assert (f"{base.value}", base.unit, base.as_of) == ("1500", "家", "2025")


@pytest.mark.parametrize(
    ("heading", "deadline", "period"),
    [
        ("“十五五”时期主要目标", "2030", "2026-2030"),
        ("“十五五”主要目标任务", "2030", "2026-2030"),
        ("“十五五”时期主要目标和2026年重点任务", "2026", "2026"),
        ("主要目标", "2026", "2026"),
    ],
)
def test_goals_of_a_report_are_due_at_the_end_of_the_years_their_section_names(
    heading, deadline, period
):
    report = draft(
        f"二、{heading}", "森林覆盖率达到42%。", doc_type="report", title="某省政府工作报告", period="2026",
        written_on="2026-01-18",
    )  # fmt: skip
    (found,) = targets(report)
    assert (found.deadline, found.period) == (deadline, period)
