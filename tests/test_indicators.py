"""Achieved figures, with when they held and who says so."""

from decimal import Decimal

import pytest
from outlines import outlined, tabled

from policykb.extract.indicators import indicators

PLAN = {"doc_type": "plan", "period": "2021-2025"}

REVIEW = [
    ("截至2020年底，企业总数超1.4亿户。", [("企业总数", ">", "140000000", "户", "2020-12")]),
    ("2020年研发经费比2015年增长102.5%。", [("研发经费增长率", "=", "102.5", "%", "2020")]),
    ("企业数4331万户，较2015年底的2185万户大幅增长。", [
        ("企业数", "=", "43310000", "户", None), ("企业数", "=", "21850000", "户", "2015-12")]),
    ("水平从2015年的36.4提高到2020年的46.1。", [("水平", "=", "36.4", "", "2015"), ("水平", "=", "46.1", "", "2020-12")]),
    ("2020年，对照2015年，经费增长7%；已培育企业80家。", [("经费增长率", "=", "7", "%", "2020"), ("企业", "=", "80", "家", "2020")]),
    ("到2020年底，市场主体5万户，2015年底是3万户；企业数由2万户增至4万户。", [
        ("市场主体", "=", "50000", "户", "2020-12"), ("市场主体", "=", "30000", "户", "2015-12"),
        ("企业数", "=", "20000", "户", None), ("企业数", "=", "40000", "户", "2020-12"),
    ]),
    ("2019年建成212家基地、343家园区和2500多家平台。", [
        ("基地数量", "=", "212", "家", "2019"),
        ("园区数量", "=", "343", "家", "2019"),
        ("平台数量", ">", "2500", "家", "2019"),
    ]),
    ("2020年底，共有企业700家，是2015年的2.3倍。", [
        ("企业", "=", "700", "家", "2020-12"), ("企业", "=", "2.3", "倍", "2020-12")]),
    ("2020年市级企业、县级企业分别增至28家、38家。", [
        ("市级企业", "=", "28", "家", "2020"),
        ("县级企业", "=", "38", "家", "2020"),
    ]),
]  # fmt: skip


NAMED = [
    ("产值5亿元，增长8%，高于年初6%的目标2个百分点，年均增长9%。", "产值年均增长率"),
    ("全省有诊所80家。", "诊所"),
    ("全市医生90人（护士30人）。", "护士"),
    ("技工5万人，完成目标任务80%。", "技工目标任务"),
]


@pytest.mark.parametrize(("sentence", "name"), NAMED, ids=[n[0] for n in NAMED])
def test_the_last_figure_is_named_by_what_it_is_of(sentence, name):
    found = indicators(outlined(f"一、发展回顾\n2020年，{sentence}", **PLAN))
    assert found[-1].indicator == name


@pytest.mark.parametrize(("sentence", "expected"), REVIEW, ids=[r[0] for r in REVIEW])
def test_reads_the_figures_of_a_review(sentence, expected):
    found = indicators(outlined(f"一、发展回顾\n{sentence}", **PLAN))
    assert [(i.operator, i.value, i.unit, i.as_of) for i in found] == [
        (op, Decimal(v), u, d) for _, op, v, u, d in expected
    ]
    assert all(name in i.indicator for i, (name, *_) in zip(found, expected, strict=True))


def test_dates_of_a_review_are_of_the_year_reviewed():
    text = "一、2024年工作回顾\n项目9月底前开工230个。降雨量为1961年以来最多，发案数下降28%。"
    found = indicators(outlined(text, doc_type="report", title="2025年政府工作报告", period="2025"))
    assert [(i.value, i.as_of) for i in found] == [(230, "2024-09"), (28, "2024")]


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("过去一年，生产总值增长5.2%。", "2024"),  # looks back from the day of the report
        ("一年来，我们全力拼经济，生产总值增长5.2%。", "2024"),
        ("去年，生产总值增长5.2%。", "2024"),
        ("过去五年，生产总值年均增长5.2%。", "2020-2024"),
        ("2023年，生产总值增长5.2%。", "2023"),
        ("今年以来，生产总值增长5.2%。", "2024"),  # the year that is reviewed
    ],
)
def test_words_that_look_back_do_so_from_the_day_of_the_report(said, year):
    text = f"一、2024年工作回顾\n{said}"
    found = indicators(outlined(text, doc_type="report", title="2025年政府工作报告", period="2025"))
    assert [i.as_of for i in found] == [year]


