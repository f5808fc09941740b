"""What single fields of a firm's story look like in everyday speech; read_profile joins them."""

from __future__ import annotations

from policykb.answer.reading.ages import Age, age_range, read_age
from policykb.answer.reading.dated import done_on, done_runs
from policykb.answer.reading.figures import read_figures
from policykb.answer.reading.places import chain, read_place
from policykb.answer.reading.speakers import FIRM, PERSON, read_speaker
from policykb.answer.reading.stories import read_grade, read_need, read_sector, read_states

__all__ = [
    "FIRM",
    "PERSON",
    "Age",
    "age_range",
    "chain",
    "done_on",
    "done_runs",
    "read_age",
    "read_figures",
    "read_grade",
    "read_need",
    "read_place",
    "read_sector",
    "read_speaker",
    "read_states",
]
