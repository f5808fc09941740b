"""Who a sentence of a clause charges with it, where nobody signs: 这项工作由外交部统一归口管理。

Only sentences that speak of the clause as a whole (这项工作, 上述任务, or nothing before 由); what
a sentence says of a part of it (审核由…负责) charges nobody with the clause.
"""

from __future__ import annotations

import re

from policykb.extract.responsibility import Signature
from policykb.types import Span

_CHARGES = re.compile(
    r"(?:^|(?<=[。；\n]))[ \t　]*(?:(?:因此|为此|今后|同时|此外|另外)，)?"
    r"(?:(?:这|此|该|本|上述|以上)(?:一|几|些)?(?:项|类)?(?:具体|日常|组织|实施)?(?:工作|任务|事项|事务|政策))?"
    r"(?P<run>由[^，。；\n]{2,60}?(?:统一|归口|具体|共同|分别|牵头)*(?:负责|牵头|管理|承担|组织实施|落实)"
    r"(?:(?:，[^，。；\n]{2,60}){0,2}?，[^，。；\n]{2,60}(?:配合|参与|协助|协同)(?=[，。；\n]|$))*+)"
    r"(?=[，。；\n]|$)",
    re.MULTILINE,
)
# 由财政部牵头建立…, 建议省财政厅、省商务厅完善…: who is charged stands before what is to be done.
_PROPOSES = re.compile(
    r"[\s。]*(?:(?:建议)?由(?P<lead>[^，。；\n由]{2,60}?牵头)(?=[^，。；\n]{2})"
    r"|建议(?P<run>[^，。；\n由]{2,60}?牵头|(?:[^，。；、\n由]{1,14}?(?:部|委|局|厅|办|银行)[、和]?){1,6})"
    r"(?=[建完推加探出制优强设开统尽研将把]|修订|联合|牵头))"
)


def charges(text: str, body: Span) -> tuple[Signature, ...]:
    """The charges inside `body`, each read as a signature would be, with the run as printed."""
    found = [m.span("run") for m in _CHARGES.finditer(text, body.start, body.end)]
    if not found and (first := _PROPOSES.match(text, body.start, body.end)):
        found = [first.span(first.lastgroup or 0)]
    return tuple(Signature(Span(*run), text[run[0] : run[1]]) for run in found)
