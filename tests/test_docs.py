"""What the README says is what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from policykb.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def commands():
    group = typer.main.get_command(app)
    return list(group.commands.items())


@pytest.mark.parametrize(("name", "command"), commands(), ids=[n for n, _ in commands()])
def test_every_command_has_help_and_is_in_the_readme(name, command):
    assert command.help, name
    assert re.search(rf"`[^`]*\b{re.escape(name)}\b", README), f"README 没有写 {name}"


def test_make_targets_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    wanted = set(re.findall(r"make ([a-z]+)", README))
    assert wanted <= targets


def test_settings_of_the_readme_exist():
    from policykb.settings import Settings

    row = next(line for line in README.splitlines() if line.startswith("环境变量"))
    named = set(re.findall(r"`([a-z_ ]+)`", row).pop().split())
    assert named == set(Settings.model_fields)


def test_readme_search_example_runs(library):
    command = [
        sys.executable,
        "-m",
        "policykb",
        "--data",
        str(library),
        "--json",
        "search",
        "若干措施第二条",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert '"number":"（二）"' in done.stdout


def test_no_path_of_a_machine_in_the_repository():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("不在 git 工作区里")
    texts = [
        ROOT / name
        for name in listed.stdout.splitlines()
        if name.endswith((".py", ".md", ".toml", ".html", ".css", ".js"))
    ]
    pattern = re.compile(r"(?<![\w./])/(?:work|root|home)/")
    assert [
        p.name
        for p in texts
        if p.exists() and p != Path(__file__) and pattern.search(p.read_text("utf-8"))
    ] == []
