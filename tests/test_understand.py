"""Questions and what is understood of them."""

import datetime as dt

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from policykb.numerals import write_number
from policykb.types import Filters
from policykb.understand import normalise, understand
from policykb.understand.english import translated
from policykb.understand.patterns import clauses, doc_numbers, exclusions, titles, years
from policykb.understand.spelling import corrections

NUMBERS = [
    ("国办发〔2030〕8号", ("国办发〔2030〕8号",)),
    ("国办发[2030]8号", ("国办发〔2030〕8号",)),
    ("国办发（2030）８号", ("国办发〔2030〕8号",)),
    ("国办发【2030】第08号", ("国办发〔2030〕8号",)),
    ("国办发„2030‟ 8 号", ("国办发〔2030〕8号",)),
    ("国办发2030-8号", ("国办发〔2030〕8号",)),
    ("国办发2030年8号文", ("国办发〔2030〕8号",)),
    ("请问国办发[2030]8号讲什么", ("国办发〔2030〕8号",)),
    ("关于沪经信企〔2030〕1130号的通知", ("沪经信企〔2030〕1130号",)),
    ("88号文里的贷款条款", ("88号",)),
    ("沪经信企2030-1130", ("沪经信企〔2030〕1130号",)),
    ("国办发 118号", ("118号",)),
    ("规划2030-2035", ()),
    ("2030年8月的通知", ()),
    ("住在8号楼", ()),
]

CLAUSES = [
    ("第二十条", ("第二十条",)),
    ("第20条", ("第二十条",)),
    ("第（20）条", ("第二十条",)),
    ("第（二十）条", ("第二十条",)),
    ("第 20 条", ("第二十条",)),
    ("（二十）", ("（二十）",)),
    ("(3)怎么办", ("（3）",)),
    ("第十条之一", ("第十条之一",)),
    ("第三章第五条第（二）项", ("第三章", "第五条", "第二项")),
    ("第二部分", ("第二部分",)),
    ("三、（二）", ("第三部分", "（二）")),
    ("三（二）", ("第三部分", "（二）")),
    ("若干措施34条", ("第三十四条",)),
    ("办法二十条", ("第二十条",)),
    ("出了20条措施", ()),
    ("第一名是谁", ()),
    ("增长(2030)", ()),
    ("第三次会议", ()),
]

YEARS = [
    ("2030年的目标", ("2030",)),
    ("到2030年", ("2030",)),
    ("十四五规划", ("2021-2025",)),
    ("“十五五”期间", ("2026-2030",)),
    ("2031-2035年", ("2031", "2031-2035", "2035")),
    ("第十五个五年规划", ("2026-2030",)),
    ("十五个城市", ()),
    ("电话20301234", ()),
]

EXCLUDED = [
    ("除了上海以外还有谁", ("上海",)),
    ("除杭州外，谁排前三", ("杭州",)),
    ("除上海和北京之外", ("上海", "北京")),
    ("不要上海的办法", ("上海",)),
    ("上海以外的城市", ("上海",)),
    ("不算北京还有哪儿", ("北京",)),
    ("杭州除外", ("杭州",)),
    ("国门之外的市场", ()),
    ("贷款 -担保 -保险", ("担保", "保险")),
    ("不要求抵押的贷款", ()),
    ("2031-2035年", ()),
    ("货款要不回来", ()),
]

