"""For which place a text is, which period it covers and until when it holds, by its title and words."""

import pytest
from drafts import draft
from parse_samples import BODY, document

from policykb.extract.validity import validity

# ------------------------------------------------------------------ places

SPEAKS = [
    ("我县", "为贯彻国务院和省有关决定，结合我县实际，制定本意见。", ""),
    ("named", "根据国家、省、市要求，结合官渡区实际，在我区推进下列工作。", "官渡区"),
    ("全旗", "国家和自治区作出部署，全旗农牧民增收，准格尔旗各镇落实。", "准格尔旗"),
    ("nation", "为了促进我国水利发展，依法治水，制定本办法。", "全国"),
    ("健全县", "国务院水利主管部门负责全国工作，健全县级机构。", "全国"),
    ("state only", "落实国家有关要求，抓紧修渠。", ""),
    ("law", "根据《中华人民共和国水法》，制定本办法。", "全国"),
    ("own office", "列入县财政预算，按照《柳河县修渠办法》执行。", "柳河县"),
    ("an office that is spoken of", "样本取自各地，柯桥区税务局推出新服务。", ""),
    ("own office first", "列入县财政预算，按《柳河县修渠办法》，由国务院有关部门认定。", "柳河县"),
    (
        "before a congress",
        "——2026年1月8日在酒泉市第五届人民代表大会第六次会议上\n国务院有关部门支持。",
        "酒泉市",
    ),
    ("before that of the nation", "2026年3月5日在第十四届全国人民代表大会第四次会议上", "全国"),
]


@pytest.mark.parametrize(("text", "region"), [s[1:] for s in SPEAKS], ids=[s[0] for s in SPEAKS])
def test_the_place_is_unknown_rather_than_the_nation(text, region):
    assert document("修渠办法", text + BODY, "一、甲", BODY).meta.region == region


@pytest.mark.parametrize(
    ("title", "region", "level"),
    [
        ("岳阳县修渠办法", "岳阳县", "county"),
        ("公安县修渠办法", "公安县", "county"),
        ("勉县人民政府关于修渠的通知", "勉县", "county"),
        ("融水县修渠办法", "融水苗族自治县", "county"),
        ("阳江高新区修渠办法", "阳江市", "municipal"),
        ("关于做好公安工作的通知", "", ""),
        ("国务院关于修渠的通知", "全国", "national"),
        # branches of national bodies answer for their place
        ("中国人民银行成都分行关于修渠的通知", "成都市", "municipal"),
        ("国家税务总局辽宁省税务局关于修渠的通知", "辽宁省", "provincial"),
        ("国家税务总局关于修渠的通知", "全国", "national"),
    ],
)
def test_the_place_of_a_title(title, region, level):
    meta = document(title, BODY, "一、甲", BODY).meta
    assert (meta.region, meta.level) == (region, level)


# ------------------------------------------------------------------ periods and validity

FIVE = "第十四个五年规划和2035年远景目标纲要"
PERIODS = [
    (f"鄯善县国民经济和社会发展{FIVE}", "制定本规划。", "2021-2025"),
    ("鄯善县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "制定。", "2021-2025"),
    ("鄯善县修渠规划", "“十四五”规划时期是修渠的关键五年。", "2021-2025"),
    ("鄯善县修渠意见", "“十四五”规划时期是修渠的关键五年。", None),
    ("鄯善县修渠规划（2023—2030年）", "“十四五”规划时期。", "2023-2030"),
    ("某市水利发展公报", "2023年，各项工程推进。", "2023"),
    ("某市水利评估报告（2022）", "2023年，组织评估。", "2022"),
    ("某市水利评估报告", "（2022年度）\n2023年，组织评估。", "2022"),
]


@pytest.mark.parametrize(("title", "first", "period"), PERIODS, ids=[p[0][3:12] for p in PERIODS])
def test_period(title, first, period):
    assert document(title, first + BODY, "一、甲", BODY).meta.period == period


def test_a_plan_with_a_vision_is_not_over_with_its_five_years():
    both = [
        validity(draft("本规划。", title=title, doc_type="plan", period="2021-2025")).expires_on
        for title in (f"某某{FIVE}", "某某“十四五”规划")
    ]
    assert both == [None, "2025-12-31"]


LABELLED = [
    ("有 效 性：有效", (None, "in_force", "有 效 性：有效")),
    ("是否有效：否", ("2025-12-31", "repealed", "是否有效：否")),
    ("有效性：部分失效", ("2025-12-31", "in_force", "鄯善县修渠规划（2021—2025年）")),
]


@pytest.mark.parametrize(("line", "told"), LABELLED, ids=[x[0] for x in LABELLED])
def test_a_printed_label_counts_before_the_end_of_a_period(line, told):
    title = "鄯善县修渠规划（2021—2025年）"
    meta = validity(document(line, title, "为了修渠，制定本规划。" + BODY, "一、甲", BODY))
    assert (meta.expires_on, meta.status, meta.status_basis.split("\n")[0]) == told


def test_an_interpretation_holds_from_no_day():
    line = "《办法》自2023年3月1日起施行，有效期3年。"
    meta = validity(draft("一、要点", line, doc_type="interpretation", period="2021-2025"))
    assert (meta.effective_on, meta.expires_on, meta.status) == (None, None, "unknown")


def test_an_explanation_of_a_plan_is_no_plan():
    meta = document(f"《鄯善县{FIVE}（草案）》的说明", BODY, "一、甲", BODY).meta
    assert meta.doc_type == "interpretation"


def test_years_until_which_a_policy_holds():
    meta = validity(draft("制定本意见，政策期限为2016年至2018年。"))
    assert (meta.effective_on, meta.expires_on) == ("2016-01-01", "2018-12-31")


def test_an_office_that_leaves_out_its_city_is_not_of_the_province_that_it_names():
    meta = document("市水务局关于推荐2031年辽宁省节水企业的通知", f"一、条件\n{BODY}").meta
    assert (meta.region, meta.level) == ("", "")


def test_a_province_that_leaves_out_its_name_has_that_of_its_letter():
    lines = ("省人民政府关于修渠的意见", "鄂政发〔2031〕26号", "各市、州、县人民政府：", BODY)
    assert document(*lines, f"一、修渠\n{BODY}").meta.issuers == ("湖北省人民政府",)


def test_a_national_body_that_begins_like_a_city_is_of_the_nation():
    meta = document("市场监管总局关于推进检验的通知", f"一、目标\n{BODY}").meta
    assert (meta.region, meta.level) == ("全国", "national")
