"""Exports open safely in a spreadsheet and lose nothing."""

import csv
import io

import orjson
import pytest

from policykb.answer.tables import as_csv, as_jsonl, safe_cell

# fmt: off
CELLS = [
    ("公式", "=1+1", "'=1+1"), ("加号", "+86", "'+86"), ("减号", "-5℃", "'-5℃"), ("艾特", "@x", "'@x"),
    ("全角等号", "＝A1", "'＝A1"), ("制表符", "\tx", "'\tx"), ("中文", "支持", "支持"),
    ("数", 3, 3), ("小数", 2.5, 2.5), ("空", None, ""), ("真", True, "是"), ("列表", ["甲"], '["甲"]'),
]
# fmt: on


@pytest.mark.parametrize(("value", "expected"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS])
def test_safe_cell(value, expected):
    assert safe_cell(value) == expected


def test_csv_keeps_every_field_and_row():
    rows = [{"a": "一\n二", "b": 1}, {"a": "=x", "c": ["z"]}]
    content = as_csv(rows)
    assert content.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert back == [["a", "b", "c"], ["一\n二", "1", ""], ["'=x", "", '["z"]']]


def test_jsonl_one_line_each():
    rows = [{"q": "第一行\n第二行"}, {"q": "x"}]
    assert [orjson.loads(line) for line in as_jsonl(rows).splitlines()] == rows