SPELLING = [
    ("专精特薪企业", (("专精特薪", "专精特新"),)),
    ("政府采构", (("政府采构", "政府采购"),)),
    ("数字话转型", (("数字话转型", "数字化转型"),)),
    ("转精特新", (("转精特新", "专精特新"),)),
    ("财正资金", (("财正资金", "财政资金"),)),
    ("补帖怎么领", (("补帖", "补贴"),)),
    ("帐款", (("帐款", "账款"),)),
    ("在就业培训", (("在就业", "再就业"),)),
    ("在就业方面", ()),
    ("带量菜购", (("带量菜购", "带量采购"),)),
    ("共应链", (("共应链", "供应链"),)),
    ("butie怎么领", (("butie", "补贴"),)),
    ("Zhengfu Caigou", (("zhengfu caigou", "政府采购"),)),
    ("zhengcebutie", (("zhengcebutie", "政策补贴"),)),
    ("change the plan", ()),
    ("出口占比", ()),
    ("官网在哪", ()),
    ("加班废怎么算", (("加班废", "加班费"),)),
    ("信用带款", (("信用带款", "信用贷款"),)),
    ("产教融合型企业", ()),
    ("国六排放标准", ()),
    ("保教费多少", ()),
    ("交强险赔不赔", ()),
    ("指定单位", ()),
    ("活得久", ()),
    ("专精特新企业", ()),
    ("贷款利息", ()),
    ("中小企业最怕什么", ()),
    # a whole word that sounds like the one a term begins with
    ("施业保险金领取", (("施业保险金", "失业保险金"),)),
    ("事业保险", ()),
    ("从几月份算起", ()),
    ("同车的人", ()),
    ("一碗面收两百", ()),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_doc_numbers(text, expected):
    assert doc_numbers(normalise(text))[0] == expected


@pytest.mark.parametrize(("text", "expected"), CLAUSES, ids=[row[0] for row in CLAUSES])
def test_clauses(text, expected):
    assert clauses(normalise(text)) == expected


@pytest.mark.parametrize(("text", "expected"), YEARS, ids=[row[0] for row in YEARS])
def test_years(text, expected):
    assert years(normalise(text)) == expected


@pytest.mark.parametrize(("text", "expected"), EXCLUDED, ids=[row[0] for row in EXCLUDED])
def test_exclusions(text, expected):
    assert exclusions(normalise(text))[0] == expected


SPOKEN = [
    ("给员工车补", ["车补"]),
    ("汽车补贴", []),
    ("老板没给上社保", ["没给上社保"]),
    ("child labour fines", ["童工"]),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN, ids=[row[0] for row in SPOKEN])
def test_spoken_words(text, expected):
    assert [said for said, _ in understand(text).spoken] == expected


@pytest.mark.parametrize(("text", "expected"), SPELLING, ids=[row[0] for row in SPELLING])
def test_spelling(text, expected):
    assert corrections(normalise(text)) == expected


def test_titles():
    assert titles("《甲办法》和《乙条例》") == ("甲办法", "乙条例")


def test_normalise_script_and_width():
    assert normalise("ＡＰＥＣ　雙盲評審") == "APEC 双盲评审"


def test_departments_by_short_and_old_names():
    assert understand("工信部要做什么").departments == ("工业和信息化部",)
    assert understand("税务总局负责哪些").departments == ("国家税务总局",)


REGIONS = [
    ("浙江金华的做法", ("浙江省", "金华市")),
    # 辽 and 宁 are letters of two provinces
    ("辽宁的个体户", ("辽宁省",)),
    ("苏皖两省", ("江苏省", "安徽省")),
    # short names that running text writes with 市, and counties behind what they lie in
    ("龙岩怎么样", ("龙岩市",)),
    ("日照时间", ()),
    ("和田玉加工", ()),
    ("在北京通州开店", ("北京市", "通州区")),
    ("吉林柳河种人参", ("吉林省", "柳河县")),
]


@pytest.mark.parametrize(("text", "expected"), REGIONS, ids=[row[0] for row in REGIONS])
def test_regions(text, expected):
    assert understand(text).regions == expected


def test_excluded_places_are_not_looked_for():
    query = understand("除了上海以外，哪些城市设了基金")
    assert query.excluded == ("上海",)
    assert query.regions == ()
    assert "上海" not in query.words


def test_words_drop_asking_and_keep_content():
    words = understand("请问有哪些融资支持可以申请？").words
    assert {"融资", "支持", "申请"} <= set(words)
    assert not {"哪些", "可以", "有", "请问"} & set(words)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("有没有关于养老的文件", False),
        ("哪些文件支持融资", False),
        ("养老方面的文件有哪些", False),
        ("贷款要提供哪些文件", True),
        ("规范性文件审核", True),
        ("5号文件讲什么", True),
    ],
)
def test_documents_that_are_asked_for_are_no_subject(text, kept):
    assert ("文件" in "".join(understand(text).words)) is kept


