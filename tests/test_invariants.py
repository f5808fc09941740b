"""What must hold of every document, whatever it is: tested on real files and on made numbering."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_samples import BODY, document

from policykb.clean import clean
from policykb.errors import DocumentError
from policykb.parse import gaps, parse
from policykb.read import read
from policykb.segment import segment
from policykb.types import Document, Provision

FILES = {
    "corpus": ("*.txt", "typeset/*.docx", "typeset/*.pdf"),
    "documents": ("docx/*.docx", "html/*.html", "office/*.docx", "pdf/Chin*.pdf"),
}


def check(found: Document) -> None:
    """Fails with the eid at which something does not hold."""
    eids = [p.eid for p in found.provisions()]
    assert len(eids) == len(set(eids))
    for top in (*found.body, *found.annexes):
        check_node(found.text, top)
    for tops in (found.body, found.annexes):
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(tops))
    assert not gaps(found), [span.of(found.text) for span in gaps(found)]
    for table in found.tables:
        assert table.eid in eids
        assert all(table.span.holds(cell) for row in table.cells for cell in row)
    assert all(0 <= p.span.start < p.span.end <= len(found.text) for p in found.places)
    check_passages(found, set(eids))


def check_node(text: str, node: Provision) -> None:
    squeeze = "".join
    head = squeeze(node.head.of(text).split())
    assert node.span.holds(node.head), node.eid
    assert node.head.start == node.span.start, node.eid
    assert head.startswith(squeeze(node.number.split())), node.eid
    assert squeeze(node.heading.split()) in head, node.eid
    position = node.span.start
    for child in node.children:
        assert position <= child.span.start <= child.span.end <= node.span.end, child.eid
        assert child.eid.startswith(node.eid + "__"), child.eid
        position = child.span.end
        check_node(text, child)


def check_passages(found: Document, eids: set[str]) -> None:
    passages = segment(found)
    assert len({p.id for p in passages}) == len(passages)
    covered = bytearray(len(found.text))
    for passage in passages:
        assert passage.eid in eids
        run = passage.span.of(found.text)
        assert run.strip() and passage.text.endswith(run), passage.id
        assert len(run) <= 600, passage.id
        covered[passage.span.start : passage.span.end] = b"1" * len(run)
    for element in found.elements:
        covered[element.span.start : element.span.end] = b"1" * (
            element.span.end - element.span.start
        )
    lost = [i for i, char in enumerate(found.text) if not covered[i] and not char.isspace()]
    assert not lost, found.text[lost[0] : lost[0] + 40]


@pytest.mark.parametrize("folder", FILES)
def test_real_documents(shared, folder):
    root: Path = shared(folder)
    paths = [path for pattern in FILES[folder] for path in sorted(root.glob(pattern))]
    assert paths
    for path in paths:
        try:
            source = clean(read(path))
        except DocumentError:
            continue
        check(parse(source))


def test_headings_of_the_annotated_documents(shared):
    """The same eids from text, Word and PDF of one document."""
    corpus = shared("corpus")
    for stem in ("000", "003"):
        trees = []
        for pattern in (f"{stem}*.txt", f"typeset/{stem}*.docx", f"typeset/{stem}*.pdf"):
            (path,) = corpus.glob(pattern)
            found = parse(clean(read(path)))
            trees.append([(p.eid, p.heading) for p in found.provisions() if p.number])
        assert trees[0] == trees[1] == trees[2]


LINES = st.sampled_from(
    [
        "一、甲", "二、乙", "五、戊", "（一）甲。" + BODY, "（三）丙", "1.甲", "2.乙；", "4、丁", "1.1 总量", "2.1 结构",
        "（1）首次；", "①其他；", "第一章 总则", "第二章", "第一条 甲乙。", "第三条 丙丁：", "第三条之一 戊。", "专栏1 工程", "附件",
        "附件1", "附件：清单", "目录", "某某局", "2021年3月4日", "（此件公开发布）", "各单位：", "某发〔2021〕3号", "关于某事的通知",
        "《某某办法》发布", "来源：某某中心", "前言", "参考文献", BODY, "短句", "。", "表1 指标", "第一", "（", "1.5万亿元", "一",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_any_order_of_lines_is_read_without_loss(lines):
    check(document(*lines))
