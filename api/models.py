"""What the API replies, as models: for its description and its tests, never for validation.

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
    status: str
    source: str


class Coverage(Reply):
    """查了多少：库中文件、检索到的、被筛选排除的、未能读取的。"""

    documents: int
    searched: int
    excluded_by_filter: int
    damaged: int


class Why(Reply):
    """入选理由。"""

    lexical: float
    dense: float
    concepts: list[str]
    terms: list[str]


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


class AnswerReply(Reply):
    """回答：各类事实与条款；没有答案时 verdict 为 no_answer。"""

    verdict: Literal["answered", "no_answer"]
    measures: list[Measure]
    targets: list[Target]
    practices: list[Practice]
    indicators: list[Indicator]
    rankings: list[Ranking]
    passages: list[Hit]
    coverage: Coverage
    query: Asked


class Condition(Reply):
    """一项条件：met 满足，unmet 不满足，unknown 不明。"""

    condition: str
    state: Literal["met", "unmet", "unknown"]
    quote: str


class Support(Reply):
    """一条支持及其条件。"""

    fact: Measure
    verdict: Literal["fits", "may_fit", "does_not_fit"]
    claimable: bool
    conditions: list[Condition]


class MatchReply(Reply):
    """找支持的结果；next_question 是最该补充的一问。"""

    profile: Object
    support: list[Support]
    next_question: Object


class Link(Reply):
    """两条事实之间的联系，附两端原文与可信度。"""

    from_: str
    to: str
    type: Literal["explicit", "same_indicator", "same_topic"]
    evidence: list[str]
    confidence: float

    model_config = ConfigDict(
        extra="allow",
        alias_generator=lambda name: name.rstrip("_"),
        populate_by_name=True,
    )


class TraceReply(Reply):
    """从目标到措施、下级目标、做法与结果，及其缺口。"""

    target: Object | None
    targets: list[Fact]
    measures: list[Fact]
    local_targets: list[Fact]
    practices: list[Fact]
    results: list[Fact]
    gaps: list[Any]
    links: list[Link]


class CompareReply(Reply):
    """上下级文件逐条对照。"""

    upper: DocumentRef
    lower: DocumentRef
    items: list[Object]
    total: int
    coverage: Coverage


class DepartmentReply(Reply):
    """一个部门的全部职责。"""

    name: str
    items: list[Measure]
    total: int
    totals: dict[str, int]
    unassigned: list[Measure]


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


class DocumentRecord(DocumentRow):
    """一份文件：元数据、全文与纲目。"""

    text: str
    provisions: list[Provision]


class Documents(Listing):
    """文件清单。"""

    items: list[DocumentRow]


class Version(Reply):
    """程序版本、索引代次与模型。"""

    version: str
    generation: int
    model: str


class Live(Reply):
    """进程在运行。"""

    status: Literal["live"]


class Ready(Reply):
    """可以回答。"""

    status: Literal["ready"]
    generation: int
    passages: int
    model: str


class FileOutcome(Reply):
    """一份上传文件的结果。"""

    file: str
    state: Literal["added", "unchanged", "replaced", "failed"]
    document_id: str
    title: str
    code: str
    message: str
    warnings: list[str]


class IngestReport(Reply):
    """收入的结果，逐份说明。"""

    added: int
    unchanged: int
    replaced: int
    failed: int
    generation: int
    files: list[FileOutcome]


class Task(Reply):
    """任务及其结果。"""

    task: str
    kind: str
    state: Literal["running", "done", "failed", "interrupted"]
    created_at: str
    finished_at: str | None
    report: IngestReport | None
    error: Object | None


class Removed(Reply):
    """已删除的文件编号。"""

    removed: list[str]


class Reference_(Reply):
    """一条或一份文件的出处写法。"""

    citation: str
    document: DocumentRef
    eid: str
    quote: str
    page: int | None
    gbt7714: str
    bibtex: str


class Subscription(Reply):
    """保存的问题；feed 是它的订阅地址。"""

    id: str
    name: str
    question: str
    filters: Object
    created_at: str
    feed: str


class Match(Reply):
    """新出现的条款或事实。"""

    id: str
    kind: str
    change: Literal["new", "changed"]
    found_at: str
    generation: int
    title: str
    quote: str
    citation: str
    document: DocumentRef
    eid: str


class Feed(Listing):
    """订阅的新内容，最新的在前。"""

    subscription: Subscription
    items: list[Match]


class Problem(Reply):
    """错误（RFC 9457）：title 是中文说明，code 不变。"""

    type: str
    status: int
    code: str
    title: str
