"""What one must have or reach to be given support is no target of the document."""

import pytest
from drafts import draft
from growth import assert_linear

from policykb.extract.indicators import indicators
from policykb.extract.measures import measures
from policykb.extract.targets import targets


def numbers(*lines, **meta):
    return [t.value_text for t in targets(draft(*lines, **meta)) if not t.qualitative]


@pytest.mark.parametrize(
    "sentence",
    [
        "对年出口额达到200万美元以上的企业，奖励3万元。",
        "对年出口额300万美元、600万美元以上，且增长8%以上的企业，分别奖励3万元、6万元。",
        "凡新建床位60张以上、总投资900万元以上的民宿，一次性补助15万元。",
        "固定资产投资6000万元以上、亩均投资不低于80万元，按投资额给予企业6%—12%的奖励。",
        "年纳税额达到40万元以上，一次性给予8万元奖励；达到70万元以上，给予18万元奖励。",
        "新注册的企业3年内进出口额增量达200万美元、400万美元以上，分别奖励4万元、8万元。",
        "组团参展单位8家以上，给予商会2万元补助。",
        "项目投资400万元—4000万元，奖励投资额的6%；投资4000万元以上，实行“一事一议”。",
        "完成设备投资500万元以上，按10%给予补助。",
        # who may have it, by what they are
        "欠费率不高于4%的企业可以申请；职工50人以下的企业，欠费率不高于9%。",
        "员工中残疾人达到现有人数20%的小微企业最高300万元，期限3年。",
        "每亩再增加60元。",
        "展位费在定额补助外，再增加实际支出8%的资金支持。",
    ],
)
def test_the_threshold_of_a_grant_is_no_target(sentence):
    assert numbers("一、扶持政策", f"（一）做大企业。{sentence}") == []


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        # a goal beside a grant, in a sentence of its own or before the grant
        ("到2027年培育龙头企业50家以上。对龙头企业给予30万元奖励。", ["50家以上"]),
        ("力争新增规上企业80家以上，对新上规企业给予10万元奖励。", ["80家以上"]),
        ("全市研发投入占比达到3%以上，给予研发补助5000万元。", ["3%以上"]),
        ("每年遴选优秀项目20个以上，给予10万元奖励。", ["20个以上"]),
        # those who are only counted are a promise
        ("组织对600名学员培训，给予补贴。", ["600名"]),
        ("开展对外交流60场以上，优先保障用地。", ["60场以上"]),
    ],
)
def test_a_goal_beside_a_grant_stays(sentence, kept):
    assert numbers("一、扶持政策", f"（一）做大企业。{sentence}") == kept


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("合格率达到96%以上得基础分5分，每降低1个百分点扣0.5分，最多扣5分。", []),
        ("每增加1个网点得绩效分1分，直至满分。", []),
        ("零售网点建设（8分）。", []),
        ("到2027年，群众满意度得分达到92分以上。", ["92分以上"]),
    ],
)
def test_what_is_scored_is_no_target(sentence, kept):
    assert numbers("一、考核内容", f"（一）供应能力。{sentence}") == kept


CONDITIONS = [
    "申报条件",
    "申报对象和条件",
    "基本条件",
    "认定条件",
    "支持对象",
    "奖励标准",
    "申报企业应符合以下条件",
]


@pytest.mark.parametrize("heading", CONDITIONS)
def test_what_stands_below_a_heading_of_conditions_is_neither_aimed_at_nor_achieved(heading):
    lines = (
        f"二、{heading}",
        "（一）科技人员占职工总数的比例不低于12%；",
        "（二）近两年研发费用占销售收入的比例不低于4%。",
    )
    assert numbers(*lines, doc_type="other", written_on="2024-05-06") == []
    assert indicators(draft(*lines, doc_type="other", written_on="2024-05-06")) == ()


def test_items_behind_the_words_that_announce_conditions():
    lines = (
        "三、申报事项",
        "申报单位应当具备下列条件：",
        "（一）上年营业收入达到2000万元以上；",
        "（二）专职人员不少于15人。",
    )
    assert numbers(*lines) == []


@pytest.mark.parametrize(
    "heading", ["提高补助标准", "扩大支持范围", "改善办学条件", "完善基本公共服务条件"]
)
def test_tasks_that_name_conditions_or_rates_promise_as_before(heading):
    lines = ("二、主要任务", f"（一）{heading}", "到2027年，新建标准化学校30所以上。")
    assert numbers(*lines) == ["30所以上"]


HARD = (
    "，对",
    "对1亿元以上的企业，",
    "给予1万元，",
    "1万元、",
    "达到3%以上，",
    "凡",
    "由市科技局，",
    "截止到",
    "最高5万元，奖励3万元；",
)


@pytest.mark.parametrize("part", HARD)
def test_hard_lines_are_read_in_linear_time(part):
    def work(text):
        document = draft("一、扶持政策", f"（一）做大企业。对新办的{text}给予奖励1万元。")
        targets(document)
        measures(document)

    assert_linear(work, part)


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("响应启动条件", "城区积水深度超过30厘米。"),
        ("应急响应", "出现下列情形之一的，启动一级响应：\n1.城区积水深度超过30厘米。"),
        ("应急响应", "符合下列条件之一的，由指挥部启动响应：\n1.降雨量达到150毫米。"),
    ],
)
def test_what_sets_off_a_plan_for_emergencies_is_neither_aimed_at_nor_achieved(heading, line):
    document = draft(f"一、{heading}", *f"（一）城区。{line}".split("\n"))
    assert (targets(document), indicators(document)) == ((), ())
