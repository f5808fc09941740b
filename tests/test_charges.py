"""Whom a sentence of running text charges, with what role, and whom it only mentions."""

import pytest
from growth import assert_linear

from policykb.extract.charging import charges
from policykb.extract.duties import charges_of
from policykb.extract.responsibility import departments, first_leads, is_signed
from policykb.gazetteer.called import called
from policykb.gazetteer.fields import find_offices, office
from policykb.types import Span

CHARGED = [
    ("县级以上人民政府水利部门负责巡查。", [("水利部门", "responsible")]),
    (
        "第三条 市、县（区）人民政府应当加强领导。",
        [("市人民政府", "responsible"), ("县级人民政府", "responsible")],
    ),
    (
        "民政、住房和城乡建设、体育等部门按照职责分工，做好有关工作。",
        [
            ("民政部门", "responsible"),
            ("住房城乡建设部门", "responsible"),
            ("体育部门", "responsible"),
        ],
    ),
    (
        "收费标准由国务院民政部门会同国务院财政部门制定。",
        [("国务院民政部门", "lead"), ("国务院财政部门", "joint")],
    ),
    ("奖金由查处案件的公安机关发放。", [("公安机关", "responsible")]),
    (
        "市民政局牵头，市教育局、团市委配合，建立台账。",
        [
            ("市民政局", "lead"),
            ("市教育局", "support"),
            ("团市委", "support"),
        ],
    ),
    (
        "建立由市民政局牵头，市水利局参与的会商制度。",
        [("市民政局", "lead"), ("市水利局", "support")],
    ),
    ("（一）市水利局。负责堤防巡查。", [("市水利局", "responsible")]),
    ("市水利局：组织抢险。", [("市水利局", "responsible")]),
    (
        "台账由所在企业、社区（村、居委会）分别建立。",
        [("社区", "responsible"), ("村、居委会", "responsible")],
    ),
    ("试点城市政府是责任主体。", [("试点城市人民政府", "responsible")]),
    (
        "市发展改革委（市粮食局）核定库存。",
        [("市发展和改革委员会", "responsible"), ("市粮食局", "responsible")],
    ),
    ("巡查期间各级水利部门要值守。", [("水利部门", "responsible")]),
]
MENTIONED = [
    "结果报市水利局备案，并抄送市委组织部。",
    "经水利部门批准，可以取水。",
    "由市水利局、市民政局组成工作组。",
    "市统计局发布的数据作为依据。",
    "市水利局已建立台账。",
    "向当地民政部门、公安机关报告人数。",
    "加强行政执法部门建设，保障审判机关依法履职。",
    "配合水利部门做好调查。",
    "企业应当承担主体责任。",
]


@pytest.mark.parametrize(("sentence", "charged"), CHARGED)
def test_a_sentence_charges_bodies(sentence, charged):
    assert [(each.name, each.role) for each in charges_of(sentence)] == charged


@pytest.mark.parametrize("sentence", MENTIONED)
def test_a_body_that_is_only_mentioned_is_not_charged(sentence):
    assert charges_of(sentence) == ()


@pytest.mark.parametrize(
    "run", ["市水利局、", "由市水利局", "（市", "各级水利和", "水利部门的", "由由由市水利局会同"]
)
def test_hostile_lines_take_linear_time(run):
    assert_linear(charges_of.__wrapped__, run)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("省、自治区、直辖市人民政府市场监管部门", "市场监督管理部门"),
        ("国务院卫生健康主管部门", "国务院卫生健康部门"),
        ("某市经信部门", ""),
        ("杭州市经信部门", "经济和信息化部门"),
        ("有关部门", ""),
        ("查处案件的部门", ""),
    ],
)
def test_a_body_may_be_called_by_its_field(printed, name):
    found = office(printed)
    assert (found.name if found else "") == name


