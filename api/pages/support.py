"""GET and POST /support: what fits a firm, condition by condition, and the next question.

A firm's story travels in the body of a form, never in an address, and is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request, Response

from api.library import library_of
from api.pages.shell import PageRoute, page
from policykb.answer import sizes
from policykb.answer.match import LONGEST, match
from policykb.errors import BadRequest
from policykb.types import JSON

router = APIRouter(include_in_schema=False, route_class=PageRoute)
SHOWN = 40
# Fields of the profile that the page lets a firm correct: name, label, unit, hint.
FIELDS = (
    ("place", "注册地", "", "省、市、区县"),
    ("sector", "行业", "", "如 工业、软件和信息技术服务业"),
    ("staff", "从业人员", "人", ""),
    ("revenue", "上年营业收入", "元", "可写 800万"),
    ("assets", "资产总额", "元", "可写 1200万"),
    ("age", "成立", "年", ""),
    ("rd_ratio", "研发费用占营收", "%", ""),
    ("investment", "项目（设备）投资", "元", ""),
    ("need", "想要的支持", "", ""),
    ("tax_credit", "纳税信用等级", "", "A、B、M、C、D"),
)
MONEY = frozenset(("revenue", "assets", "investment", "loan", "rent", "rd_spend"))
YES = {"是": True, "否": False, "首次认定": True, "复审（复核）通过": False}
NOTHING = ("不清楚", "")
GROUPS = {
    "fits": "可以申领，条件都符合",
    "may_fit": "也许可以申领，还有条件要弄清",
    "encouraged": "只是鼓励，没有写明可申领",
    "does_not_fit": "用不上",
}
VERDICTS = {"fits": "符合条件", "may_fit": "可能符合", "does_not_fit": "不符合"}
STATES = {"met": "符合", "unmet": "不符合", "unknown": "还不清楚"}
WINDOWS = {"open": "现在可以申报", "closed": "申报已截止", "not_yet": "申报还没开始", "unknown": ""}


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that are text."""
    form = await request.form(max_files=0, max_fields=200)
    return {name: value for name, value in form.items() if isinstance(value, str)}


FormBody = Annotated[dict[str, str], Depends(form_of)]


@router.get("/support")
def ask_firm(request: Request) -> Response:
    """The box for a firm's own words."""
    return page(request, "support.html", reply=None, story="", longest=LONGEST)


@router.post("/support")
def show_support(request: Request, form: FormBody) -> Response:
    """The support for what the form tells, or the box again with what is wrong in it."""
    return answered(request, form)


def answered(request: Request, form: Mapping[str, str], **more: Any) -> Response:
    """The page of what fits the firm that a form tells of; `more` is shown on it too."""
    story = form.get("q", "").strip()
    shown: JSON = {"reply": None, "story": story, "longest": LONGEST}
    try:
        profile = corrected(form, story)
        searcher = library_of(request).searcher()
        reply = match(
            searcher, text=story, profile=profile, as_of=form.get("as_of") or None, limit=SHOWN
        )
    except BadRequest as error:
        return page(request, "support.html", status=400, **shown | more, wrong=str(error))
    return page(
        request,
        "support.html",
        **shown | more | {"reply": reply, "story": reply["profile"]["text"]},
        groups=grouped(reply["support"]),
        fields=[field_of(reply["profile"], *row) for row in FIELDS],
        sectors=list(sizes.standards()),
        kept=orjson.dumps(reply["profile"]).decode(),
        states=STATES,
        verdicts=VERDICTS,
        names=GROUPS,
        windows=WINDOWS,
    )


def grouped(support: list[JSON]) -> dict[str, list[JSON]]:
    """The entries by group, in the order in which a firm wants to read them."""
    found: dict[str, list[JSON]] = {name: [] for name in GROUPS}
    for entry in support:
        verdict = entry["verdict"]
        found[verdict if entry["claimable"] or verdict == "does_not_fit" else "encouraged"].append(
            entry
        )
    return found


def corrected(form: Mapping[str, str], story: str) -> JSON | None:
    """The profile of the last reply with the firm's corrections and its answer; None at first."""
    if not form.get("profile"):
        return None
    profile = kept_profile(form["profile"])
    if story and story != profile.get("text"):
        return None  # another story: read anew
    emptied = False
    for name, *_ in FIELDS:
        new = form.get(f"f_{name}", "").strip()
        if new == form.get(f"was_{name}", "").strip():
            continue
        profile.pop(name, None)
        if new:
            profile[name] = new
        emptied = emptied or not new
    answer(profile, form.get("asked", ""), form.get("answer", "").strip())
    if emptied:
        profile.pop("text", None)  # or it would be read again
    return profile


def kept_profile(text: str) -> dict[str, Any]:
    """The profile as the form carried it. Raises BadRequest."""
    try:
        profile = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest("企业画像无法识别，请从头再填") from error
    if not isinstance(profile, dict):
        raise BadRequest("企业画像无法识别，请从头再填")
    return profile


def answer(profile: dict[str, Any], asked: str, said: str) -> None:
    """Puts the answer to the question into the profile; 不清楚 leaves it as it is."""
    if not asked or said in NOTHING:
        return
    if said in YES:
        answers = profile.get("answers")
        profile["answers"] = {**(answers if isinstance(answers, dict) else {}), asked: YES[said]}
    elif ":" in asked:  # since:LABEL, the year of a recognition
        label, year = asked.partition(":")[2], said.removesuffix("年")
        rows = [r for r in profile.get("labels", []) if r.get("value") != label]
        since = [f"{year}-01-01", f"{year}-12-31"]
        profile["labels"] = [*rows, {"value": label, "held": True, "since": since}]
    else:
        profile[asked] = said


def field_of(profile: JSON, name: str, label: str, unit: str, hint: str) -> JSON:
    """One field of the profile as the form shows it, with the words it was read from."""
    held = profile.get(name)
    value = held.get("value") if isinstance(held, Mapping) else held
    shown = ""
    if isinstance(held, Mapping) and held.get("low") is not None:
        shown = f"{held['low']:g}—{held['high']:g}" if held.get("high") else f"{held['low']:g}以上"
    elif isinstance(value, list):
        shown = "".join(value) if name == "place" else "、".join(value)
    elif value is not None:
        shown = money(value) if name in MONEY else str(value)
    quote = held.get("quote", "") if isinstance(held, Mapping) else ""
    return {
        "name": name, "label": label, "unit": unit, "hint": hint, "value": shown, "quote": quote,
    }  # fmt: skip


def money(yuan: object) -> str:
    """An amount of yuan as people write it.

    >>> money(8_000_000), money(230_000_000), money(900)
    ('800万', '2.3亿', '900')
    """
    if not isinstance(yuan, int | float):
        return str(yuan)
    for size, unit in ((100_000_000, "亿"), (10_000, "万")):
        if yuan >= size:
            return f"{yuan / size:.6g}{unit}"
    return f"{yuan:g}"
