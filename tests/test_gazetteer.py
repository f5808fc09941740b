import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb import gazetteer
from policykb.gazetteer import city, department, find_departments, find_divisions, find_regions

CITIES = [
    ("金华", "金华市", "浙江省", "municipal"),
    ("上海", "上海市", "上海市", "provincial"),
    ("恩施州", "恩施土家族苗族自治州", "湖北省", "municipal"),
    ("日照", "日照市", "山东省", "municipal"),
    ("吉林市", "吉林市", "吉林省", "municipal"),
    ("仙桃市", "仙桃市", "湖北省", "county"),
    ("石 家 庄", "石家庄市", "河北省", "municipal"),
]


@pytest.mark.parametrize(
    ("printed", "name", "province", "level"), CITIES, ids=[c[0] for c in CITIES]
)
def test_city(printed, name, province, level):
    found = city(printed)
    assert found is not None
    assert (found.name, found.province, found.level) == (name, province, level)


@pytest.mark.parametrize("printed", ["浙江", "全国", "", "开发区", "浦东新区"])
def test_no_city(printed):
    assert city(printed) is None


def test_all_prefectures_are_there():
    rows = [r for r in gazetteer.names.rows("places.jsonl") if r["level"] == "municipal"]
    mainland = [r for r in rows if r["province"] != "台湾省"]
    assert len(mainland) == 333  # prefecture-level divisions outside the municipalities, 2020 on
    assert sum(r.get("kind") == "subprovincial" for r in mainland) == 15
    assert len({r["name"] for r in rows}) == len(rows)


def test_all_counties_are_there():
    rows = gazetteer.names.rows("places.jsonl")
    names = [name for row in rows for name in row.get("counties", ())]
    assert sum(name.endswith("县") for name in names) == 1416  # 1,299 and 117 autonomous, 2023
    assert sum(name.endswith("旗") for name in names) == 52
    assert all(len(set(row.get("counties", ()))) == len(row.get("counties", ())) for row in rows)


PLACES = [
    ("浙江省金华市义乌市试点", ["浙江省", "金华市", "义乌市"]),
    ("在北京市朝阳区和大连市中山区", ["北京市", "朝阳区", "大连市", "中山区"]),
    ("形成都市圈，扩大连锁经营，推广安全生产", []),
    ("复合肥料、出海口、经济南北轴", []),
    ("各市和县域经济，扩大合作市场", []),
    ("郊区和矿区", []),
    ("昆山市、义乌", ["昆山市", "义乌市"]),
    ("长治久安，来宾众多，日照充足", []),
    ("岳阳县、岳阳县域经济", ["岳阳县", "岳阳市"]),
    ("应当会同县人民政府，财政和县级以上地方，自然资源县级机构", []),
    ("罗浮山县镇村、粤东山区、各市和县人民政府、打通东至县西巷", []),
    ("怀化市会同县、融水县、达茂旗", ["怀化市", "会同县", "融水苗族自治县"]),
    ("勉县人民政府；赵县人民政府", ["勉县", "赵县"]),
    ("中国农业银行县支行", []),
]


@pytest.mark.parametrize(("text", "names"), PLACES, ids=[p[0][:8] for p in PLACES])
def test_find_regions(text, names):
    assert [m.entry.name for m in find_regions(text)] == names


def test_namesakes_are_told_apart_by_their_city():
    found = find_regions("沈阳市和平区、天津市和平区")
    assert [(m.entry.name, m.entry.city) for m in found][1::2] == [
        ("和平区", "沈阳市"),
        ("和平区", "天津市"),
    ]


def test_find_divisions_takes_a_district_with_its_city_and_leaves_provinces_out():
    found = find_divisions("浙江、杭州市西湖区、重庆")
    assert [m.entry.name for m in found] == ["西湖区", "重庆市"]
    assert found[0].span.of("浙江、杭州市西湖区、重庆") == "杭州市西湖区"


REGIONS = [
    ("浙江省金华市人民政府", "金华市", "municipal"),
    ("国务院办公厅", "全国", "national"),
    ("工业和信息化部", "全国", "national"),
    ("2025年广西政府工作报告", "广西壮族自治区", "provincial"),
    ("上海市浦东新区科技和经济委员会", "浦东新区", "county"),
    ("深圳市促进条例", "深圳市", "municipal"),
]


@pytest.mark.parametrize(("text", "name", "level"), REGIONS, ids=[r[0][:8] for r in REGIONS])
def test_region_of(text, name, level):
    found = gazetteer.region_of(text)
    assert found is not None
    assert (found.name, found.level) == (name, level)


def test_region_of_silence():
    assert gazetteer.region_of("关于加强管理的通知") is None


