"""Front matter: the block of YAML above a Markdown text, as printed metadata."""

from __future__ import annotations

import re

import yaml

from policykb.read.fields import LABELS

# Keys that site generators know → the label that documents print. Who wrote a page is told as its
# source, for it may be an office or the person who copied it.
KEYS: dict[str, str] = {
    "title": "标题",
    "date": "发布日期",
    "published": "发布日期",
    "publishdate": "发布日期",
    "author": "来源",
    "source": "来源",
}
LONGEST = 20_000  # characters
_MATTER = re.compile(r"\ufeff?---[ \t]*\n(?P<rows>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# What r.jina.ai, which saves web pages as Markdown, puts before the page.
_SAVED = re.compile(
    r"\ufeff?Title:[ \t]*(?P<title>\S[^\n]{0,300}?)[ \t]*\n\s*URL Source:[^\n]{0,2000}\n"
    r"(?:\s*Published Time:[ \t]*(?P<day>\d{4}-\d{2}-\d{2})[^\n]{0,60}\n)?"
    r"(?:\s*(?:Number of Pages|Warning):[^\n]{0,400}\n){0,3}\s*Markdown Content:[ \t]*(?:\n|\Z)"
)
_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[T ].*")


def front_matter(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """(label, value) rows under their usual labels and the text below them; () and the whole text
    where it begins with none."""
    page = _SAVED.match(text[:LONGEST])
    if page:
        named = (("标题", page["title"]), ("发布日期", page["day"] or ""))
        body = text[page.end() :]
        own = re.search(rf"^#{{1,6}}[ \t]+{re.escape(page['title'])}[ \t]*$", body, re.MULTILINE)
        fields = tuple((label, value) for label, value in named if value)
        return fields, body[own.start() if own else 0 :]  # above its title stand the site's menus
    found = _MATTER.match(text[:LONGEST])
    told = _mapping(found["rows"]) if found else {}
    if not found or not told:
        return (), text
    rows: dict[str, str] = {}
    for key, value in told.items():
        name = re.sub(r"[\s_-]", "", key)
        label = LABELS.get(name) or KEYS.get(name.lower())
        if label and value:
            rows.setdefault(label, value)
    return tuple(rows.items()), text[found.end() :]


def _mapping(rows: str) -> dict[str, str]:
    """Its keys with what they are: a list as its parts, a time of day left out."""
    try:
        told = yaml.load(rows, Loader=yaml.BaseLoader)  # strings and lists of them, no objects
    except (yaml.YAMLError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {key: _value(value) for key, value in told.items() if isinstance(key, str)}


def _value(value: object) -> str:
    if isinstance(value, list):
        return "、".join(part for part in value if isinstance(part, str))
    return _TIME.sub(r"\1", " ".join(value.split())) if isinstance(value, str) else ""
