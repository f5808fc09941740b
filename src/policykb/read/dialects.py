"""What tools write beyond the standard of Markdown, put as the standard has it."""

from __future__ import annotations

import re

from policykb.read.raised import RAISED

# VuePress and Docusaurus: ::: tip 标题 … :::
_CONTAINER = re.compile(
    r"^ {0,3}:{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]*)[ \t]*(?P<title>[^\n]*)$", re.MULTILINE
)
# #标题 without a blank, as people type it; not #话题 #话题.
_TIGHT = re.compile(r"^(#{1,6})(?=[\u3400-\u9fff《（“])(?![^\n]*\s#[^\s#])", re.MULTILINE)
# What is told of a heading, a link or a run: {#chp1}, {.underline}, {target="_blank"}.
_ATTRIBUTE = r"(?:[#.][^\s{}\"]{1,60}|[\w-]{1,30}=(?:\"[^\"{}\n]{0,80}\"|[^\s{}\"]{1,60}))"
_ATTRIBUTES = re.compile(rf"\{{[ ]?{_ATTRIBUTE}(?:[ ]{_ATTRIBUTE}){{0,5}}[ ]?\}}")
_RUN = re.compile(rf"\[(?P<text>[^\[\]\n]{{1,200}})\](?={_ATTRIBUTES.pattern})")
# [打印](javascript:window.print();): what a page does, not what it says.
_BUTTON = re.compile(
    r"\[[^\[\]\n]{0,60}\]\(javascript:[^()\n]{0,80}(?:\([^()\n]{0,80}\)[^()\n]{0,80})?\)"
)
_RAISED = re.compile(r"(?<=\w)(?:<sup>(\d{1,3})</sup>|\^(\d{1,3})\^)", re.IGNORECASE)
_TABLE = re.compile(r"<(?P<end>/?)table\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?=\n)")


def standardised(text: str) -> str:
    """The text with containers as their titles, headings with the blank after their mark, HTML
    tables without blank lines, raised digits as such, and no attributes."""
    text = _CONTAINER.sub(lambda found: f"\n{found['title']}\n", text.replace("\f", "\n"))
    text = _BUTTON.sub("", text)
    text = _ATTRIBUTES.sub("", _RUN.sub(r"\g<text>", text))
    text = _RAISED.sub(lambda found: (found[1] or found[2]).translate(RAISED), text)
    return _closed(_TIGHT.sub(r"\1 ", text))


def _closed(text: str) -> str:
    """The text without blank lines inside HTML tables, where they would end the HTML."""
    done, start, at = [], -1, 0
    for tag in _TABLE.finditer(text):
        if tag["end"] and start >= 0:
            done += [text[at:start], _BLANK_LINES.sub("", text[start : tag.start()])]
            start, at = -1, tag.start()
        elif not tag["end"] and start < 0:
            start = tag.start()
    return "".join(done) + text[at:]
