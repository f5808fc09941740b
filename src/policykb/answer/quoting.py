"""The few words of a text that a condition of place or of validity stands on."""

from __future__ import annotations

import re

from policykb.answer.amounts import segments

_HERE = re.compile(
    r"(?:[本我全]|该)[省市区县州旗]|(?<![一-鿿])[省市区县]内|自治区内|辖区|市域|区域内"
)
_OVER = re.compile(
    r"有效期|施行|实施|执行|废止|失效|截至|截止|延续|\d{4}\s?[—–\-~～至]{1,2}\s?\d{4}|“[一二三四五六七八九十]+五”"
)
LONGEST = 40  # characters of a quote that is still read at a glance


def naming(text: str, place: str) -> str:
    """The run of a clause that names the place (全市中小企业), empty where none does; offices named
    after it (苏州市财政局) do not tell whom the clause is for.

    >>> naming("支持全市工业企业开展技改，给予补助。", "苏州市")
    '支持全市工业企业开展技改'
    """
    for span in segments(text):
        said = span.of(text)
        at = said.find(place)
        named = at >= 0 and not _OFFICE.match(said[at + len(place) :])
        if len(said) <= LONGEST and (named or _HERE.search(said)):
            return said.strip("“”（）()、 ")
    return ""


_OFFICE = re.compile(r"^[^，。；、\s]{0,12}(?:局|委|厅|办|部门|政府|中心|银行|支行|分行)")


def over(basis: str) -> str:
    """Of the sentences that tell until when a document is in force, the shortest run that does.

    >>> over("为促进发展，制定本措施。\\n本措施自2021年1月1日起施行，有效期2年。")
    '有效期2年'
    """
    runs = [span.of(basis) for span in segments(basis)]
    telling = [run for run in runs if _OVER.search(run)]
    ends = [run for run in telling if _ENDS.search(run)]
    return min(ends or telling, key=len, default=basis if len(basis) <= LONGEST else "")


_ENDS = re.compile(r"有效期|废止|失效|截至|截止|延续|至\d{4}|\d{4}\s?[—–\-~～至]{1,2}\s?\d{4}")
