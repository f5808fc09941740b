"""What a document does to others, and what that makes of them in the store."""

import pytest
from drafts import draft
from growth import assert_linear

from policykb.answer.reply import search_reply
from policykb.embed import load
from policykb.extract.references import references
from policykb.pipeline import ingest, remove
from policykb.search import Searcher
from policykb.store import Store
from policykb.types import Filters

N = "甲发〔2010〕1号"
# line → {title or number: (effect, clauses, since, until)}; what is only cited is left out.
CASES = [
    (f"本办法自2024年1月1日起施行，《甲办法》（{N}）同时废止。", {"甲办法": ("repeals", (), None, None)}),
    ("《甲办法》《乙办法》和《丙办法》同时废止。",
     {t: ("repeals", (), None, None) for t in ("甲办法", "乙办法", "丙办法")}),
    ("2010年3月1日市政府公布的《甲办法》同时废止。", {"甲办法": ("repeals", (), None, None)}),
    ("自2025年3月1日起施行。《甲办法》自2025年3月1日起废止。",
     {"甲办法": ("repeals", (), "2025-03-01", None)}),
    ("市政府决定废止《甲办法》。", {"甲办法": ("repeals", (), None, None)}),
    (f"{N}同时废止。", {N: ("repeals", (), None, None)}),
    ("《甲办法》（2010年市政府令）、《乙规定》等文件同时停止执行。",
     {t: ("repeals", (), None, None) for t in ("甲办法", "乙规定")}),
    ("废止《甲条例》第三条、第五条。", {"甲条例": ("repeals", ("第三条", "第五条"), None, None)}),
    ("《甲条例》第三条第二款同时废止。", {"甲条例": ("repeals", ("第三条第二款",), None, None)}),
    ("将《甲条例》第二条修改为：“新的话”。", {"甲条例": ("amends", ("第二条",), None, None)}),
    ("将《甲条例》第二条中的“旧话”修改为“新话”。", {"甲条例": ("amends", ("第二条",), None, None)}),
    ("决定对《甲条例》作如下修改：", {"甲条例": ("amends", (), None, None)}),
    ("《甲办法》有效期延长至2027年12月31日。", {"甲办法": ("extends", (), None, "2027-12-31")}),
    ("将《甲办法》延续实施至2027年底。", {"甲办法": ("extends", (), None, "2027-12-31")}),
    ("《甲办法》继续执行至2026年6月30日。", {"甲办法": ("extends", (), None, "2026-06-30")}),
    ("根据《甲办法》制定本细则。", {}),
    ("研究修订《甲办法》第二条，推动废止《乙办法》。", {}),
    ("加快修改《甲条例》第三条。", {}),
    ("根据《全国会议关于修改〈甲条例〉的决定》修正。", {}),
    ("按照《甲办法》执行，原规定同时废止。", {}),
    ("《甲办法》废止前已受理的，继续办理。", {}),
    ("依照《甲法》停止执行行政处罚。", {}),
    ("贯彻《甲法》，优惠政策延续实施至2027年底。", {}),
    ("按《甲办法》第三条规定的标准调整为100万元。", {}),
    ("《甲办法》到期后，有效期延长至2027年12月31日。", {"甲办法": ("extends", (), None, "2027-12-31")}),
    ("一、废止《甲办法》；二、废止《乙规定》（2001年市政府令）；三、修改《丙办法》第四条。",
     {"甲办法": ("repeals", (), None, None), "乙规定": ("repeals", (), None, None),
      "丙办法": ("amends", ("第四条",), None, None)}),
    ("（1）废止《甲办法》;（2）废止《乙规定》", {t: ("repeals", (), None, None) for t in ("甲办法", "乙规定")}),
    ("推动制定、修订《甲条例》第二条，研究论证、废止《乙办法》。", {}),
    ("在《甲条例》第七条中增加一项作为第六项：“新的话。”", {"甲条例": ("amends", ("第七条",), None, None)}),
    ("《甲条例》第七条增加“新的话”。", {"甲条例": ("amends", ("第七条",), None, None)}),
    ("《甲条例》原第七条改为第八条。", {"甲条例": ("amends", ("第七条",), None, None)}),
    ("增加一条，作为《甲条例》第七条：“新的话。”", {"甲条例": ("amends", ("第七条",), None, None)}),
    ("《甲办法》自二〇二〇年一月一日起废止。", {"甲办法": ("repeals", (), "2020-01-01", None)}),
    ("《甲办法》自二〇二〇年十三月一日起废止。", {"甲办法": ("repeals", (), None, None)}),
    ("删去《甲条例》第五条。", {"甲条例": ("amends", ("第五条",), None, None)}),
    ("将《甲条例》中的“旧话”替换为“新话”。", {"甲条例": ("amends", (), None, None)}),
    ("《甲条例》第三条规定的企业，不得增加收费项目，新增加三项指标任务。", {}),
    ("建议删去《甲条例》第五条。", {}),
    ("《甲办法》继续有效，有效期至2027年12月31日。", {"甲办法": ("extends", (), None, "2027-12-31")}),
]  # fmt: skip


