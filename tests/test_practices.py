from dataclasses import replace

import pytest
from drafts import draft
from growth import assert_linear
from outlines import outlined, tabled

from policykb.extract.facts import extract
from policykb.extract.practices import practices
from policykb.extract.problems import problems
from policykb.extract.programmes import programmes
from policykb.types import Span


def told(*lines, **meta):
    document = draft("一、主要经验做法", *lines, doc_type="report", **meta)
    return [(p.city, p.span.of(document.text)) for p in practices(document)]


GROUPS = [
    ("（一）优化审批。南京市推行告知承诺。苏州市建立清单。",
     [("南京市", "南京市推行告知承诺。"), ("苏州市", "苏州市建立清单。")]),
    ("（一）优化审批。南京市推行告知承诺。企业当场拿证。苏州市建立清单。",
     [("南京市", "南京市推行告知承诺。企业当场拿证。"), ("苏州市", "苏州市建立清单。")]),
    ("（一）优化审批。各地完善机制：上海整合窗口；青岛建立台账；成都搭建平台。",
     [("上海市", "上海整合窗口；"), ("青岛市", "青岛建立台账；"), ("成都市", "成都搭建平台。")]),
    ("（一）优化审批。如，深圳市推出秒批。总体来看，各地都有进展。",
     [("深圳市", "如，深圳市推出秒批。")]),
    ("（一）优化审批。在审批方面，杭州市推行联办。", [("杭州市", "在审批方面，杭州市推行联办。")]),
    ("（一）优化审批。在重庆，平台实现联办。", [("重庆市", "在重庆，平台实现联办。")]),
    ("（一）优化审批。上海市浦东新区试点一证准营。", [("上海市", "上海市浦东新区试点一证准营。")]),
    ("（一）优化审批。苏州市昆山市设立驿站。", [("苏州市", "苏州市昆山市设立驿站。")]),
    ("（一）优化审批。昆山市设立驿站。", [("昆山市", "昆山市设立驿站。")]),
    ("（一）优化审批。江苏省昆山市财政局设立驿站。", [("昆山市", "江苏省昆山市财政局设立驿站。")]),
    ("（一）优化审批。北京市、天津市互认证照。",
     [("北京市", "北京市、天津市互认证照。"), ("天津市", "北京市、天津市互认证照。")]),
    ("（一）优化审批。苏州、武汉、长沙、成都、西安等16个城市建立督查机制。", []),
    ("（一）优化审批。上海市位列第一。北京市得分居前5位。", []),
    ("（一）优化审批。上海自贸区规模扩大。", []),
    ("（一）优化审批。成都高新区推出联办。", [("成都市", "成都高新区推出联办。")]),
    ("（一）优化审批。江苏省推行告知承诺。", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), GROUPS, ids=[g[0][9:21] for g in GROUPS])
def test_groups(line, wanted):
    assert told(line) == wanted


@pytest.mark.parametrize(
    ("line", "told_of"),
    [
        ("温州市瓯海区税务局推出“掌上退”服务，时长压至2天。", ["温州市"]),
        ("温州市瓯海区税务局推出新服务，时长压至2天。", []),
    ],
)
def test_a_paper_tells_of_one_place_as_a_case(line, told_of):
    paper = draft("三、实证结果", f"分地区看，效应不同。{line}", doc_type="paper")
    assert [p.city for p in practices(paper)] == told_of


def test_figures_in_what_a_place_did_are_of_that_place():
    document = draft(
        "一、典型做法",
        "全省办件12万件。昆山市推行联办，办件3万件。南京市、无锡市互认证照，办件4万件。",
        doc_type="report", title="2023年某省评估报告", region="江苏省", period="2023",
    )  # fmt: skip
    assert [i.region for i in extract(document).facts.indicators] == ["江苏省", "昆山市", "江苏省"]


def test_a_group_goes_on_in_its_next_paragraph_but_not_in_the_closing():
    found = told("（一）优化审批", "南京市推行告知承诺。", "企业当场拿证。", "总体来看，仍有困难。")
    assert found == [("南京市", "南京市推行告知承诺。\n企业当场拿证。")]


def test_theme_is_the_heading_or_the_run_in_lead():
    headed = draft("一、主要经验做法", "（一）优化审批。南京市推行告知承诺。", doc_type="report")
    led = draft(
        "一、主要经验做法",
        "（一）市场环境",
        "一是优化审批服务。南京市推行告知承诺。",
        "二是打破准入壁垒。苏州市建立清单。",
        doc_type="report",
    )
    assert [p.theme for p in practices(headed)] == ["优化审批"]
    assert [(p.city, p.theme) for p in practices(led)] == [
        ("南京市", "优化审批服务"),
        ("苏州市", "打破准入壁垒"),
    ]


def test_province_and_figures():
    document = draft(
        "一、典型做法",
        "（一）服务。沈阳市在13个区设立110个驿站，联系企业10万余家。",
        doc_type="report",
    )
    (found,) = practices(document)
    assert found.province == "辽宁省"
    assert [f[:4] for f in found.figures] == ["13个区", "110个", "10万余"]


