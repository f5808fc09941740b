"""Names of programmes in what a city is told to have done: “春风计划”, 某某改革, 《指南》."""

from __future__ import annotations

import re

from policykb.gazetteer import find_regions

_VERB = (
    r"探索|推行|试行|推广应用|推[动进出广]|应用|打造|实[施行现]|搭建|构建|建[立成设]|上线|发布|启动|举办|设立|编制|出台"
    r"|印发|制定|创[新设建]|采用|组建|成立|形成|开[展发设通]|运用|依托|首创|优化|发放|深化|首推|聚焦|完善|健全|叫响|擦亮"
    r"|配备|聘请|坚持|派驻|选派|发起|部署|购买|推开|共建|创立|开行|引入|签订|投放|提供|充实|组织"
)
_ACTION = re.compile(_VERB)
_NAMED = (
    r"改革|机制|模式|行动|计划|平台|APP|App|小程序|管理|评审|制度|体系|网络|工程|清单|专班|服务站|驿站|大赛|竞赛|活动|系统"
    r"|场景库|园区|产品|品牌|方案|专区|中心|基金|码|贷|券|大厅|窗口|联盟|工作法|办法"
)
# Two quotes that 的 joins are one name where the first is short: “境内+境外”的“N+1”新模式.
_QUOTED = re.compile(
    r"“[^“”、，\n]{1,12}”的“[^“”、，\n]{1,16}”|“[^“”\n]{1,60}”|《[^《》\n]{2,60}》|「[^「」\n]{1,40}」"
)
_AFTER = re.compile(rf"[^\s，。；、：“”《》（）的并和与对等，]{{0,18}}(?:{_NAMED})")
# “我来办”帮办队伍: what such a noun follows at once is a name, whatever is done with it.
_IS_NAME = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:改革|机制|模式|计划|平台|制度|工程|品牌|工作法|队伍|团队|专员|服务队|工作室|小程序|联盟|基金|贷|券)"
    r"(?![\u4e00-\u9fff]{0,6}(?:不|缺|难|滞后|突出))"
)
_ERA = re.compile(r"“(?:十[一二三四五六七八]五|互联网\+|放管服|双碳)”")  # of everyone
_LISTED = re.compile(r"[、和]?|[^，。；：\n]{0,12}的")
_NOT_PART = re.compile(r"(?:了|出|起|一批|全市|多个|以|\d+[个家项条])+")
_PLAIN = re.compile(
    rf"(?:^|(?<=[，。；、市区县]))(?:{{lead}})*(?:{_VERB})(?:{_VERB})?"
    rf"([^\s，。；：“”《》]{{{{4,40}}}}?(?:机制|改革|模式|制度|平台|体系))(?=[，。；]|$)".format(
        lead="全面|积极|率先|持续|大力|创新|首创"
    )
)


def programmes(text: str) -> tuple[str, ...]:
    """Programmes that the text names, as printed, in order, each once.

    A name in quotation marks counts where an action leads to it, with the noun that it belongs to
    (“执法观察期”机制); without quotation marks, the whole object of an action that ends in such a
    noun (技术调查官制度).
    """
    found: dict[int, str] = {}
    before: re.Match[str] | None = None
    led = False
    for quote in _QUOTED.finditer(text):
        gap = text[before.end() : quote.start()] if before else "。"
        led = _leads(text, quote) or (led and _LISTED.fullmatch(gap) is not None)
        if led and (name := _name(text, quote, gap)):
            found[quote.start()] = name
        before = quote
    for match in _PLAIN.finditer(text):
        found.setdefault(match.start(1), match.group(1))
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


def _lead(text: str, at: int) -> str:
    """The words of the same part before a quotation mark."""
    return re.split(r"[，。；、：“”《》（）\n]", text[max(0, at - 24) : at])[-1]


def _leads(text: str, quote: re.Match[str]) -> bool:
    """Whether an action leads to the quote, or 以“…”为 makes it the base of one."""
    lead = _lead(text, quote.start())
    if lead.endswith("以") and text.startswith("为", quote.end()):
        return True
    if _titles(text, quote, lead) or (
        _IS_NAME.match(text, quote.end()) and not _ERA.match(quote.group())
    ):
        return True
    if lead.endswith("以"):
        return False
    actions = list(_ACTION.finditer(lead))
    return bool(actions) and (actions[-1].group() != "实现" or actions[-1].end() == len(lead))


def _titles(text: str, quote: re.Match[str], lead: str) -> bool:
    """Whether the quote opens a line, or follows the place at once: 某市“一码通办”."""
    opens = quote.start() == 0 or text[quote.start() - 1] in "\n\t"
    return opens or any(m.span.end == len(lead.removesuffix("的")) for m in find_regions(lead))


def _name(text: str, quote: re.Match[str], gap: str) -> str:
    """A quote with the nouns around it that belong to the name; empty where it is a saying."""
    printed = quote.group()
    if printed[0] == "《":
        return printed
    if "、" in printed or "，" in printed:
        return ""
    lead = _lead(text, quote.start())
    actions = list(_ACTION.finditer(lead))
    before = _NOT_PART.sub("", lead[actions[-1].end() :]) if actions else ""
    if len(before) > 10 or "的" in before:
        before = ""
    if gap == "" or text.startswith("“", quote.end()):
        return before + printed
    after = _AFTER.match(text, quote.end())
    return before + printed + (after.group() if after else "")