def acted_on(document):
    return {
        r.title or r.doc_number: (r.effect, r.clauses, r.since, r.until)
        for r in references(document)
        if r.effect != "cites"
    }


@pytest.mark.parametrize(("line", "wanted"), CASES, ids=[c[0][:20] for c in CASES])
def test_effects(line, wanted):
    document = draft("一、总则", f"（一）附则。{line}", title="某办法")
    assert acted_on(document) == wanted
    for reference in references(document):
        assert reference.statement in document.text


@pytest.mark.parametrize("doc_type", ["report", "paper", "interpretation"])
def test_what_only_tells_of_it_has_no_effect(doc_type):
    line = "（一）附则。《甲办法》同时废止。"
    assert acted_on(draft("一、总则", line, doc_type=doc_type)) == {}


def test_a_draft_has_no_effect():
    line = "（一）附则。《甲办法》同时废止。"
    assert acted_on(draft("一、总则", line, title="某办法（征求意见稿）")) == {}
    assert acted_on(draft("（送审稿）", "一、总则", line, title="某办法")) == {}


def test_a_list_of_repealed_documents():
    document = draft(
        "一、废止下列文件：", "1.《甲办法》（甲发〔2010〕1号）", "2.《乙规定》", "二、继续有效的文件",
        "1.《丙办法》",
    )  # fmt: skip
    assert {t: e[0] for t, e in acted_on(document).items()} == dict.fromkeys(
        ("甲办法", "乙规定"), "repeals"
    )


def test_an_entry_of_a_list_that_says_something_else_is_not_repealed():
    document = draft(
        "决定废止如下规章：", "一、废止《甲办法》；", "二、《乙办法》；", "三、修改《丙办法》第二条；",
        "四、在《丁办法》第三条中增加一款：“新的话。”",
    )  # fmt: skip
    assert {t: e[0] for t, e in acted_on(document).items()} == {
        "甲办法": "repeals", "乙办法": "repeals", "丙办法": "amends", "丁办法": "amends",
    }  # fmt: skip


def test_a_list_of_what_is_amended_or_repealed_says_neither():
    assert (
        acted_on(draft("决定对下列规章予以修改、废止：", "一、《甲办法》", "二、《乙办法》")) == {}
    )


def test_the_title_tells_what_is_amended():
    document = draft("一、修改", "（一）《甲条例》共两处。", title="某市关于修改《甲条例》的决定")
    assert acted_on(document)["甲条例"][0] == "amends"


def test_the_earlier_edition_of_the_same_title_is_told_by_its_number():
    line = f"（一）附则。《某办法》（{N}）同时废止。"
    document = draft("一、总则", line, title="某办法", doc_number="甲发〔2024〕1号")
    assert acted_on(document) == {"某办法": ("repeals", (), None, None)}


def test_a_document_stays_cited_where_it_is_first_named():
    first = "（一）依据。根据《甲办法》办理。"
    found = references(draft("一、总则", first, "（二）附则。《甲办法》同时废止。"))
    assert [(r.eid, r.effect) for r in found] == [("h1_1__h2_1", "repeals")]
    assert found[0].statement == "《甲办法》同时废止。"


@pytest.mark.parametrize(
    "part", ["《甲办法》、", "《甲办法》第一条", "废止《甲", "《甲办法》自", "第一条、", "下列废止"]
)
def test_hard_lines_are_read_in_linear_time(part):
    assert_linear(lambda text: references(draft(text)), part)


OLD = """某市发〔2010〕1号

某市关于支持企业的若干措施

一、总体要求

（一）支持。对企业给予融资支持。本措施自2010年5月1日起施行，有效期至2024年12月31日。
"""
NEW = """某市发〔2024〕8号

某市关于服务企业的若干措施

一、总体要求

（一）服务。加强企业服务。

（二）附则。本措施自2024年3月1日起施行，{}。
"""
CITED = "《某市关于支持企业的若干措施》"
DAYS = ("2010-04-30", "2024-02-29", "2024-03-01", "2025-06-01")
OUTCOMES = [
    (f"{CITED}（某市发〔2010〕1号）同时废止", ["not_yet", "in_force", "repealed", "repealed"]),
    (f"{CITED}同时废止", ["not_yet", "in_force", "repealed", "repealed"]),
    (f"{CITED}（某市发〔2009〕7号）同时废止", ["not_yet", "in_force", "in_force", "expired"]),
    (f"将{CITED}第一条修改为新的一条", ["not_yet", "in_force", "amended", "expired"]),
    (f"{CITED}第一条同时废止", ["not_yet", "in_force", "amended", "expired"]),
    (f"{CITED}有效期延长至2027年12月31日", ["not_yet", "in_force", "in_force", "in_force"]),
    (f"参照{CITED}执行", ["not_yet", "in_force", "in_force", "expired"]),
]


