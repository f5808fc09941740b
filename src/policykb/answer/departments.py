"""Who has to do what: all clauses that a body leads, joins or supports, in all documents.

A body is asked for by any of its names: today's, an old one (银保监会), a short one (工信部), or as
a document prints it (工业和信息化部等有关部门).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policykb import gazetteer
from policykb.errors import NotFound
from policykb.extract.duties import Charge, charges_of
from policykb.extract.runs import EVERYWHERE
from policykb.extract.sentences import sentence_around
from policykb.gazetteer.called import Called, called
from policykb.search.cues import duty_of
from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from policykb.store import Store

ROLES = ("lead", "joint", "responsible", "support")
TOLD = "told"
_PLACES = frozenset("省市县区州盟旗")


def departments(store: Store, filters: Filters | None = None) -> JSON:
    """Every body that a clause names, with the names it is printed by and its clauses by role.

    Bodies with most clauses first; `told` counts the clauses of which only a sentence charges it
    (bodies of the nation; see `department`), `unassigned` the measures that name nobody.
    """
    filters = filters or Filters()
    measures = store.facts("measures", filters)
    counts: dict[str, Counter[str]] = {}
    printed: dict[str, dict[str, None]] = {}
    for measure in measures:
        others = _told_in(measure)
        for name, role in [*roles(measure).items(), *((name, TOLD) for name in others)]:
            counts.setdefault(name, Counter())[role] += 1
        for name, words in [*_signed_in(measure), *others.items()]:
            printed.setdefault(name, {})[words] = None
    items = [
        {"name": name, "printed": list(printed[name])}
        | {"total": sum(found[role] for role in ROLES)}
        | {role: found[role] for role in (*ROLES, TOLD)}
        for name, found in counts.items()
    ]
    items.sort(key=lambda row: (-int(str(row["total"])), -int(str(row[TOLD])), str(row["name"])))
    return {
        "items": items,
        "total": len(items),
        "unassigned": sum(not measure["departments"] for measure in measures),
        "coverage": store.coverage(filters),
    }


def department(name: str, store: Store, filters: Filters | None = None) -> JSON:
    """All clauses of one body in document order, each with its `role`; totals by role are true.

    `printed` are the names it goes by in these clauses. `told` are the others of which a sentence
    charges the body without signing for it (请财政部明确…). `unassigned` are the measures that name
    nobody: any of them may be the body's too. Raises NotFound when no body is known by that name
    and none is printed so.
    """
    filters = filters or Filters()
    measures = store.facts("measures", filters)
    asked = called(name)
    names = names_of(name, measures)
    mine = ((measure, role_of(measure, asked)) for measure in measures)
    items = [measure | {"role": role} for measure, role in mine if role]
    unassigned = [measure for measure in measures if not measure["departments"]]
    counts = Counter(item["role"] for item in items)
    charged = told(asked, measures)
    words = [(each["printed"], each["name"]) for row in items for each in row["departments"]]
    words += [(each.printed, each.name) for row in charged for each in charges(row)]
    return {
        "name": min(names),
        "names": sorted(names),
        "asked": name,
        "printed": list(dict.fromkeys(p for p, known in words if asked.means(p, known))),
        "items": items,
        "total": len(items),
        "next_cursor": None,
        "told": charged,
        "totals": {role: counts[role] for role in ROLES}
        | {"told": len(charged), "unassigned": len(unassigned)},
        "unassigned": unassigned,
        "documents": len({item["document"]["id"] for item in items}),
        "complete": True,
        "coverage": store.coverage(filters),
    }


def told(asked: Called, measures: Iterable[JSON]) -> list[JSON]:
    """The measures that do not name this body among those responsible, though a sentence charges
    it; each with its `role` there, the first such sentence as `charge`, all of them as `charges`.
    """
    others = (measure for measure in measures if not role_of(measure, asked))
    found = ((measure, *charged_in(measure, asked)) for measure in others)
    return [
        measure | {"role": role, "charge": said[0], "charges": said}
        for measure, role, said in found
        if said
    ]


def charged_in(measure: JSON, asked: Called) -> tuple[str, list[str]]:
    """The weightiest role that the sentences of a clause give a body, and these sentences."""
    mine = [each for each in charges(measure) if asked.means(each.printed, each.name)]
    said = [each.sentence for each in mine]
    if asked.office is None:
        said += charges_in(measure["text"], _duty(asked.names))
    found = (each.role for each in mine)
    return min(found, key=ROLES.index, default="responsible"), _whole(said)


def _whole(sentences: Iterable[str]) -> list[str]:
    """Sentences each once, and none that is only a piece of another."""
    found = list(dict.fromkeys(sentences))
    return [each for each in found if not any(each in other != each for other in found)]


def charges(measure: JSON) -> tuple[Charge, ...]:
    """Whom the sentences of a clause charge."""
    document = measure["document"]
    return charges_of(measure["text"], document["level"], document["region"])


def charges_in(text: str, duty: re.Pattern[str]) -> list[str]:
    """The sentences of a text that charge a body, in order."""
    found = (sentence_around(text, *at.span(), "。；\n") for at in duty.finditer(text))
    return list(dict.fromkeys(found))


@functools.lru_cache(maxsize=1024)
def _duty(names: frozenset[str]) -> re.Pattern[str]:
    known = {each for name in names for each in (name, *_other_names(name))}
    every = {each for each in known if not _is_all_places(each)} or names
    return duty_of(sorted(every, key=lambda each: (-len(each), each)))


def _other_names(name: str) -> tuple[str, ...]:
    """The other names of a body of the nation; 财政局 alone may be that of any place."""
    body = gazetteer.department(name)
    national = body is not None and body.level == "national"
    return gazetteer.names_of_body(name) if national else ()


def _is_all_places(name: str) -> bool:
    return name.endswith(("部门", "机关")) or name in EVERYWHERE


def _signed_in(measure: JSON) -> Iterator[tuple[str, str]]:
    """(name, as printed) of the bodies that a clause is signed for."""
    return ((body["name"], body["printed"]) for body in measure["departments"])


def _told_in(measure: JSON) -> dict[str, str]:
    """name → as printed, of the bodies that a sentence charges unsigned."""
    signed, text = roles(measure), measure["text"]
    found = {each.name: each.printed for each in charges(measure) if each.name not in signed}
    for name, words in _mentioned(text):
        if name not in signed and _duty(frozenset((name,))).search(text):
            found.setdefault(name, words)
    return found


def _mentioned(text: str) -> Iterator[tuple[str, str]]:
    """(name, as printed) of the bodies of the nation in a text; not 市发展改革委."""
    for mention in gazetteer.find_departments(text):
        start, end = mention.span.start, mention.span.end
        words = text[start:end]
        of_a_place = mention.entry.level == "local" or text[max(start - 1, 0) : start] in _PLACES
        if not of_a_place and not _is_all_places(words):
            yield mention.entry.current, words


def names_of(asked: str, measures: Iterable[JSON]) -> set[str]:
    """The names that the body asked for goes by in these measures, today's name at least.

    A short name that both the nation and places have (知识产权局) means all of them that are there;
    市财政局 means that of each city. Raises NotFound when no body is known or printed by that name.
    """
    plain = "".join(asked.split())
    wanted = called(plain)
    known = {body.current for level in ("", "local") for body in _bodies(plain, level)}
    if wanted.office is not None:
        known = {wanted.office.name}
    signed = {
        body["name"]
        for measure in measures
        for body in measure["departments"]
        if wanted.means(body["printed"], body["name"])
    }
    found = signed or {
        each.name
        for measure in measures
        for each in charges(measure)
        if wanted.means(each.printed, each.name)
    }
    if not found and not known:
        raise NotFound(f"没有名为“{asked}”的部门", code="no_such_department")
    return found or known


def _bodies(name: str, level: str) -> list[gazetteer.Body]:
    body = gazetteer.department(name, level)
    return [body] if body else []


def roles(measure: JSON) -> dict[str, str]:
    """name → the weightiest role of each body in a clause."""
    found: dict[str, str] = {}
    for body in measure["departments"]:
        known = found.setdefault(body["name"], body["role"])
        found[body["name"]] = min(known, body["role"], key=ROLES.index)
    return found


def role_of(measure: JSON, asked: Called) -> str:
    """The weightiest role that this body is signed with in a clause; empty if none."""
    found = (
        body["role"]
        for body in measure["departments"]
        if asked.means(body["printed"], body["name"])
    )
    return min(found, key=ROLES.index, default="")
