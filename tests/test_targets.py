"""Targets: what is promised, and only that."""

from decimal import Decimal

import pytest
from outlines import PLAN, outlined, promised

from policykb.extract.targets import targets

REPORT = {"doc_type": "report", "title": "2025年某省政府工作报告"}


# sentence of a section of goals, then indicator, operator, value and unit of each target
GOALS = [
    ("企业人均收入增长18%以上。", [("企业人均收入增长率", ">=", "18", "%")]),
    ("研发经费年均增长10%左右，专利数年均增长5%。", [("研发经费年均增长率", "~", "10", "%"), ("专利数年均增长率", "=", "5", "%")]),
    (
        "推动形成一百万家甲企业、十万家乙企业、一万家丙企业。",
        [("甲企业数量", "=", "1000000", "家"), ("乙企业数量", "=", "100000", "家"), ("丙企业数量", "=", "10000", "家")],
    ),
    ("培育200个集群和10个合作区。", [("集群数量", "=", "200", "个"), ("合作区数量", "=", "10", "个")]),
    ("地区生产总值突破2.5万亿元。", [("地区生产总值", ">", "2500000000000", "元")]),
    ("失业率、物价涨幅分别控制在5%和3%以内。", [("失业率", "<=", "5", "%"), ("物价涨幅", "<=", "3", "%")]),
    ("城乡居民收入分别增长5%和7%左右。", [("城镇居民收入增长率", "~", "5", "%"), ("农村居民收入增长率", "~", "7", "%")]),
    ("一二三产业增加值分别增长4%、5%、6%。", [
        ("第一产业增加值增长率", "=", "4", "%"), ("第二产业增加值增长率", "=", "5", "%"),
        ("第三产业增加值增长率", "=", "6", "%")]),
    ("财政收支分别突破2亿元、3亿元，产销量达到4吨。", [
        ("财政收入", ">", "200000000", "元"), ("财政支出", ">", "300000000", "元"), ("产销量", "=", "4", "吨")]),
    ("工业投资达到400亿元、增长8%以上。", [("工业投资", "=", "40000000000", "元"), ("工业投资增长率", ">=", "8", "%")]),
    ("城镇和农村居民人均可支配收入分别增长4%和7%。", [
        ("城镇居民人均可支配收入增长率", "=", "4", "%"), ("农村居民人均可支配收入增长率", "=", "7", "%")]),
    ("接待人数和旅游收入分别增长10%、11%。", [
        ("接待人数增长率", "=", "10", "%"), ("旅游收入增长率", "=", "11", "%")]),
    ("规上工业和服务业增加值分别增长5%、6%。", [
        ("规上工业增加值增长率", "=", "5", "%"), ("服务业增加值增长率", "=", "6", "%")]),
    ("到2027年，累计完成改造6万户。", [("改造", "=", "60000", "户")]),
    ("审批时间控制在60个工作日以内。", [("审批时间", "<=", "60", "工作日")]),
    ("产值五年翻一番。", [("产值五年", "=", "2", "倍")]),
    ("单位产值能耗降低13.5%。", [("单位产值能耗下降率", "=", "13.5", "%")]),
    ("占比提高3个百分点。", [("占比提高幅度", "=", "3", "百分点")]),
    ("每县至少办好1所优质高中。", [("优质高中数量", ">=", "1", "所")]),
    ("新增岗位5万农民。", [("农民数量", "=", "50000", "人")]),
    ("实施亿元以上技改项目1200项以上。", [("亿元以上技改项目", ">=", "1200", "项")]),
    ("工业投资实现两位数增长。", [("工业投资增长率", ">=", "10", "%")]),
    ("服务业保持10%以上的增长。", [("服务业增长率", ">=", "10", "%")]),
    ("固定资产投资突破万亿元大关。", [("固定资产投资", ">", "1000000000000", "元")]),
    ("经济总量迈上3万亿元台阶。", [("经济总量", ">=", "3000000000000", "元")]),
    ("产业规模跨越2000亿元，跃上3000亿元台阶。", [
        ("产业规模", ">", "200000000000", "元"), ("产业规模", ">=", "300000000000", "元")]),
    # a clause without a number may say what the next one's is of
    ("地区生产总值迈上新台阶，突破5万亿元。", [("地区生产总值", ">", "5000000000000", "元")]),
    ("市场主体持续壮大，超过100万户。", [("市场主体", ">", "1000000", "户")]),
    ("服务全面提升，人均预期寿命从82岁提高到83岁。", [("人均预期寿命", "=", "83", "岁")]),
    ("生产安全事故死亡率控制在0.6人/百亿元以下。", [("生产安全事故死亡率", "<=", "0.6", "人/百亿元")]),
    ("技术交易额突破百亿。", [("技术交易额", ">", "10000000000", "元")]),
    ("煤化工产值稳定在千亿元以上。", [("煤化工产值", ">=", "100000000000", "元")]),
    ("两化融合指数达到92。", [("两化融合指数", "=", "92", "")]),
    ("收入增长7%以上，力争达到8%。", [("收入增长率", ">=", "7", "%"), ("收入增长率", "=", "8", "%")]),
    ("新建8个国家级、36个省级重点专科。", [("国家级重点专科数量", "=", "8", "个"), ("省级重点专科数量", "=", "36", "个")]),
    ("打造3条具有国际优势，5条具有全国优势的产业链。", [
        ("具有国际优势的产业链数量", "=", "3", "条"), ("具有全国优势的产业链数量", "=", "5", "条")]),
    ("50所县级医院达到三级水平。", [("达到三级水平的县级医院数量", "=", "50", "所")]),
    ("公办幼儿园覆盖92%乡镇。", [("公办幼儿园乡镇覆盖率", "=", "92", "%")]),
    ("60%县区基本达到均衡标准。", [("基本达到均衡标准的县区占比", "=", "60", "%")]),
    ("实践课时占总课时一半以上。", [("实践课时占总课时的比重", ">=", "50", "%")]),
    ("招募社区助理3000名等举措。", [("社区助理", "=", "3000", "名")]),
    ("辅助器具补贴4万人。", [("辅助器具补贴", "=", "40000", "人")]),
    ("开发区工业增加值增长6%。", [("开发区工业增加值增长率", "=", "6", "%")]),
    ("特色产业8个集群全产业链产值突破60亿元。", [("特色产业8个集群全产业链产值", ">", "6000000000", "元")]),
    ("规模保持全国第1位。", [("规模排名", "=", "1", "位")]),
    ("综合实力进入全国前10位。", [("综合实力排名", "<=", "10", "位")]),
    ("合格品占比大于等于10%。", [("合格品占比", ">=", "10", "%")]),
    ("次品占比小于或等于3%。", [("次品占比", "<=", "3", "%")]),
    ("工业总产值增速、出口额增速分别控制在5%和3%以内。", [
        ("工业总产值增速", "<=", "5", "%"), ("出口额增速", "<=", "3", "%")]),
    # how many are to be reached, whatever the verb: a bound, or what is new for them
    ("推进100个以上文旅项目。", [("文旅项目数量", ">=", "100", "个")]),
    ("推动30个项目开工。", [("开工的项目数量", "=", "30", "个")]),
    ("推动2000家企业上云。", [("企业上云数量", "=", "2000", "家")]),
    ("支持1万名毕业生到基层就业。", [("毕业生到基层就业数量", "=", "10000", "名")]),
    ("加快甲站、乙站等7个车站项目建设。", [("车站项目建设数量", "=", "7", "个")]),
    ("提供周转资金，确保贷款利率低于2.4%。", [("贷款利率", "<", "2.4", "%")]),
    ("设备故障率不高于0.8%。", [("设备故障率", "<=", "0.8", "%")]),
    ("围绕茶叶、柑橘建设6个冷库。", [("冷库数量", "=", "6", "个")]),
    ("守住90万亩林地保护红线。", [("林地保护红线", "=", "900000", "亩")]),
    ("全县打造垂钓基地40个，每年培训船员300名。", [("垂钓基地", "=", "40", "个"), ("船员", "=", "300", "名")]),
    ("每年新增城镇就业30万人。", [("新增城镇就业", "=", "300000", "人")]),
    ("地区生产总值站稳6万亿元台阶。", [("地区生产总值", ">=", "6000000000000", "元")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), GOALS, ids=[g[0] for g in GOALS])
def test_reads_every_number_of_a_goal(sentence, expected):
    found = promised(f"一、发展目标\n{sentence}")
    assert [(t.indicator, t.operator, t.value, t.unit) for t in found] == [
        (i, op, Decimal(v), u) for i, op, v, u in expected
    ]


def test_where_a_change_begins_is_the_baseline_of_its_end():
    (found,) = promised("一、发展目标\n农村低保标准占比从2025年的77%提高到80%以上。")
    assert (found.value, found.operator, found.baseline) == (80, ">=", "从2025年的77%")


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("2026年、2027年分别建成书屋12个、30个。", ["2026", "2027"]),
        ("到2026年底和2028年底，书屋分别达到12个和30个。", ["2026", "2028"]),
        ("到2027年，书屋、茶馆分别达到12个、30个。", ["2027", "2027"]),
        ("到2026年、2028年，书屋、茶馆分别达到12个、30个。", ["2028", "2028"]),  # cannot be told
    ],
)
def test_dates_and_numbers_of_two_lists_belong_together(said, due):
    found = promised(f"一、发展目标\n{said}", doc_type="plan", period="2026-2028")
    assert [(t.value, t.deadline) for t in found] == list(zip((12, 30), due, strict=True))


