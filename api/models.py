"""Documents, clauses and facts as the API sends them: for its description, never for validation.

Replies are written as they are (`api.library.reply`); a reply may carry more than its model names.
The docstrings are shown to users in the description of the API.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Number = int | float
Object = dict[str, Any]


class Reply(BaseModel):
    """Base of all; more fields may come."""

    model_config = ConfigDict(extra="allow")


class DocumentRef(Reply):
    """条款所在的文件。"""

    id: str
    title: str
    doc_number: str
    doc_type: str
    issuers: list[str]
    region: str
    level: str
    written_on: str
    published_on: str = ""
    status: str
    source: str
    digest: bool = False
    superseded_by: str | None = None


class Coverage(Reply):
    """查了多少：库中文件、检索到的、被筛选排除的、未能读取的。"""

    documents: int
    searched: int
    excluded_by_filter: int
    damaged: int


class Weights(Reply):
    """这一次排序里字面与意思各占多少分量：问题的用语在库中越常见，越看字面。"""

    words: float
    meaning: float


class Why(Reply):
    """入选理由。"""

    lexical: float
    dense: float
    concepts: list[str]
    terms: list[str]
    weights: Weights


class Hit(Reply):
    """一条检索结果；highlights 是 text 中的码点区间。"""

    rank: int
    id: str
    document: DocumentRef
    eid: str
    path: list[str]
    number: str
    heading: str
    text: str
    highlights: list[list[int]]
    page: int | None
    score: float
    why: Why
    citation: str


class Interpretation(Reply):
    """问题是怎样理解的。"""

    regions: list[str]
    departments: list[str]
    doc_numbers: list[str]
    clauses: list[str]
    years: list[str | int]
    excluded: list[str]
    concepts: list[Object]
    corrections: list[list[str]]
    spoken: list[Object]


class Asked(Reply):
    """问题原文与理解。"""

    text: str
    interpretation: Interpretation


class SearchReply(Reply):
    """检索结果；库中没有答案时 verdict 为 nothing_relevant。"""

    query: Asked
    filters: Object
    verdict: Literal["found", "nothing_relevant"]
    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]]
    coverage: Coverage
    took_ms: float
    generation: int
    next_cursor: str | None


class Fact(Reply):
    """一条事实：quote 是原文中的连续一段，citation 是出处。"""

    id: str
    kind: str
    document: DocumentRef
    eid: str
    path: list[str]
    quote: str
    page: int | None
    citation: str
    by: str


class Department(Reply):
    """责任单位；role 为 lead、joint、support 或 responsible。"""

    printed: str
    name: str
    role: str


class Measure(Fact):
    """措施。"""

    number: str
    heading: str
    text: str
    departments: list[Department]
    responsibility: str
    instruments: list[str]
    beneficiaries: list[str]
    obligation: str
    support: Object | None


class Target(Fact):
    """目标。"""

    indicator: str
    subject: str
    operator: str
    value: Number | None
    value_text: str
    unit: str
    value_max: Number | None
    deadline: str | None
    period: str | None
    region: str
    qualitative: bool


class Practice(Fact):
    """城市做法。"""

    city: str
    province: str
    theme: str
    programmes: list[str]
    text: str


class Indicator(Fact):
    """已达到的数据。"""

    indicator: str
    subject: str
    region: str
    operator: str
    value: Number | None
    value_text: str
    unit: str
    as_of: str | None
    source_kind: str


class Ranking(Fact):
    """排名；cities 按原文次序。"""

    dimension: str
    tier: str
    cities: list[str]
    edition: str
    universe: str
    ordered: bool


class Problem_(Fact):
    """文件指出的问题。"""

    theme: str
    text: str


class Reference(Fact):
    """引用的文件；resolved 是它在库中的编号。"""

    title: str
    doc_number: str
    resolved: str | None


class Listing(Reply):
    """完整清单的一页；total 是准确总数。"""

    items: list[Any]
    total: int
    next_cursor: str | None


class Measures(Listing):
    """措施清单。"""

    items: list[Measure]


class Targets(Listing):
    """目标清单。"""

    items: list[Target]


class Practices(Listing):
    """城市做法清单。"""

    items: list[Practice]


class Indicators(Listing):
    """指标数据清单。"""

    items: list[Indicator]


class Rankings(Listing):
    """排名清单。"""

    items: list[Ranking]


class Problems(Listing):
    """问题清单。"""

    items: list[Problem_]


class References(Listing):
    """引用文件清单。"""

    items: list[Reference]


class Provision(Fact):
    """一条：编号、标题与原文。"""

    level: str
    number: str
    heading: str
    inline: bool
    text: str
    children: list[str]


class DocumentRow(Reply):
    """文件的元数据。"""

    id: str
    source: str
    title: str
    doc_number: str
    doc_type: str
    issuers: list[str]
    written_on: str | None
    published_on: str | None
    effective_on: str | None
    expires_on: str | None
    status: str
    status_basis: str
    index_number: str
    topics: list[str]
    region: str
    level: str
    period: str | None
    pages: int
    warnings: list[str]
    family: list[str]
    digest: bool = False
    superseded_by: str | None = None


class DocumentRecord(DocumentRow):
    """一份文件：元数据、全文与纲目。"""

    text: str
    provisions: list[Provision]


class Documents(Listing):
    """文件清单。"""

    items: list[DocumentRow]


class Problem(Reply):
    """错误（RFC 9457）：title 是中文说明，code 不变。"""

    type: str
    status: int
    code: str
    title: str
