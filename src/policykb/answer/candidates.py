"""Which measures may help with what a firm wants: found by search, kept where the purpose meets.

A measure is relevant when it gives, helps or relieves, and its heading (or, without one that tells,
the sentences in which it does) names a purpose that the firm's words name, or when it rewards a
label that the firm holds. A firm that only asks for support in general is shown all that its own
region and the nation offer to be claimed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from policykb.answer.bodies import body_of
from policykb.answer.giving import gives, giving
from policykb.answer.offers import grants
from policykb.answer.profile import Profile
from policykb.answer.words.labels import labels_in
from policykb.answer.words.purposes import purposes_of
from policykb.tokens import words
from policykb.types import JSON, Filters, Hit
from policykb.understand import STOP_WORDS, understand

if TYPE_CHECKING:
    from policykb.search import Results, Searcher

DEPTH = 60  # passages that each search looks at
FIRST = 20  # of these, as many are looked into for the items that stand together in one
DEEDS = 3  # things done that are searched for
CLOSEST = 5  # of a wish that names no known purpose, as many clauses as the search puts first
TELLS = frozenset(("paper", "report"))  # these grant nothing themselves
# A wish for one of these is also served by the others.
NEAR: Mapping[str, frozenset[str]] = {
    "贷款与贴息": frozenset(("担保", "知识产权质押")),
    "担保": frozenset(("贷款与贴息",)),
    "知识产权质押": frozenset(("贷款与贴息",)),
    "稳岗与社保": frozenset(("招工与就业",)),
    "展会与市场开拓": frozenset(("外贸出口",)),
    "外贸出口": frozenset(("展会与市场开拓",)),
    "设备更新与技术改造": frozenset(("融资租赁",)),
}
_IN_GENERAL = re.compile(
    r"补助|补贴|奖|支持|政策|扶持|优惠|扶助|帮|补[点些]|报销"
    r"|[补给拿领返退免减][^，。；]{0,3}(?:多少|几成|吗|不|呢)|给不给|[补减免退]不[补减免退]"
)
# Words that ask for help of any kind, and tell nothing of what for
_GENERAL = re.compile(
    r"补助|补贴|奖|支持|政策|扶持|优惠|扶助|帮|报销|减免|企业|公司|单位|集团|工厂|机构|合作|服务|发展|管理|加工|生产|制造|经营|销售|民办|申请|申报|享受|国家|政府"
    r"|老板|时候|可以|能不能|有没有"
)
_AID = re.compile(r"补助|补贴|奖励|支持|扶持|优惠|减免|资助|贴息|免征|减征")
# Measures that run the work itself: who leads it, how it is watched and made known
_RUNNING = frozenset(("组织保障", "监测评估", "宣传"))
_RUNS = re.compile(
    r"(?:组织|加强)?领导|组织(?:实施|保障|机制)|工作(?:小组|机制|专班)|统计|监测|督[导查促]|考核|评估|宣传|舆论|责任分工"
)
# Whom a measure must speak of that states no sum: firms, by the names that documents give them
_FIRMS = re.compile(r"企业|工商户|商户|经营者|(?:市场|经营)主体|用人单位|商贩|创业者|厂")
_REWARDS = re.compile(r"认定|评定|获评|评为|入选|入库|梯度|奖励")


def wanted(profile: Profile) -> frozenset[str]:
    """The purposes that the firm's wish names, with those that serve it as well."""
    named = profile.purposes()
    return frozenset(named).union(*(NEAR.get(name, frozenset()) for name in named))


def candidates(profile: Profile, searcher: Searcher, as_of: str) -> tuple[list[JSON], Results]:
    """Measures that searches for the wish, its purposes and the firm's labels bring up, each with
    `score` 0…1 (the best of its passages) and `rank` in the first search; and that search."""
    first: Results | None = None
    places: dict[tuple[str, str], tuple[float, int]] = {}
    below = cache(searcher.store.provisions)
    here = searcher.store.coverage(Filters(region=profile.place)) if profile.place else {}
    for query, filters in _queries(profile, as_of, near=bool(here.get("searched"))):
        results = searcher.search(understand(query, filters), limit=DEPTH)
        first = first or results
        for at, hit in enumerate(results.hits):
            rank = at if results is first and results.verdict == "found" else DEPTH
            inside = _within(hit, below) if at < FIRST else ()
            for place in (*_around(hit), *inside):
                score, known = places.get(place, (0.0, DEPTH))
                places[place] = (max(score, hit.score), min(known, rank))
    rows = searcher.store.facts_at("measures", list(places), Filters(as_of=as_of))
    assert first is not None
    return [row | _scored(places[row["document"]["id"], row["eid"]]) for row in rows], first


def _scored(found: tuple[float, int]) -> JSON:
    return {"score": round(found[0], 4), "rank": found[1]}


