"""Titles that authorities give to firms (专精特新, 高新技术企业 …), in official and plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykb.types import Span

_QUOTES = '[“”"‘’]?'


@dataclass(frozen=True, slots=True)
class Label:
    """A title that authorities give to firms; `implies` names those it cannot be had without."""

    name: str
    pattern: re.Pattern[str]
    implies: tuple[str, ...] = ()


def _label(name: str, pattern: str, *implies: str) -> Label:
    return Label(name, re.compile(pattern), implies)


# Longer names stand first: where two begin at one place, the first row that fits is meant.
# 优质中小企业梯度培育管理暂行办法 (工信部企业〔2022〕63号): 小巨人 are chosen from 专精特新, these
# from 创新型中小企业.
LABELS: tuple[Label, ...] = (
    _label(
        "重点“小巨人”企业",
        rf"(?:国家级?)?重点{_QUOTES}小巨人{_QUOTES}(?:企业)?",
        "专精特新“小巨人”企业",
    ),
    _label("科技小巨人企业", rf"科技{_QUOTES}小巨人{_QUOTES}(?:企业)?"),
    _label(
        "专精特新“小巨人”企业",
        rf"(?:国家级?|部级)?(?:的)?(?:{_QUOTES}专精特新{_QUOTES})?{_QUOTES}小巨人{_QUOTES}(?:企业)?"
        rf"|国家级(?:的)?{_QUOTES}专精特新{_QUOTES}(?:企业)?",
        "专精特新中小企业",
    ),
    _label(
        "专精特新中小企业",
        rf"(?:省级|市级|省市级|省里的?"
        rf"|市里的?)?{_QUOTES}专精特新{_QUOTES}(?!.{{0,4}}服务)(?:中小企业|企业"
        rf"|称号|的牌子)?",
        "创新型中小企业",
    ),
    _label("创新型中小企业", r"创新型中小企业|创新型企业(?!集群)"),
    _label("科技型中小企业", r"(?:国家)?科技型?中小(?:微)?企业|科小|科技型企业入库"),
    _label("高新技术企业", r"(?:国家级?)?(?:高新技术企业|高新企业|高企|国高(?:企业)?)"),
    _label("技术先进型服务企业", r"技术先进型服务(?:业)?企业"),
    _label("制造业单项冠军企业", r"(?:国家级?|省级)?(?:制造业)?单项冠军(?:示范)?(?:企业|产品)?"),
    _label("瞪羚企业", r"(?:潜在)?瞪羚(?:企业)?"),
    _label("独角兽企业", r"(?:潜在|准)?独角兽(?:企业)?"),
    _label("隐形冠军企业", r"隐形冠军(?:企业)?"),
    _label(
        "规模以上企业",
        r"规模以上(?:工业|服务业|制造业)?(?:企业)?|规上(?:工业|服务业"
        r"|制造业)?(?:企业)?|四上企业|升规(?:入[统库])?|小升规|(?<!以)上了?规(?:模(?!以))?(?![划矩定范则格律])",
    ),
    _label(
        "限额以上单位",
        r"限额以上(?:批发零售|住宿餐饮|商贸|批零住餐)?(?:业)?(?:企业|单位|法人)?|限上(?:企业|单位|商贸)?",
    ),
    _label("绿色工厂", r"(?:国家级|省级|市级)?绿色工厂"),
    _label("智能工厂", r"(?:国家级|省级|市级)?(?:智能(?:制造)?(?:示范)?工厂|智能车间|数字化车间)"),
    _label("企业技术中心", r"(?:国家级?|省级|市级)?(?:认定的?)?企业技术(?:[（(]研发[）)])?中心"),
    _label("工程技术研究中心", r"(?:国家级?|省级|市级)?工程(?:技术)?研究中心"),
    _label("农业产业化龙头企业", r"(?:国家级|省级|市级)?农业产业化(?:重点)?龙头企业"),
    _label("知识产权优势企业", r"(?:国家级?|省级)?知识产权(?:优势|示范)企业"),
    _label("首台（套）产品", r"首台[（(]?套[）)]?(?:重大技术装备|产品|装备)?"),
    _label(
        "中小企业公共服务示范平台",
        r"(?:国家级?|省级|市级)?(?:以上)?中小企业公共服务(?:示范)?平台",
    ),
    _label("上市公司", r"上市公司|已上市(?:企业)?|主板上市|创业板上市|科创板上市|北交所上市"),
    _label("老字号", r"(?:中华|省)?老字号"),
)
_BY_NAME = {label.name: label for label in LABELS}


def labels_in(text: str) -> tuple[tuple[Span, Label], ...]:
    """The labels named in a text with their places, in order, the longest name at each place."""
    found: list[tuple[Span, Label]] = []
    for label in LABELS:
        for match in label.pattern.finditer(text):
            span = _trimmed(text, Span(*match.span()))
            if not any(s.start < span.end and span.start < s.end for s, _ in found):
                found.append((span, label))
    return tuple(sorted(found, key=lambda pair: pair[0]))


def without_labels(text: str) -> str:
    """A text with 企业 for each label that is the name of a kind of firm: who buys one that is
    listed (上市公司) does not go public by that.

    >>> without_labels("收购上市公司")
    '收购企业'
    """
    for span, label in reversed(labels_in(text)):
        if label.name == "上市公司":
            text = f"{text[: span.start]}企业{text[span.end :]}"
    return text


def _trimmed(text: str, span: Span) -> Span:
    """Without a stray quotation mark or 的 at the ends, unless its partner is inside."""
    said = span.of(text)
    start = span.start + (1 if said[0] in '的"‘' else 0)
    return Span(start, span.end)


def implied(name: str) -> tuple[str, ...]:
    """A label and all that it cannot be had without, nearest first."""
    names = [name]
    for each in names:
        names += [n for n in _BY_NAME[each].implies if n not in names] if each in _BY_NAME else []
    return tuple(names)


def label_named(name: str) -> str:
    """The table's name of a label as a caller writes it; unknown ones stay as they are."""
    found = labels_in(name)
    return found[0][1].name if found else name.strip()
