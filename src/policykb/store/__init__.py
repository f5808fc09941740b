"""The store: a catalogue (SQLite, the truth) and two derived indexes in immutable generations."""

from policykb.store.corrections import Correction
from policykb.store.generation import Generation
from policykb.store.reader import Store
from policykb.store.upkeep import Inspection, inspect, rebuild, restore, snapshot, verify
from policykb.store.writer import Writer
from policykb.types import Records

__all__ = [
    "Correction",
    "Generation",
    "Inspection",
    "Records",
    "Store",
    "Writer",
    "inspect",
    "rebuild",
    "restore",
    "snapshot",
    "verify",
]