def _queries(profile: Profile, as_of: str, *, near: bool) -> Iterator[tuple[str, Filters]]:
    """The wish itself; then, in the firm's own region too, each purpose and each label."""
    everywhere = Filters(as_of=as_of)
    yield (profile.need or profile.text or "支持企业的补助、奖励、补贴")[:400], everywhere
    held = [own.name for own in profile.labels if own.held]
    done = [name for name in profile.deeds() if name not in profile.purposes()][:DEEDS]
    topics = [*profile.purposes(), *(f"认定{name} 奖励" for name in held)]
    if not profile.purposes():
        topics += ["补助 奖励 补贴 贴息 减免", " ".join(telling_words(profile.trade))]
    regions = [replace(everywhere, region=profile.place)] if near else []
    for topic in filter(None, topics):
        for filters in (everywhere, *regions):
            yield f"{topic} 支持企业", filters
    for topic in done:  # second to what is wished for: looked for at home, where there is a home
        yield f"{topic} 支持企业", (regions or [everywhere])[0]


def _around(hit: Hit) -> Iterator[tuple[str, str]]:
    """The clause of a passage and those around it: a measure may be found by one of its items."""
    eid = hit.passage.eid
    while eid:
        yield hit.passage.document_id, eid
        eid = eid.rpartition("__")[0]


_ITEMS = re.compile(r"(?:^|[。；\s])(?:[（(][二三四2-4][)）]|[2-4][.．、](?!\d))")


def _within(hit: Hit, below: Callable[[str], list[JSON]]) -> Iterator[tuple[str, str]]:
    """The short clauses that stand together in one passage, under the eid of the one around."""
    passage = hit.passage
    if not _ITEMS.search(passage.text):
        return
    for row in below(passage.document_id):
        if row["eid"].startswith(f"{passage.eid}__") and row["text"].strip() in passage.text:
            yield passage.document_id, row["eid"]


def relevance(row: JSON, profile: Profile, wish: frozenset[str], done: frozenset[str]) -> str:
    """Why a measure is shown: need (it serves the wish), label (it rewards a label that is held),
    deed (it is for what the firm has done, and states what it gives), general (no particular wish);
    empty where it is not. `wish` is `wanted(profile)`, `done` its deeds.
    """
    if not _is_support(row):
        return ""
    if wish & purposes_served(row):
        return "need"
    if _rewards_held(row, profile):
        return "label"
    about = purposes_of(row["heading"] or row["text"][:40]) or purposes_served(row)
    if not done.isdisjoint(about) and grants(row["text"]):
        return "deed"
    return "" if wish else _beside_purposes(row, profile)


def _beside_purposes(row: JSON, profile: Profile) -> str:
    """Why a measure is shown to a firm whose wish names no known purpose: need, where it speaks of
    the same things or, to a wish in general, is about the firm's business; general; or empty."""
    if _speaks_of(row, profile.need):
        return "need" if row["rank"] < CLOSEST else ""
    if profile.need and not _IN_GENERAL.search(profile.need):
        return ""
    return "need" if _is_of_trade(row, profile) else "general"


def _is_support(row: JSON) -> bool:
    """Whether a measure gives, helps or relieves, and does not only run the work."""
    kind = row["document"]["doc_type"]
    return kind not in TELLS and gives(body_of(row), kind) and not _runs_the_work(row)


def _runs_the_work(row: JSON) -> bool:
    """Whether a measure is only about how the policy is led, watched and made known."""
    if grants(row["text"]):
        return False
    known = set(row["instruments"])
    return (bool(known) and known <= _RUNNING) or bool(_RUNS.search(row["heading"]))


def _is_of_trade(row: JSON, profile: Profile) -> bool:
    """Whether a measure, or the whole document, is by its heading about the firm's business, and
    states help of the kind that a general wish is for."""
    head = f"{row['document']['title']} {row['heading']}"
    if not any(word in head for word in telling_words(profile.trade)):
        return False
    return any(_AID.search(said) for said in giving(body_of(row), row["document"]["doc_type"]))


def telling_words(need: str) -> frozenset[str]:
    """The words of a wish that say what it is for; of 想要点补贴 none."""
    named = {word for word in words(need) if len(word) > 1}
    return frozenset(word for word in named - STOP_WORDS if not _GENERAL.search(word))


def _speaks_of(row: JSON, need: str) -> bool:
    """Whether half of the words of a wish that names no known purpose stand in a measure."""
    named = telling_words(need)
    text = f"{row['heading']} {row['text']}"
    return bool(named) and 2 * sum(word in text for word in named) >= len(named)


_FOR_WHOM = re.compile(r"(?:对|面向|针对)[^，。；]{2,16}")  # 对毕业生 tells of no purpose


def purposes_served(row: JSON) -> set[str]:
    """What a measure is for, by its heading and the one above; if these do not tell, by the
    sentences in which it gives something, to firms where it is not stated what."""
    above = row["path"][-1] if row["path"] else ""
    for said in (row["heading"], above if not row["heading"] else ""):
        named = set() if _FOR_WHOM.fullmatch(said) else set(purposes_of(said))
        if named:
            return named
    kind = row["document"]["doc_type"]
    told = (said for said in giving(body_of(row), kind) if _FIRMS.search(said) or grants(said))
    named = {name for said in told for name in purposes_of(said)}
    if not named and grants(row["text"]):  # an article of the rules for one kind of support
        return set(purposes_of(row["document"]["title"]))
    return named


def _rewards_held(row: JSON, profile: Profile) -> bool:
    held = {own.name for own in profile.labels if own.held}
    if not held or not _REWARDS.search(row["heading"] + row["text"][:60]):
        return False
    return not held.isdisjoint(label.name for _, label in labels_in(row["text"]))
