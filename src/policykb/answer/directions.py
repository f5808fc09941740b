"""turned(sentence, text): whether a sentence says the opposite of the text it rests on.

Figures may agree where the sense does not: 增长 for 下降, 至多 for 至少, 年底后 for 年底前. Each
part of the sentence is held against the parts of the text that share most of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policykb.tokens import words

_PART = re.compile(r"[^，。；：！？\n]+")


@dataclass(frozen=True, slots=True)
class Axis:
    """Words for the one way and for the other.

    `strict`: a way may also not be taken where the text takes none. Words of time and of help
    stand in too many turns of phrase for that.
    """

    one: re.Pattern[str]
    other: re.Pattern[str]
    strict: bool = True


AXES = (
    Axis(
        re.compile("增长|增加|上升|提高|提升|扩大|增强|加大|上涨|拓宽|壮大|增至|倍增|翻番|加重"),
        re.compile("下降|减少|降低|缩减|缩小|压缩|减弱|削弱|下调|下滑|回落|压降|减轻|降至|降本"),
    ),
    Axis(
        re.compile("加快|加速|提速|提前|及时|尽快"),
        re.compile("放缓|减缓|延缓|推迟|延迟|暂缓|拖延|推后"),
    ),
    Axis(re.compile("优化|改善|好转|完善|健全|强化"), re.compile("恶化|变差|弱化|破坏")),
    Axis(re.compile("取消|撤销|废止"), re.compile("新设|设立|增设|新增|恢复"), strict=False),
    Axis(re.compile("优先|率先"), re.compile("最后|靠后|末位")),
    Axis(
        re.compile("放宽|放开|简化|精简|开放|取消限制|从宽"),
        re.compile("收紧|从严|严控|严格限制|加码|关闭"),
    ),
    Axis(
        re.compile("至少|不少于|不低于|不小于|最低|最少|以上"),
        re.compile("至多|不超过|不高于|不大于|最高|最多|以内|以下"),
    ),
    Axis(
        re.compile(r"(?<=[底日月年之以期])前(?![期景沿瞻后提])"),
        re.compile(r"(?<=[底日月年之以期])后(?![期续备劲台])"),
        strict=False,
    ),
    Axis(
        re.compile("支持|鼓励|扶持|推动|促进|帮助|引导|倡导"),
        re.compile("限制|打压|抑制|阻止|遏制|约束|控制"),
        strict=False,
    ),
)


def turned(sentence: str, text: str) -> bool:
    """Whether a part of `sentence` takes another way than the text on the same subject.

    >>> turned("融资成本年均提高", "降低融资成本。提高服务质量。")
    True
    """
    held = [(set(words(part)), part) for part in _parts(text)]
    return any(_turned(part, held, axis, text) for part in _parts(sentence) for axis in AXES)


def _turned(part: str, held: list[tuple[set[str], str]], axis: Axis, text: str) -> bool:
    for same, opposite in ((axis.one, axis.other), (axis.other, axis.one)):
        if not same.search(part):
            continue
        if axis.strict and not same.search(text):
            return True
        closest = _closest(same.sub("", part), held)
        if any(opposite.search(each) for each in closest) and not any(map(same.search, closest)):
            return True
    return False


def _closest(part: str, held: list[tuple[set[str], str]]) -> list[str]:
    """The parts of the text that share most words with this one."""
    own = {word for word in words(part) if len(word) > 1}
    shared = [len(own & theirs) for theirs, _ in held]
    most = max(shared, default=0)
    return [each for count, (_, each) in zip(shared, held, strict=True) if most and count == most]


def _parts(text: str) -> Iterator[str]:
    return (match.group() for match in _PART.finditer(text))
