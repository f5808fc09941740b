import json
from pathlib import Path

import pytest
from drafts import draft
from growth import MOST, growth
from outlines import outlined

from policykb.extract import clauses
from policykb.extract import sentences as reading
from policykb.extract.facts import EXTRACTORS, extract
from policykb.types import Facts, Span


def test_all_kinds_have_an_extractor():
    assert [name for name, _ in EXTRACTORS] == list(Facts.__dataclass_fields__)


def test_extract_fills_facts_and_validity():
    document = extract(
        draft(
            "一、主要任务",
            "（一）支持融资。引导银行增加贷款。（财政部负责）",
            "（二）附则。本办法自2020年1月1日起施行。",
        )
    )
    assert document.facts.measures[0].heading == "支持融资"
    assert document.meta.effective_on == "2020-01-01"
    assert document.meta.title == ""


SENTENCES = [
    ("甲。乙！丙", ["甲。", "乙！", "丙"]),
    ("甲说：“好。”乙。", ["甲说：“好。”", "乙。"]),
    (" 甲。\n\n 乙 ", ["甲。", "乙"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[repr(s[0]) for s in SENTENCES])
def test_sentences(text, wanted):
    assert [s.of(text) for s in clauses.sentences(text, Span(0, len(text)))] == wanted


def test_clauses_know_the_headings_above():
    document = draft("一、任务", "（一）服务。推动服务。", "1.培训。开展培训。")
    assert [c.headings() for c in clauses.walk(document)] == [
        ("任务",),
        ("任务", "服务"),
        ("任务", "服务", "培训"),
    ]


def _documents(folder: Path):
    from policykb.clean import clean
    from policykb.parse import parse
    from policykb.read import read

    return {path.stem: extract(parse(clean(read(path)))) for path in sorted(folder.glob("*.txt"))}


@pytest.fixture(scope="module")
def real(shared):
    return _documents(shared("corpus"))


def _gold(shared, name):
    rows = [
        json.loads(line)
        for line in shared(f"gold/{name}.jsonl").read_text("utf-8").splitlines()
        if line
    ]
    files = {
        r["doc"]: Path(r["file"]).stem
        for r in map(json.loads, shared("gold/docs.jsonl").read_text("utf-8").splitlines())
    }
    return [(files[row["doc"]], row) for row in rows]


def _plain(text):
    return "".join(text.split())


def test_measures_of_real_documents(real, shared):
    gold = _gold(shared, "measures")
    missed, wrong_bounds, wrong_bodies = [], [], []
    for name, row in gold:
        document = real[name]
        number, title = _plain(row["number"]), _plain(row["title"])
        found = [
            m
            for m in document.facts.measures
            if (_plain(m.number), _plain(m.heading)) == (number, title)
        ]
        if not found:
            missed.append(row["id"])
            continue
        text = _plain(found[0].span.of(document.text))
        if not text.endswith(_plain(row["last_words"])[-14:]):
            wrong_bounds.append(row["id"])
        if [d.printed for d in found[0].departments] != row["departments"]:
            wrong_bodies.append(row["id"])
    assert len(missed) <= 0.01 * len(gold), missed
    assert len(wrong_bounds) <= 0.02 * len(gold), wrong_bounds
    assert len(wrong_bodies) <= 0.01 * len(gold), wrong_bodies


def test_practices_of_a_real_report(real, shared):
    gold = _gold(shared, "practices")
    found = {
        (n, p.city, _plain(p.span.of(d.text))) for n, d in real.items() for p in d.facts.practices
    }
    missed = [r["id"] for n, r in gold if (n, r["city"], r["quote"]) not in found]
    assert missed == []


def test_every_fact_is_verbatim_in_its_clause(real):
    for document in real.values():
        nodes = {p.eid: p.span for p in document.provisions()}
        for name, _ in EXTRACTORS:
            for fact in getattr(document.facts, name):
                assert 0 <= fact.span.start < fact.span.end <= len(document.text)
                if name in ("measures", "practices", "problems"):
                    assert nodes[fact.eid].holds(fact.span), (name, fact.eid)


UNITS = (
    "1", "增长1%，", "1家、", "的", "高于", "到2025年", "分别1%和", "“", "（1", "目标是：", "多1亿", "、", "1%",
    "反映（1%）、", "（", "《", "》", "前10位、", "第1位", "上海市、", "负责", "责任单位：", "（财政部", "一是",
    "自2021年1月1日起", "有效期", "〔2021〕1号", "《甲》", "百", "支持1个", "建设1个、", "占1%", "企业", "企业反映",
    "1个级、", "\t1", "1。", "；1", "。高于", "给予1元", "“1”", "两位数增长", "5万户农民", "完成国家下达", "、稳步提升",
    "每1辆就有1辆", "给予1元，", "总数1家、", "投资1元，", "按5.3.2", "GB/T 1", "推进工程，", "分别1家、", "近三年最高",
)  # fmt: skip
SECTIONS = (
    ("一、发展目标\n", {"doc_type": "plan", "period": "2021-2025"}),
    ("一、2023年回顾\n", {"doc_type": "report", "period": "2024"}),
)


@pytest.mark.parametrize("name", [name for name, _ in EXTRACTORS])
def test_hard_lines_are_read_in_linear_time(name):
    extractor = dict(EXTRACTORS)[name]

    def work(document):
        for kept in (reading.sentences, reading._quantities, reading._periods):
            kept.cache_clear()
        extractor(document)

    slow = {}
    for unit in UNITS:
        for head, meta in SECTIONS:
            text = (unit * 10_000)[:10_000]
            short, long = (outlined(head + text[:size], **meta) for size in (2_500, 10_000))
            if (times := growth(work, short, long)) > MOST:
                slow[unit, head] = times
    assert slow == {}
