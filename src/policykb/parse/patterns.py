"""Patterns that several parts of the parser ask."""

from __future__ import annotations

import re

# What the name of an organ ends with.
ORGAN = re.compile(
    r"(?:[厅局部委办院署行社会组处馆校司所站队]|政府|办公室|中心|公司|协会|集团|大学|法院|检察院|领导小组|联席会议)"
    r"(?:[ \u3000]*[（(](?:代[ \u3000]*)?(?:印[ \u3000]*)?章[）)])?$"
)
CARRIES = re.compile(
    r"(?:印发|发布|公布|转发|批转|颁布|制定)[^《。]{0,12}《([^》]{3,80}(?:》[^《》]{0,10}《[^》]*)?)》"
)
ANNOUNCED = re.compile(r"《([^》]{3,80})》.{0,40}(?:印发|发布|公布)")