def made(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    ingest([folder / f"{name}.txt" for name in texts], folder / "data")
    return folder / "data"


def by_title(store, part):
    return next(d["id"] for d in store.documents() if part in d["title"])


@pytest.mark.parametrize(("words", "wanted"), OUTCOMES, ids=[w for w, _ in OUTCOMES])
def test_status_on_a_day(tmp_path, words, wanted):
    with Store.open(made(tmp_path, old=OLD, new=NEW.format(words))) as store:
        old = by_title(store, "支持企业")
        assert [store.record(old, day)["status"] for day in DAYS] == wanted
        assert [store.document_ref(old, day)["status"] for day in DAYS] == wanted
        assert [store.refs(day)[old]["status"] for day in DAYS] == wanted


def test_repealed_as_long_as_the_repealing_document_is_there(tmp_path):
    data = made(tmp_path, old=OLD)
    with Store.open(data) as store:
        old = by_title(store, "支持企业")
        assert store.record(old, "2024-06-01")["status"] == "in_force"
        made(tmp_path, new=NEW.format(f"{CITED}同时废止"))
        assert store.refresh()
        new = by_title(store, "服务企业")
        record = store.record(old, "2024-06-01")
        assert (record["status"], record["status_by"]) == ("repealed", new)
        assert f"{CITED}同时废止。" in record["status_basis"]
        assert "《某市关于服务企业的若干措施》（某市发〔2024〕8号）" in record["status_basis"]
        rows = store.documents(Filters(status=("repealed",), as_of="2024-06-01"))
        assert [row["id"] for row in rows] == [old]
        assert len(store.select(Filters(status=("repealed",), as_of="2024-06-01"))) > 0
        facts = store.facts("provisions", Filters(doc=(old,), as_of="2024-06-01"))
        assert {f["document"]["status"] for f in facts} == {"repealed"}
        assert [r["resolved"] for r in store.facts("references")] == [old]
        remove([new], data)
        store.refresh()
        assert store.record(old, "2024-06-01")["status"] == "in_force"


def test_the_later_end_is_told_with_its_sentence(tmp_path):
    words = f"{CITED}有效期延长至2027年12月31日"
    with Store.open(made(tmp_path, old=OLD, new=NEW.format(words))) as store:
        record = store.record(by_title(store, "支持企业"), "2025-06-01")
    assert record["expires_on"] == "2027-12-31"
    assert words in record["status_basis"]


LAW = """某市促进发展条例

（2015年3月1日某市人民代表大会通过 根据{}某市《关于修改〈某市促进发展条例〉的决定》修正）

第一条 为了促进发展，制定本条例。

第二条 本条例自2015年5月1日起施行。
"""
DECISION = """某市关于修改《某市促进发展条例》的决定

第一条 将《某市促进发展条例》第二条修改为新的一条。

第二条 本决定自2024年3月1日起施行。
"""


@pytest.mark.parametrize(
    ("day", "status"), [("2024年3月1日", "in_force"), ("2018年1月2日", "amended")]
)
def test_a_law_printed_with_its_amendments_is_in_force(tmp_path, day, status):
    with Store.open(made(tmp_path, law=LAW.format(day), decision=DECISION)) as store:
        law = next(d for d in store.documents() if d["title"] == "某市促进发展条例")
        assert store.record(law["id"], "2025-01-01")["status"] == status
        assert "修正" in law["status_basis"]


EDITION = """{}年度某市企业发展环境评估报告

一、总体情况

（一）结果。评估结果总体向好。
"""


def test_an_older_edition_is_labelled_and_keeps_its_status(tmp_path):
    texts = {f"r{year}": EDITION.format(year) for year in (2022, 2023, 2024)}
    with Store.open(made(tmp_path, **texts)) as store:
        rows = {row["title"][:4]: row for row in store.documents()}
        last = rows["2024"]["id"]
        assert [rows[y].get("superseded_by") for y in ("2022", "2023", "2024")] == [
            last, last, None,
        ]  # fmt: skip
        assert {row["status"] for row in rows.values()} == {rows["2024"]["status"]}
        assert store.document_ref(rows["2022"]["id"])["superseded_by"] == last


PLAN = """{}促进企业发展规划

一、总体要求

（一）任务。加强企业服务。
"""


def test_a_plan_gives_way_to_the_next_of_its_series(tmp_path):
    texts = {
        "p4": PLAN.format("某市“十四五”"),
        "p5": PLAN.format("某市“十五五”"),
        "other": PLAN.format("别市“十五五”"),
    }
    with Store.open(made(tmp_path, **texts)) as store:
        rows = {row["title"]: row for row in store.documents()}
    newer = {title[:7]: row.get("superseded_by") for title, row in rows.items()}
    last = rows["某市“十五五”促进企业发展规划"]["id"]
    assert newer == {"某市“十四五”": last, "某市“十五五”": None, "别市“十五五”": None}


def test_search_replies_tell_of_the_day_asked(tmp_path):
    data = made(tmp_path, old=OLD, new=NEW.format(f"{CITED}同时废止"))
    with Store.open(data) as store:
        searcher, old = Searcher(store, load()), by_title(store, "支持企业")
        for day, status in (("2024-02-29", "in_force"), ("2024-03-01", "repealed")):
            hits = search_reply("融资支持", searcher, filters=Filters(as_of=day))["hits"]
            assert {h["document"]["status"] for h in hits if h["document"]["id"] == old} == {status}
