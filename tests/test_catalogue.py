"""Questions about the library itself, and the documents that answer them."""

import pytest

from policykb.answer.about import UNTOLD
from policykb.answer.ask import ask
from policykb.answer.catalogue import is_of_kind
from policykb.answer.wanted import wanted_documents
from policykb.embed import load
from policykb.search import Searcher
from policykb.store import Store
from policykb.types import dated_on
from policykb.understand.particulars import particulars, without_particulars

ISSUERS = ("国务院", "国务院办公厅", "上海市人民政府", "上海市住房和城乡建设管理委员会")

# fmt: off
QUESTIONS = [  # question → what it asks for by field; None: another question
    ("哪些文件已经失效", {"status": ["expired", "repealed"]}),
    ("库里哪些文件现在有效？", {"status": ["in_force", "amended"]}),
    ("哪些文件还没生效", {"status": ["not_yet"]}),
    ("2018年国办发了哪些文件", {"dates": [("dated", "2018", "2018")], "issuers": ["国务院办公厅"]}),
    ("国务院2019年印发的文件有哪些", {"dates": [("dated", "2019", "2019")], "issuers": ["国务院"]}),
    ("有多少份文件", {}),
    ("上海有哪些文件", {"regions": ["上海市"]}),
    ("现行的法律法规有哪些", {"status": ["in_force", "amended"], "kinds": ["法律法规"]}),
    ("哪些政策已经过期了", {"status": ["expired", "repealed"]}),
    ("一共收录了多少份政策文件", {}),
    ("2020年1月发的文件", {"dates": [("dated", "2020-01", "2020-01")]}),
    ("2020年1月到3月发了哪些通知", {"dates": [("dated", "2020-01", "2020-03")], "kinds": ["通知"]}),
    ("2020年下半年以来的文件有哪些", {"dates": [("dated", "2020-07", "9999")]}),
    ("2016年以前的文件有哪些", {"dates": [("dated", "0000", "2015")]}),
    ("自2021年3月1日起施行的文件", {"dates": [("effective", "2021-03-01", "2021-03-01")]}),
    ("2026年底前到期的文件有哪些", {"dates": [("expires", "0000", "2026")]}),
    ("有效期到2025年的文件有哪些", {"dates": [("expires", "2025", "2025")]}),
    ("2021年还有效的文件", {"status": ["in_force", "amended"], "as_of": "2021-12-31"}),
    ("近三年发的文件有哪些", {"dates": [("dated", "2024", "2026")]}),
    ("有哪些司法解释", {"kinds": ["司法解释"]}),
    ("出台了哪些办法", {"kinds": ["办法"]}),
    ("省级文件有哪些", {"levels": ["provincial"]}),
    ("上海市住建委的文件", {"regions": ["上海市"], "issuers": ["上海市住房和城乡建设管理委员会"]}),
    ("市政府发过哪些通知", {"kinds": ["通知"], "issuers": ["上海市人民政府"]}),
    ("请问财政部有哪些文件", {"issuers": ["财政部"]}),
    ("有什么政策", None),
    ("有什么办法", None),
    ("有哪些措施", None),
    ("2020年政府工作报告", None),
    ("哪些文件支持小微企业融资", None),
    ("文件合法性审核包括哪些内容", None),
    ("申请补贴要交什么文件", None),
    ("教育部门要交哪些文件", None),
    ("小企业贷款难怎么办", None),
]
# fmt: on


