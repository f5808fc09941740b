"""Documents and embedders that the tests of search are made of."""

import numpy as np
from store_samples import make, records

from policykb.store.said import encoded, said_of

LAW = (
    "（一）加强信贷支持。银行向小微企业发放信用贷款，推广无还本续贷。",
    "（二）清理拖欠账款。机关和大企业不得拖延支付货款。",
    "（三）推动绿色改造。组织节能诊断，支持建设绿色工厂。",
)
CITY = (
    "（一）支持直播电商。对直播基地给予场地补贴。",
    "（二）培育工业设计。设立工业设计中心，举办设计大赛。",
)
DIM = 64


class Letters:
    """An embedder whose cosine is the overlap of characters."""

    name, dim = "letters", DIM

    def embed(self, texts):
        rows = np.zeros((len(texts), DIM), dtype=np.float32)
        for at, text in enumerate(texts):
            for char in text:
                rows[at, ord(char) % DIM] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def said(texts):
    """What clauses of these texts, without headings, say."""
    return said_of([encoded(text, "clause") for text in texts], [b""] * len(texts))


def put(writer, name, clauses, **meta):
    document, passages, original = make(name, clauses, **meta)
    vectors = Letters().embed([passage.text for passage in passages])
    writer.put(document, passages, vectors, original, records(document, passages))
