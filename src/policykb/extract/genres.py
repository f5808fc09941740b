"""What the kind of a document says of its numbers: whether they promise, and for which place.

Laws say what must be, technical standards and specifications what is allowed or measured: neither
holds targets or achieved figures. A reply to a lower government speaks for the place it is about.
"""

from __future__ import annotations

import re

from policykb.gazetteer import region_of
from policykb.types import Document, Metadata

# What a text calls itself by (本办法自…), and the kinds of document that say nothing of force.
KINDS = (
    "办法|条例|规定|细则|规则|规章|法|意见|通知|文件|公告|标准|措施|方案|制度|政策|规划|预案"
    "|指南|清单|解释|安排"
)
THIS = f"本(?:{KINDS})"
SILENT = frozenset(("interpretation", "report", "paper"))

# GB 18484-2020, DB44 2367-2022, HJ 2.3—2018, JB/T 5995: the code of a standard is its number.
_STANDARD_NUMBER = re.compile(r"(?:GB|DB|HJ|[A-Z]{2,4}\s?[/／])[A-Z/／\s]{0,6}\d")
_STANDARD_TITLE = re.compile(
    r"(?:技术(?:规范|规程|规格书|要求|导则)|测定方法|检验方法|(?:排放|控制|卫生|安全|质量)标准|说明书|裁量[^，。]{0,4}[表准])"
    r"(?:[（(][^（）()]*[）)])?$"
)


# 司法解释 (法发〔2021〕20号) are numbered 法释, 高检发释字; the legislature titles its own alike.
_JUDICIAL_NUMBER = re.compile(r"法释|高检发释")
_OF_LAW = re.compile(r"的解释(?:[（(][^（）()]*[）)])*$")


def interprets_law(meta: Metadata) -> bool:
    """Whether a document tells how courts apply the law: 应予支持 is no support of a government.

    >>> interprets_law(Metadata(title="某法院关于审理某类纠纷适用法律问题的解释（二）"))
    True
    """
    return bool(_JUDICIAL_NUMBER.match(meta.doc_number) or _OF_LAW.search(meta.title))


def promises_nothing(meta: Metadata) -> bool:
    """Whether a document is a law, a standard or a specification: its numbers are rules.

    >>> promises_nothing(Metadata(title="某行业水污染物排放标准", doc_number="GB 3544-2008"))
    True
    """
    if meta.doc_type == "regulation" or interprets_law(meta):
        return True
    return bool(_STANDARD_NUMBER.match(meta.doc_number) or _STANDARD_TITLE.search(meta.title))


# A statistical communiqué compares each figure with that of the year before, and plans nothing.
_COMMUNIQUE = re.compile(r"统计(?:公报|年鉴|月报|快报|资料)")
_COMPARES = re.compile(r"(?:(?:比|较)(?:上年|去年)(?:同期|末|底)?|同比)[^，。；,;\d]{0,8}\d")
_ACCOUNTS = re.compile(r"(?:统一|初步)核算")
# Unlike words that look ahead in a clause (`eras`) without 今年, which heads figures of the year.
_AIMS = re.compile(r"力争|争取|确保|目标(?!纲要)|拟|将(?!近)|(?<![主重需必首])要(?![求素点])")
_TELLS = frozenset(("report", "other", ""))
_LEAST_COMPARED = 2
_ORDERS = re.compile(r"通知|方案|办法|制度|意见")


def is_communique(meta: Metadata) -> bool:
    """Whether a document is a statistical communiqué, which plans nothing.

    >>> is_communique(Metadata(title="某市统计公报")), is_communique(Metadata(title="统计公报办法"))
    (True, False)
    """
    return bool(_COMMUNIQUE.search(meta.title)) and not _ORDERS.search(meta.title)


def tells_statistics(document: Document) -> bool:
    """Whether a document reports statistics, by its title, or untitled by how its figures read."""
    meta = document.meta
    if is_communique(meta):
        return True
    if meta.doc_type not in _TELLS:
        return False
    compared = len(_COMPARES.findall(document.text)) + len(_ACCOUNTS.findall(document.text[:2000]))
    aims = len(_AIMS.findall(document.text))
    return compared >= _LEAST_COMPARED and 2 * aims < compared


# 国务院关于…总体规划的批复, …的复函: GB/T 9704 knows replies by the last word of their title.
_REPLY = re.compile(r"关于(?P<about>.+)的?(?:批复|复函|函)(?:[（(][^（）()]*[）)])?$")


def place_of(meta: Metadata) -> str:
    """The place that the numbers of a document are of: that of a reply's title, else its own.

    >>> place_of(Metadata(title="国务院关于浙江省某规划的批复", level="national", region="全国"))
    '浙江省'
    """
    reply = _REPLY.search(meta.title) if meta.level == "national" else None
    told = region_of(reply["about"]) if reply else None
    return told.name if told and told.level != "national" else meta.region