@pytest.mark.parametrize(
    ("heading", "count"), [("补齐加工短板", 1), ("存在的短板", 0)], ids=["task", "problem"]
)
def test_to_make_up_for_what_is_lacking_is_a_task(heading, count):
    assert len(promised(f"一、{heading}\n建成冷库6座。")) == count


def test_a_range_has_both_ends():
    (found,) = promised("一、发展目标\n培育3—5个龙头企业。")
    assert (found.value, found.value_max) == (3, 5)


# what tells of the past, describes, limits conduct or sets terms of support
OTHERS = [
    "已建成300个平台。",
    "截至2020年底，企业数达4331万户。",
    "2019年收入增长了12%。",
    "用地面积不得超过50亩。",
    "每户给予5000元补贴。",
    "为周转不开的企业提供短期资金，单户不超过200万元。",
    "办理时间为30日。",
    "我省有20个口岸。",
    "围绕10个品类提升质量。",
    "聚焦产业链培育6个重点领域。",
    "山区县可提高到45%。",
    "单户上限由80万元提高到90万元。",
    "推出共享产品，期限最长20天，费率不高于0.6%。",
    "票据贴现利率不高于LPR减20个基点。",
    "全面对接60多个项目。",
    "实施“百千万”行动和三年行动计划。",
    "进入第2个一百年。",
    "重点抓好11个方面工作。",
    # the size of what is there and is looked after
    "抓好616个重点建设项目。",
    "支持55个产粮大县提升生产能力。",
    "做大13家特色园区。",
    "推动甲、乙2个产业链提质增效。",
    "有机串联500处文物单位和900个景区。",
    "巩固300个薄弱村扶持成效。",
    "抓好64个产值过10亿元、200个过千万元的增长点。",
    "执行好20%的刚性增长机制。",
    # capacities and editions in names
    "开工建设某厂120万吨乙烯项目。",
    "实施预算改革2.0版。",
    "出台“金融18条”。",
    "培育一批产值超500亿、1000亿的集群。",
    "实施新一轮58条改革举措。",
    "围绕22个产业、189条产业链补链。",
]