def test_without_a_heading_two_acting_cities_are_needed():
    two = draft("一、融资环境", "（一）信贷。南京市设立基金。苏州市推出贷款。", doc_type="report")
    one = draft("一、融资环境", "（一）信贷。南京市设立基金。", doc_type="report")
    plan = draft("一、融资环境", "（一）信贷。南京市设立基金。苏州市推出贷款。", doc_type="plan")
    assert [len(practices(d)) for d in (two, one, plan)] == [2, 0, 0]


PROGRAMMES = [
    ("推行“首违免罚”制度，改善环境。", ["“首违免罚”制度"]),
    ("探索招标“双盲”评审，公开结果。", ["招标“双盲”评审"]),
    (
        "启动“春雨计划”，举办“春雨讲堂”“春雨夜校”两类活动。",
        ["“春雨计划”", "“春雨讲堂”", "“春雨夜校”"],
    ),
    ("编制《企业办事指南》。", ["《企业办事指南》"]),
    ("建立专利技术调查官制度，辅助办案。", ["专利技术调查官制度"]),
    ("建立以“两表一单”为基础的流程。", ["“两表一单”"]),
    ("实行“境内+境外”的“甲+乙”融资新模式。", ["“境内+境外”的“甲+乙”融资新模式"]),
    ("采用“统一受理、统一办理、统一送达”的“三统”模式。", ["“三统”模式"]),
    ("使流程“易读”“易懂”，营造“无扰”的环境。", []),
    ("解决企业“不敢转”的难题。", []),
    ("推广应用“我要办”APP。", ["“我要办”APP"]),
]


@pytest.mark.parametrize(("text", "wanted"), PROGRAMMES, ids=[p[0][:10] for p in PROGRAMMES])
def test_programmes(text, wanted):
    assert list(programmes(text)) == wanted


def stated(*lines, doc_type="plan"):
    document = draft(*lines, doc_type=doc_type)
    return [p.span.of(document.text) for p in problems(document)]


PROBLEMS = [
    ("同时，发展仍然存在一些问题，融资难问题突出；人才缺乏，能力有待提升。",
     ["融资难问题突出", "人才缺乏，能力有待提升"]),
    ("从挑战来看，外需低迷，压力加大。机遇和挑战并存。", ["从挑战来看，外需低迷，压力加大"]),
    ("推动转型升级，完善制度。", []),
    ("坚持问题导向，着力解决存在的突出问题，补齐短板。", []),
    ("还存在不少困难。我们一定直面问题和挑战。", []),
    ("我们也清醒认识到，消费动力不足，民生短板较多，必须直面挑战，切实加以解决。", ["消费动力不足，民生短板较多"]),
    ("我们也清醒看到，老问题、新挑战仍然不少：市场需求不足；产业转型偏慢。我们一定努力。", ["市场需求不足", "产业转型偏慢"]),
    ("全体干部必须清醒认识到，任务还很重。要奋斗就会有困难。", []),
    ("对受灾情影响、面临经营困难的小微企业，可申请缓缴水费。", []),
    ("重点整治群众反映的就业方面存在的突出问题。", []),
    ("各位代表，肯定成绩的同时，我们也清醒认识到困难和问题：一是总量不多；二是能力不强。",
     ["一是总量不多", "二是能力不强"]),
    ("肯定成绩的同时，我们也清醒认识到困难和挑战。发展后劲不足。", ["发展后劲不足"]),
    ("上线企业达六成，但“不敢用”问题仍较突出。", ["但“不敢用”问题仍较突出"]),
    ("对投诉多、问题突出的企业加强指导。", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), PROBLEMS, ids=[p[0][:10] for p in PROBLEMS])
def test_problems(line, wanted):
    assert stated("一、发展形势", f"（一）形势。{line}") == wanted


def test_a_paragraph_behind_the_titled_ones_states_problems_too():
    text = "一、工作回顾\n（一）抓产业。建成园区5个。\n我们也清醒看到，产业基础薄弱。"
    document = outlined(text, doc_type="report")
    (top,) = document.body
    (titled,) = top.children
    (last,) = titled.children
    titled = replace(titled, span=Span(titled.span.start, last.span.start - 1), children=())
    apart = replace(document, body=(replace(top, children=(titled, last)),))
    assert [p.span.of(text) for p in problems(apart)] == ["产业基础薄弱"]


def test_problems_of_a_section_headed_so_take_its_headings_for_themes():
    document = draft(
        "一、面临的问题", "（一）人才队伍薄弱。专业人才缺乏。企业较多。", doc_type="paper"
    )
    assert [(p.theme, p.span.of(document.text)) for p in problems(document)] == [
        ("人才队伍薄弱", "专业人才缺乏")
    ]


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("（一）贷款不易。两成企业反映首贷难。企业较多。", ["两成企业反映首贷难"]),
        ("（一）贷款不易。企业等待多日。", ["企业等待多日"]),
        ("（一）贷款不易", ["（一）贷款不易"]),
    ],
)
def test_a_title_below_a_heading_of_problems_is_one(clause, wanted):
    document = draft("一、存在的主要问题", clause, doc_type="report")
    assert [p.span.of(document.text) for p in problems(document)] == wanted
    assert [p.theme for p in problems(document)] == ["贷款不易"]
    assert not problems(draft("一、聚焦突出问题", "（一）便利贷款。加大投放。", doc_type="report"))


