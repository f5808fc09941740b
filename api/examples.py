"""Examples of replies for the description of the API; the documents in them are invented."""

from __future__ import annotations

from policykb.types import JSON

V1 = "/api/v1"
DOCUMENT: JSON = {
    "id": "0a1b2c3d4e5f",
    "title": "某市关于支持小微企业稳步发展的若干措施",
    "doc_number": "某市数发〔2023〕7号",
    "doc_type": "measures",
    "issuers": ["某市人民政府"],
    "region": "某市",
    "level": "municipal",
    "written_on": "2023-05-06",
    "status": "in_force",
    "source": "若干措施.pdf",
}
TEXT = "（二）治理账款拖欠。机关和事业单位应当在货物验收后30日内付款。"
PLACE: JSON = {
    "document": DOCUMENT,
    "eid": "h1_1__h2_2",
    "path": ["一、缓解资金压力"],
    "page": 2,
    "citation": "《某市关于支持小微企业稳步发展的若干措施》（某市数发〔2023〕7号）一、（二）",
}
COVERAGE = {"documents": 5, "searched": 5, "excluded_by_filter": 0, "undated": 0, "damaged": 0}
ASKED: JSON = {
    "text": "货款要不回来怎么办",
    "interpretation": {
        "regions": [], "departments": [], "doc_numbers": [], "titles": [], "clauses": [],
        "years": [], "excluded": [],
        "concepts": [{"id": "payment", "term": "账款支付", "by": "货款"}], "corrections": [],
        "spoken": [{"said": "要不回来", "written": ["拖欠账款"]}],
    },
}  # fmt: skip
HIT: JSON = PLACE | {
    "rank": 1,
    "id": "0a1b2c3d4e5f#h1_1__h2_2",
    "number": "（二）",
    "heading": "治理账款拖欠",
    "text": TEXT,
    "highlights": [[5, 7]],
    "score": 0.83,
    "why": {
        "lexical": 0.7,
        "dense": 0.6,
        "concepts": ["账款支付"],
        "terms": ["账款"],
        "weights": {"words": 2.4, "meaning": 0.1},
    },
}
MEASURE: JSON = PLACE | {
    "id": "measure-1f2e3d4c5b6a",
    "kind": "measure",
    "quote": TEXT,
    "by": "measures",
    "number": "（二）",
    "heading": "治理账款拖欠",
    "text": TEXT,
    "departments": [
        {"printed": "市工业和信息化局", "name": "工业和信息化局", "role": "responsible"}
    ],
    "responsibility": "（市工业和信息化局负责）",
    "instruments": ["权益保护"],
    "beneficiaries": ["小微企业"],
    "obligation": "must",
    "support": None,
}
TARGET: JSON = PLACE | {
    "id": "target-1f2e3d4c5b6a",
    "kind": "target",
    "eid": "h1_2__h2_3",
    "path": ["二、提升数字化水平"],
    "quote": "推动2000家小微企业上云",
    "by": "targets",
    "indicator": "上云企业数量", "subject": "小微企业", "operator": "=", "value": 2000,
    "value_text": "2000家", "unit": "家", "value_max": None, "quantity": "count", "basis": None,
    "baseline": "", "comparator": "", "deadline": "2025", "period": None, "region": "某市",
    "binding": None, "qualitative": False,
}  # fmt: skip
LIST: JSON = {"total": 1, "next_cursor": None, "filters": {}, "coverage": COVERAGE}
REPORT: JSON = {
    "added": 1, "unchanged": 0, "replaced": 0, "failed": 0, "generation": 8, "seconds": 0.4,
    "files": [
        {"file": "若干措施.pdf", "state": "added", "document_id": "0a1b2c3d4e5f",
         "title": DOCUMENT["title"], "code": "", "message": "", "warnings": []},
    ],
}  # fmt: skip
TASK: JSON = {
    "task": "9f8e7d6c5b4a3928",
    "kind": "ingest",
    "state": "done",
    "created_at": "2025-01-02T03:04:05+00:00",
    "finished_at": "2025-01-02T03:04:06+00:00",
    "report": REPORT,
    "error": None,
}
SUBSCRIPTION: JSON = {
    "id": "Zk3v9qT1x0yLw8aB",
    "name": "账款支付",
    "question": "拖欠小企业货款的新规定",
    "filters": {"region": ["上海市"]},
    "created_at": "2025-01-02T03:04:05+00:00",
    "feed": "/api/v1/subscriptions/Zk3v9qT1x0yLw8aB/feed",
}
MATCH: JSON = {
    "id": "1f2e3d4c5b6a",
    "kind": "measure",
    "change": "new",
    "found_at": "2025-02-03T04:05:06+00:00",
    "generation": 9,
    "title": "（二）治理账款拖欠",
    "quote": TEXT,
    "citation": PLACE["citation"],
    "document": DOCUMENT,
    "eid": PLACE["eid"],
}
PROBLEM: JSON = {
    "type": "about:blank",
    "status": 404,
    "code": "no_such_document",
    "title": "没有“某文件”这份文件",
}
REPLIES: dict[tuple[str, str], JSON] = {
    ("get", f"{V1}/search"): {
        "query": ASKED, "filters": {}, "verdict": "found", "hits": [HIT], "total": 1,
        "facets": {"region": {"某市": 1}, "doc_type": {"measures": 1}}, "coverage": COVERAGE,
        "took_ms": 3.1, "generation": 7, "next_cursor": None,
    },
    ("get", f"{V1}/answer"): {
        "verdict": "answered", "measures": [MEASURE | {"score": 0.8}], "targets": [],
        "practices": [], "indicators": [], "rankings": [], "passages": [HIT],
        "coverage": COVERAGE, "query": ASKED, "generation": 7, "persona": "firm",
    },
    ("post", f"{V1}/match"): {
        "profile": {"staff": {"value": 20, "quote": "二十来人"}},
        "support": [
            {"fact": MEASURE, "verdict": "may_fit", "claimable": True, "conditions": [
                {"condition": "注册地在本市", "state": "unknown", "quote": "本市小微企业"},
            ]},
        ],
        "next_question": {"field": "place", "question": "企业注册在哪个市？", "options": []},
    },
    ("get", f"{V1}/measures"): LIST | {"items": [MEASURE]},
    ("get", f"{V1}/targets"): LIST | {"items": [TARGET]},
    ("get", f"{V1}/tasks/{{task_id}}"): TASK,
    ("post", f"{V1}/documents"): TASK,
    ("delete", f"{V1}/documents/{{document_id}}"): {"removed": ["0a1b2c3d4e5f"]},
    ("post", f"{V1}/subscriptions"): SUBSCRIPTION,
    ("delete", f"{V1}/subscriptions/{{subscription_id}}"): {"removed": [SUBSCRIPTION["id"]]},
    ("get", f"{V1}/subscriptions/{{subscription_id}}/feed"): {
        "subscription": SUBSCRIPTION, "items": [MATCH], "total": 1, "next_cursor": None,
    },
    ("get", f"{V1}/cite"): PLACE | {
        "quote": TEXT,
        "gbt7714": "某市人民政府. 某市关于支持小微企业稳步发展的若干措施[A]. 2023-05-06.",
        "bibtex": "@misc{…}",
    },
    ("get", f"{V1}/version"): {"version": "0.1.0", "generation": 7, "model": "policykb-1"},
    ("get", "/health/live"): {"status": "live"},
    ("get", "/health/ready"): {
        "status": "ready", "generation": 7, "passages": 400, "model": "policykb-1",
    },
}  # fmt: skip
