"""Citations that lead back to their clauses, however they are written, also after re-ingest."""

import pytest

from policykb.answer.citing import cite
from policykb.answer.resolve import read_citation, resolve, steps_of
from policykb.errors import BadRequest, NotFound
from policykb.pipeline import ingest
from policykb.store import Store

NOTICE = """某县数发〔2024〕3号

某县关于帮扶小微企业的若干措施

一、缓解资金压力

（一）设立应急资金池。县财政安排800万元，提供短期借款。（县财政局负责）

（二）清理拖欠账款。机关应当在验收后20日内付款。

二、提升数字化水平

（三）推广上云用云。推动200家小微企业上云。
"""
LAW = """某省小微企业促进条例

第一章 总则

第一条 为了促进小微企业发展，制定本条例。

第二条 本条例适用于本省行政区域。
国家另有规定的，从其规定。

第二章 支持

第三条 有下列情形之一的，可以申请支持：
（一）首次参加展会的；
（二）首次取得专利的。
"""

ORDER = """某省人大常委会令第12号

中华人民共和国小微企业保护法

第一条 为了保护小微企业，制定本法。

第二条 不得拖欠小微企业款项。
"""
INTERPRETATION = """某高院关于欠款问题的解释

一、欠款的认定

第一条 逾期不付的，是欠款。

二、欠款的偿还

第二条 欠款人应当付息。
"""

REPORTS = {
    "甘肃": "政府工作报告\n——2026年1月20日在甘肃省第十四届人民代表大会第四次会议上\n省长 张三\n\n各位代表：\n一、去年的甘肃\n新增就业30万人。\n",
    "青海": "政府工作报告\n——2026年1月27日在青海省第十四届人民代表大会第四次会议上\n省长 李四\n\n各位代表：\n一、去年的青海\n新增就业6万人。\n",
}

# fmt: off
STEPS = [
    ("公文", "七、（二十）", (("、", "7"), ("（", "20"))),
    ("半角括号由调用者统一", "七、(二十)", (("、", "7"), ("（", "20"))),
    ("三级四级", "一、（一）2（3）", (("、", "1"), ("（", "1"), ("1", "2"), ("(", "3"))),
    ("法规", "第五条第（三）项", (("条", "5"), ("项", "3"))),
    ("法规不带括号", "第5条第三项第2目", (("条", "5"), ("项", "3"), ("目", "2"))),
    ("条之一", "第十条之二第一款", (("条", "10-2"), ("款", "1"))),
    ("论文", "2.1.1", ((".", "2.1.1"),)),
    ("没有编号的附件", "附件：一、（一）", (("附", "1"), ("、", "1"), ("（", "1"))),
    ("附件的条", "附件2第二章第三条", (("附", "2"), ("条", "3"))),
    ("附件", "附件2一、", (("附", "2"), ("、", "1"))),
    ("专栏", "附件1第三章二、专栏2第1项", (("附", "1"), ("", "专栏"), ("1", "2"), ("项", "1"))),
    ("不是编号", "专栏", (("", "专栏"),)),
    ("空", "", ()),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in STEPS], ids=[c[0] for c in STEPS])
def test_steps(text, expected):
    assert steps_of(text) == expected


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("resolve")
    (folder / "措施.txt").write_text(NOTICE, "utf-8")
    (folder / "条例.txt").write_text(LAW, "utf-8")
    (folder / "法.txt").write_text(ORDER, "utf-8")
    (folder / "解释.txt").write_text(INTERPRETATION, "utf-8")
    for place, text in REPORTS.items():
        (folder / f"{place}报告.txt").write_text(text, "utf-8")
    assert not ingest([folder], folder / "data").failed()
    return folder


@pytest.fixture(scope="module")
def store(shelf):
    return Store.open(shelf / "data")


