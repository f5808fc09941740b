"""Whom a support leaves out: sentences that refuse, and words of a grant that except some."""

from __future__ import annotations

import re

from policykb.answer.granting import FIGURES, is_grant

_REFUSES = re.compile(
    r"不予(?:支持|受理|补[助贴]|奖[励补]|贴息|资助|返还|减免|兑现|安排|享受|扶持|计[入算])"
    r"|不得(?:享受|申报|申请|纳入)(?!其他)|不再(?:支持|享受|受理|补助|奖励|给予)"
    r"|不(?:执行|享受|支持|纳入|计入|列入|适用|[属在于]{1,2}[^，。；]{0,8}(?:范围|之列)|在此列)(?:本[^，。；]{1,4}|[^，。；]{0,6}范围)?"
    r"|不(?:包括|包含)在内|(?<=的)(?:企业|单位|项目)?[，,]?不(?:再|得|能)?重复(?:享受|奖励|支持|补[助贴]|申[报请])"
    r"|(?<=的)不(?:再)?补(?![缴足充偿])|除外|取消[^，。；]{0,6}资格"
)
# Who is left out, beside the grant: （不含…）, 除…外，, …，…除外
_LEFT_OUT = re.compile(
    r"[（(](?:不[含包][括含]?|除)?(?P<in>[^（）()\n]{2,40}?)(?P<mark>除外|不在[^（）()]{0,6}|不[^（）()\n]{0,8})?[）)]"
    r"|(?:^|(?<=[，,]))\s*除(?P<but>[^，。；\n]{2,30}?)(?:以外|之外|外)(?:的[^，。；\n]{0,8})?[，,]"
    r"|[，,](?P<last>[^，。；\n]{2,40}?)(?:除外|不(?:包括|包含)在内)\s*$"
)


# 建设成本（不含土地款）: what is not counted in a sum, and nobody who is left out
_COUNTED = re.compile(
    r"(?:成本|费用?|金额|投入|支出|投资|价款?|款项?|保费|[额费款值])(?P<what>[（(](?:不含|不包括|不计)[^（）()\n]{1,40}[）)])"
)


def left_out(piece: str) -> tuple[str, list[tuple[str, str]]]:
    """A sentence without the words that leave some out, and these: whom, and as printed."""
    counted = {match["what"] for match in _COUNTED.finditer(piece)}
    found = []
    for match in _LEFT_OUT.finditer(piece):
        said = match.group()
        if match["in"] and not (match["mark"] or said[1:].startswith(("不", "除"))):
            continue
        found.append((match["in"] or match["but"] or match["last"], said))
    for _, said in found:
        piece = piece.replace(said, "", 1)
    found = [(who, said) for who, said in found if said not in counted]
    runs = re.split(r"(?<=[，,])", piece)
    refusing = next((at for at, run in enumerate(runs) if at and _REFUSES.search(run)), 0)
    last = "".join(runs[refusing:])
    if refusing and is_grant("".join(runs[:refusing])) and not FIGURES.search(last):
        found.append((refuses(last), last))  # …奖励5万元，退库后重新入库的不享受
        piece = "".join(runs[:refusing])
    return piece, [(who, said.strip("，,")) for who, said in found]


def refuses(piece: str) -> str:
    """The words that a refusal is about (…的不予支持); empty where the sentence refuses nothing."""
    return _REFUSES.sub("", piece) if _REFUSES.search(piece) else ""