BODIES = [
    ("发展改革委", "", "国家发展和改革委员会"),
    ("工信部", "", "工业和信息化部"),
    ("工业和信息化部等有关部门", "", "工业和信息化部"),
    ("农业农村部等", "", "农业农村部"),
    ("银保监会", "", "国家金融监督管理总局"),
    ("国家计委", "", "国家发展和改革委员会"),
    ("监察部", "", "中央纪委国家监委"),
    ("市监局", "", "市市场监督管理局"),
    ("市场监管局", "", "市市场监督管理局"),
    ("苏州市市监局", "", "苏州市市场监督管理局"),
    ("县市监局", "", "县市场监督管理局"),
    ("市监委", "", "市监委"),
    ("知识产权局", "", "国家知识产权局"),
    ("知识产权局", "national", "国家知识产权局"),
    ("知识产权局", "municipal", "市知识产权局"),
    ("开发银行", "", "国家开发银行"),
    ("粮食和储备局", "", "国家粮食和物资储备局"),
    ("中央军委政治工作部", "", "中央军委政治工作部"),
    ("各地方", "", "各地方"),
    ("各有关省级人民政府", "", "省级人民政府"),
    ("市经信局", "", "市经济和信息化局"),
    ("金华市财政局", "", "金华市财政局"),
    ("上海市经济信息化委", "", "上海市经济和信息化委员会"),
]


@pytest.mark.parametrize(
    ("printed", "level", "name"), BODIES, ids=[f"{b[0]}-{b[1]}" for b in BODIES]
)
def test_department(printed, level, name):
    found = department(printed, level)
    assert found is not None
    assert found.current == name


@pytest.mark.parametrize(
    ("printed", "name"), [("市财政局", "金华市财政局"), ("省科技厅", "浙江省科学技术厅")]
)
def test_bare_local_bodies_take_the_documents_region(printed, name):
    found = department(printed, "municipal", "金华市")
    assert found is not None and found.current == name


@pytest.mark.parametrize("printed", ["中小企业", "文化", "", "发展", "数字化转型"])
def test_no_department(printed):
    assert department(printed) is None


FOUND = [
    ("由财政部会同税务总局办理", ["财政部", "国家税务总局"]),
    ("财政部门和司法部门", ["财政部", "司法部"]),
    ("中国银行业协会", ["中国银行业协会"]),
    ("公安部署、其中行业、构建行业", []),
]


@pytest.mark.parametrize(("text", "names"), FOUND, ids=[f[0][:8] for f in FOUND])
def test_find_departments(text, names):
    assert [m.entry.name for m in find_departments(text)] == names


def test_every_successor_is_known():
    rows = gazetteer.names.rows("departments.jsonl")
    names = {r["name"] for r in rows}
    assert [r["name"] for r in rows if r["successor"] and r["successor"] not in names] == []


def test_names_are_unique_in_their_level():
    seen = {}
    for row in gazetteer.names.rows("departments.jsonl"):
        for name in (row["name"], *row["aliases"]):
            assert seen.setdefault((name, row["level"]), row["name"]) == row["name"], name


def test_abbreviations():
    assert gazetteer.abbreviations()["北交所"] == "北京证券交易所"


@given(st.text(alphabet="上海北京市区县和、金华财政部门形成都大连锁", max_size=60))
def test_mentions_are_in_order_and_verbatim(text):
    last = 0
    for mention in find_regions(text):
        assert last <= mention.span.start < mention.span.end <= len(text)
        printed = mention.span.of(text)
        assert printed in (mention.entry.name, mention.entry.short)
        last = mention.span.end


def test_lexicon_is_not_lost(shared):
    path = shared("lexicon/departments.jsonl")
    lost = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if department(row["name"]) is None:
            lost.append(row["name"])
    assert lost == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("皖 2025 规上工业", ("安徽省",)),
        ("苏皖两省在土地承包上有何不同", ("江苏省", "安徽省")),
        ("京津冀各地的做法", ("北京市", "天津市", "河北省")),
        ("鄂、湘、赣的粮食产量", ("湖北省", "湖南省", "江西省")),
        ("桂2025年GDP", ("广西壮族自治区",)),
        ("京津冀协同发展", ()),
        ("闽企怎么出海", ("福建省",)),
        ("贵 不 贵", ()),
        ("新 能源", ()),
        ("川渝两地", ("四川省", "重庆市")),
        ("粤方言", ()),
    ],
)
def test_provinces_by_one_character(text, names):
    assert gazetteer.lettered(text) == names


ISSUERS = (
    "广州市人力资源和社会保障局", "国家卫生健康委基层司", "安徽省财政厅", "合肥市财政局",
    "合肥市人民政府办公室", "国务院办公厅", "中国人民银行成都分行办公室", "南通海关",
)  # fmt: skip
CALLED = [
    ("国务院办公厅", ("国务院办公厅",)),
    ("国办", ("国务院办公厅",)),
    ("广州市人社局", ("广州市人力资源和社会保障局",)),
    ("上海市人社局", ()),
    ("人社部门", ("广州市人力资源和社会保障局",)),
    ("国家卫健委", ("国家卫生健康委基层司",)),
    ("财政部", ()),
    ("财政部门", ("安徽省财政厅", "合肥市财政局")),
    ("省财政厅", ("安徽省财政厅",)),
    ("市政府", ("合肥市人民政府办公室",)),
    ("人民银行成都分行", ("中国人民银行成都分行办公室",)),
    ("海关", ("南通海关",)),
    ("发改委", ()),
]


@pytest.mark.parametrize(("name", "bodies"), CALLED, ids=[c[0] for c in CALLED])
def test_bodies_that_a_short_name_means(name, bodies):
    assert gazetteer.bodies_called(name, ISSUERS) == bodies