@pytest.mark.parametrize("sentence", OTHERS)
def test_what_promises_nothing_is_no_target(sentence):
    assert promised(f"一、主要任务\n{sentence}") == []


def test_a_review_holds_no_targets_and_a_plan_section_does():
    text = (
        "一、2024年工作回顾\n地区生产总值增长5.8%。力争新增企业300家。\n"
        "二、2025年工作安排\n地区生产总值增长5%左右。新增企业200家。"
    )
    found = promised(text, **REPORT)
    assert [(t.value, t.deadline) for t in found] == [(5, "2025"), (200, "2025")]


def test_a_report_without_headings_turns_ahead_in_a_paragraph():
    text = "过去一年，收入增长6%。\n今年发展的主要预期目标是：收入增长5%左右，新增就业30万人。"
    assert [t.value for t in promised(text, **REPORT)] == [5, 300000]


def test_a_section_of_achievements_and_goals_turns_between_them():
    text = (
        "二、“十四五”时期发展成就和“十五五”时期主要目标任务\n“十四五”时期极不平凡，培育产业集群7个。\n"
        "这五年，公园总数达1136个。\n“十五五”时期是关键时期。\n全市公园达到1500个。\n"
    )
    found = promised(text, doc_type="report", period="2026")
    assert [str(target.value) for target in found] == ["1500"]


def test_goals_that_are_spoken_of_do_not_turn_a_review_ahead():
    text = (
        "一、过去五年工作回顾\n（一）创新调控。把预期目标作为一个整体来把握，公园总数达1136个。\n"
    )
    assert promised(text, doc_type="report", period="2026") == []


def test_children_of_a_review_are_reviews_whatever_their_headings_say():
    text = "一、2024年工作回顾\n（一）实施重点工程，推动产业发展\n建成平台30个。"
    assert promised(text, **REPORT) == []


