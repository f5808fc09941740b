"""What is told as done is a result, whatever the type of the document; what is to come, a target."""

import pytest
from drafts import draft
from outlines import outlined

from policykb.extract.indicators import indicators
from policykb.extract.targets import targets


def aimed(document):
    return [t.value_text for t in targets(document) if not t.qualitative]


def achieved(document):
    return [i.value_text for i in indicators(document)]


COMMUNIQUE = (
    "全县上下克难奋进，经济平稳运行。",
    "一、综合",
    "初步核算，全县生产总值82亿元，比上年增长6.2%。其中，第一产业增加值9亿元，增长3.1%；第二产业增加值30亿元，增长7%。",
    "二、社会保障",
    "全年城镇新增就业4100人，比上年多增120人。年末参保人数控制在9.5万人。",
)


@pytest.mark.parametrize("title", ["", "某县2023年国民经济和社会发展统计公报"])
def test_statistics_are_results_also_without_a_title(title):
    document = draft(*COMMUNIQUE, doc_type="other", title=title)
    assert aimed(document) == []
    assert {"9亿元", "3.1%", "7%", "4100人"} <= set(achieved(document))


def test_a_plan_that_compares_with_the_year_before_is_no_statistics():
    lines = (
        "一、工作目标",
        "力争生产总值增长6%，比上年提高0.5个百分点；投资增长8%，比上年提高2个百分点；消费增长7%，比上年提高1个百分点。",
    )
    assert "6%" in aimed(draft(*lines, doc_type="other", title="某县工作要点"))
    lines = ("一、办好展会", "今年计划办展30场以上，在药店等20个以上行业推行一证。")
    kinds = [aimed(draft(*lines, doc_type="measures", title=f"某县{t}")) for t in ("要点", "办法")]
    assert "20个以上" in kinds[0] and "20个以上" not in kinds[1]


def test_how_far_tasks_have_come_is_told_not_promised():
    lines = (
        "一、总体要求",
        "到2027年，建成省级平台60个。",
        "二、重点任务进展",
        "（一）平台建设。建成省级平台35个。",
        "三、下一步安排",
        "新建省级平台25个。",
    )
    assert aimed(draft(*lines, written_on="2025-03-01")) == ["60个", "25个"]


@pytest.mark.parametrize(
    ("heading", "goal"),
    [
        ("2024年法治建设的主要举措和成效", False),
        ("2024年工作回顾", False),
        ("2024年预期成效", True),
        ("加快重点项目进展", True),
    ],
)
def test_a_heading_of_results_tells_results_of_whatever_year(heading, goal):
    document = draft(f"一、{heading}", "建成服务站点45个。", period="2024", title="某县方案")
    assert aimed(document) == (["45个"] if goal else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "在“聚焦城乡发展”方面（分解任务18项）。",
        "先行开展的7个方面共46项改革事项。",
        "评审工作分3批次进行。",
        "经专家评审，某部认定88家企业为“手工技艺示范基地”。",
    ],
)
def test_what_a_text_holds_and_what_it_names_are_no_targets(sentence):
    assert aimed(draft("一、有关事项", sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    ["到2027年，认定60家企业为“示范工厂”。", "完成改革任务30项。", "分5类实施30项工程。"],
)
def test_what_is_to_be_named_or_done_is_a_target(sentence):
    assert len(aimed(draft("一、重点任务", sentence, written_on="2024-01-01"))) == 1


def test_a_review_written_after_its_period_looks_ahead_from_its_own_date():
    text = """一、2025年工作回顾
（一）稳增长。生产总值增长4.3%，完成造林60万亩。
二、2026年主要目标
生产总值增长5%左右，新增就业7万人以上。"""
    report = outlined(
        text,
        doc_type="report",
        title="某省政府工作报告",
        period="2021-2025",
        written_on="2026-01-20",
    )
    assert aimed(report) == ["5%左右", "7万人以上"]
    assert {t.deadline for t in targets(report)} == {"2026"}
    assert "4.3%" in achieved(report)


def test_a_plan_printed_before_its_period_ends_looks_ahead_from_its_beginning():
    plan = draft(
        "一、发展目标", "2022年建成基地5个，2024年建成基地20个。", doc_type="plan", period="2021-2025",
        written_on="2022-06-01",
    )  # fmt: skip
    assert aimed(plan) == ["5个", "20个"]


@pytest.mark.parametrize(
    ("said", "deadline"),
    [("2018年起4年内，", "2022"), ("从2018年起，用3年时间，", "2021"), ("2018年起，", None)],
)
def test_years_counted_from_a_beginning_end_when_they_are_over(said, deadline):
    (found,) = targets(draft("一、主要任务", f"（一）引才。{said}引进专家300名以上。"))
    assert found.deadline == deadline


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("4年内培养资助研究人员不少于300名。", "研究人员"),
        ("2026年9月底前新增停车泊位2000个以上。", "新增停车泊位"),
        ("10月底前新增停车泊位2000个以上。", "新增停车泊位"),
        ("实现“引进高端人才达到900名左右、人才贡献率达到40%”的目标。", "高端人才"),
    ],
)
def test_names_hold_no_halves_of_dates_and_quotations(sentence, name):
    first = targets(draft("一、发展目标", sentence, written_on="2026-01-01"))[0]
    assert first.indicator.removesuffix("数量") == name


