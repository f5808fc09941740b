"""Who carries out a clause, as the clause is signed.

Read are brackets after a sentence （财政部牵头，税务总局、海关总署按职责分工负责）, lines such as
责任单位：… and 牵头单位：…；配合单位：…, and cells of a 任务分工 table, which are written alike.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from policykb.gazetteer import department, is_branch
from policykb.types import Department, Span

LEAD, JOINT, SUPPORT, RESPONSIBLE = "lead", "joint", "support", "responsible"
_LONGEST = 600

_CLOSERS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}
_OFFICE = "(?:单位|部门|主体|处室|机构|方|领导|科室)"
DUE = "完成时[限间]|时限要求|时间节点"  # labels of when a clause is to be done
_LABEL = re.compile(
    rf"(?:(?P<lead>牵头|主办|主责|第一责任){_OFFICE}"
    rf"|(?P<support>配合|参与|参加|协办|协助|协同|指导|支持){_OFFICE}"
    rf"|(?P<responsible>责任|负责|承办|实施|落实|主管|组织|推进){_OFFICE}"
    rf"|(?P<other>适用范围|{DUE}|进度安排|实施时间|成果形式))\s*[：:]"
)
_SIGNED_LINE = re.compile(
    rf"(?:^|(?<=[。；！\n]))[ \t　]*"
    rf"(?:(?:责任|牵头|负责|主办|主责|配合|参与|承办|落实){_OFFICE}"
    rf"|{DUE})\s*[：:][^\n]+",
    re.MULTILINE,
)

# What is said of bodies, at the end of a run of them.
_VERBS = (
    ("牵头负责", LEAD),
    ("牵头落实", LEAD),
    ("牵头组织实施", LEAD),
    ("牵头", LEAD),
    ("主办", LEAD),
    ("配合", SUPPORT),
    ("参与", SUPPORT),
    ("参加", SUPPORT),
    ("协助", SUPPORT),
    ("协办", SUPPORT),
    ("指导", SUPPORT),
    ("支持", SUPPORT),
    ("监督", SUPPORT),
    ("负责", RESPONSIBLE),
    ("落实", RESPONSIBLE),
    ("承担", RESPONSIBLE),
    ("承办", RESPONSIBLE),
    ("组织实施", RESPONSIBLE),
    ("归口管理", RESPONSIBLE),
    ("实施", RESPONSIBLE),
    ("推进", RESPONSIBLE),
    ("办理", RESPONSIBLE),
    ("分工", RESPONSIBLE),
)
_BY_DUTY = re.compile(
    r"(?:(?:按照?|根据|依据?)(?:各自)?的?(?:工作|部门|法定)?(?:职责|职能|任务|权限)*"
    r"(?:分工|范围内?)?|分别|共同|联合|具体|总体|统筹|协同|统一|积极|做好|抓好|各自|依法)$"
)
# Said of bodies that each do their part of it.
# 人民银行某分行等: a body that no list knows is called as it is named elsewhere.
_OTHERS_TOO = re.compile(r"等(?:有关|相关|各)?(?:部门|单位)?$")
_SHARED = re.compile(r"职责|职能|分工|分别|共同|联合|协同|各自")
_BY_SHARES = "shares"
_TOGETHER = re.compile(r"会同|会商|商(?!务|标|会|业|贸|品)")
_AND = re.compile(r"以及|及|和|与")
# 规划处, not 三处 or 出处.
_DIVISION = "(?<![一二三四五六七八九十百两几多各好坏用出之深到益难短长去住此何别])处"
_BODY = re.compile(
    r"(?:部|委|局|厅|署|办|会|院|行|社|[总支大]队|院团|图书馆|博物馆|文化馆|群艺馆|美术馆"
    rf"|{_DIVISION}|海关|[妇残侨文商]联|科协|部门|单位|机构|机关|政府|地方|地区|公司|集团|中心|组织|党委"
    r"|办公室|街道|乡镇|企业|高校|院校|学校|兵团|城市|省份|区县|县区|市县|各区|各县|各市|园区)"
    r"(?:等|等部门|等单位|等有关部门|等相关部门|等有关单位|等有关方面)?$"
)
_NO_SECOND = frozenset(("政府", "人民政府", "单位", "部门", "地区"))  # 党委和政府 is one run


@dataclass(frozen=True, slots=True)
class Signature:
    """A responsibility as it stands: its `span` with the brackets, and what they hold."""

    span: Span
    inside: str


def signatures(text: str, span: Span) -> tuple[Signature, ...]:
    """The signed responsibilities inside `span`, in order: brackets and labelled lines."""
    found = [*_brackets(text, span), *_lines(text, span)]
    found.sort(key=lambda s: (s.span.start, -s.span.end))
    kept: list[Signature] = []
    for signature in found:
        if not kept or signature.span.start >= kept[-1].span.end:
            kept.append(signature)
    return tuple(kept)


def _lines(text: str, span: Span) -> Iterator[Signature]:
    for match in _SIGNED_LINE.finditer(text, span.start, span.end):
        yield Signature(Span(match.start(), match.end()), match.group().strip())


def _brackets(text: str, span: Span) -> Iterator[Signature]:
    for start, end in _outermost(text, span):
        inside = text[start + 1 : end - 1].strip()
        before = text[span.start : start].rstrip()[-1:] if start > span.start else ""
        after = text[end : end + 1]
        placed = before in "。；！？”）)\n" or after in "。；;\n" or end >= span.end
        if placed and len(inside) <= _LONGEST and is_signed(inside):
            yield Signature(Span(start, end), inside)


_BRACKET = re.compile(r"[（(【\[〔）)】\]〕]")


def _outermost(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Balanced brackets that stand in no other; one that is never closed is passed over."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text, span.start, span.end):
        mark = match.group()
        if mark in _CLOSERS:
            stack.append((_CLOSERS[mark], match.start()))
        elif any(closer == mark for closer, _ in stack[-4:]):
            while stack[-1][0] != mark:
                stack.pop()
            start = stack.pop()[1]
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.end()))
    yield from pairs


_SAYS = re.compile(r"(?:负责|牵头|配合|参与|参加|落实|承担|分工|协助|指导|推进|实施|办理)$")


def is_signed(inside: str) -> bool:
    """Whether what a bracket holds names bodies and what they do, or bodies and nothing else."""
    if _LABEL.match(inside):
        return True
    inside = _FIRST_LEADS.sub("", inside)
    parts = [part for part in re.split(r"[，。；,;]", inside) if part]
    for part in parts:
        run = next(_runs(part))[0]
        if _SAYS.search(part) and _is_body(_unverb(run)[0]):
            return True
    named = [body for part in parts for run, _ in _runs(part) for body in _both_sides(run) if body]
    return bool(named) and _are_bodies(named)


def _are_bodies(runs: list[str]) -> bool:
    """Whether all are bodies; a third may be told by their form alone (交通运输局), and all where
    divisions of one office share its work (规划处、综合处)."""
    if _DIVISIONS.search(runs[0]) and all(map(_is_body, runs)):
        return True
    unknown = [run for run in runs if department(run) is None and not is_branch(run)]
    return not unknown or (len(unknown) * 3 <= len(runs) and all(map(_is_body, unknown)))


_DIVISIONS = re.compile(rf"^[\u4e00-\u9fff]{{1,9}}{_DIVISION}$")

# A note that the body named first leads: 列首位的为牵头单位，下同.
_FIRST_LEADS = re.compile(
    r"[，,；;。]?[^，。；（）()\n]{0,14}"
    r"(?:(?:列|排)[^，。；（）\n]{0,6}(?:首|第一|最前)|第一个|首个|首位|第一位)"
    r"[^，。；（）\n]{0,8}(?:为|是|系)[^，。；（）\n]{0,6}(?:牵头|主办|主责|第一责任)"
    r"[^，。；（）()\n]{0,6}(?:[，,]?(?:下同|以下同))?"
)


@functools.lru_cache(maxsize=2)
def first_leads(text: str) -> bool:
    """Whether a note of a document says that of the bodies that sign a clause the first leads."""
    return _FIRST_LEADS.search(text) is not None


def with_leader(named: tuple[Department, ...]) -> tuple[Department, ...]:
    """The bodies of one signature that tells no leader, where the first of several leads."""
    if len(named) < 2 or any(body.role not in (RESPONSIBLE, JOINT) for body in named):
        return named
    first, *others = named
    return (replace(first, role=LEAD), *(replace(body, role=JOINT) for body in others))


def departments(inside: str, level: str = "", region: str = "") -> tuple[Department, ...]:
    """The bodies that `inside` names, in printed order, each once, with what each does.

    财政部牵头，税务总局、海关总署按职责分工负责 → 财政部 lead, 税务总局 joint, 海关总署 joint.
    """
    found = _Reading()
    for run, stop in _runs(_FIRST_LEADS.sub("", inside).partition("。")[0]):
        found.take(run)
        if stop in "；;\n":
            found.close()
    found.close()
    named, head = [], ""
    for printed, role in found.settled():
        bare = _BARE.match(printed)
        head = bare["head"] if bare else head
        whole = f"{head}{printed}" if level != "national" and _HEADLESS.match(printed) else printed
        body = department(whole, level, region)
        name = body.current if body else _OTHERS_TOO.sub("", printed)
        named.append(Department(printed=printed, name=name, role=role))
    return each_once(named)


# 省财政厅、税务局: the place stands before the first alone; not before branches of national bodies.
_BARE = re.compile(r"(?P<head>[省市区县州])(?!场监|监局|级|委|直|人民|政府)[一-龥]{2}")
_HEADLESS = re.compile(
    r"(?!国家|中国|中央|人民银行|各|有关|相关)(?!.{0,6}(?:证监|银监|保监|金融监管|通信管理)局)"
    r"(?:市场监管|市监|[^省市区县州、（）]{2,10})(?:局|厅|委|办)$"
)


_RANK = (LEAD, JOINT, RESPONSIBLE, SUPPORT)


def each_once(named: Iterable[Department]) -> tuple[Department, ...]:
    """Bodies in printed order, each once, with the weightiest of its roles."""
    seen: dict[str, Department] = {}
    for body in named:
        known = seen.setdefault(body.printed, body)
        if _RANK.index(body.role) < _RANK.index(known.role):
            seen[body.printed] = body
    return tuple(seen.values())


def _runs(inside: str) -> Iterator[tuple[str, str]]:
    """Runs between 、 and other stops that stand in no inner bracket, each with its stop; a blank
    parts bodies that are known, each of them."""
    depth, start = 0, 0
    for at, mark in enumerate((*inside, "。")):
        depth += (mark in "（(〔[") - (mark in "）)〕]")
        if (depth <= 0 and mark in "、，,；;。\n") or at == len(inside):
            *before, last = _words(inside[start:at])
            yield from ((word, "、") for word in before)
            yield last, mark
            start = at + 1


def _words(run: str) -> list[str]:
    words = run.split()
    known = len(words) > 1 and all(department(word) is not None for word in words)
    return words if known else ["".join(words)]


@dataclass(slots=True)
class _Reading:
    """Bodies read so far; those whose verb is still to come are `waiting`."""

    done: list[tuple[str, str, int]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    label: str = ""
    together: bool = False
    group: int = 0

    def take(self, run: str) -> None:
        """Read one run, such as 责任单位：财政部 or 税务总局按职责分工负责."""
        while label := _LABEL.match(run):
            self.close()
            self.label, run = str(label.lastgroup), run[label.end() :]
        if self.label == "other":
            return
        shared = _SHARED.search(run) is not None
        run, role = _unverb(run)
        first, rest = _both_sides(run)
        self._wait(first)
        if rest:
            self._settle(LEAD)
            self.together = True
            self._wait(rest)
        if role:
            self._settle(self._role(role, shared))

    def _role(self, role: str, shared: bool) -> str:
        if role == RESPONSIBLE and self.together:
            return JOINT
        return _BY_SHARES if role == RESPONSIBLE and shared else role

    def close(self) -> None:
        """End of a sentence: what waits takes the role of its label, or of its place."""
        self._settle(JOINT if self.together else self.label or RESPONSIBLE)
        self.together = False

    def settled(self) -> Iterator[tuple[str, str]]:
        """Bodies with their roles: several that share the work, or any after a lead, are joint.

        Several before a bare 负责 are responsible, each of them.
        """
        led = any(role == LEAD for _, role, _ in self.done)
        for printed, role, group in self.done:
            several = sum(g == group for _, _, g in self.done) > 1
            if role in (RESPONSIBLE, _BY_SHARES):
                yield printed, JOINT if led or (several and role == _BY_SHARES) else RESPONSIBLE
            else:
                yield printed, role

    def _wait(self, run: str) -> None:
        self.waiting.extend(b for b in _split(run) if self.label or _is_body(b))

    def _settle(self, role: str) -> None:
        self.group += 1
        self.done.extend((printed, role, self.group) for printed in self.waiting)
        self.waiting.clear()


def _unverb(run: str) -> tuple[str, str]:
    """A run without what is said of it, and the role that this gives: 财政部牵头 → 财政部, lead."""
    role = ""
    while True:
        run = _BY_DUTY.sub("", run)
        for verb, given in _VERBS:
            if run.endswith(verb) and department(run) is None:
                run, role = run[: -len(verb)], given if role in ("", RESPONSIBLE) else role
                break
        else:
            return re.sub(r"^(?:由|请|并由|并|以及|和|及)", "", run), role


def _both_sides(run: str) -> tuple[str, str]:
    """The bodies before and after 会同; nothing after it where the word is not there."""
    match = _TOGETHER.search(run)
    if match and _is_body(run[: match.start()].removesuffix("牵头")):
        return run[: match.start()].removesuffix("牵头"), run[match.end() :]
    return run, ""


_NOTE = re.compile(r"[（(〔\[][^（(〔\[]*[）)〕\]]$")


def _is_body(run: str) -> bool:
    plain = _NOTE.sub("", run)  # 市府办〔市大数据局〕
    if not 1 < len(plain) <= 40:
        return False
    return department(run) is not None or _BODY.search(plain) is not None


def _split(run: str) -> tuple[str, ...]:
    """财政部及各地方 → two bodies; 文化和旅游部 and 党委和政府 → one."""
    if department(run) is not None and "等" not in run:
        return (run,)
    for match in _AND.finditer(run):
        left, right = run[: match.start()], run[match.end() :]
        if right not in _NO_SECOND and _is_body(left) and _is_body(right):
            return (*_split(left), *_split(right))
    return (run,) if run else ()
