"""What the tests of this folder share."""

import pytest
from search_samples import CITY, DIM, LAW, Letters, put
from store_samples import facts_of

from policykb.search import Searcher
from policykb.store import Store


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    data = tmp_path_factory.mktemp("store")
    with Store.writer(data, "letters", DIM) as writer:
        law = {"title": "支持企业若干措施", "doc_number": "工信部企业〔2030〕5号", "region": "全国"}
        put(writer, "law", LAW, facts=facts_of(LAW), **law)
        put(writer, "city", CITY, title="上海市产业规划", region="上海市")
        writer.commit()
    return Searcher(Store.open(data), Letters())
