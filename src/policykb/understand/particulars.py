"""What does a question ask of a document itself? 若干措施什么时候发的, 169号文还有效吗.

Such particulars (要素) stand in the catalogue, not in a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WHEN = r"(?:什么时[候间]|何时|几时|哪[一个]*[年天日月]|啥时候?|几月|哪个?时间)"
_WHO = r"(?:谁|哪[个些几一家]*(?:部门|单位|机关|机构|政府|委员会|家)?|什么(?:部门|单位|机关|机构))"
_ISSUED = r"(?:联合)?(?:印发|发布|公布|出台|制定|下发|颁布|发文|起草|发出|发)"
_ISSUED_ON = r"(?:印发|发布|公布|出台|制定|下发|颁布|发文|成文|通过|发出|发)"
_HOLDS = r"(?:施行|实施|生效|执行)"
_ENDS = r"(?:到期|失效|废止|过期|截止|结束|作废)"
_IS = (
    r"(?:是|为|在)?(?:多少|什么(?:时[候间])?|啥|谁|哪[个些一几]*[年天日家]?|几时|何时|多久"
    r"|多长(?:时间)?|几年)?"
)
# Field of a record → how it is asked for.
ASKED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("doc_number", rf"(?:发文)?文号{_IS}|发文字号{_IS}|(?:是|第)?(?:多少|几)号文?(?:件)?"),
        (
            "issuers",
            rf"(?:是?由?){_WHO}{_ISSUED}(?:的|了)?"
            rf"|(?:发文|制定|发布|印发|颁布|起草)(?:机关|单位|部门|机构|主体){_IS}",
        ),
        (
            "written_on",
            rf"{_WHEN}(?:被)?{_ISSUED_ON}(?:的|了)?|{_ISSUED_ON}(?:的)?(?:时间|日期){_IS}"
            rf"|{_ISSUED_ON}于?{_WHEN}",
        ),
        (
            "effective_on",
            rf"(?:从|自|于)?{_WHEN}(?:起|开始|正式)*{_HOLDS}(?:的|了)?"
            rf"|{_HOLDS}(?:的)?(?:时间|日期){_IS}",
        ),
        (
            "expires_on",
            rf"有效期(?:限)?(?:到|至)?{_IS}|{_WHEN}(?:就|会|将)?{_ENDS}"
            rf"|(?:{_ENDS})(?:的)?(?:时间|日期){_IS}|(?:管|用|执行)到{_WHEN}",
        ),
        (
            "status",
            r"(?:现在|目前|如今)?(?:还|仍然?|是否|是不是|有没有|已经?)*(?:在)?"
            rf"(?:有效|现行|管用|{_ENDS}|{_HOLDS})(?:了)?(?:吗|没有?|么|不|呢)"
            r"|(?:是否|是不是|有没有|还)(?:已经?|仍然?|还|在)*"
            rf"(?:有效|现行|管用|{_ENDS}|{_HOLDS})|有效性{_IS}|效力(?:如何|怎样|状态)?",
        ),
        (
            "clauses",
            r"(?:一共|总共|共|总计)?有?(?:多少|几)(?:个)?(?:条款?|章|节|部分|款)(?:内容)?",
        ),
    )
)
_TEXTS = r"(?:文件|政策|法律法规|法律|法规|规定|办法|规章|条例|上位法)"
_WHICH = rf"(?:哪[些几]?[个份部]?|什么|谁){_TEXTS}?"
_CITES = r"(?:引用|援引|依据|提到|提及)"
_REPEALS = r"(?:废止|取代|代替|替代)"
# Relation of a document to others → how it is asked for; what is done to it before what it does.
RELATED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(pattern))
    for relation, pattern in (
        ("cited_by", rf"被{_WHICH}(?:所)?{_CITES}过?|^{_WHICH}{_CITES}(?:了|过)?(?=.)"),
        ("repealed_by", rf"被{_WHICH}(?:所)?{_REPEALS}|^{_WHICH}{_REPEALS}了?(?=.)"),
        ("amended_by", rf"被{_WHICH}(?:所)?修[改订正]|^{_WHICH}修[改订正]了?(?=.)"),
        ("cites", rf"(?:的?依据|(?:引用|援引)了?|根据)是?{_WHICH}(?:制定)?"),
        (
            "repeals",
            rf"(?:{_REPEALS}|宣布失效)了?{_WHICH}"
            rf"|(?:宣布|决定)(?:失效|废止)的?{_TEXTS}(?:有哪些|是哪些|有什么)",
        ),
        ("amends", rf"修[改订正]了?{_WHICH}"),
        (
            "interpreted_by",
            r"(?:有没有|有无|是否有|有)(?:政策|官方)?解读|的?(?:政策|官方)?解读(?:在哪[里儿]?|有没有|有吗|吗|呢)",
        ),
    )
)
# Words that only build such a question.
_FILLS = re.compile(
    r"请问|想知道|帮我?查一?下?|查一?下|是|的|了|吗|呢|呀|啊|在|于|这[份个部]|该|那[份个部]|文件|文$|一下|一共|现在|目前|全文|有"
)
_MARKS = re.compile(r"[\s，。；、：:？?！!《》“”\"()（）]")


def particulars(text: str) -> tuple[str, ...]:
    """The fields of a document's record that a question asks for; `clauses` for how many it has.

    >>> particulars("若干措施是谁印发的，什么时候施行"), particulars("企业什么时候能拿到补贴")
    (('issuers', 'effective_on'), ())
    """
    return tuple(field for field, pattern in ASKED if pattern.search(text))


def without_particulars(text: str) -> str:
    """What a question says beside the particulars it asks for: the name of a document, at most."""
    return _without(text, ASKED)


def relations(text: str) -> tuple[str, ...]:
    """How a document that a question names stands to those that it asks for: the first that fits.

    >>> relations("专利法被哪些文件引用"), relations("若干措施废止了哪些办法")
    (('cited_by',), ('repeals',))
    """
    return tuple(relation for relation, pattern in RELATED if pattern.search(text))[:1]


def without_relations(text: str) -> str:
    """What a question says beside the relation it asks for: the name of a document, at most."""
    return _without(text, RELATED)


def _without(text: str, asked: Iterable[tuple[str, re.Pattern[str]]]) -> str:
    for _, pattern in asked:
        text = pattern.sub("", text)
    return _FILLS.sub("", _MARKS.sub("", text))
