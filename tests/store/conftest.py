"""What the tests of this folder share."""

import pytest
from store_samples import DIM, facts_of, put

from policykb.store import Store


@pytest.fixture
def data(tmp_path):
    """A store of three documents: 甲 with facts, 乙 and 丙 with dates and places."""
    with Store.writer(tmp_path / "index", model="test", dim=DIM) as writer:
        put(
            writer, "甲", facts=facts_of(), doc_number="工信部企业〔2021〕169号", level="national",
            written_on="2021-11-06", issuers=("工业和信息化部",), effective_on="2021-12-01",
        )  # fmt: skip
        put(
            writer, "乙", ("（一）支持数字化改造。",), region="浙江省杭州市", level="municipal",
            written_on="2023-05", expires_on="2025", doc_type="plan", issuers=("杭州市人民政府",),
        )  # fmt: skip
        put(writer, "丙", ("（一）保护知识产权。",), region="上海市", level="provincial")
        assert writer.commit() == 1
    return tmp_path / "index"


@pytest.fixture
def store(data):
    with Store.open(data) as store:
        yield store