def test_words_of_asking_stay_where_nothing_else_does():
    assert understand("怎么办").words


def test_concepts_of_everyday_speech():
    assert "拖欠账款" in [concept.term for concept in understand("欠钱不还怎么办").concepts]


def test_abbreviations_are_concepts():
    terms = [concept.term for concept in understand("北交所").concepts]
    assert "北京证券交易所" in terms


def test_correction_adds_the_right_words():
    assert "专精特新" in understand("专精特薪企业").words


def test_places_are_known_by_their_english_names():
    assert understand("loans for small firms in Shanghai").regions == ("上海市",)
    assert understand("tourism in Inner Mongolia").regions == ("内蒙古自治区",)


def test_english_is_looked_for_in_chinese():
    query = understand("cross-border e-commerce overseas warehouse")
    assert {"overseas", "跨境电商"} <= set(query.words)
    assert "跨境电商" not in understand("RCEP平台 cross-border e-commerce").words


ENGLISH = [
    ("subsidies for training", ("补贴", "补助", "培训")),
    ("solid waste", ("固体废物",)),
    ("who is the", ()),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[row[0] for row in ENGLISH])
def test_english_words(text, expected):
    assert translated(text) == expected


def test_pinyin_is_looked_for_in_characters_only():
    assert understand("caigou流程").words == ("流程", "采购")


def test_a_document_number_alone_stays_alone():
    assert "工业" not in understand("工信部企业〔2030〕5号").words


def test_filters_are_carried():
    filters = Filters(region=("上海市",))
    assert understand("贷款", filters).filters is filters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年的评估报告", ("2029",)),
        ("近三年各城市排名", ("2028", "2029", "2030")),
        ("今年出了哪些政策", ("2030",)),
        ("最近两年的做法和2025年的目标", ("2025", "2029", "2030")),
        ("去年卖了八百多万，今年刚评上专精特新", ()),
        ("近三年没有失信记录", ()),
    ],
)
def test_years_are_counted_from_today(text, expected):
    found = understand(text, today=dt.date(2030, 5, 1))
    assert found.years == expected
    assert set(expected) <= set(found.words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人行负责哪些", ("中国人民银行",)),
        ("哪些归人行管", ("中国人民银行",)),
        ("建委的职责", ("市住房和城乡建设局",)),
        ("法人行为规范", ()),
        ("人行横道", ()),
        ("中行业协会", ()),
        ("知产局牵头什么", ("国家知识产权局",)),
        # the court that one goes to, and a city's own department
        ("法院已经判我们赢了", ()),
        ("法院负责哪些", ("最高人民法院",)),
        ("北京市商务部门做什么", ("市商务局",)),
        # branches stand before what they belong to
        ("南通海关负责什么", ("南通海关", "海关总署")),
        ("人民银行沈阳分行负责什么", ("人民银行沈阳分行", "中国人民银行")),
        ("南充银监分局参与什么", ("南充银监分局",)),
        ("上海的分行", ()),
    ],
)
def test_bodies_of_two_characters_where_they_are_asked_for(text, expected):
    assert understand(text).departments == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("雄安新区的政策", "雄安新区"), ("青岛西海岸新区", "西海岸新区"), ("横琴怎么做", "横琴新区")],
)
def test_new_areas_are_places(text, expected):
    assert expected in understand(text).regions


@given(st.integers(min_value=1, max_value=199))
def test_clause_number_in_every_spelling(number):
    expected = (f"第{write_number(number)}条",)
    for printed in (f"第{number}条", f"第（{number}）条", f"第{write_number(number)}条"):
        assert clauses(normalise(printed)) == expected


@given(st.text(max_size=200))
def test_understand_never_fails(text):
    assert understand(text).text == text.strip()


@pytest.mark.parametrize(
    "unit",
    [
        "第",
        "（",
        "除了",
        "国发[2030]",
        "不要",
        "《",
        "2030-",
        "专精特",
        "财正",
        "caigou ",
        "上海以外",
    ],
)
def test_time_is_linear(unit):
    assert_linear(understand, unit)
