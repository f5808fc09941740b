"""POST /match: what a firm tells comes in the body and is neither stored nor logged."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.library import library_of, reply
from policykb.answer.match import LONGEST, match

router = APIRouter(tags=["找支持"])
EXAMPLE: JsonDict = {
    "text": "我在苏州开了个二十来人的模具厂，想买两台新设备",
    "as_of": "2025-06-30",
}


class Firm(BaseModel):
    """A firm in its own words, or as a profile (of an earlier reply, corrected)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    text: Annotated[str, Field(max_length=LONGEST, description="几句企业情况，日常说法即可")] = ""
    profile: Annotated[
        dict[str, Any] | None, Field(description="更正后的画像；每项可为值或 {value, quote}")
    ] = None
    as_of: Annotated[
        str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="按哪一天判断，缺省今天")
    ] = None
    limit: Annotated[int, Field(ge=1, le=100, description="最多几条")] = 30


@router.post("/match", summary="按企业情况找支持")
def match_firm(request: Request, firm: Firm) -> Response:
    """逐条支持给出 fits、may_fit 或 does_not_fit，条件各附原文；next_question 是最该补充的一问。"""
    searcher = library_of(request).searcher()
    found = match(
        searcher, text=firm.text, profile=firm.profile, as_of=firm.as_of, limit=firm.limit
    )
    return reply(found)
