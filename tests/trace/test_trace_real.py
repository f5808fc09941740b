"""Tracing: statements, progress, and the real documents."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.answer.links import cites
from policykb.answer.members import Member, fittest, weighed
from policykb.answer.papers import devotion
from policykb.answer.progress import gap, name_of, progress, same_indicator, start_of
from policykb.answer.statements import sentences, states_goals
from policykb.answer.trace import trace
from policykb.embed import load
from policykb.search import Searcher
from policykb.store import Store

# ------------------------------------------------------------- statements


def clause(text: str, heading: str = "发展目标", path: tuple[str, ...] = ("二、目标",)) -> dict:
    return {
        "number": "（二）", "heading": heading, "path": list(path), "text": f"（二）{heading}\n{text}",
        "document": {"id": "d"}, "eid": "e", "page": None, "citation": "《甲》",
    }  # fmt: skip


def test_a_statement_is_the_sentence_around_its_facts():
    fact = {"id": "t", "kind": "target", "quote": "达到9家"}
    (found,) = [
        s for s in sentences(clause("前一句话在此。数量达到9家，质量提升。"), [fact]) if s.facts
    ]
    assert found.text == "数量达到9家，质量提升。"
    assert found.record("target")["text"] == found.text


def test_opening_words_stand_for_their_paragraph_of_goals():
    text = "——服务体系完善。站点建设加快推进。"
    whole, rest = sentences(clause(text), [], whole=True)
    assert whole.text == text and rest.text == "站点建设加快推进。"
    assert "服务体系完善" in rest.said


def test_a_goal_without_a_fact_has_an_id_of_its_own():
    (found,) = sentences(clause("融通创新向纵深发展。"), [])
    record = found.record("target")
    assert record["id"].startswith("target-") and record["qualitative"]
    assert record == next(iter(sentences(clause("融通创新向纵深发展。"), []))).record("target")


@pytest.mark.parametrize(
    ("path", "heading", "goals"),
    [
        (["二、总体要求", "（二）发展目标"], "创新能力", True),
        (["二、发展思路和目标"], "基本原则", False),
        (["二、发展思路和目标"], "指导思想", False),
        (["三、主要任务"], "推动上云", False),
    ],
)
def test_sections_of_goals(path, heading, goals):
    assert states_goals({"path": path, "heading": heading}) is goals


# ------------------------------------------------------------- indicators and progress


def figure(indicator: str, value: float | None, unit: str = "家", **more: object) -> dict:
    return {
        "id": f"i-{value}", "indicator": indicator, "subject": "", "value": value, "unit": unit,
        "value_text": str(value), "operator": "=", "region": "某市", "as_of": "2020", "quote": "q",
        "citation": "c", "page": None, "document": {"id": "d", "region": "某市"}, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("滚动培育“专精特新”企业", "专精特新企业数量", True),
        ("全市高新技术企业总数", "有效期内高新技术企业", True),
        ("高新技术企业", "科技型中小企业", False),
        ("专利申请数年均增长率", "专利申请数", False),
        ("高标准果园建设", "高标准果园", True),
        ("散装水泥在水泥中占比", "散装水泥占水泥的比重", True),
        ("散装水泥在水泥中占比", "散装水泥占建材的比重", False),
    ],
)
def test_names_of_indicators(one, other, same):
    assert same_indicator(figure(one, 1), figure(other, 2)) is same


@pytest.mark.parametrize(("subject", "same"), [("2025年", True), ("上年末", True), ("园区", False)])
def test_a_time_is_no_subject(subject, same):
    one = figure("上云率", 1) | {"subject": "制造业"}
    assert same_indicator(one, figure("上云率", 2) | {"subject": subject}) is same


def test_other_units_are_other_indicators():
    assert not same_indicator(figure("上云企业", 1, "家"), figure("上云企业", 2, "%"))


@given(st.text(alphabet="企业上云示范数量培育全市“”", min_size=1, max_size=12))
def test_a_bare_name_is_never_empty_and_stays(text):
    bare = name_of(f"云{text}")
    assert bare


@pytest.mark.parametrize(
    ("operator", "goal", "now", "missing"),
    [(">=", 100, 70, 30), (">=", 100, 120, 0), ("<=", 5, 7.5, 2.5), ("<", 5, 4, 0)],
)
def test_gaps_to_a_bound(operator, goal, now, missing):
    assert gap(figure("x", goal, operator=operator), figure("x", now)) == missing


@pytest.mark.parametrize(
    ("period", "written_on", "year"),
    [("2021-2025", None, 2020), ("", "2023-04-01", 2023), (None, None, 0)],
)
def test_the_year_a_target_starts_from(period, written_on, year):
    document = {"region": "某市", "written_on": written_on}
    assert start_of({"period": period, "document": document}) == year


def test_progress_takes_only_figures_of_the_same_region():
    target = figure("上云企业", 100, operator=">=", period="2021-2025", deadline="2025")
    own, other = (
        figure("上云企业", 60, as_of="2023"),
        figure("上云企业", 90, as_of="2023", region="别市"),
    )
    (row,) = progress([target], [own, other])
    assert row["latest"]["value"] == 60 and row["baseline"] is None and row["gap"] == 40


@pytest.mark.parametrize(
    ("goal", "told", "compared"),
    [
        ("上云企业不低于100家", "新增上云企业60家", False),  # what came is not what there is
        ("新增上云企业100家", "上云企业达60家", False),
        ("新增上云企业100家", "新认定上云企业60家", True),
        ("上云企业不低于100家", "上云企业达60家", True),
    ],
)
def test_what_was_added_is_not_set_against_what_there_is(goal, told, compared):
    target = figure("上云企业", 100, operator=">=", period="2021-2025", deadline="2025")
    rows = progress(
        [target | {"quote": goal}], [figure("上云企业", 60, as_of="2023") | {"quote": told}]
    )
    assert bool(rows) is compared


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ({"title": "甲规划", "resolved": None}, True),
        ({"title": "乙规划", "resolved": "d1"}, True),
        ({"title": "甲规划", "resolved": "d2"}, False),
        ({"title": "", "doc_number": "", "resolved": None}, False),
    ],
)
def test_references_to_a_document(reference, found):
    assert cites(reference, {"id": "d1", "title": "甲规划", "doc_number": ""}) is found


# ------------------------------------------------------------- the real documents


@pytest.fixture(scope="module")
def real(shared, tmp_path_factory):
    from policykb.pipeline import ingest

    data = tmp_path_factory.mktemp("real")
    ingest(sorted(shared("corpus").glob("*.txt")), data)
    return Searcher(Store.open(data), load())


def covered(quote: str, text: str) -> bool:
    """Whether a text holds at least six tenths of a quote in one run, spaces aside."""
    quote, text = ("".join(each.split()) for each in (quote, text))
    size = -(-len(quote) * 6 // 10)
    return any(quote[at : at + size] in text for at in range(len(quote) - size + 1))


def gold_rows(shared) -> list[dict]:
    lines = (shared("gold") / "traces.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def test_gold_traces(shared, real):
    rows = gold_rows(shared)
    recall: dict[str, list[float]] = {}
    for row in rows:
        reply = trace(row["question"], real)
        targets = [reply["target"], *reply["targets"]]
        hit = any(
            covered(row["target"]["quote"], t.get("text", ""))
            or t.get("quote", "-") in row["target"]["quote"]
            for t in targets
        )
        recall.setdefault("target", []).append(hit)
        for kind in ("measures", "practices", "results", "local_targets"):
            texts = [item["text"] for item in reply[kind]]
            if row[kind]:
                found = [any(covered(w["quote"], t) for t in texts) for w in row[kind]]
                recall.setdefault(kind, []).append(sum(found) / len(found))
            if row[kind] and texts and kind in ("measures", "practices"):
                good = [any(covered(w["quote"], t) for w in row[kind]) for t in texts]
                recall.setdefault(f"{kind} that belong", []).append(sum(good) / len(good))
    floors = {
        "target": 0.8,
        "measures": 0.75,
        "practices": 0.85,
        "results": 0.6,
        "local_targets": 0.8,
    }
    floors |= {"measures that belong": 0.5, "practices that belong": 0.5}
    means = {kind: sum(values) / len(values) for kind, values in recall.items()}
    assert all(means[kind] >= floor for kind, floor in floors.items()), means


def test_documents_on_the_subject_are_given_to_it_most(searcher):
    given = devotion(searcher, ("行政", "执法", "检查"))
    titles = {row["id"]: row["title"] for row in searcher.store.documents()}
    assert titles[max(given, key=given.__getitem__)] == "2024年度中小企业上云评估报告"
    assert max(given.values()) == 1.0 and min(given.values()) == 0.0
    assert devotion(searcher, ()) == dict.fromkeys(given, 0.0)


def test_one_document_gives_only_so_many_measures():
    found = [
        Member({"id": f"{name}{at}", "document": {"id": name}}, "", fit=0.9 - at / 100)
        for name in "ab"
        for at in range(9)
    ]
    kept = fittest(found, "measures")
    assert [m.record["id"] for m in kept] == [f"{name}{at}" for name in "ab" for at in range(4)]
    assert not fittest([Member({"document": {"id": "a"}}, "", fit=0.01)], "measures")


def test_a_practice_that_is_only_the_nearest_is_none():
    found = [Member({"document": {"id": "a"}}, "", score=score, fit=0.9) for score in (0.2, 0.1)]
    assert [member.score for member in fittest(found, "practices")] == [0.2]
    assert len(fittest(found, "measures")) == 2


@pytest.mark.parametrize("scores", [(-0.4, -3.0), (0.0, 0.0), (-5.0,), (0.9, -0.2)])
def test_candidates_are_weighed_whatever_their_scores(scores):
    found = weighed(Member(record={}, said="", score=score) for score in scores)
    assert [member.score for member in found] == sorted(scores, reverse=True)
    assert all(0 <= member.fit <= 1 for member in found)
