"""Who has to do what: all clauses that a body leads, joins or supports, in all documents.

A body is asked for by any of its names: today's, an old one (银保监会), a short one (工信部), or as
a document prints it (工业和信息化部等有关部门).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from policykb import gazetteer
from policykb.errors import NotFound
from policykb.extract.sentences import sentence_around
from policykb.search.cues import duty_of
from policykb.types import JSON, Filters

if TYPE_CHECKING:
    from policykb.store import Store

ROLES = ("lead", "joint", "responsible", "support")


def departments(store: Store, filters: Filters | None = None) -> JSON:
    """Every body that a clause names, with the names it is printed by and its clauses by role.

    Bodies with most clauses first; `unassigned` counts the measures that name nobody.
    """
    filters = filters or Filters()
    measures = store.facts("measures", filters)
    counts: dict[str, Counter[str]] = {}
    printed: dict[str, dict[str, None]] = {}
    for measure in measures:
        for name, role in roles(measure).items():
            counts.setdefault(name, Counter())[role] += 1
        for body in measure["departments"]:
            printed.setdefault(body["name"], {})[body["printed"]] = None
    items = [
        {"name": name, "printed": list(printed[name]), "total": sum(found.values())}
        | {role: found[role] for role in ROLES}
        for name, found in counts.items()
    ]
    items.sort(key=lambda row: (-int(str(row["total"])), str(row["name"])))
    return {
        "items": items,
        "total": len(items),
        "unassigned": sum(not measure["departments"] for measure in measures),
        "coverage": store.coverage(filters),
    }


def department(name: str, store: Store, filters: Filters | None = None) -> JSON:
    """All clauses of one body in document order, each with its `role`; totals by role are true.

    `told` are the others of which a sentence charges the body without signing for it (请财政部明
    确…). `unassigned` are the measures that name nobody: any of them may be the body's too. Raises
    NotFound when no body is known by that name and none is printed so.
    """
    filters = filters or Filters()
    measures = store.facts("measures", filters)
    names = names_of(name, measures)
    mine = ((measure, role_of(measure, names)) for measure in measures)
    items = [measure | {"role": role} for measure, role in mine if role]
    unassigned = [measure for measure in measures if not measure["departments"]]
    counts = Counter(item["role"] for item in items)
    return {
        "name": min(names),
        "names": sorted(names),
        "asked": name,
        "items": items,
        "total": len(items),
        "next_cursor": None,
        "told": told(names | {name}, measures),
        "totals": {role: counts[role] for role in ROLES} | {"unassigned": len(unassigned)},
        "unassigned": unassigned,
        "documents": len({item["document"]["id"] for item in items}),
        "complete": True,
        "coverage": store.coverage(filters),
    }


def told(names: set[str], measures: Iterable[JSON]) -> list[JSON]:
    """The measures that do not name these bodies among those responsible, though a sentence charges
    one of them; each with that sentence as `charge`.

    Not 财政部门 or 司法行政机关, which are those of all places.
    """
    known = {each for name in names for each in (name, *gazetteer.names_of_body(name))}
    every = {each for each in known if not each.endswith(("部门", "机关"))} or names
    duty = duty_of(sorted(every, key=lambda each: (-len(each), each)))
    others = (measure for measure in measures if not role_of(measure, names))
    found = ((measure, duty.search(measure["text"])) for measure in others)
    return [
        measure | {"charge": sentence_around(measure["text"], at.start(), at.end(), "。；\n")}
        for measure, at in found
        if at
    ]


def names_of(asked: str, measures: Iterable[JSON]) -> set[str]:
    """The names that the body asked for goes by in these measures, today's name at least.

    A short name that both the nation and places have (知识产权局) means all of them that are there.
    """
    plain = "".join(asked.split())
    known = {body.current for level in ("", "local") for body in _bodies(plain, level)}
    bodies = [body for measure in measures for body in measure["departments"]]
    exact = {body["name"] for body in bodies if plain in (body["name"], body["printed"])}
    found = {body["name"] for body in bodies if body["name"] in known} | exact
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


def role_of(measure: JSON, names: set[str]) -> str:
    """The weightiest role that one of these bodies has in a clause; empty if none."""
    mine = [role for name, role in roles(measure).items() if name in names]
    return min(mine, key=ROLES.index) if mine else ""
