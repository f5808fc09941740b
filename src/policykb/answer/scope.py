"""What a document says of all its support: who may apply, when and where.

Conditions are often printed once, in a clause of their own (申报条件, 适用范围, 申报时间). Such a
clause speaks for everything under the heading that it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from policykb.answer.conditions import Condition, conditions, excluded
from policykb.answer.grammar import Setting
from policykb.answer.offers import grants, refuses
from policykb.answer.words.purposes import purposes_of
from policykb.types import JSON

_WHO = re.compile(
    r"(?:申报|申请|支持|适用|扶持|奖励|补助|补贴|享受|基本|资格"
    r"|准入)(?:的)?(?:条件|对象|范围|主体|要求|资格)$|^(?:条件|对象|范围)$"
    r"|负面清单$"
)
_WHEN_WHERE = re.compile(
    r"(?:申报|申请|受理|办理|兑现|实施)(?:的)?(?:时间|期限|方式|程序|流程"
    r"|要求|渠道|地点)|联系方式|咨询|附则|其他事项|有关要求"
)
_GENERAL = re.compile(
    r"本(?:措施|办法|政策|通知|细则|意见|规定|方案)(?:的)?(?:适用(?:于|对象"
    r"|范围)|所称(?=[^，。；\n]{0,12}(?:企业|主体|单位|工商户))|支持|扶持|面向)"
    r"|(?:支持|扶持|适用|资助|补助|奖励|申报)(?:的)?(?:对象|范围|主体)(?:为|是|包括|限于|应)"
    r"|(?:申报|申请|享受)(?:本[^，。；\n]{0,8})?(?:政策|补助|资金|奖励|支持"
    r"|补贴|扶持|项目)?的?(?:企业|单位|主体)[^，。；\n]{0,6}(?:应|须|需)"
    r"|不予(?:支持|受理|补助|奖励)|不得(?:享受|申报)|不享受"
    r"|不再(?:支持|享受|受理|补助|奖励|给予)|不(?:适用|属于|纳入)(?:于)?(?:本|支持|扶持|申报)"
)
_LATE = re.compile(r"逾期[^，。；\n]{0,8}不(?:予|再)")  # says of the window, not of the firm
_REFUSES_ALL = re.compile(r"负面清单$|不予(?:支持|受理|补助|奖励)$")
_LISTS = re.compile(r"(?:条件|要求|规定)[：:]?\s*$")
_ITEM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、]|[①-⑳])\s*")
_SENTENCES = re.compile(r"[^。；;\n]+")


@dataclass(frozen=True, slots=True)
class Shared:
    """Conditions and running text of one clause, for what lies under the eid `under`; where the
    headings above it name purposes, `about`, only for what serves one of these."""

    eid: str
    under: str
    about: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()
    text: str = ""

    def covers(self, eid: str, purposes: Collection[str] = ()) -> bool:
        """Whether it speaks for the clause of that eid, which serves these purposes."""
        if self.about and purposes and self.about.isdisjoint(purposes):
            return False
        return not self.under or eid == self.under or eid.startswith(f"{self.under}__")


def shared_of(provisions: Sequence[JSON], setting: Setting) -> list[Shared]:
    """What the clauses that grant nothing themselves say for others, in document order."""
    own = {row["eid"] for row in provisions if grants(row["text"])}
    rows = {row["eid"]: row for row in provisions}
    found = []
    for row in provisions:
        eid = row["eid"]
        if any(eid == each or eid.startswith(f"{each}__") for each in own):
            continue
        asked = _conditions(row, provisions, setting)
        told = bool(_WHEN_WHERE.search(row["heading"]))
        if asked or told or not (row["heading"] or row["children"]):
            # 申报时间 and the days below it are read as one line
            text = row["text"].replace("\n", "：", 1) if told else row["text"]
            under, passed = _under(eid, own)
            heads = " ".join(rows[each]["heading"] for each in passed if each in rows)
            about = frozenset(purposes_of(heads))
            found.append(Shared(eid, under, about, tuple(asked), text))
    return found


def _under(eid: str, granting: Collection[str]) -> tuple[str, list[str]]:
    """The clause for whose inside another one speaks, and those between the two.

    It is the nearest around it in which something is granted, for a chapter on applications or an
    annex of forms speaks for the whole text.
    """
    above, passed = eid.rpartition("__")[0], []
    while above and not any(each.startswith(f"{above}__") for each in granting):
        passed.append(above)
        above = above.rpartition("__")[0]
    return above, passed


def is_conditions(heading: str) -> bool:
    """Whether a clause of that heading states conditions and no support."""
    return bool(_WHO.search(heading.strip("。：: ")))


def _conditions(row: JSON, provisions: Sequence[JSON], setting: Setting) -> list[Condition]:
    body = row["text"].removeprefix(f"{row['number']}{row['heading']}").lstrip("。：: \n")
    inner = [p["text"] for p in provisions if p["eid"].startswith(f"{row['eid']}__")]
    opening = body.rstrip("：: \n")
    if _REFUSES_ALL.search(row["heading"]) or (inner and opening != body and refuses(opening)):
        items = [_ITEM.sub("", said) for text in inner for said in _SENTENCES.findall(text)]
        return [condition for item in items for condition in excluded(item, item, setting)]
    listing = _GENERAL.search(body) and _LISTS.search(body)
    if is_conditions(row["heading"]) or listing:
        return [
            condition
            for text in (body, *inner)
            for sentence in _SENTENCES.findall(text)
            for condition in _sentence(sentence, setting, strict=True)
        ]
    return [
        condition
        for sentence in _SENTENCES.findall(body)
        if _GENERAL.search(sentence) and not _LATE.search(sentence)
        for condition in _sentence(sentence, setting, strict=False)
    ]


def _sentence(sentence: str, setting: Setting, *, strict: bool) -> list[Condition]:
    if rest := refuses(sentence):
        return excluded(rest, sentence, setting)
    return conditions(sentence if strict else _GENERAL.sub("", sentence), setting, strict=strict)
