"""compare: what becomes of each clause and target of an upper document in a lower one."""

import numpy as np
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from policykb.answer.align import firmer_clause, firmer_target, nearest_sentence
from policykb.answer.compare import STATUSES, compare, handed_down, told_apart
from policykb.answer.whereabouts import standing
from policykb.cli import app
from policykb.embed import load
from policykb.errors import NotFound
from policykb.search import Searcher
from policykb.store import Store

UPPER = """某省小微企业成长规划（2021—2025年）

一、发展目标

到2025年，小微企业研发经费年均增长10%以上，小微企业贷款户数年均增长8%以上，培育创新型小微企业4000家。

二、主要任务

（一）加大信贷支持

引导银行增加小微企业信用贷款投放，推广无还本续贷业务。（省地方金融监管局负责）

（二）保护知识产权

应当建立专利快速维权机制，严厉打击专利侵权行为。（省知识产权局负责）

（三）支持企业出海

组织企业参加境外展会，帮助企业开拓国际市场。（省商务厅负责）
"""
LOWER = """某市小微企业成长规划（2021—2025年）

一、发展目标

到2025年，小微企业研发经费年均增长12%以上，小微企业贷款户数年均增长6%以上，培育创新型小微企业300家。

二、主要任务

（一）加大信贷支持

引导银行增加小微企业信用贷款投放，推广无还本续贷业务。（市金融办负责）

（二）保护知识产权

探索建立专利快速维权机制。探索打击专利侵权行为的联动机制。（市市场监管局负责）

（三）建设街区驿站

在商业街区建设便民驿站，为店主提供饮水和休息场所。（市住建局负责）
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    from policykb.pipeline import ingest

    folder = tmp_path_factory.mktemp("pair")
    for name, text in (("上级", UPPER), ("下级", LOWER)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    ingest([folder / "上级.txt", folder / "下级.txt"], folder / "data")
    return folder / "data"


@pytest.fixture(scope="module")
def reply(data):
    searcher = Searcher(Store.open(data), load())
    return compare(
        "某省小微企业成长规划（2021—2025年）", "某市小微企业成长规划（2021—2025年）", searcher
    )


def status_of(reply, side: str, words: str) -> list[str]:
    return [i["status"] for i in reply["items"] if i[side] and words in i[side]["quote"]]


@pytest.mark.parametrize(
    ("side", "words", "status"),
    [
        ("upper", "研发经费年均增长", "strengthened"),
        ("upper", "贷款户数年均增长", "weakened"),
        ("upper", "加大信贷支持", "repeated"),
        ("upper", "保护知识产权", "weakened"),
        ("upper", "支持企业出海", "omitted"),
        ("lower", "建设街区驿站", "added"),
    ],
)
def test_what_becomes_of_each(reply, side, words, status):
    assert status_of(reply, side, words) == [status]


def test_a_city_takes_on_a_part_of_a_count():
    upper, lower = target(4000, "某省", "count"), target(300, "某市", "count")
    assert firmer_target(upper, lower, ("", "")) == (0, "share")


def test_totals_and_quotes_at_both_ends(reply):
    assert sum(reply["totals"].values()) == reply["total"] == len(reply["items"])
    assert set(reply["totals"]) == set(STATUSES)
    for item in reply["items"]:
        assert [bool(quote) for quote in item["evidence"]] == [
            bool(item["upper"]),
            bool(item["lower"]),
        ]
        for side, quote in zip(("upper", "lower"), item["evidence"], strict=True):
            assert not item[side] or quote in (item[side].get("text") or item[side]["quote"])
    assert reply["coverage"]["searched"] == 2


def target(value, region="某省", quantity="growth_rate", operator=">=", deadline="2025") -> dict:
    return {
        "indicator": "x", "value": value, "operator": operator, "quantity": quantity,
        "deadline": deadline, "region": region, "document": {"region": region},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("upper", "lower", "firmer"),
    [
        (target(10), target(12), 1),
        (target(10), target(8), -1),
        (target(10), target(10), 0),
        (target(5, operator="<="), target(4, operator="<="), 1),
        (target(5, operator="<"), target(6, operator="<"), -1),
        (target(None), target(6), 1),
        (target(6), target(None), -1),
        (target(6), target(6, deadline="2024"), 1),
        (target(6), target(6, deadline="2027"), -1),
        (target(500, quantity="count"), target(600, quantity="count"), 1),
    ],
    ids=["高", "低", "同", "上限降", "上限升", "量化", "失量", "提前", "推后", "同地数量"],
)
def test_how_firm_targets_are(upper, lower, firmer):
    assert firmer_target(upper, lower, ("", ""))[0] == firmer


@pytest.mark.parametrize(
    ("duties", "quotes", "firmer"),
    [
        (("must", "should"), ("", ""), -1),
        (("encourage", "must"), ("", ""), 1),
        (("should", "should"), ("", ""), 0),
        (("should", "should"), ("最高补助50万元。", "最高补助80万元。"), 1),
        (("should", "should"), ("最高补助50万元。", "最高补助30万元。"), -1),
        (("should", "should"), ("补助50万元。", "补助30%。"), 0),
    ],
    ids=["要求放松", "要求提高", "相同", "金额提高", "金额降低", "单位不同"],
)
def test_how_firm_clauses_are(duties, quotes, firmer):
    upper, lower = ({"obligation": duty} for duty in duties)
    assert firmer_clause(upper, lower, quotes)[0] == firmer


@pytest.mark.parametrize(
    ("upper", "lower", "firmer", "basis"),
    [
        ("费率降至2%以下。", "费率降至1.5%以下。", 1, "figures"),
        ("投诉应在30日内办结。", "投诉应在20日内办结。", 1, "figures"),
        ("时间压缩至3个工作日。", "时间压缩至4个工作日。", -1, "figures"),
        ("覆盖率达到60%。", "覆盖率达到50%。", -1, "figures"),
        ("安排资金3亿元。", "安排资金2000万元。", 0, "share"),
        ("培训1万人次。", "培训500人次。", 0, "share"),
        ("给予一次性奖励20万元。", "给予一次性奖励10万元。", -1, "figures"),
        ("每千人口床位达到7张。", "每千人口床位达到8张。", 1, "figures"),
    ],
)
def test_a_city_is_held_to_rates_days_and_single_grants(upper, lower, firmer, basis):
    above, below = ({"obligation": "should", "region": name} for name in ("某省", "某市"))
    assert firmer_clause(above, below, (upper, lower)) == (firmer, basis)


def test_days_and_numbers_per_head_are_no_share():
    rows = [
        ("办理时间压缩至3个工作日", "工作日", 3, 2, 1),
        ("每千人口托位达到4个", "个", 4, 5, 1),
        ("托位达到400个", "个", 400, 50, 0),
    ]
    for quote, unit, above, below, firmer in rows:
        upper, lower = (
            target(value, region, "count") | {"quote": quote, "unit": unit, "value_text": "压缩"}
            for value, region in ((above, "某省"), (below, "某市"))
        )
        upper["value_text"] = next(c for c in quote if c.isdigit())
        assert firmer_target(upper, lower, ("", ""))[0] == firmer, quote


def test_clauses_beside_measures_are_compared_too(tmp_path):
    from policykb.pipeline import ingest

    paths = []
    for place, days in (("江西省", 3), ("赣州市", 2)):
        text = f"""{place}中小企业服务规划

