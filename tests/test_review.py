"""A person's corrections go in, stay when the text comes again, and can be taken back."""

import csv
import io
import json

import openpyxl
import orjson
import pytest

from policykb.answer.review import read_rows, review
from policykb.answer.tables import FORMATS
from policykb.errors import BadRequest, NotFound
from policykb.pipeline import import_review, ingest, remove
from policykb.store import Store, verify

TEXT = """某市数发〔2023〕8号

某市关于培育企业的若干措施

一、培育企业

（一）推广上云。到2025年，推动2000家小微企业上云，打造10个示范车间。（市工业和信息化局牵头，市财政局配合）

（二）加强培训。组织开展培训，每年培训500名技术人员。（市人力资源社会保障局负责）
"""


@pytest.fixture
def data(tmp_path):
    source = tmp_path / "某市若干措施.txt"
    source.write_text(TEXT, "utf-8")
    ingest([source], tmp_path / "data")
    return tmp_path / "data"


def facts(data, kind):
    with Store.open(data) as store:
        return store.facts(kind)


def edited(data, kind, form, change, tmp_path):
    """The exported list with `change` done to its rows as a spreadsheet shows them."""
    content = FORMATS[form](facts(data, kind))
    path = tmp_path / f"改.{form}"
    if form == "jsonl":
        rows = [json.loads(line) for line in content.splitlines()]
        change(rows)
        path.write_bytes(b"\n".join(orjson.dumps(row) for row in rows))
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        names = list(rows[0])
        change(rows)
        with path.open("w", encoding="gb18030", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
    else:
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book.worksheets[0]
        names = [cell.value for cell in sheet[1]]
        rows = [
            dict(zip(names, [c.value for c in row], strict=True))
            for row in sheet.iter_rows(min_row=2)
        ]
        change(rows)
        for at, row in enumerate(rows, 2):
            for column, name in enumerate(names, 1):
                sheet.cell(at, column).value = row[name]
        book.save(path)
    return path


@pytest.mark.parametrize("form", list(FORMATS))
@pytest.mark.parametrize("kind", ["measures", "targets"])
def test_a_list_that_was_not_touched_changes_nothing(data, tmp_path, form, kind):
    found = import_review(edited(data, kind, form, lambda rows: None, tmp_path), data)
    assert (found.corrections, found.problems, found.unchanged) == ((), (), len(facts(data, kind)))


@pytest.mark.parametrize("form", list(FORMATS))
def test_a_changed_field_and_a_deleted_fact(data, tmp_path, form):
    before = facts(data, "targets")

    def change(rows):
        rows[0]["indicator"] = "上云企业数量"
        rows[0]["value"] = 2100
        rows[1]["delete"] = "是"

    found = import_review(edited(data, "targets", form, change, tmp_path), data)
    assert (len(found.corrections), found.deleted, found.problems) == (2, 1, ())
    after = facts(data, "targets")
    assert len(after) == len(before) - 1
    assert (after[0]["indicator"], after[0]["value"], after[0]["by"]) == (
        "上云企业数量",
        2100,
        "person",
    )
    assert after[0]["quote"] == before[0]["quote"]
    assert verify(data) == ()


def test_corrections_survive_when_the_text_is_taken_in_again(data, tmp_path):
    def change(rows):
        rows[0]["value"] = 2100
        rows[1]["delete"] = "是"

    import_review(edited(data, "targets", "jsonl", change, tmp_path), data)
    corrected = facts(data, "targets")
    remove([corrected[0]["document"]["id"]], data)
    assert facts(data, "targets") == []
    ingest([tmp_path / "某市若干措施.txt"], data)
    assert facts(data, "targets") == corrected
    (tmp_path / "某市若干措施.txt").write_text(
        TEXT + "\n（三）做好宣传。加强宣传引导工作。\n", "utf-8"
    )
    ingest([tmp_path / "某市若干措施.txt"], data)
    assert [t["value"] for t in facts(data, "targets")] == [t["value"] for t in corrected]


def test_a_correction_is_taken_back_by_the_list_as_it_was(data, tmp_path):
    before = facts(data, "targets")
    untouched = edited(data, "targets", "jsonl", lambda rows: None, tmp_path).read_bytes()

    def change(rows):
        rows[0]["value"] = 2100
        rows[1]["delete"] = "是"

    import_review(edited(data, "targets", "jsonl", change, tmp_path), data)
    (tmp_path / "原.jsonl").write_bytes(untouched)
    assert len(import_review(tmp_path / "原.jsonl", data).corrections) == 2
    assert facts(data, "targets") == before


def test_corrected_departments_are_found_by(data, tmp_path):
    from policykb.types import Filters

    def change(rows):
        rows[0]["departments"] = "市商务局牵头，市财政局配合"

    import_review(edited(data, "measures", "csv", change, tmp_path), data)
    with Store.open(data) as store:
        (found,) = store.facts("measures", Filters(department=("市商务局",)))
    assert [(d["printed"], d["role"]) for d in found["departments"]] == [
        ("市商务局", "lead"),
        ("市财政局", "support"),
    ]


def test_columns_that_are_left_out_stay_as_they_are(data, tmp_path):
    first = facts(data, "targets")[0]
    path = tmp_path / "少列.jsonl"
    path.write_bytes(orjson.dumps({"id": first["id"], "value": 2100}))
    import_review(path, data)
    path.write_bytes(orjson.dumps({"id": first["id"], "unit": "户"}))
    import_review(path, data)
    now = facts(data, "targets")[0]
    assert (now["value"], now["unit"], now["indicator"]) == (2100, "户", first["indicator"])


# what is wrong with a row, and what is said of it
BAD = [
    ({"value": "abc"}, "value 应为数字，得到“abc”"),
    ({"operator": "约"}, "operator 应为"),
    ({"quote": "改了原文"}, "quote 是依据，不能更改"),
    ({"delete": "也许"}, "delete 应填“是”或留空"),
    ({"id": ""}, "缺少 id"),
    ({"id": "target-0"}, "库中没有编号为“target-0”的事实"),
    ({"qualitative": "可能"}, "qualitative 应填“是”或“否”"),
]


@pytest.mark.parametrize(("change", "message"), BAD, ids=[str(b[0]) for b in BAD])
def test_a_bad_row_is_told_by_its_number_and_the_others_go_in(data, tmp_path, change, message):
    def edit(rows):
        rows[0]["value"] = 2100
        rows[1] |= change

    found = import_review(edited(data, "targets", "xlsx", edit, tmp_path), data)
    assert len(found.problems) == 1
    assert found.problems[0].startswith("第 3 行：")
    assert message in found.problems[0]
    assert facts(data, "targets")[0]["value"] == 2100


BAD_MEASURES = [
    ({"obligation": "也许"}, "obligation 应为"),
    ({"instruments": "印钞"}, "没有“印钞”这种政策工具"),
    ({"departments": '[{"name": "x"}]'}, "departments 的每一项应有"),
    ({"departments": "[{"}, "departments 不是完整的 JSON"),
    ({"text": "改了原文"}, "text 是依据"),
]


@pytest.mark.parametrize(("change", "message"), BAD_MEASURES, ids=[str(b[0]) for b in BAD_MEASURES])
def test_what_a_measure_cannot_be_changed_to(data, tmp_path, change, message):
    found = import_review(
        edited(data, "measures", "csv", lambda rows: rows[0].update(change), tmp_path), data
    )
    assert [p for p in found.problems if message in p] == list(found.problems) != []


def test_a_fact_that_is_named_twice_is_told():
    known = {"measure-1": ({"kind": "measure", "heading": "甲"}, {}, False)}
    rows = [(2, {"id": "measure-1", "heading": "乙"}), (3, {"id": "measure-1", "heading": "丙"})]
    found = review(rows, known.__getitem__)
    assert found.problems == ("第 3 行：同一编号在前面已有一行",)
    assert found.corrections[0].changes == {"heading": "乙"}


@pytest.mark.parametrize("name", ["x.docx", "没有.csv", "坏.xlsx"])
def test_files_that_are_no_list(tmp_path, name):
    if name == "坏.xlsx":
        (tmp_path / name).write_bytes(b"PK no workbook")
    with pytest.raises(BadRequest):
        list(read_rows(tmp_path / name))


def test_a_line_that_is_no_json_is_told(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": "a"}\n{\n', "utf-8")
    found = review(read_rows(tmp_path / "x.jsonl"), _nothing)
    assert [p.partition("：")[0] for p in found.problems] == ["第 1 行", "第 2 行"]


def _nothing(fact_id):
    raise NotFound(f"没有 {fact_id}")


def test_a_catalogue_of_the_first_version_is_brought_up_to_date(data):
    import sqlite3

    with sqlite3.connect(data / "catalog.db") as db:
        db.executescript("DROP TABLE corrections; DROP INDEX facts_fact; PRAGMA user_version=1;")
    with Store.writer(data) as writer:
        assert writer.fact(_first_id(writer))[1:] == ({}, False)


def _first_id(writer):
    sql = "SELECT json_extract(record, '$.id') FROM facts WHERE kind = 'target'"
    return writer.db.execute(sql).fetchone()[0]
