"""Whether a name in a document means the body that is asked for, however either is written."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from policykb.gazetteer.bodies import department
from policykb.gazetteer.fields import Office, office

# 市财政局 alone is that of whichever city; its place stands before the name where it is known.
_OF_A_PLACE = re.compile(r"(?:省|市|县|区|州|自治区)(?!场监|级|域)[^省市区县]{2,}")
# What the reforms of 2018 and 2019 made of the bodies of places; those of the nation are listed.
_FORMERLY = (
    ("卫生和计划生育", "卫生健康"), ("卫生计生委", "卫生健康委员会"), ("卫生计生", "卫生健康"),
    ("环境保护", "生态环境"), ("国土资源", "自然资源"), ("工商行政管理", "市场监督管理"),
    ("质量技术监督", "市场监督管理"), ("安全生产监督管理", "应急管理"),
    ("工商局", "市场监督管理局"), ("质监局", "市场监督管理局"), ("环保局", "生态环境局"),
    ("安监局", "应急管理局"), ("国土局", "自然资源局"), ("卫计委", "卫生健康委员会"),
    ("农业局", "农业农村局"), ("农业厅", "农业农村厅"),
    ("农委", "农业农村委员会"),
)  # fmt: skip

# Branches are named with the short form of their bank, or with its whole name.
_BANKS = {
    "人行": "人民银行", "农发行": "农业发展银行", "国开行": "国家开发银行",
    "进出口行": "进出口银行",
}  # fmt: skip
_BANK = re.compile(
    r"^(?:中国)?(人行|人民银行|农发行|农业发展银行|国开行|进出口行|进出口银行)(?=.{2})"
)


@dataclass(frozen=True, slots=True)
class Called:
    """A body as it is asked for: its `names` today, or its field where it is asked for by that."""

    asked: str
    names: frozenset[str]
    office: Office | None = None

    def means(self, printed: str, name: str) -> bool:
        """Whether a body that a document prints so, and that is known by this name, is meant."""
        if self.asked in (printed, name):
            return True
        if self.office is not None:
            other = office(printed, listed=True)
            nation = other is not None and (other.national or not self.office.national)
            return other is not None and nation and other.field == self.office.field
        return any(_is_same(name, each) for each in self.names)


@functools.lru_cache(maxsize=1024)
def called(asked: str) -> Called:
    """The body that goes by any of its names: 人社局, 市卫健委, 银保监会, 市场监管部门."""
    plain = "".join(asked.split())
    known = office(plain)
    if known is not None:
        return Called(plain, frozenset((plain, known.name)), known)
    bodies = [body for level in ("", "local") if (body := department(plain, level))]
    names = {body.current for body in bodies} | {plain}
    return Called(plain, frozenset(names))


@functools.lru_cache(maxsize=20_000)
def _is_same(name: str, wanted: str) -> bool:
    """Whether these are one body: 沈阳市财政局 is 市财政局, 市环境保护局 today's 市生态环境局."""
    name, wanted = _today(name), _today(wanted)
    bare, same = _OF_A_PLACE.match(name), name == wanted
    if _OF_A_PLACE.match(wanted) and name.endswith(wanted):
        return True
    return same or (bare is not None and wanted.endswith(name))


def _today(name: str) -> str:
    """The name of a body of a place as it is after the reforms, of a branch with its bank's."""
    name = _BANK.sub(lambda match: _BANKS.get(match[1], match[1]), name)
    if name.startswith(("国家", "中国")):
        return name
    for old, new in _FORMERLY:
        if old in name and new not in name:
            return name.replace(old, new)
    return name
