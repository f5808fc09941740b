"""Answers and hits as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from policykb.labels import quoted

if TYPE_CHECKING:
    from rich.console import Console

    from policykb.types import JSON

Printer = Callable[["Console", "JSON"], None]
KIND_NAMES = {
    "measures": "措施",
    "targets": "目标",
    "practices": "城市做法",
    "indicators": "数据",
    "rankings": "排名",
}
QUOTE_LENGTH = 220  # code points of a quote; the citation leads to the rest
TITLE_LENGTH = 24
NOT_IN_FORCE = ("expired", "repealed", "not_yet")


def print_hits(console: Console, reply: JSON) -> None:
    """Ranked passages, each with its path, marked words and citation."""
    from rich.text import Text

    from policykb.answer.excerpt import excerpt

    if reply["verdict"] == "nothing_relevant":
        console.print("库中文件没有与此相关的内容。以下只是最接近的条款：", style="yellow")
    for hit in reply["hits"]:
        console.print(f"[bold]{hit['rank']}.[/bold] [cyan]{cited(hit)}[/cyan]")
        if hit["path"]:
            console.print("   " + " › ".join(hit["path"]), style="dim", markup=False)
        text = Text(hit["text"])
        for start, end in hit["highlights"]:
            text.stylize("bold yellow", start, end)
        start, end = excerpt(hit["text"], hit["highlights"], length=QUOTE_LENGTH)
        before, after = "…" if start else "", "…" if end < len(text) else ""
        console.print(Text(before) + text[start:end] + Text(after))
        console.print()
    print_why_not(console, reply.get("why_not"))
    print_coverage(console, reply["coverage"], f"共 {reply['total']} 条")


def answer_printer(kinds: Sequence[str]) -> Printer:
    """Prints the kinds of facts in this order."""

    def show(console: Console, reply: JSON) -> None:
        console.rule(f"[bold]{reply['query']['text']}", align="left")
        listed = reply.get("catalogue")
        if reply["verdict"] == "no_answer":
            none = "库中没有这样的文件。" if listed else "库中文件没有回答这个问题。"
            console.print(none, style="yellow")
        print_documents(console, reply.get("documents") or (), listed or {})
        facts = [row for kind in kinds for row in reply[kind]]
        if facts:
            from policykb.answer.leading import leading

            print_passages(console, leading(reply["passages"], facts), "answered")
        for kind in kinds:
            print_facts(console, kind, reply[kind])
            if left := reply.get("more", {}).get(kind):
                console.print(f"   另有 {left} 条，--limit 可多列。", style="dim", markup=False)
        if not facts:
            print_passages(console, reply["passages"], reply["verdict"])
        print_wording(console, reply.get("wording"))
        print_why_not(console, reply.get("why_not"))
        print_coverage(console, reply["coverage"], "")

    return show


def print_documents(console: Console, rows: Sequence[JSON], chosen: JSON) -> None:
    """The documents that a question about the library asks for, with the day and the validity of
    each, and how many could not be judged; those of a subject, that `chosen` does not tell of."""
    if rows and not chosen:
        console.print("\n【相关文件】", style="bold green", markup=False)
    for at, row in enumerate(rows, 1):
        beside = () if row.get("told") else dated_and_valid(row)
        console.print(" ".join([f"{at}. {row['citation']}", *beside]), markup=False)
        for each in row.get("told") or ():
            quote = f"（{each['quote']}）" if each["quote"] else ""
            console.print(f"   {each['name']}：{each['value']}{quote}", markup=False, style="bold")
    if chosen.get("unknown"):
        console.print(f"另有 {chosen['unknown']} 份没有写明有效性。", style="dim", markup=False)
    if chosen.get("undated"):
        console.print(f"另有 {chosen['undated']} 份没有写明这个日期。", style="dim", markup=False)


def dated_and_valid(row: JSON) -> list[str]:
    """The day that a document bears, and its validity; each left out where it tells none."""
    from policykb.types import dated_on
    from policykb.types.labels import STATUS

    told = [dated_on(row), STATUS[row["status"]] if row["status"] != "unknown" else ""]
    return [each for each in told if each]


def print_wording(console: Console, wording: JSON | None) -> None:
    """What a language model made of the facts, marked as such, or why there is nothing."""
    if not wording:
        return
    console.print(f"\n【{wording['mark']}】", style="bold magenta", markup=False)
    for sentence in wording["sentences"]:
        places = "；".join(each["citation"] for each in sentence["citations"])
        console.print(f"   {sentence['text']}（{places}）", markup=False)
    if wording["message"]:
        console.print("   " + wording["message"], style="dim", markup=False)


def print_facts(console: Console, kind: str, rows: Sequence[JSON]) -> None:
    """One kind of facts: what it says, its own words, where it stands."""
    if not rows:
        return
    console.print(f"\n【{KIND_NAMES[kind]}】", style="bold green", markup=False)
    several = kind in ("targets", "indicators") and len(set(map(place_of, rows))) > 1
    for at, row in enumerate(rows, 1):
        title = title_of(kind, row)
        place = place_of(row) if several else ""
        title = title if place in title else f"{place}{title}"
        console.print(f"{at}. {title}", markup=False, style="bold")
        console.print("   " + shortened(row["quote"], row), markup=False)
        console.print("   — " + cited(row), markup=False, style="cyan")


def print_passages(console: Console, rows: Sequence[JSON], verdict: str) -> None:
    """Passages where no fact was found, or before all facts; after a refusal only the nearest."""
    if not rows:
        return
    heading = "【条款】" if verdict == "answered" else "【最接近的条款（未必相关）】"
    console.print(f"\n{heading}", style="bold green", markup=False)
    for row in rows[:3]:
        console.print("   " + shortened(row["text"], row), markup=False)
        console.print("   — " + cited(row), markup=False, style="cyan")


def place_of(row: JSON) -> str:
    """The place that a figure is of; empty for the nation and where none is known."""
    from policykb.gazetteer import NATIONAL

    place = str(row.get("region") or row["document"]["region"] or "")
    return "" if place == NATIONAL else place


def title_of(kind: str, row: JSON) -> str:
    """The line above a fact's quote; a clause without a heading goes by its first sentence."""
    if kind == "measures":
        names = "、".join(body["printed"] for body in row["departments"])
        number, said = row["number"], row["quote"].removeprefix(row["number"]).lstrip()
        between = " " if number and not row["heading"] else ""
        head: str = number + between + (row["heading"] or said.split("。")[0][:TITLE_LENGTH])
        return head + (f"（{names}）" if names else "")
    if kind == "practices":
        return f"{row['city']}：{row['theme']}"
    if kind == "rankings":
        return f"{row['dimension']}·{row['tier']}：{'、'.join(row['cities'])}"
    bound = row["value_text"] or row.get("comparator") or "（未量化）"
    when = row.get("deadline") or row.get("period") or row.get("as_of")
    subject = "" if row["subject"] in row["indicator"] else row["subject"]
    return f"{subject}{row['indicator']} {bound}" + (f"（{when}）" if when else "")


