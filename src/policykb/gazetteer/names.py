"""Finding many names in a text in one pass, and reading the rows that they come from."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import orjson

from policykb.types import Span

_DATA = Path(__file__).parent.parent / "data"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """Where in a text a place or body is named."""

    span: Span
    entry: T


class Names(Generic[T]):
    """Names found by their first two characters, longest first."""

    def __init__(self, names: Mapping[str, T]) -> None:
        self._heads: dict[str, list[tuple[str, T]]] = {}
        for name in sorted(names, key=len, reverse=True):
            self._heads.setdefault(name[:2], []).append((name, names[name]))

    def find(self, text: str) -> Iterator[Mention[T]]:
        """Longest names from left to right, none inside another."""
        heads, taken = self._heads, 0
        pairs = map(operator.add, text, text[1:])
        for at in (at for at, pair in enumerate(pairs) if pair in heads):
            if at >= taken:
                for name, entry in heads[text[at : at + 2]]:
                    if text.startswith(name, at) and not _is_trap(text, at, name):
                        yield Mention(Span(at, at + len(name)), entry)
                        taken = at + len(name)
                        break


# Short names that also arise across two words: (characters before, characters after) that
# betray them, as in 化合|肥料, 形成|都市圈, 扩大|连锁, 经济|南北, 推广|安全.
_TRAPS = {
    "成都": ("形完达建合变组构促造养集生落", ""),
    "大连": ("", "接锁通续"),
    "合肥": ("化复混", "料"),
    "济南": ("经", ""),
    "海口": ("出进入沿临", ""),
    "大庆": ("重", ""),
    "保定": ("确担投参环", "期价点向"),
    "西安": ("", "全装排置"),
    "延安": ("", "全装排置"),
    "泰安": ("", "全装排置"),
    "淮安": ("", "全装排置"),
    "六安": ("", "全装排置"),
    "吉安": ("", "全装排置"),
    "雅安": ("", "全装排置"),
    "瑞安": ("", "全装排置"),
    "南通": ("西东", "道过信"),
    "河南": ("", "岸"),
    "河北": ("", "岸"),
    "江西": ("", "岸"),
    "周口": ("", "岸"),
    "新疆": ("", "域"),
    "南沙": ("", "群"),
    "永康": ("", "复"),
    "政和县": ("财行", ""),
    "新和县": ("更创革", ""),
    "浮山县": ("罗", ""),
    "南部县": ("东西中最", "市区城"),
    "大新县": ("扩", "城"),
    "乐业县": ("居", ""),
}
_INNER = {
    "部": "门署队分位件",
    "市": "场值容民",
    "区": "域间块位别",
    "县": "域级",
    "中国银行": "业保",
    "交通银行": "业",
}


def _is_trap(text: str, at: int, name: str) -> bool:
    """Whether the characters around show that `name` is no name here (财政部|门, 形|成都|市)."""
    before, after = _TRAPS.get(name.removesuffix("市"), ("", ""))
    after += _INNER.get(name) or _INNER.get(name[-1], "")
    end = at + len(name)
    return (at > 0 and text[at - 1] in before) or (end < len(text) and text[end] in after)


@functools.cache
def rows(name: str) -> tuple[dict[str, object], ...]:
    """The rows of a data file of JSON lines."""
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return tuple(orjson.loads(line) for line in lines if line)


def words(value: object) -> tuple[str, ...]:
    """A list of a row, as strings; empty where there is none."""
    return tuple(str(v) for v in value) if isinstance(value, list) else ()