TITLE = "《某县关于帮扶小微企业的若干措施》"
# fmt: off
FORMS = [
    ("如其所写", f"{TITLE}（某县数发〔2024〕3号）一、（二）", "（二）清理拖欠账款"),
    ("不带文号", f"{TITLE}一、（二）", "（二）清理拖欠账款"),
    ("只有文号", "某县数发〔2024〕3号一、（二）", "（二）清理拖欠账款"),
    ("文号用方括号", f"{TITLE}（某县数发[2024]3号）二、(三)", "（三）推广上云用云"),
    ("连续编号单独引用", f"{TITLE}（三）", "（三）推广上云用云"),
    ("说成条", f"{TITLE}第三条", "（三）推广上云用云"),
    ("带页码和摘编", f"{TITLE}一、（一）（摘编），第3页", "（一）设立应急资金池"),
    ("一级", f"{TITLE}二", "二、提升数字化水平"),
    ("条", "《某省小微企业促进条例》第二条", "第二条 本条例适用"),
    ("款", "《某省小微企业促进条例》第二条第二款", "国家另有规定的"),
    ("阿拉伯数字", "《某省小微企业促进条例》第3条第2项", "（二）首次取得专利"),
    ("不写书名号", "某省小微企业促进条例第二条第二款", "国家另有规定的"),
    ("只写简称", "《小微企业保护法》第二条", "第二条 不得拖欠"),
    ("令号", "某省人大常委会令第12号第一条", "第一条 为了保护"),
    ("令号加括号", "省人大常委会令（第12号）第二条", "第二条 不得拖欠"),
    ("司法解释的条", "《某高院关于欠款问题的解释》第二条", "第二条 欠款人"),
    ("一个题名几地都有", "《政府工作报告》（青海省，2026年）一", "一、去年的青海"),
    ("只说地方", "《政府工作报告》（甘肃省）一", "一、去年的甘肃"),
    ("带章", "《某省小微企业促进条例》第二章第三条第（一）项", "（一）首次参加展会"),
]
# fmt: on


@pytest.mark.parametrize(("text", "begins"), [c[1:] for c in FORMS], ids=[c[0] for c in FORMS])
def test_a_citation_leads_to_its_clause(store, text, begins):
    found = resolve(text, store)
    assert found["quote"].startswith(begins)
    assert store.document(found["document"]["id"]).text.find(found["quote"]) >= 0


def test_every_citation_written_here_leads_back(store):
    for row in store.provisions():
        found = resolve(row["citation"], store)
        assert found["citation"] == row["citation"] or not found["eid"]


def test_a_citation_of_the_whole(store):
    found = resolve(f"{TITLE}（某县数发〔2024〕3号）", store)
    assert (found["kind"], found["eid"]) == ("document", "")
    assert resolve(found["citation"], store) == found


def test_after_the_document_was_taken_in_anew(shelf):
    text = f"{TITLE}（某县数发〔2024〕3号）一、（二）"
    (shelf / "措施.txt").write_text(NOTICE.replace("20日", "15日"), "utf-8")
    ingest([shelf / "措施.txt"], shelf / "data")
    assert "15日" in resolve(text, Store.open(shelf / "data"))["quote"]


# fmt: off
WRONG = [
    ("不是引文", "第三条", BadRequest, "bad_citation"),
    ("空", "", BadRequest, "bad_citation"),
    ("没有这份文件", "《别的办法》一、", NotFound, "no_such_document"),
    ("没有这份条例", "别的条例第二条", NotFound, "no_such_document"),
    ("没有这一条", f"{TITLE}九、（九）", NotFound, "no_such_clause"),
    ("没有这一款", "《某省小微企业促进条例》第一条第九款", NotFound, "no_such_clause"),
    ("引文里有别的字", f"{TITLE}末尾", NotFound, "no_such_clause"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "error", "code"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG]
)
def test_what_leads_nowhere(store, text, error, code):
    with pytest.raises(error) as caught:
        resolve(text, store)
    assert caught.value.code == code


def test_two_documents_of_one_title(tmp_path):
    for number in (3, 4):
        text = NOTICE.replace("3号", f"{number}号")
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    ingest([tmp_path], tmp_path / "data")
    store = Store.open(tmp_path / "data")
    with pytest.raises(NotFound) as caught:
        resolve(f"{TITLE}一、（一）", store)
    assert caught.value.code == "ambiguous_citation"
    assert resolve(f"{TITLE}（某县数发〔2024〕4号）一、（一）", store)["document"][
        "doc_number"
    ].endswith("4号")


def test_cite_gives_both_forms_of_reference(store):
    found = cite(store, citation=f"{TITLE}一、（二）")
    assert found["gbt7714"].endswith(".")
    assert found["bibtex"].startswith("@misc{kb")
    with pytest.raises(BadRequest):
        cite(store)


def test_citations_of_real_documents_lead_back(shared, tmp_path):
    files = sorted((shared("documents/pdf")).glob("*中华人民共和国*.pdf"))[:3]
    ingest(files, tmp_path / "data")
    store = Store.open(tmp_path / "data")
    rows = store.provisions()
    assert len(rows) > 200
    for row in rows:
        found = resolve(row["citation"], store)
        assert found["citation"] == row["citation"] or not found["eid"], row["citation"]


def test_reading_takes_linear_time():
    assert read_citation("《" + "甲" * 5000 + "》" + "（一）" * 5000).title
    assert steps_of("第" * 20000)
    assert steps_of("（" * 20000)