def test_a_cell_mark_is_no_name():
    lines = ("一、综合", "粮食 | 5300 | 0.37 |", "油料 | 180 | 3.6 |")
    assert indicators(draft(*lines, doc_type="report", title="某县统计公报")) == ()


@pytest.mark.parametrize(
    "turn",
    [
        "按照市委建议，我们编制了“十五五”规划纲要（草案）。",
        "对照中央部署，今后五年要干成几件大事。",
    ],
)
def test_a_section_of_results_and_goals_turns_where_the_plan_is_laid_out(turn):
    lines = f"""一、“十四五”发展成就和“十五五”主要目标任务
五年来，生产总值年均增长4.9%，为“十五五”规划打下基础。
{turn}《纲要》提出6项主要指标，提出生产总值年均增长5%左右，为基本建成强省、实现2035年人均产值比2020年翻一番打好基础。"""
    report = outlined(lines, doc_type="report", title="2026年某省政府工作报告", period="2026")
    told = [(t.indicator, t.value_text, t.deadline) for t in targets(report) if not t.qualitative]
    assert told == [("生产总值年均增长率", "5%左右", "2030"), ("人均产值", "翻一番", "2035")]
    assert achieved(report) == ["4.9%"]


def test_the_deadline_of_a_leading_paragraph_holds_for_its_points():
    lines = (
        "一、发展目标",
        "到2027年，产业结构明显优化，产值达到300亿元。",
        "——创新能力提升。研发投入占比达到3%，到2026年建成平台5个。",
        "二是绿色发展。能耗下降8%。",
        "人才总量达到2万人。",
        "二、保障措施",
        "——加大投入。建设站点30个。",
    )
    found = targets(draft(*lines, written_on="2025-03-01"))
    dues = {t.value_text: t.deadline for t in found if not t.qualitative}
    wanted = {"300亿元": "2027", "3%": "2027", "5个": "2026", "8%": "2027"}
    assert dues == {**wanted, "2万人": "2027", "30个": None}  # goals go on, measures do not


def test_a_sum_for_several_years_is_not_due_in_the_year_of_the_report():
    lines = ("一、2026年重点工作", "三年安排资金45亿元。今年安排项目30个。")
    found = targets(draft(*lines, doc_type="report", title="2026年某省政府工作报告", period="2026"))
    assert [t.deadline for t in found] == [None, "2026"]


def test_a_figure_holds_for_the_time_of_its_own_sentence():
    lines = ("一、2024年工作回顾", "“十三五”时期谋划长远。2015年雷管产量减少7万吨，下降16%。")
    found = indicators(draft(*lines, doc_type="report", title="2025年某省政府工作报告"))
    assert [i.as_of for i in found] == ["2015", "2015"]


def test_a_year_in_the_name_of_a_programme_is_not_that_of_the_document():
    document = draft(
        "一、发展目标", "到2020年，研发投入占比达到2.5%。", title="关于创建“某地制造2025”示范市的意见",
        doc_number="某府发〔2017〕6号",
    )  # fmt: skip
    assert aimed(document) == ["2.5%"]


def test_a_speech_without_a_date_looks_back_from_the_year_after_the_one_just_over():
    lines = (
        "各位代表：刚刚过去的1994年，是成绩很大的一年。",
        "从1990年到1993年，粮食产量平均每年增长2%，1994年增长3%。",
        "1995年，粮食产量要增长4%。",
    )
    document = draft(*lines, doc_type="other", title="")
    assert aimed(document) == ["4%"]
    assert achieved(document) == ["2%", "3%"]


@pytest.mark.parametrize(
    ("line", "aims", "results"),
    [
        ("（一）完善评估标准。2031年底前制修订甲、乙、丙等标准25项以上。", ["25项以上"], []),
        ("（一）规范检查。推行扫码，检查数量较上年下降15%。", ["15%"], []),
        ("（一）规范检查。已推行扫码，检查数量较上年下降15%。", [], ["15%"]),
        ("（一）返还。大型企业按上年度实缴额的40%返还。", [], []),
        ("（一）分担。补贴由两级财政按3:7分担。", [], []),
        (
            "（一）推广典型经验。南京市推行联办，建成站点320个。各地要建设站点50个以上。",
            ["50个以上"],
            ["320个"],
        ),
    ],
)
def test_tasks_promise_and_tell_of_another_place_what_it_has_done(line, aims, results):
    document = draft("一、重点任务", line, written_on="2030-03-01")
    assert (aimed(document), achieved(document)) == (aims, results)