@pytest.mark.parametrize(
    "aside",
    [
        "留省就业比例为近6年最高",
        "单位能耗降幅创近三年新高",
        "发案数降至近十年来最低",
        "增速近5年首次超过全国",
        "水质为近八年同期最好水平",
    ],
)
def test_a_record_of_years_is_a_comparison_and_no_time_of_other_figures(aside):
    text = f"一、2024年工作回顾\n新增岗位37万个，{aside}。工资提高15%。\n改造管网4216公里。"
    found = indicators(outlined(text, doc_type="report", title="2025年政府工作报告", period="2025"))
    assert [(i.value, i.as_of) for i in found] == [(37_0000, "2024"), (15, "2024"), (4216, "2024")]


def test_years_that_are_looked_back_at_are_still_the_time_of_their_figures():
    text = "一、2024年工作回顾\n近三年，累计改造管网4216公里。"
    (found,) = indicators(outlined(text, doc_type="report", period="2025"))
    assert found.as_of == "2022-2024"


def test_names_what_was_measured():
    found = indicators(
        outlined("一、发展回顾\n2020年小微企业占全部企业的比重为81.1%，经费增长了6%。", **PLAN)
    )
    assert [(i.indicator, i.subject) for i in found] == [
        ("小微企业占全部企业的比重", "小微企业"),
        ("经费增长率", "小微企业"),
    ]


def test_plans_ahead_are_not_achieved():
    assert indicators(outlined("一、主要任务\n培育200个集群。", **PLAN)) == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("问卷显示，九成以上企业表示满意。", "survey"),
        ("据估算，市场规模达300亿元。", "self_reported"),
        ("全市企业达300家。", "statistic"),
    ],
)
def test_tells_surveys_and_claims_from_statistics(sentence, kind):
    (found,) = indicators(
        outlined(sentence, doc_type="report", title="2024年度评估报告", period="2024")
    )
    assert found.source_kind == kind


def test_places_in_a_ranking_are_figures():
    text = "甲市法治环境进入前6名，乙市再次排名第一。"
    found = indicators(outlined(text, doc_type="report", title="2024年度评估报告"))
    assert [(i.operator, i.value, i.unit) for i in found] == [("<=", 6, "位"), ("=", 1, "位")]


def test_a_communique_counts_from_the_year_it_tells_of():
    text = "年末人口20万人，比上年末减少1万人。全年办件3万件，其中网办2万件。"
    meta = {"doc_type": "report", "title": "2023年某市统计公报", "period": "2023"}
    found = indicators(outlined(text, **meta, written_on="2024-03-05"))
    assert [i.as_of for i in found] == ["2023-12", "2023-12", "2023", "2023"]


def test_the_end_of_a_year_goes_before_the_years_told_earlier():
    text = "2016-2020年办件9万件。其中网办4万件；2020年末，贷款余额7万亿元。"
    found = indicators(outlined(text, doc_type="report", title="2021年评估报告", period="2021"))
    assert [i.as_of for i in found] == ["2016-2020", "2016-2020", "2020-12"]


def test_reads_tables_of_a_report():
    rows = [["城市", "指数", "增速"], ["甲市", "135.30", "7.13%"], ["乙市", "128.11", "5.80%"]]
    found = indicators(tabled(rows, doc_type="paper", title="指数研究"))
    assert [(i.indicator, i.subject, i.value) for i in found][:2] == [
        ("甲市", "指数", Decimal("135.3")),
        ("甲市", "增速", Decimal("7.13")),
    ]


def test_a_table_of_a_regression_holds_no_figures():
    rows = [["变量", "（1）", "（2）"], ["补贴×年份", "0.031**", "0.027"], ["样本量", "412", "412"]]
    assert indicators(tabled(rows, doc_type="paper", title="补贴研究")) == ()
    assert len(indicators(tabled(rows[:1] + rows[2:], doc_type="paper", title="补贴研究"))) == 2