@pytest.mark.parametrize(
    "part",
    [
        "上海、",
        "上海；",
        "对企业",
        "存在问题对个人的",
        "北京市：",
        "“甲”的",
        "推行“",
        "例如",
        "1.5万元",
        "存在问题，",
        "一是",
    ],
)
def test_hard_lines_are_read_in_linear_time(part):
    for extractor in (practices, problems):
        assert_linear(
            lambda text, extractor=extractor: extractor(
                draft("一、经验做法", f"（一）服务。上海市推行{text}", doc_type="report")
            ),
            part,
        )


HELD_UP = [
    ("（一）推广典型做法。南京市推行联办，办件快一半。各地要学习。", [("南京市", "南京市推行联办，办件快一半。")]),
    ("（一）学习外地。借鉴江苏省南京市“一窗通办”和安徽省合肥市发放服务券的做法，优化服务。",
     [("南京市", "江苏省南京市“一窗通办”"), ("合肥市", "安徽省合肥市发放服务券的做法")]),
    ("（一）学习外地。推广青岛市、烟台市引入仓单质押的经验。",
     [("青岛市", "青岛市、烟台市引入仓单质押的经验"), ("烟台市", "青岛市、烟台市引入仓单质押的经验")]),
    ("（一）学习外地。借鉴南京等地先进经验，推广江苏省集中办理的做法。", []),
    ("（一）建设枢纽。南京市建设枢纽，打造“门户”。", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), HELD_UP, ids=[h[0][4:16] for h in HELD_UP])
def test_a_notice_holds_up_what_other_places_do(line, wanted):
    document = draft("一、工作要求", line)
    assert [(p.city, p.span.of(document.text)) for p in practices(document)] == wanted


def test_what_has_been_done_is_a_practice_where_it_bears_a_name():
    named = draft(
        "一、工作开展情况", "在试点方面，昆山市花桥镇建成“零碳社区”，减排三成。", region="江苏省"
    )
    plain = draft("一、工作开展情况", "在试点方面，昆山市花桥镇建成社区。", region="江苏省")
    assert [p.city for p in practices(named)] == ["昆山市"]
    assert practices(plain) == ()


def test_points_below_a_heading_of_problems_state_what_is_hard():
    line = "一是经费筹措难。二是设施管护难。维修责任不明确。"
    told = ["一是经费筹措难", "二是设施管护难", "维修责任不明确"]
    assert stated("一、存在的主要困难", line) == told


# fmt: off
COMPILED = [  # a compilation of cases: each goes on to the next one, whatever its points
    ("推动改革创新典型经验做法清单",
     ["（一）绵阳市推行“一企一策”。主要做法：一是建立台账。二是定期回访。", "（二）广元市设立“首贷窗口”。银行派驻专员。"],
     ["绵阳市", "广元市"]),
    ("营商环境优秀案例选编",
     ["案例1：扬州市“码上办”改革", "扬州市把材料压减到3份。", "案例2：泰州市“回访员”制度", "泰州市聘请20名回访员。"],
     ["扬州市", "泰州市"]),
    ("某省推进改革工作通知", ["（一）绵阳市推行“一企一策”。主要做法：一是建立台账。"], []),
]
# fmt: on


@pytest.mark.parametrize(("title", "lines", "cities"), COMPILED, ids=[c[0] for c in COMPILED])
def test_a_compilation_tells_a_case_in_each_clause(title, lines, cities):
    kind = "notice" if "通知" in title else "other"
    document = draft("一、各地情况", *lines, doc_type=kind, title=title)
    assert [p.city for p in practices(document)] == cities


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("以黄石市为例，建立融资台账。", ["黄石市"]),
        ("石家庄的做法是，把窗口设到园区。", ["石家庄市"]),
        ("南通市设立服务站，盐城市推行回访。", ["南通市", "盐城市"]),
        ("南通市设立服务站，方便城市居民。", ["南通市"]),
        ("地址在扬州市文昌路12号。", []),
    ],
)
def test_a_place_told_of_as_an_instance(line, wanted):
    assert [city for city, _ in told("（一）优化审批。" + line)] == wanted


def test_each_row_of_a_table_of_places_is_a_practice():
    rows = [["城市", "主题", "主要做法"], ["镇江市", "融资", "设立“园区贷”风险池，放款30户"]]
    found = practices(tabled(rows, doc_type="report"))
    assert [(p.city, p.theme, p.programmes) for p in found] == [("镇江市", "融资", ("“园区贷”",))]
    assert not practices(tabled([["城市", "得分"], ["镇江市", "设立后得分上升很多"]]))
