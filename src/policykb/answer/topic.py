"""What is a trace asked about? The subject of a question, and what it adds for each link.

专精特新培育的目标由哪些措施落实，上海怎么做，效果怎样: the first part names the subject, later
parts what is wanted of it. A word that only names a link of the chain (目标, 措施, 案例, 效果) or a
way of asking says nothing about the subject and is left out; a part that has more to say
(机构覆盖与满意度) adds it to the links that its own cues name.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from policykb import gazetteer
from policykb.answer.alike import alike
from policykb.thesaurus import concepts_of_query
from policykb.tokens import words
from policykb.understand import STOP_WORDS, normalise

TARGETS, MEASURES, PRACTICES, RESULTS = "targets", "measures", "practices", "results"

_PART = re.compile(r"[^,，。;；:：?？!！、\n]+")
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (TARGETS, re.compile(r"目标|任务|愿景|要达到|达到多少")),
    (MEASURES, re.compile(r"措施|政策|举措|办法|支持|落实|任务|依据|部署|保障|支撑")),
    (
        PRACTICES,
        re.compile(r"做法|案例|经验|模式|推进|探索|典型|样板|城市|怎么做|如何做|怎样做|实践"),
    ),
    (
        RESULTS,
        re.compile(
            r"效果|成效|结果|评价|结论|排名|位次|领先|基础|现状|问题|瓶颈|短板|不足|困难|进展|满意"
            r"|覆盖|情况|得分|水平|数据|完成|实现|差距|多少|怎样|怎么样|如何"
        ),
    ),
)
# What kind of result is asked for.
_ASKED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("problem", re.compile(r"问题|瓶颈|短板|不足|困难|难点|堵点|痛点|差距|障碍")),
    ("ranking", re.compile(r"排名|名次|位次|领先|第几|前列|位居|结论")),
)
_ANYWHERE = re.compile(r"(?:哪些|哪几个|哪个|其他|各个?)(?:城市|地方|地区|省|市)|各地|全国各")
# Words that name a link of the chain or ask for it.
_ROLES = """
目标 任务 措施 政策 举措 办法 落实 对应 支撑 分解 承接 做法 案例 经验 模式 推进 推动 典型 效果 成效
结果 结论 评价 怎样 如何 怎么 怎么做 存在 还 问题 瓶颈 短板 不足 困难 基础 现状 情况 进展 领先 国家
中央 全国 地方 各地 城市 本市 要求 依据 制度 部署 哪些 由 什么 十四五 时期 期间 末 实施 保障 支持
方面 对接 提升 提高 加强 促进 完善 开展 建设 发展 数据 指标 相关 有关 主要 具体 实践 探索 省 市 出台
达到 实现 完成 排名 位次 多少 有没有 反映 围绕 形成 是否 到 年 工作 中 层面 规划 之间 关系 为 治理
以上 以下 增长 增速 增长率 下降 降低 减少 上升 去年 今年 上年
低于 高于 不低于 不高于 超过 突破 各项 数量 总数 十四 四五 十五 五五
"""
ROLE_WORDS = frozenset(_ROLES.split()) | STOP_WORDS
FIRM = "企业"
# So common in policy on firms that they tell no subject, unless nothing else is said.
COMMON = frozenset(("企业", "中小", "中小企业", "小企业", "小微", "微企", "小微企业"))
# Concepts that nearly every clause of policy on firms bears.
BROAD = frozenset(("sme", "micro-small", "fyp", "indicator"))


@dataclass(frozen=True, slots=True)
class Topic:
    """`subject`: the words of what it is about; `aspects`: link of the chain → words beside it.

    `field`: the common words of the question, which tell the field that its subject lies in.
    `firms` where it is about firms of some kind, as all of their policy is. `places` are full names
    in the order of the question; `local` where one stands beside the subject itself
    (上海高新技术企业目标), so that its own target is meant; `anywhere` where practices of any place
    are asked for; `own` the place of the document of a given target. `concepts` are ids of the
    thesaurus, `asked` the kinds of result that are asked for (problem, ranking), `links` what the
    parts after the subject ask for.
    """

    text: str
    subject: tuple[str, ...]
    field: tuple[str, ...] = ()
    aspects: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    places: tuple[str, ...] = ()
    firms: bool = False
    local: bool = False
    anywhere: bool = False
    own: str = ""
    concepts: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()

    def words(self, link: str = "") -> tuple[str, ...]:
        """The words of the subject and, for one link, those beside it."""
        return tuple(dict.fromkeys((*self.subject, *self.aspects.get(link, ()))))


@dataclass(frozen=True, slots=True)
class Part:
    """Of a part of a question: its own words, the links its cues name, is a place in it."""

    told: tuple[str, ...]
    links: tuple[str, ...]
    placed: bool


def topic_of(question: str) -> Topic:
    """The subject of a question or of a sentence; of a bare sentence it is all its words.

    >>> topic_of("数字化转型的目标由哪些措施落实，福州怎么做？").subject
    ('数字', '数字化', '转型')
    """
    text = normalise(question)
    parts = list(_parts(alike(text)))
    first = next((at for at, part in enumerate(parts) if part.told), len(parts))
    subject = parts[first].told if parts[first:] else _told(words(text), STOP_WORDS)
    aspects: dict[str, tuple[str, ...]] = {}
    for part in parts[first + 1 :]:
        fresh = tuple(word for word in part.told if word not in subject)
        subject = subject if part.links else (*subject, *fresh)
        for link in part.links if fresh else ():
            aspects[link] = tuple(dict.fromkeys((*aspects.get(link, ()), *fresh)))
    return Topic(
        text=text,
        subject=subject,
        field=tuple(dict.fromkeys(word for word in words(text) if word in COMMON)),
        aspects=aspects,
        places=tuple(dict.fromkeys(m.entry.name for m in gazetteer.find_regions(text))),
        firms=FIRM in text,
        anywhere=bool(_ANYWHERE.search(text)),
        local=any(part.placed for part in parts[first : first + 1]),
        concepts=frozenset(c.id for c in concepts_of_query(text)) - BROAD,
        asked=frozenset(kind for kind, cue in _ASKED if cue.search(text)),
        links=frozenset(link for part in parts[first + 1 :] for link in part.links),
    )


def _parts(text: str) -> Iterator[Part]:
    for match in _PART.finditer(text):
        part = match.group()
        links = tuple(link for link, cue in _CUES if cue.search(part))
        places = gazetteer.find_regions(part)
        if places and not links:
            links = (PRACTICES,)
        for mention in reversed(places):
            part = f"{part[: mention.span.start]} {part[mention.span.end :]}"
        yield Part(_told(words(part), ROLE_WORDS), links, bool(places))


def _told(found: list[str], dropped: frozenset[str]) -> tuple[str, ...]:
    """The words that tell a subject; common ones only where there is no other."""
    kept = [w for w in dict.fromkeys(found) if w not in dropped and not w.isdecimal()]
    telling = [word for word in kept if word not in COMMON]
    return tuple(telling or kept)