@pytest.mark.parametrize("kind", ["measures", "plan"])
def test_targets_stand_in_measures_too(kind):
    text = "一、提升数字化水平\n（一）推广产品应用。培育一批平台，打造100个应用场景，满足需求。"
    (found,) = promised(text, doc_type=kind, written_on="2021-11-06")
    assert (found.value, found.indicator, found.eid) == (100, "应用场景数量", "n_2")


def test_a_regulation_sets_rules_not_targets():
    assert promised("一、总则\n比例达到30%以上。", doc_type="regulation") == []


@pytest.mark.parametrize(
    "meta",
    [
        {"doc_number": "GB 3544-2008", "title": "某行业水污染物"},
        {"doc_number": "DB31/ 199-2018", "title": "污水"},
        {"doc_number": "HJ 2.3-2018", "title": "评价"},
        {"doc_type": "measures", "title": "某平台需求规格说明书"},
        {"title": "锅炉大气污染物排放标准（试行）"},
    ],
)
def test_standards_and_specifications_set_limits_not_targets(meta):
    text = "一、控制要求\n处理效率不低于80%，支持同时在线500人以上，建成平台30个。"
    assert promised(text, **meta) == []
    assert len(promised(text, doc_type="plan", title="某市发展规划", period="2021-2025")) == 3


# numbers of standards, clauses and days, and figures of speech, measure nothing
REFERENCES = [
    "性能不低于GB／T 17181对仪器的要求，产值达到5亿元。",
    "按照DB44/T 2367的规定执行，产值达到5亿元。",
    "按5.5.4进行修复，产值达到5亿元。",
    "符合4.2的要求，产值达到5亿元。",
    "执行见3.2，产值达到5亿元。",
    "经部门2024-07-19批准实施，产值达到5亿元。",
    "实现每出口4辆汽车就有1辆本地造，产值达到5亿元。",
    "做到全国每3件衣服中有1件本地造，产值达到5亿元。",
    "完善5个点位布局，产值达到5亿元。",
]


@pytest.mark.parametrize("sentence", REFERENCES)
def test_what_only_refers_is_no_number(sentence):
    assert [t.value for t in promised(f"一、发展目标\n{sentence}")] == [5_0000_0000]


def test_a_statistic_is_no_target_though_its_words_hold_a_future_one():
    text = "一、趋势分析\n1995年发生险情33次，为本世纪以来年均18次的1.8倍。"
    assert promised(text, doc_type="report", written_on="1996-02-05", title="意见报告") == []


def test_measures_without_a_verb_of_doing_describe():
    text = "一、号牌规格\n号牌宽度480毫米。"
    assert promised(text, doc_type="measures", written_on="2018-12-20") == []


def test_deadline_and_period_come_from_the_nearest_date():
    text = "一、发展目标\n到2025年，建成平台30个，产值达到500亿元。比2020年增长20%。"
    found = promised(text)
    assert [t.deadline for t in found] == ["2025", "2025", "2025"]
    assert found[2].baseline == "比2020年"
    assert {t.period for t in found} == {"2021-2025"}


@pytest.mark.parametrize(
    ("said", "deadline"),
    [
        ("力争三到五年时间内，建成平台10个。", None),
        ("力争用3—5年时间，建成平台10个。", None),
        ("力争三年内，建成平台10个。", None),
        ("到2025年，用三年时间，建成平台10个。", "2025"),
        ("建成平台10个。", "2020"),
    ],
)
def test_a_number_of_years_ends_on_no_day_that_is_told(said, deadline):
    text = f"一、工作目标\n到2020年底，建成基地20个。{said}"
    found = promised(text, doc_type="measures", written_on="2019-01-27")
    assert [(t.value, t.deadline) for t in found] == [(20, "2020"), (10, deadline)]


@pytest.mark.parametrize("start", ["自2019年开始", "从2019年起", "自2019年以后", "从2019年开始"])
def test_when_something_begins_is_no_deadline(start):
    text = f"一、工作任务\n{start}，建设基地10个。"
    (found,) = promised(text, doc_type="measures", written_on="2019-01-27")
    assert found.deadline is None


def test_the_quote_is_the_smallest_run():
    text = "一、发展目标\n加快转型，建成平台30个、基地5个；满意度提高。"
    document = outlined(text, **PLAN)
    found = [t for t in targets(document) if not t.qualitative]
    assert [t.span.of(text) for t in found] == ["建成平台30个", "基地5个"]