def test_what_a_report_finds_wrong_is_measured_and_dates_of_a_list_are_dealt_out():
    text = "一、总体结果\n得分平稳。\n二、主要问题\n山区平均得分61.5分。2021年、2022年投诉分别为7件、9件。"
    found = indicators(outlined(text, **REPORT))
    assert [(i.value, i.as_of) for i in found] == [
        (Decimal("61.5"), "2024"),
        (7, "2021"),
        (9, "2022"),
    ]


def test_the_base_column_of_a_target_table_is_achieved():
    rows = [["指标", "2020年", "2025年"], ["研发强度（%）", "2.4", "3.2"]]
    (found,) = indicators(tabled(rows, **PLAN))
    assert (found.value, found.unit, found.as_of) == (Decimal("2.4"), "%", "2020")


REPORT = {"doc_type": "report", "title": "2024年度评估报告", "period": "2024"}
# sentence of a report, then the names and subjects of its figures; mistakes made before are kept
NAMED = [
    ("九成以上企业对服务表示满意。", [("对服务表示满意的企业占比", "企业")]),
    ("64%的甲类企业营业收入与上年相比有所增长。", [("营业收入与上年相比有所增长的甲类企业占比", "甲类企业")]),
    ("64%的甲类企业有投资计划，比乙类企业高出8个百分点。",
     [("有投资计划的甲类企业占比", "甲类企业"), ("有投资计划的甲类企业比乙类企业高出", "甲类企业")]),
    ("44个城市的信用指数较上年有所提升。", [("信用指数较上年有所提升的城市数量", "城市")]),
    ("19个城市拥有的平台数量占总数的55%。", [("19个城市拥有的平台数量占总数的比重", "19个城市")]),
    ("中小企业营业收入100亿元，占全部企业的60%。",
     [("中小企业营业收入", "中小企业"), ("中小企业营业收入占全部企业的比重", "中小企业")]),
    ("中小企业营业收入3亿元，全社会研发投入5亿元，利润2亿元。",
     [("中小企业营业收入", "中小企业"), ("全社会研发投入", ""), ("利润", "")]),
    ("出口额为20亿元，同比增幅为8%。", [("出口额", ""), ("出口额增长率", "")]),
    ("成长指数达到130.51点，同比增长7%[2]。", [("成长指数", ""), ("成长指数增长率", "")]),
    ("评分由2020年的7.46分上升至2024年的8.50分。", [("评分", ""), ("评分", "")]),
    ("甲行业以年均27%的速度快速增长。", [("甲行业年均增长率", "")]),
    ("超过400家单位的9万台仪器向企业开放共享。", [("单位数量", "单位"), ("向企业开放共享的仪器数量", "仪器")]),
    ("出台“金融18条”。", []),
    ("设立合作区3.0服务站。", []),
    ("成为断面水质优良率连续五年保持100%的唯一省份。", [("断面水质优良率", "")]),
    ("雷管产量减少5.4亿发，下降29%。", [("雷管产量减少量", ""), ("雷管产量下降率", "")]),
    ("位列36个城市第一。", [("排名", "")]),
    # what is said of the last of a list, of all of it
    ("甲业增加值、乙业销售额、丙业出口额占比分别为23%、62%、45%。", [
        ("甲业增加值占比", ""), ("乙业销售额占比", ""), ("丙业出口额占比", "")]),
    ("机场货邮和旅客吞吐量分别达到42万吨、1.2亿人次。", [
        ("机场货邮吞吐量", ""), ("旅客吞吐量", "旅客吞吐量")]),
    ("基站、机架分别达到10万个、90万架。", [("基站", "基站"), ("机架", "机架")]),
    ("甲类贷款和乙类贷款均翻一番，分别达2万笔和3万笔。", [
        ("甲类贷款和乙类贷款", "甲类贷款"), ("甲类贷款", "甲类贷款"), ("乙类贷款", "乙类贷款")]),
    ("签约金额1.1万亿元、成交价160亿元，分别增长13%、33%。", [
        ("签约金额", ""), ("成交价", ""), ("签约金额增长率", ""), ("成交价增长率", "")]),
    # by how much something changed is no level of it
    ("粮食亩均产量提高24斤。", [("粮食亩均产量增加量", "")]),
    ("全市有企业49万户，在2015年基础上增加了8万户。", [("企业", "企业"), ("企业增加量", "企业")]),
    ("压减地下水开采量1.5亿立方米。", [("地下水开采量减少量", "")]),
    ("新建大学、高职学校各2所。", [("大学、高职学校", "大学、高职学校")]),
    ("原煤、原油、天然气产量达到66万吨、12万吨、9亿立方米。", [
        ("原煤产量", ""), ("原油产量", ""), ("天然气产量", "")]),
    ("城镇化率提高1.1个百分点。", [("城镇化率提高幅度", "城镇")]),
    ("创新能力排名上升5位。", [("创新能力排名提高幅度", "创新能力排名")]),
    ("技改投资增长20%、高于全国12个百分点。", [("技改投资增长率", ""), ("技改投资高于全国", "")]),
    ("企业数较2015年底的2000户大幅增长。", [("企业数", "企业")]),
    # heads that say nothing alone go on with what was named, or are no figure
    ("净增5家规上企业，经营主体新增达2万户。", [("净增规上企业数量", "规上企业"), ("新增经营主体", "经营主体")]),
    ("新增铁路里程81公里，城镇新增就业9万人。", [("新增铁路里程", ""), ("城镇新增就业", "城镇")]),
    ("新增龙头企业16家、总数达到98家。", [("新增龙头企业", "龙头企业"), ("龙头企业总数", "龙头企业")]),
    ("粮食播种面积1.1亿亩、产量825亿斤。", [("粮食播种面积", ""), ("粮食产量", "")]),
    ("推进重大工程建设，全年完成投资2400亿元。", [("重大工程建设投资", "")]),
    ("改造老旧小区6000个、惠及97万户。", [("老旧小区", "老旧小区"), ("老旧小区惠及户数", "")]),
    ("中小企业母基金在沪注册，规模35亿元。", [("中小企业母基金规模", "中小企业")]),
    ("多措并举，落实资金129亿元。", []),
    ("惠及160万人。", []),
    ("筹措30亿元，惠及经营主体10万户。", [("惠及经营主体", "经营主体")]),
    ("落实惠企政策，兑付奖补资金77亿元、惠及企业2万家。", [("兑付奖补资金", ""), ("兑付奖补资金惠及企业", "企业")]),
    ("全省共增加2700亿元。", []),
    ("甲产品出口增长两倍多。", [("甲产品出口增长率", "")]),
    ("居民收入比缩小至2.04∶1。", [("居民收入比", "居民")]),
    ("7部作品荣获国家奖项。", [("荣获国家奖项的作品数量", "作品")]),
    ("每4辆汽车就有1辆本地造。", []),
    # what is told of how long something takes, and what those who are asked say
    ("活动为期3天，馆龄40年，申报时间延长为3个月。", []),
    ("核验时限由平均9个工作日压减至2个工作日。", [("核验时限", "核验时限"), ("核验时限", "核验时限")]),
    ("有12.4%的受访企业反映货款账期超过4个月。", [("反映货款账期超过4个月的受访企业占比", "受访企业")]),
    ("信用贷款占比仍高达71%。", [("信用贷款占比", "信用贷款")]),
    ("甲省、乙省农户的得分分别为0.4个和0.7个百分点且不显著。", [
        ("甲省农户的得分", ""), ("乙省农户的得分", "")]),
    ("系数在5%水平上显著。", []),
    ("全市引进高质量种子基地3处。", [("高质量种子基地", "高质量种子基地")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), NAMED, ids=[n[0][:16] for n in NAMED])
def test_names_say_what_a_figure_measures(sentence, expected):
    found = indicators(outlined(f"一、主要成效\n{sentence}", **REPORT))
    assert [(i.indicator, i.subject) for i in found] == expected


# shares in brackets are of those who say so; they were once taken for rates of decline
SHARES = [
    ("服务业中小企业反映订单减少（39.5%）。", ["反映订单减少的服务业中小企业占比"]),
    ("工业企业受成本上涨（用工56%、原材料53%）和订单减少（48%）影响。", [
        "受成本上涨（用工）的工业企业占比",
        "受成本上涨（原材料）的工业企业占比",
        "反映订单减少的工业企业占比",
    ]),
    ("受访企业中遭遇资金短缺（52%）。", ["遭遇资金短缺的受访企业占比"]),
    ("服务业增加值占比（15.3%）居首。", ["服务业增加值占比"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "names"), SHARES, ids=[s[0][:14] for s in SHARES])
def test_a_share_in_brackets_is_of_those_who_say_so(sentence, names):
    found = indicators(outlined(f"一、调查情况\n问卷显示，{sentence}", **REPORT))
    assert [i.indicator for i in found] == names
    assert {i.source_kind for i in found} == {"survey"}


def test_what_a_survey_tells_goes_on_to_the_end_of_its_paragraph():
    text = "一、主要成效\n问卷显示，六成企业看好前景。七成企业有投资计划。\n全市企业达300家。"
    found = indicators(outlined(text, **REPORT))
    assert [i.source_kind for i in found] == ["survey", "survey", "statistic"]


def test_by_how_much_something_is_higher_is_no_bound():
    (_, found) = indicators(outlined("一、主要成效\n贷款增长20%、高于全国12个百分点。", **REPORT))
    assert (found.operator, found.value, found.unit) == ("=", 12, "百分点")


def test_a_level_after_a_change_is_a_level():
    text = "一、主要成效\n生产总值增加3万亿元、突破9万亿元。"
    assert [i.indicator for i in indicators(outlined(text, **REPORT))] == [
        "生产总值增加量",
        "生产总值",
    ]


RANKED = [
    ("上海、北京和深圳位列前10位。", "排名", "上海、北京和深圳", 10),
    ("上海、北京和深圳得分居前5位。", "得分排名", "上海、北京和深圳", 5),
    ("出口总额居全国第4位。", "出口总额排名", "", 4),
    ("快递业务量突破9亿件、跃居全国第7位。", "快递业务量排名", "", 7),
    ("固定资产投资增长9%、保持全国第2位。", "固定资产投资增长排名", "", 2),
    ("港口吞吐量3亿吨，位居全省第一。", "港口吞吐量排名", "", 1),
    ("钢产量3万吨、纸产量5万吨，均居全省第一。", "排名", "", 1),
]


@pytest.mark.parametrize(("sentence", "name", "subject", "value"), RANKED)
def test_who_is_ranked_and_by_what(sentence, name, subject, value):
    *_, found = indicators(outlined(f"一、主要成效\n{sentence}", **REPORT))
    assert (found.indicator, found.subject, found.value) == (name, subject, value)


def test_what_something_fell_from_has_no_date_of_the_end_and_what_is_expected_is_quoted_so():
    text = "一、2024年工作回顾\n年末失业率从上半年5.5%降到5.3%。\n预计，2024年生产总值达到120亿元左右。"
    told = [(i.as_of, i.span.of(text)) for i in indicators(outlined(text, **REPORT))]
    assert told[0] == (None, "年末失业率从上半年5.5%")
    assert told[-1][1] == "预计，2024年生产总值达到120亿元左右"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("2020年产值3亿元，按不变价计算增长5%。", ["产值", "产值增长率"]),
        ("2020年研发投入强度首次突破2%。", ["研发投入强度"]),
        ("2020年共有产权住房新增120套，现有商户60户。", ["新增共有产权住房", "商户"]),
        ("2020年产值占全省的三分之一以上。", ["产值占全省的比重"]),
    ],
)
def test_names_what_is_measured(sentence, names):
    found = indicators(outlined(f"一、发展回顾\n{sentence}", **PLAN))
    assert [i.indicator for i in found] == names


def test_what_an_aim_starts_from_is_a_figure_where_it_is_dated():
    text = (
        "利用率由2020年的41%提高到55%以上，企业从2020年底的30家发展到60家，配套率由35%提升至60%。"
    )
    found = indicators(outlined(f"一、发展目标\n{text}", **PLAN))
    assert [(i.indicator, i.value, i.as_of) for i in found] == [
        ("利用率", 41, "2020"), ("企业", 30, "2020-12"),
    ]  # fmt: skip


def test_what_those_who_are_helped_must_have_reached_was_reached_by_none():
    said = "一、支持出口\n上年度出口额5000万元以上的企业，给予展位费50%的补助，每家不超过30万元。"
    meta = dict(doc_type="measures", doc_number="某政发〔2025〕3号")
    assert indicators(outlined(said, title="某市促进出口若干意见", **meta)) == ()


def test_a_sum_told_again_in_another_money_is_told_once():
    text = "一、主要成效\n利用外资70亿美元，约合500亿元人民币。"
    assert [i.value_text for i in indicators(outlined(text, **REPORT))] == ["70亿美元"]