二、重点任务

1．建设服务平台。支持各地建设企业服务平台，推广上门服务。

2．提升办事效率。企业开办时间压缩至{days}个工作日以内。
"""
        paths.append(tmp_path / f"{place}.txt")
        paths[-1].write_text(text, "utf-8")
    ingest(paths, tmp_path / "data")
    reply = compare("江西省中小企业服务规划", "赣州市中小企业服务规划", *searchers(tmp_path))
    found = {i["upper"]["number"]: i["status"] for i in reply["items"] if i["kind"] != "target"}
    assert found["2．"] == "strengthened"


def searchers(path):
    return [Searcher(Store.open(path / "data"), load())]


def test_a_document_compared_with_itself_repeats_everything(data):
    searcher = Searcher(Store.open(data), load())
    id = searcher.store.documents()[0]["id"]
    reply = compare(id, id, searcher)
    assert reply["totals"]["repeated"] == reply["total"] > 0


def test_unknown_documents(data):
    with pytest.raises(NotFound):
        compare("没有这个", "也没有", Searcher(Store.open(data), load()))


def test_over_http(data):
    with TestClient(create_app(data)) as client:
        names = {"upper": "某省小微企业成长规划（2021—2025年）", "lower": "不存在的文件"}
        assert client.get("/api/v1/compare", params=names).status_code == 404
        assert client.get("/api/v1/compare", params={"upper": "甲"}).status_code == 422


def test_on_the_command_line(data):
    names = ["某省小微企业成长规划（2021—2025年）", "某市小微企业成长规划（2021—2025年）"]
    result = CliRunner().invoke(app, ["--data", str(data), "compare", *names])
    assert result.exit_code == 0
    assert (
        "[加强]" in result.stdout and "[遗漏]" in result.stdout and "建设街区驿站" in result.stdout
    )


def refs(one: tuple[str, str], other: tuple[str, str]) -> dict:
    upper, lower = ({"region": region, "level": level} for region, level in (one, other))
    return {"upper": upper, "lower": lower, "relation": standing(lower, upper)}


@pytest.mark.parametrize(
    ("one", "other", "relation", "said", "down"),
    [
        (("辽宁省", "provincial"), ("大连市", "municipal"), "lower", "", True),
        (("沈阳市", "municipal"), ("大连市", "municipal"), "peer", "同级的沈阳市和大连市", False),
        (("大连市", "municipal"), ("大连市", "municipal"), "peer", "同属大连市", True),
        (("吉林省", "provincial"), ("大连市", "municipal"), "other", "互不隶属", False),
        (("大连市", "municipal"), ("全国", "national"), "upper", "级别高于", False),
        (("", ""), ("大连市", "municipal"), "other", "", True),
    ],
    ids=["下级", "两地同级", "一地同级", "不隶属", "颠倒", "不明"],
)
def test_how_the_two_documents_stand(one, other, relation, said, down):
    found = refs(one, other)
    assert found["relation"] == relation and handed_down(found) is down
    assert said in told_apart(found) if said else not told_apart(found)


def test_two_cities_are_no_upper_and_lower(tmp_path):
    from policykb.pipeline import ingest

    for name, text in (("沈阳市", UPPER), ("大连市", LOWER)):
        (tmp_path / f"{name}.txt").write_text(text.replace("某省", name).replace("某市", name))
    ingest([tmp_path / "沈阳市.txt", tmp_path / "大连市.txt"], tmp_path / "data")
    titles = [f"{name}小微企业成长规划（2021—2025年）" for name in ("沈阳市", "大连市")]
    shown = CliRunner().invoke(app, ["--data", str(tmp_path / "data"), "compare", *titles]).stdout
    assert "互不隶属" in shown and "[仅前者有]" in shown and "遗漏" not in shown
    with TestClient(create_app(tmp_path / "data")) as client:
        asked = dict(zip(("upper", "lower"), titles, strict=True))
        assert client.get("/api/v1/compare", params=asked).json()["relation"] == "peer"
        assert "互不隶属" in client.get("/compare", params=asked).text


@pytest.mark.parametrize(("also", "found"), [((True, False), 0), ((False, True), None)])
def test_a_clause_near_as_a_whole_needs_less_of_a_sentence_to_answer_to_two(also, found):
    cosines = np.array([0.2, 0.6, 0.4], np.float32)
    assert nearest_sentence(cosines, [0, 0, 1], np.array(also)) == found
    assert nearest_sentence(cosines + 0.2, [0, 0, 1], np.array(also)) == 0
