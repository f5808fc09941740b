"""Small invented documents for the tests of the store, built without reading or parsing."""

import hashlib
import re

import numpy as np

from policykb.store import Records, Store, Writer, rebuild
from policykb.types import (
    Department,
    Document,
    Facts,
    Measure,
    Metadata,
    Passage,
    Practice,
    Provision,
    Span,
    Target,
)

DIM = 16
CLAUSES = (
    "（一）加大信贷投放。鼓励银行向小微企业发放信用贷款。",
    "（二）清理拖欠账款。不得以内部流程为由拖延付款。",
    "（三）培育优质企业。到2025年培育一百家示范工厂。",
)


def vector(text, dim=DIM):
    """A unit row that depends on the text only."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    row = np.random.default_rng(seed).standard_normal(dim).astype(np.float32)
    return row / np.linalg.norm(row)


def vectors(passages, dim=DIM):
    rows = [vector(passage.text, dim) for passage in passages]
    return np.array(rows, dtype=np.float32).reshape(len(rows), dim)


def make(name, clauses=CLAUSES, *, facts=None, source=None, **meta):
    """A document of one paragraph per clause, its passages, records and original bytes."""
    text = "\n".join(clauses)
    original = (name + text).encode()
    body = tuple(_provision(at, clause, text) for at, clause in enumerate(clauses, 1))
    document = Document(
        id=name,
        source=source or f"/files/{name}.txt",
        sha256=hashlib.sha256(original).hexdigest(),
        format="txt",
        meta=Metadata(**{"title": f"{name}号文件", "doc_type": "measures"} | meta),
        text=text,
        body=body,
        facts=facts or Facts(),
    )
    passages = tuple(
        Passage(
            id=f"{name}#{p.eid}",
            document_id=name,
            eid=p.eid,
            span=p.span,
            text=p.span.of(text),
            path=("一、总体要求",),
            number=p.number,
            heading=p.heading,
            citation=f"《{name}》{p.number}",
        )
        for p in body
    )
    return document, passages, original


def _provision(at, clause, text):
    number, heading = re.match(r"(（.）)?([^。]*)", clause).groups()
    start = text.index(clause)
    return Provision(
        eid=f"h1_1__h2_{at}",
        level="h2",
        number=number or "",
        heading=heading,
        span=Span(start, start + len(clause)),
        head=Span(start, start + len(heading)),
    )


def records(document, passages):
    """Records as the pipeline makes them, as far as the store looks into them."""
    meta = document.meta
    record = {"id": document.id, "source": document.source.rpartition("/")[2]}
    record |= {name: getattr(meta, name) for name in Metadata.__dataclass_fields__}
    facts = {
        kind: [_fact(document, kind, fact) for fact in getattr(document.facts, kind)]
        for kind in ("measures", "targets", "practices")
    }
    provisions = [
        {"id": f"{document.id}#{p.eid}", "kind": "provision", "document": record, "eid": p.eid,
         "number": p.number, "heading": p.heading, "level": p.level}
        for p in document.provisions()
    ]  # fmt: skip
    return Records(document=record, provisions=provisions, facts=facts)


def _fact(document, kind, fact):
    row = {"id": f"{document.id}-{fact.eid}", "kind": kind.rstrip("s"), "eid": fact.eid,
           "document": {"id": document.id}, "quote": fact.span.of(document.text)}  # fmt: skip
    for name in ("instruments", "obligation", "region", "city", "province"):
        if hasattr(fact, name):
            row[name] = getattr(fact, name)
    if hasattr(fact, "departments"):
        row["departments"] = [
            {"printed": d.printed, "name": d.name, "role": d.role} for d in fact.departments
        ]
    return row


def put(writer: Writer, name, clauses=CLAUSES, **more):
    """Puts a made document; returns what `put` says."""
    document, passages, original = make(name, clauses, **more)
    return writer.put(document, passages, vectors(passages), original, records(document, passages))


def facts_of(clauses=CLAUSES):
    """A measure in the first clause, one in the second, a target and a practice in the third."""
    text = "\n".join(clauses)
    spans = [Span(text.index(c), text.index(c) + len(c)) for c in clauses]
    bank = Department(printed="人行", name="中国人民银行", role="lead")
    industry = Department(printed="工信部", name="工业和信息化部", role="lead")
    shared = {"by": "test", "number": "", "heading": ""}
    return Facts(
        measures=(
            Measure(
                eid="h1_1__h2_1", span=spans[0], departments=(bank,), instruments=("信贷担保",),
                obligation="encourage", **shared,
            ),
            Measure(
                eid="h1_1__h2_2", span=spans[1], departments=(industry,),
                instruments=("权益保护", "财政资金"), obligation="must", **shared,
            ),
        ),
        targets=(
            Target(
                eid="h1_1__h2_3", span=Span(spans[2].start + 10, spans[2].end), by="test",
                indicator="示范工厂",
            ),
        ),
        practices=(
            Practice(
                eid="h1_1__h2_3", span=spans[2], by="test", city="杭州市", province="浙江省",
            ),
        ),
    )  # fmt: skip


def ids(store, keys):
    return [passage.id for passage in store.passages(keys)]


def come_and_go(data, check, clauses):
    """Six documents of these clauses come, one goes and another takes a third one's place; `check`
    is called whenever that is committed."""
    check(data)
    for at in range(6):
        with Store.writer(data) as writer:
            put(writer, f"新{at}", clauses)
            writer.commit()
    check(data)
    with Store.writer(data) as writer:
        writer.remove("甲")
        put(writer, "新3", ("（一）换了一条关于直播电商产业园区的措施。",))
        writer.commit()
    check(data)
    rebuild(data)
    check(data)
