"""The house stays as it was drawn: sizes, imports, nothing pickled, nothing of one machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "api").rglob("*.py")])
LINES, FUNCTION_LINES = 400, 60


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=[str(p.relative_to(ROOT)) for p in MODULES])
def test_modules_and_functions_stay_small(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= LINES
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(ast.parse(text))}
    assert {name: size for name, size in long.items() if size > FUNCTION_LINES} == {}


def test_no_cupboards():
    cupboards = {"utils", "helpers", "common", "manager", "base", "misc"}
    assert [p for p in MODULES if p.stem in cupboards] == []


@pytest.mark.parametrize("banned", ["pickle", "trust_remote_code=True", "shell=True", "eval("])
def test_nothing_dangerous(banned):
    pattern = re.compile(rf"(?<![\w.]){re.escape(banned)}")
    users = [
        str(path.relative_to(ROOT))
        for path in MODULES
        for line in path.read_text("utf-8").splitlines()
        if pattern.search(line.split("#")[0])
        and '"""' not in line
        and not line.strip().startswith("never")
    ]
    assert users == []


def test_imports_go_one_way():
    lint = Path(sys.executable).parent / "lint-imports"
    if not lint.exists():
        pytest.skip("没有安装 import-linter（make tools 会装）")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "heavy",
    [
        "torch",
        "sentence_transformers",
        "pydantic",
        "fastapi",
        "pdfplumber",
        "docx",
        "httpx",
        "policykb.extract.facts",
        "policykb.answer.ask",
    ],
)
def test_search_path_is_light(heavy):
    code = f"import sys, policykb.search, policykb.embed, policykb.answer.reply; print({heavy!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done