@pytest.mark.parametrize(("question", "expected"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_what_a_question_asks_of_the_catalogue(question, expected):
    found = wanted_documents(question, ISSUERS, ("2024", "2025", "2026"))
    got = found and {field: value for field, value in found.record().items() if value}
    if got and "dates" in got:
        got["dates"] = [tuple(each.values()) for each in got["dates"]]
    assert got == expected


ROW = {
    "title": "某市物业管理办法（试行）", "doc_number": "某政令〔2020〕3号", "doc_type": "measures",
    "family": ["某市人民政府关于印发物业管理办法的通知"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "kind", "is_it"),
    [
        ({}, "管理办法", True),
        ({}, "通知", True),
        ({}, "方案", False),
        ({}, "规章", True),
        ({"title": "最高人民法院关于送达问题的批复"}, "司法解释", True),
        ({}, "司法解释", False),
        ({"title": "中华人民共和国某某法", "family": []}, "法律", True),
        ({}, "法律", False),
    ],
)
def test_kinds_of_documents(row, kind, is_it):
    assert is_of_kind(ROW | row, kind) is is_it


@pytest.fixture(scope="module")
def searcher(library):
    store = Store.open(library)
    return Searcher(store, load(store.model or "builtin"))


def test_the_catalogue_answers(searcher):
    reply = ask("有多少份文件", searcher)
    assert reply["verdict"] == "answered"
    assert reply["catalogue"]["total"] == len(reply["documents"]) == 1
    (document,) = reply["documents"]
    assert document["citation"] == f"《{document['title']}》（某市数发〔2023〕7号）"
    assert reply["passages"] == reply["measures"] == []


def test_a_year_without_documents(searcher):
    reply = ask("1987年发了哪些文件", searcher)
    assert reply["verdict"] == "no_answer"
    assert reply["documents"] == reply["passages"] == []
    assert reply["catalogue"]["total"] == reply["catalogue"]["undated"] == 0


# fmt: off
PARTICULARS = [  # question → fields asked for, what is left of it
    ("若干措施是谁印发的，什么时候施行", ("issuers", "effective_on"), "若干措施"),
    ("上海规划的文号是多少", ("doc_number",), "上海规划"),
    ("专利法的发布日期是哪天", ("written_on",), "专利法"),
    ("169号文还有效吗", ("status",), "169号"),
    ("《促进条例》有效期到什么时候", ("expires_on",), "促进条例"),
    ("促进条例一共多少条", ("clauses",), "促进条例"),
    ("哪个部门发放补贴", ("issuers",), "放补贴"),
    ("企业什么时候能拿到补贴", (), "企业什么时候能拿到补贴"),
]
# fmt: on


@pytest.mark.parametrize(("question", "fields", "rest"), PARTICULARS)
def test_what_is_asked_of_a_document(question, fields, rest):
    assert particulars(question) == fields
    assert without_particulars(question) == rest


def test_the_catalogue_tells_of_a_document(searcher):
    (document,) = searcher.store.documents()
    reply = ask(f"{document['doc_number']}是谁发的，有效期到什么时候，有几条", searcher)
    assert reply["verdict"] == "answered"
    assert reply["catalogue"] == {"asks": ["issuers", "expires_on", "clauses"], "total": 1}
    told = {each["name"]: each["value"] for each in reply["documents"][0]["told"]}
    assert told["发文机关"] == ("、".join(document["issuers"]) or UNTOLD)
    assert told["失效日期"] == (document["expires_on"] or UNTOLD)
    levels = [row["level"] for row in searcher.store.provisions()]
    assert told["条款数"].startswith(f"{levels.count('h1')}个一级标题")
    assert reply["measures"] == []


def test_documents_of_a_subject(searcher):
    reply = ask("哪些文件讲拖欠账款", searcher)
    (document,) = reply["documents"]
    assert document["title"] in reply["measures"][0]["citation"]
    assert "catalogue" not in reply
    assert ask("有没有关于海洋牧场的文件", searcher)["documents"] == []


def test_other_questions_list_no_documents(searcher):
    reply = ask("账款被拖欠怎么办", searcher)
    assert reply["documents"] == []
    assert reply["measures"]


# fmt: off
DAYS = [
    ("成文", {"written_on": "2021-11-03", "doc_number": "某发〔2020〕1号"}, "2021-11-03"),
    ("网页晚几年才挂出", {"published_on": "2016-01-17", "doc_number": "某政发〔2014〕20号"}, "2014"),
    ("当年挂出", {"published_on": "2014-06-01", "doc_number": "某政发〔2014〕20号"}, "2014-06-01"),
    ("只有文号", {"doc_number": "某政发〔2014〕20号"}, "2014"),
    ("都没有", {"doc_number": "国务院令第7号"}, ""),
]
# fmt: on


@pytest.mark.parametrize(("record", "day"), [c[1:] for c in DAYS], ids=[c[0] for c in DAYS])
def test_years_go_by_the_day_of_issue(record, day):
    assert dated_on(record) == day
