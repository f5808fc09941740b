"""To whom a sentence grants, and what (对…的企业，给予…), without what its giver does before."""

from __future__ import annotations

import re

from policykb.answer.granting import BEGINS, FIGURES, GRANTS, MONEY, SHARE
from policykb.extract.support import TO_WHOM

# 在…基础上，建立…制度，对进入目录的企业给予…: what the office does before it turns to whom it helps
_OWN_ACTS = re.compile(
    r"^\s*(?:[（(][^）)\n]{0,30}[）)])?(?:在[^，]{2,30}(?:基础上|框架下|前提下)|构建|制定|完善|健全|研究|统筹|推[动进]|落实|加[快大]"
    r"|支持(?=[^，。；\n]{0,16}(?:应对|做好|开展|加强|提升|克服|渡过|共渡))|鼓励|引导|全力|着力|大力|积极|为(?:了|满足|支持|鼓励|推动|促进|进一步)|保障|设立|采取|发挥|用好|开通"
    r"|优化|建立(?![^，]{0,20}的[，,]))"
)
TURNS = re.compile(rf"^\s*(?:依法|依规)?(?:{TO_WHOM}|凡)")


def addressed(parts: list[str]) -> list[str]:
    """The parts that say to whom, without the acts of the giver that stand before them."""
    at = next((at for at, part in enumerate(parts) if TURNS.match(part)), -1)
    if at < 0:  # it turns to nobody: 加大研发投入的，… is said of those who do
        return [part for part in parts if not _OWN_ACTS.match(part) or _OF_WHOM.search(part)]
    told = [part for part in parts[at:] if not _URGES.match(part)]
    return [part for part in parts[:at] if not _OWN_ACTS.match(part)] + told


_OF_WHOM = re.compile(r"(?:的|企业|单位|公司|工商户)\s*[，,]?\s*$")
_URGES = re.compile(
    r"\s*(?:鼓励|引导|倡导|协调|指导|推动|必要时|通过(?=[^，。；\n]{0,40}方式)"
    r"|(?:各|有关|相关)*(?:金融机构|银行|保险机构|部门|地区)(?!认|批|确|推))"
)


def has_grant(part: str) -> bool:
    """Whether a part of a sentence begins to grant something."""
    return bool(GRANTS.search(part) or (BEGINS.search(part) and FIGURES.search(part)))


def split(part: str, begins: re.Match[str]) -> tuple[str, str]:
    """To whom, and what; 给予新认定的…企业一次性奖励20万元 names them after the verb."""
    if _PUTS.match(part):
        return "", part
    if begins.start() > 2 or not begins.group().endswith(
        ("给予", "予以", "奖励", "补贴", "补助", "资助")
    ):
        return part[: begins.start()], part[begins.start() :]
    figure = re.search(rf"(?:一次性|最高|不超过|每|总额)|{MONEY}|{SHARE}", part)
    end = figure.start() if figure and figure.start() >= begins.end() else begins.end()
    whom = part[begins.end() : end]
    if not _NAMES_WHOM.search(whom):  # 给予企业引进成本不低于10%: of what, not to whom
        return part[: begins.start()], part[begins.start() :]
    return whom, part[end:]


# 对…的经营者，银行可发放…: who acts, once it is said for whom
ACTOR = re.compile(
    r"^\s*由?[^，。；\n]{0,10}(?:银行|财政|部门|政府|机构|[局委]|中心|基金|公司)(?:可以?|将|应|按)?\s*$"
)
_PUTS = re.compile(r"\s*(?:可以?|由[^，。；\n]{2,12})?将")  # 将…征收期延长至3月底
_NAMES_WHOM = re.compile(
    r"(?:企业|单位|公司|主体|机构|平台|项目|工商户|[者人园]|基地|团队|载体|中心|[厂店]|商户)(?:的|给予)?\s*$"
)
