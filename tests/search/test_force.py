"""When does a document hold, and which ones are not held: laws, standards and names not in words."""

import pytest
from search_samples import DIM, Letters, put

from policykb.search import Searcher
from policykb.store import Store
from policykb.understand import understand

LAW = (
    "第一条 为了保护发明创造，鼓励技术进步，制定本法。",
    "第二条 国务院可以决定在自治区暂停实施本法的规定。",
    "第三条 本法自2030年4月1日起施行。",
)
STANDARD = (
    "前言 本标准首次发布于1997年。自本标准实施之日起，《废气标准》（GB 18918—1997）废止。"
    "本标准自2002年7月1日起实施。",
    "5.2 排放口应当设在室外，花湖机场除外。",
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    data = tmp_path_factory.mktemp("store")
    with Store.writer(data, "letters", DIM) as writer:
        put(writer, "law", LAW, title="中华人民共和国专利法")
        about = {"title": "印染废气排放标准", "doc_number": "GB 18918-2002"}
        put(writer, "standard", STANDARD, **about)
        writer.commit()
    return Searcher(Store.open(data), Letters())


def first(searcher, text):
    found = searcher.search(understand(text))
    return found.verdict, found.hits[0].passage.text[:6]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("专利法什么时候施行", "第三条 本法"),
        ("专利法的施行日期", "第三条 本法"),
        ("专利法", "第一条 为了"),
        ("GB18918-2002何时实施", "前言 本标准"),
        ("GB 18918-1997还有效吗", "前言 本标准"),
    ],
)
def test_from_when_a_document_holds(searcher, text, expected):
    assert first(searcher, text) == ("found", expected)


@pytest.mark.parametrize("text", ["商标法的施行日期", "海商法第二条", "HJ 501-2009 限值"])
def test_what_the_store_lacks(searcher, text):
    assert searcher.search(understand(text)).verdict == "nothing_relevant"


def test_a_name_that_a_passage_prints_is_no_slip(searcher):
    assert understand("花湖机场").corrections, "chosen because it is taken for a slip elsewhere"
    assert searcher.search(understand("花湖机场")).query.corrections == ()