def shortened(quote: str, row: JSON) -> str:
    """A quote on one line, without the heading that the line above shows, cut to length."""
    head = f"{row.get('number', '')}{row.get('heading', '')}"
    body = quote.removeprefix(head).lstrip("。．. \n")
    start, end = row.get("excerpt") or (0, QUOTE_LENGTH)
    skipped = len(quote) - len(body)
    if start <= skipped:
        start, end = skipped, min(skipped + QUOTE_LENGTH, len(quote))
    before, after = "…" if start > skipped else "", "…" if end < len(quote) else ""
    return before + quote[start:end].replace("\n", " ") + after


def cited(row: JSON) -> str:
    """The citation with its page, and a mark where the document is not in force."""
    page = f"，第{row['page']}页" if row.get("page") else ""
    shown = str(row["citation"]) + ("" if page and page[1:] in row["citation"] else page)
    return shown + out_of_force(row.get("document") or {})


def out_of_force(document: JSON) -> str:
    """（已过期）, （已废止） or （尚未施行）; empty for what holds, or does not say."""
    from policykb.types.labels import STATUS

    status = str(document.get("status") or "")
    return f"（{STATUS[status]}）" if status in NOT_IN_FORCE else ""


def print_why_not(console: Console, reasons: JSON | None) -> None:
    """Why nothing was found, and where to look instead."""
    if not reasons:
        return
    for row in reasons["filters"]:
        value = row["value"] if isinstance(row["value"], str) else "、".join(map(str, row["value"]))
        console.print(f"去掉筛选 {row['filter']}={value} 就有答案。", markup=False)
    if reasons["unknown_documents"]:
        console.print("库中没有这份文件：" + "、".join(reasons["unknown_documents"]), markup=False)
    for row in reasons["missing_clauses"]:
        console.print(f"{quoted(row['title'])}没有{row['clause']}。", markup=False)
    if reasons["unknown_words"]:
        console.print("库中没有这些词：" + "、".join(reasons["unknown_words"]), markup=False)
    if reasons["nearest_words"]:
        console.print("库中相近的说法：" + "、".join(reasons["nearest_words"]), markup=False)
    for row in reasons["unread"]:
        console.print(f"未能读取：{row['message']}", markup=False)


def print_coverage(console: Console, coverage: JSON, lead: str) -> None:
    """How much of the library was searched."""
    parts = [lead, f"库中文件 {coverage['documents']} 份，检索 {coverage['searched']} 份"]
    if coverage.get("excluded_by_filter"):
        parts.append(f"筛选排除 {coverage['excluded_by_filter']} 份")
    if coverage.get("damaged"):
        parts.append(f"未能读取 {coverage['damaged']} 份")
    console.print("\n" + "；".join(part for part in parts if part) + "。", style="dim")
