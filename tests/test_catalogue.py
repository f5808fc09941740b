"""Questions about the library itself, and the documents that answer them."""

import pytest

from policykb.answer.ask import ask
from policykb.answer.catalogue import wanted_documents
from policykb.embed import load
from policykb.search import Searcher
from policykb.store import Store

ISSUERS = ("国务院", "国务院办公厅", "上海市人民政府")

# fmt: off
QUESTIONS = [  # question → statuses, years, issuers, regions, doc_types; None: another question
    ("哪些文件已经失效", (("expired", "repealed"), (), (), (), ())),
    ("库里哪些文件现在有效？", (("in_force",), (), (), (), ())),
    ("哪些文件还没生效", (("not_yet",), (), (), (), ())),
    ("2018年国办发了哪些文件", ((), ("2018",), ("国务院办公厅",), (), ())),
    ("国务院2019年印发的文件有哪些", ((), ("2019",), ("国务院",), (), ())),
    ("有多少份文件", ((), (), (), (), ())),
    ("上海有哪些文件", ((), (), (), ("上海市",), ())),
    ("现行的法律法规有哪些", (("in_force",), (), (), (), ("regulation",))),
    ("哪些政策已经过期了", (("expired", "repealed"), (), (), (), ())),
    ("一共收录了多少份政策文件", ((), (), (), (), ())),
    ("有什么政策", None),
    ("哪些文件支持小微企业融资", None),
    ("文件合法性审核包括哪些内容", None),
    ("申请补贴要交什么文件", None),
    ("小企业贷款难怎么办", None),
]
# fmt: on


@pytest.mark.parametrize(("question", "expected"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_what_a_question_asks_of_the_catalogue(question, expected):
    found = wanted_documents(question, ISSUERS)
    got = found and (
        found.statuses, found.years, found.issuers, found.regions, found.doc_types
    )  # fmt: skip
    assert got == expected


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


def test_a_year_without_documents_is_no_answer_from_the_catalogue(searcher):
    reply = ask("1987年发了哪些文件", searcher)
    assert reply["documents"] == []
    assert "catalogue" not in reply


def test_other_questions_list_no_documents(searcher):
    reply = ask("账款被拖欠怎么办", searcher)
    assert reply["documents"] == []
    assert reply["measures"]
