"""What a number counts, where its noun follows it: 200个产业集群, 九成企业表示满意.

Behind the noun there may stand what those that are counted do or have reached; the name of the
indicator then says so: 50所医院达到三级水平 → 达到三级水平的医院.
"""

from __future__ import annotations

import re

# What may begin a statement about those that are counted.
_SAYS = re.compile(
    r"(?:已经?|均|都|大力|积极|深入|普遍|全部|全面|正在?|初步|基本|提前|汛前|年内|稳步|继续|加快|有所|未来[一二三]年)*"
    r"(?:与[^，。；]{1,12}相比|[较比]上年|达到|实现|进行|参加|享受|享有|获得|获批|进入|跻身|建立|设立|成立|开工|投产|达产"
    r"|竣工|完工|投用|投运|建成|通车|通过(?=对|评|验|审|认|[^的]{0,8}$)|提档升级|提质|开放共享|反映|表示|认为|面临|遭遇"
    r"|选择|希望|完成|接入|纳入|对社会|从事|稳定在|保持|迈进|跨过|报送|领取|注册|开展|提供|向(?=[^，。；]{1,8}(?:开放|迈|转))"
    r"|为(?=[^，。；]{1,12}(?:提供|服务|设立))|有(?=[^，。；]{0,8}(?:计划|意向|活动|需求|提升|增长|下降))"
    r"|荣?获|通(?=硬化路|客车|宽带|5G))"
)
_QUOTE = re.compile(r"“[^”]{0,30}”")
_OF = re.compile(r"(?P<who>[^的，。；]{2,24})的(?P<what>[^的，。；]{2,24})")
BODY_ENDS = re.compile(
    r"企业(?!家)|工业|服务业|制造业|农业|产业|居民|城镇|农村|城市|园区|集群|机构|学校|高校|贷款|农民"
)
_DOERS = re.compile(r"企业(?!家)|城市|机构|学校|高校|居民|园区|群众|农户|单位|部门|平台|工商户")


def counted_noun(after: str) -> str:
    """The name of what is counted, with what is said of it in front: (达到三级水平的)医院.

    >>> counted_noun("产业集群"), counted_noun("医院达到三级水平")
    ('产业集群', '达到三级水平的医院')
    """
    who, does = parted(after)
    if not does:
        return who
    return f"{does}的{who}" if who else does


def parted(words: str) -> tuple[str, str]:
    """Those that a clause speaks of and what it says of them, which is empty for a noun alone."""
    at = _predicate(words)
    if at is None or (at == 0 and "的" in words):
        return words, ""
    who, does = words[:at], words[at:].rstrip("，、。；")
    if (owner := _OF.fullmatch(who)) is not None:
        return owner["who"], owner["what"] + does
    doer = _DOERS.search(who)
    if doer and doer.end() < len(who):
        return who[: doer.end()], who[doer.end() :] + does
    return who, does


def _predicate(words: str) -> int | None:
    """Where a statement begins; None in a noun, also one with a statement before its 的."""
    hidden = [m.span() for m in _QUOTE.finditer(words)]
    for found in _SAYS.finditer(words):
        at = found.start()
        if any(a <= at < b for a, b in hidden) or at == 1:
            continue
        rest = words[found.end() :]
        return None if found[0][0] not in "已均都正全" and _modifies(rest) else at
    return None


def _modifies(rest: str) -> bool:
    """Whether a statement only describes a noun that follows it (获批的平台)."""
    of = rest.rfind("的")
    return of >= 0 and len(rest) - of - 1 >= 2 and not _SAYS.search(rest, of)
