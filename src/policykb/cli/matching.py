"""match: the support that fits a firm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policykb.cli import render
from policykb.cli.app import State, app
from policykb.cli.asking import AsOfOption, finish
from policykb.errors import BadRequest

if TYPE_CHECKING:
    from rich.console import Console

    from policykb.types import JSON

VERDICTS = {"fits": "符合", "may_fit": "可能符合", "does_not_fit": "不符合"}
STATES = {"met": "✓", "unmet": "✗", "unknown": "？"}
WINDOWS = {"open": "可申报", "not_yet": "尚未开始", "closed": "已截止", "unknown": ""}
FIELD_NAMES = {
    "place": "注册地", "sector": "行业", "staff": "人数", "revenue": "营收", "assets": "资产",
    "age": "年限", "founded": "成立", "tax_credit": "纳税信用等级", "size": "规模",
    "rd_spend": "研发投入", "rd_ratio": "研发费用占营收", "investment": "投资", "loan": "贷款",
    "rent": "房租",
}  # fmt: skip
PATH_LENGTH = 250  # bytes; longer words are no file name on any system


@app.command()
def match(
    context: typer.Context,
    text_or_file: Annotated[
        str, typer.Argument(help="几句企业情况，或写有它（或画像 JSON）的文件")
    ],
    limit: Annotated[int, typer.Option(min=1, max=100, help="最多几条")] = 30,
    as_of: AsOfOption = None,
) -> None:
    """按企业情况找支持：逐条条件判断符合、不符合或未知，并给出最该补充的一个问题。"""
    from policykb.answer.match import match as match_firm

    state: State = context.obj
    text, profile = firm_of(text_or_file)
    reply = match_firm(state.searcher(), text=text, profile=profile, as_of=as_of, limit=limit)
    finish(state, reply, reply["verdict"] == "found", print_match)


def firm_of(given: str) -> tuple[str, dict[str, Any] | None]:
    """The words, or the profile, that an argument or the file it names holds."""
    path = Path(given)
    text = given
    if len(given.encode()) < PATH_LENGTH and path.is_file():
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadRequest(f"{path.name} 不是 UTF-8 文本", code="bad_file") from error
    if not text.lstrip().startswith("{"):
        return text, None
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadRequest(
            f"画像不是合法的 JSON：第 {error.lineno} 行", code="bad_profile"
        ) from error
    return "", found.get("profile", found)


def print_match(console: Console, reply: JSON) -> None:
    """The profile as read, each support with its conditions, and the question to answer next."""
    said = [
        f"{FIELD_NAMES[name]} {field['quote']}"
        for name, field in reply["profile"].items()
        if name in FIELD_NAMES and _quoted(field)
    ]
    said += [label["quote"] for label in reply["profile"]["labels"]]
    console.print("读到：" + "；".join(said), style="dim", markup=False)
    if reply.get("message"):
        console.print(reply["message"], style="yellow", markup=False)
    near = _near(reply["support"])
    for at, entry in enumerate(near, 1):
        print_entry(console, at, entry)
    if away := len(reply["support"]) - len(near):
        line = f"\n另有 {away} 条只给别处的企业，未列出（--json 全列）"
        console.print(line, style="dim", markup=False)
    for hit in reply.get("nearest", []):
        console.print(f"最接近：{render.shortened(hit['text'], hit)}", markup=False, style="dim")
    question = reply["next_question"]
    if question:
        options = f"（{'／'.join(question['options'])}）" if question["options"] else ""
        console.print(f"\n请补充：{question['question']}{options}", style="bold", markup=False)
    render.print_coverage(console, reply["coverage"], "")


def _near(support: list[JSON]) -> list[JSON]:
    """The support that is not for firms elsewhere, and in any case the first that was found."""
    return [entry for at, entry in enumerate(support) if at == 0 or not _is_elsewhere(entry)]


def _is_elsewhere(entry: JSON) -> bool:
    """Whether a support is out of reach because the firm lies elsewhere."""
    return any(c["kind"] == "place" and c["state"] == "unmet" for c in entry["conditions"])


def _shown(entry: JSON) -> list[JSON]:
    """The conditions to print: of what is out of reach those alone that decide it."""
    fails = entry["verdict"] == "does_not_fit"
    return [c for c in entry["conditions"] if not fails or c["state"] == "unmet"]


def _quoted(field: object) -> bool:
    if not isinstance(field, dict):
        return False
    return bool(field.get("quote")) and (field.get("value") is not None or "low" in field)


def _other_offer(offer: JSON) -> str:
    """Another grant of the clause: its amount, verdict, and what stands against it, or for whom it
    is."""
    against = [c["quote"] for c in offer["conditions"] if c["state"] == "unmet"]
    asked = [c["quote"] for c in offer["conditions"] if c["kind"] != "place"]
    why = "、".join((against or asked)[:2])
    verdict = VERDICTS[offer["verdict"]]
    return f"{offer['amount']}（{verdict}：{why}）" if why else f"{offer['amount']}（{verdict}）"


def _name(fact: JSON) -> str:
    """How a measure is called: one without a heading by that above it, an article or one that has
    none above it by its first sentence."""
    number, said = fact["number"], fact["quote"].removeprefix(fact["number"]).lstrip()
    if fact["heading"]:
        return f"{number}{fact['heading']}"
    if fact["path"] and not number.startswith("第"):
        return f"{fact['path'][-1]} {number}"
    return f"{number} {said.split('。')[0][: render.TITLE_LENGTH]}"


def print_entry(console: Console, at: int, entry: JSON) -> None:
    """One support: verdict, amount, conditions, window, where to apply, citation."""
    fact = entry["fact"]
    kind = "" if entry["claimable"] else "（仅为鼓励，不能直接申领）"
    head = f"{at}. [{VERDICTS[entry['verdict']]}] {_name(fact)}{kind}"
    console.print("\n" + head, style="bold", markup=False)
    if entry["amount"]:
        console.print("   " + entry["amount"], markup=False)
    for condition in _shown(entry):
        because = f"（您说：{condition['because']}）" if condition["because"] else ""
        line = f"   {STATES[condition['state']]} {condition['condition']}{because}"
        console.print(line, markup=False)
    for offer in entry["offers"][1:]:
        if offer["amount"]:
            console.print(f"   另有：{_other_offer(offer)}", markup=False, style="dim")
    if entry["window"]["text"]:
        console.print(
            f"   {entry['window']['text']} {WINDOWS[entry['window']['state']]}", markup=False
        )
    if entry["contact"]:
        console.print("   " + entry["contact"], markup=False)
    console.print("   — " + render.cited(fact), markup=False, style="cyan")
