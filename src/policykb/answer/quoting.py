"""The few words of a text that a condition of place or of validity stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykb.answer.amounts import segments

_HERE = re.compile(
    r"(?:[本我全]|该)[省市区县州旗]|(?<![一-鿿])[省市区县]内|自治区内|辖区|市域|区域内"
)
_OVER = re.compile(
    r"有效期|施行|实施|执行|废止|失效|截至|截止|延续|\d{4}\s?[—–\-~～至]{1,2}\s?\d{4}|“[一二三四五六七八九十]+五”"
)
LONGEST = 40  # characters of a quote that is still read at a glance


def naming(text: str, place: str) -> str:
    """The run of a clause that says where those must be whom it is for (在苏州市注册), empty
    where none does; offices named after a place (苏州市财政局), and what there is or was done in it
    (全市企业达到8万家), tell not whom the clause is for.

    >>> naming("支持全市工业企业开展技改，给予补助。", "苏州市")
    '支持全市工业企业开展技改'
    >>> naming("全市粮食种植面积35万亩。", "苏州市")
    ''
    """
    for span in segments(text):
        said = span.of(text)
        if len(said) <= LONGEST and any(_for_those(said, end) for end in _ends(said, place)):
            return said.strip("“”（）()、 ")
    return ""


def _ends(said: str, place: str) -> Iterator[int]:
    """Where the words for a place end in a run."""
    at = said.find(place)
    if at >= 0 and not _OFFICE.match(said[at + len(place) :]):
        yield at + len(place)
    yield from (match.end() for match in _HERE.finditer(said))


def _for_those(said: str, end: int) -> bool:
    """Whether a run says of a place that those it is for lie there, or that it holds there."""
    after = said[end:]
    return bool(_SITED.match(after) or _HOLDS.search(said)) and not _COUNTED.search(after)


_SITED = re.compile(
    r"(?!各级|有关|各部门)[^，。；、]{0,12}?(?:注册|登记|纳税|落[户地]|设立|开设|建设|实施|经营(?!环境|收入)"
    r"|企业|公司|工商户|商户|单位|主体|机构|合作社|农场|农户|养殖户|项目|园区|平台|团队|人才)"
)
_HOLDS = re.compile(r"适用|本(?:办法|措施|规定|细则|政策|通知)[^，。；]{0,4}所称")
# how many there are, how they grew: figures that report
_COUNTED = re.compile(
    r"(?:达到?|共有?|有|为|超过?|突破|至|增长|新增|累计|培育|企业|主体|商户)[^，。；、\d]{0,4}\d[\d.]*(?:万|亿|余|多)*"
    r"(?:[家户个件项亩吨元%]|百分点)|覆盖率|占比|比重"
)
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
