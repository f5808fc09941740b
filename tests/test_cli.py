"""The command line as a person runs it: real processes, real files, exit statuses."""

import json
import subprocess
import sys

import pytest


def run(*args, data=None):
    command = [sys.executable, "-m", "policykb", *(["--data", str(data)] if data else []), *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_help_loads_nothing_heavy():
    heavy = ("torch", "sentence_transformers", "faiss", "numpy", "tantivy", "fastapi", "pydantic")
    code = f"import sys, policykb.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done


@pytest.mark.parametrize(
    ("command", "unneeded"),
    [
        (["--help"], ["numpy", "rich", "pydantic"]),
        (["search", "融资"], ["pydantic", "pdfplumber", "policykb.extract.facts"]),
        (["answer", "融资"], ["pydantic", "pdfplumber", "policykb.extract.facts"]),
    ],
)
def test_a_run_loads_only_what_it_needs(command, unneeded, tmp_path):
    code = f"""
import atexit, sys
atexit.register(lambda: sys.stderr.write(repr([m for m in {unneeded!r} if m in sys.modules])))
sys.argv = ["policykb", "--data", {str(tmp_path)!r}, *{command!r}]
from policykb.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.endswith("[]"), done


def test_help_names_the_commands():
    out = run("--help").stdout
    for command in (
        "ingest",
        "remove",
        "search",
        "answer",
        "list",
        "export",
        "show",
        "serve",
        "verify",
        "doctor",
        "models",
        "rebuild",
    ):
        assert command in out


def test_search_finds_the_clause(library):
    done = run("--json", "search", "拖欠货款", data=library)
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    first = reply["hits"][0]
    assert first["number"] == "（二）"
    assert first["citation"].endswith("一、（二）")
    assert "拖延支付" in first["text"]
    assert reply["coverage"]["documents"] == 1


def test_search_for_people_shows_citation(library):
    done = run("search", "上云", data=library)
    assert "某市数发〔2023〕7号" in done.stdout
    assert "二、（三）" in done.stdout


def test_answer_gives_measures_and_targets(library):
    reply = json.loads(run("--json", "answer", "小微企业上云有什么目标", data=library).stdout)
    assert reply["verdict"] == "answered"
    assert any(row["number"] == "（三）" for row in reply["measures"])
    assert any(row["value"] == 2000 and row["unit"] == "家" for row in reply["targets"])


def test_nothing_relevant_is_exit_3(library):
    done = run("--json", "search", "如何烹饪红烧肉", data=library)
    assert done.returncode == 3
    assert json.loads(done.stdout)["verdict"] == "nothing_relevant"


def test_export_is_complete_json_lines(library):
    rows = [
        json.loads(line) for line in run("export", "measures", data=library).stdout.splitlines()
    ]
    assert [row["number"] for row in rows] == ["（一）", "（二）", "（三）"]
    lead = {body["printed"]: body["role"] for body in rows[2]["departments"]}
    assert lead == {"市工业和信息化局": "lead", "市财政局": "support"}


def test_show_clause_and_missing_clause(library):
    listed = json.loads(run("--json", "list", "documents", data=library).stdout)
    document = listed["items"][0]["id"]
    assert listed["total"] == 1
    good = run("show", f"{document}#h1_1__h2_2", data=library)
    assert "治理账款拖欠" in good.stdout
    bad = run("show", f"{document}#h1_9", data=library)
    assert bad.returncode == 5
    assert "no_such_clause" in bad.stderr
    assert run("show", "没有这份文件", data=library).returncode == 5


# fmt: off
BAD_FILES = [
    ("缺失", "无此文件.txt", None, "not_found"),
    ("空文件", "空.txt", b"", "empty_file"),
    ("未知种类", "图.xyz", bytes(range(256)) * 8, "unknown_format"),
    ("名不副实", "假.pdf", "这是一段文字，不是 PDF。".encode() * 20, "wrong_format"),
    ("截断", "断.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged_file"),
]
# fmt: on


@pytest.mark.parametrize(
    ("name", "content", "code"), [c[1:] for c in BAD_FILES], ids=[c[0] for c in BAD_FILES]
)
def test_bad_file_is_one_line_and_the_rest_goes_on(tmp_path, name, content, code):
    bad, good = tmp_path / name, tmp_path / "好.txt"
    if content is not None:
        bad.write_bytes(content)
    good.write_text(
        "关于某事的通知\n\n一、总体要求\n\n（一）坚持稳中求进。各地区要认真落实。\n", "utf-8"
    )
    done = run("--json", "ingest", str(bad), str(good), data=tmp_path / "data")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert (report["added"], report["failed"]) == (1, 1)
    failed = next(row for row in report["files"] if row["state"] == "failed")
    assert failed["code"] == code
    assert name in failed["message"]
    assert "\n" not in failed["message"]


def test_reingest_unchanged_replace_remove(tmp_path):
    data, file = tmp_path / "data", tmp_path / "措施.txt"
    text = "某某若干措施\n\n一、加强支持\n\n（一）加大信贷投放。引导银行扩大小微企业贷款规模。\n"
    file.write_text(text, "utf-8")
    assert json.loads(run("--json", "ingest", str(file), data=data).stdout)["added"] == 1
    assert json.loads(run("--json", "ingest", str(file), data=data).stdout)["unchanged"] == 1
    file.write_text(text.replace("扩大", "持续增加"), "utf-8")
    assert json.loads(run("--json", "ingest", str(file), data=data).stdout)["replaced"] == 1
    hits = json.loads(run("--json", "search", "小微企业贷款", data=data).stdout)["hits"]
    assert len([h for h in hits if "贷款规模" in h["text"]]) == 1
    assert "持续增加" in hits[0]["text"]
    listed = json.loads(run("--json", "list", "documents", data=data).stdout)["items"]
    assert run("remove", listed[0]["id"], data=data).returncode == 0
    assert json.loads(run("--json", "list", "documents", data=data).stdout)["total"] == 0
    assert run("search", "小微企业贷款", data=data).returncode == 3


def test_doctor_and_models(library):
    assert run("doctor", data=library).returncode == 0
    rows = json.loads(run("--json", "models", "list", data=library).stdout)["items"]
    assert rows == [{"name": "builtin", "used": True}]
    assert run("models", "verify", data=library).returncode == 0


WRONG = [  # what is typed | the code and the words of the error
    (["search"], "wrong_usage", "缺少参数 query"),
    (["serch", "融资"], "wrong_usage", "没有 serch 这个命令"),
    (["search", "融资", "--limit", "0"], "wrong_usage", "--limit 的值不对：0 不在 1<=x<=100 之内"),
    (["search", "融资", "--limit", "几条"], "wrong_usage", "“几条”不是数"),
    (["search", "融资", "多余"], "wrong_usage", "多出的参数：多余"),
    (["search", "融资", "--persona", "a"], "wrong_usage", "没有 --persona 这个选项"),
    (["search", "融资", "--limit"], "wrong_usage", "选项 --limit 后面要有值"),
    (["search", "融资", "--kind", "mesures"], "unknown_value", "没有“mesures”这个 kind"),
    (["search", "融资", "--from", "2020-13-01"], "bad_date", "没有“2020-13-01”这个日期"),
]


@pytest.mark.parametrize(("args", "code", "words"), WRONG, ids=[" ".join(w[0]) for w in WRONG])
def test_wrong_usage_is_told_in_chinese_with_a_code(args, code, words, tmp_path):
    done = run(*args, data=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"错误[{code}]：")
    assert words in done.stderr


def test_nothing_asked_shows_the_help():
    done = run()
    assert done.returncode == 2
    assert "search" in done.stderr
