"""Whole replies of the API, as models; see `api.models`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict

from api.models import (
    Asked,
    Coverage,
    DocumentRef,
    Fact,
    Hit,
    Indicator,
    Listing,
    Measure,
    Object,
    Practice,
    Ranking,
    Reply,
    Target,
)


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
    """上下级文件逐条对照；relation 是后一份对前一份：lower peer upper other。"""

    upper: DocumentRef
    lower: DocumentRef
    relation: str
    items: list[Object]
    total: int
    coverage: Coverage


class DepartmentReply(Reply):
    """一个部门的全部职责；printed 是文中对它的写法，told 是正文里交给它、没有签在责任里的。"""

    name: str
    printed: list[str]
    items: list[Measure]
    total: int
    told: list[Measure]
    totals: dict[str, int]
    unassigned: list[Measure]


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