def test_bodies_called_by_their_field_are_found_in_questions():
    found = find_offices("某条例中市场监管部门和公安机关负责什么")
    assert [mention.entry.name for mention in found] == ["市场监督管理部门", "公安机关"]


@pytest.mark.parametrize(
    ("asked", "printed", "name", "same"),
    [
        ("市人社局", "市人力资源社会保障局", "沈阳市人力资源和社会保障局", True),
        ("大连市人社局", "市人力资源社会保障局", "沈阳市人力资源和社会保障局", False),
        ("市生态环境局", "市环境保护局", "南充市环境保护局", True),
        ("省住建厅", "省住房城乡建设厅", "辽宁省住房和城乡建设厅", True),
        ("卫健部门", "县级以上人民政府卫生健康部门", "国家卫生健康委员会", True),
        ("国务院民政部门", "市民政部门", "民政部门", False),
        ("水利部", "水利部门", "水利部门", False),
        ("人民银行南通市中心支行", "人行南通市中心支行", "人行南通市中心支行", True),
    ],
)
def test_one_body_by_different_names(asked, printed, name, same):
    assert called(asked).means(printed, name) is same


@pytest.mark.parametrize(
    ("inside", "names"),
    [
        (
            "市水利局、发改委、税务局负责",
            ["大连市水利局", "大连市发展和改革委员会", "大连市税务局"],
        ),
        ("市水利局、辽宁证监局负责", ["大连市水利局", "辽宁证监局"]),
        ("市民政局、沈阳市公安局负责", ["大连市民政局", "沈阳市公安局"]),
        ("各县(市、区)政府、各区负责", ["县级人民政府", "区人民政府"]),
        ("市民政局、大连海关、市妇联", ["大连市民政局", "大连海关", "大连市妇联"]),
        ("市水利局，各县（市）区政府", ["大连市水利局", "县级人民政府"]),
        ("市水利局会同市民政局，各区", ["大连市水利局", "大连市民政局", "区人民政府"]),
        ("人民银行辽宁省分行、市水利局", ["人民银行辽宁省分行", "大连市水利局"]),
        ("市水利局 市民政局", ["大连市水利局", "大连市民政局"]),
    ],
)
def test_bodies_that_sign_together_are_of_one_place(inside, names):
    assert is_signed(inside)
    assert [body.name for body in departments(inside, "municipal", "大连市")] == names


@pytest.mark.parametrize(
    "inside", ["市水利局，详见附件", "市水利局，5月底前", "农户，企业", "新建三处", "见出处、某处"]
)
def test_bodies_beside_other_words_sign_nothing(inside):
    assert not is_signed(inside)


def test_who_supports_is_named_behind_what_is_done():
    text = "由市水利局牵头，对堤防开展一次检查，市民政局配合，于5月底前完成。"
    (run,) = charges(text, Span(0, len(text)))
    assert [(b.printed, b.role) for b in departments(run.inside)] == [
        ("市水利局", "lead"),
        ("市民政局", "support"),
    ]


NOTES = [
    "排在第一位的为牵头单位",
    "列首的为牵头单位，下同",
    "第一个单位为牵头部门",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_says_that_the_body_named_first_leads(note):
    assert first_leads(f"注：{note}。") and not first_leads("各单位排名不分先后。")
    inside = f"市水利局、市民政局，{note}"
    assert is_signed(inside)
    assert [body.printed for body in departments(inside)] == ["市水利局", "市民政局"]


@pytest.mark.parametrize(
    ("inside", "roles"),
    [
        ("规划处", ["responsible"]),
        ("艺术处、资源处，各市州文旅局", ["responsible"] * 3),
        ("资源处会同艺术处", ["lead", "joint"]),
        ("服务处牵头，省博物馆、执法总队配合", ["lead", "support", "support"]),
    ],
)
def test_divisions_of_one_office_share_its_work(inside, roles):
    assert is_signed(inside)
    assert [body.role for body in departments(inside, "provincial", "湖北省")] == roles
