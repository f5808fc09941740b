"""POST /ask: what the box of any page sends, led to the door that answers it.

What a firm tells of itself is answered from the body of the form: an address is kept in histories,
logs and proxies. A question goes on to an address that can be kept and passed on.
"""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.pages.address import NAMES
from api.pages.shell import HEADERS, PageRoute
from api.pages.support import FormBody, answered

router = APIRouter(include_in_schema=False, route_class=PageRoute)
LONG = 80  # characters: questions are shorter
# Where a question goes, by the button pressed; 找支持 stays in the body
ADDRESSES = {"": "/search", "official": "/search", "analyst": "/trace"}
# First persons that tell nothing of the asker: 我国, 我省, 自我, 告诉我, 我想了解
_NOBODY = re.compile(
    r"我们?(?:国|省|市|区|县|州|旗|军|党|部门)|自我"
    r"|(?:告诉|请问|帮|给|让|教)我们?(?![们厂店司公家的])"
    r"|我们?(?:想|要|需要|来|就)?(?:知道|了解|问|查|看|搜)"
)
# 我, 咱, 本厂; and how people speak of their own firm without either
_SELF = re.compile(
    r"[我咱俺]|本(?:公司|企业|厂|店|司|社|人)|敝(?:公司|厂|店|司)"
    r"|(?:开|办)了(?:一?[家个间]|[几两])|去年(?:营收|营业收入|收入|销售额)[^，。？]{0,4}\d"
)


def is_story(text: str) -> bool:
    """Whether a text tells of the asker's own firm, and so must not stand in an address.

    >>> is_story("我厂二十来人，想买设备"), is_story("我国小微企业有多少"), is_story("本市")
    (True, False, False)
    """
    return len(text) > LONG or _SELF.search(_NOBODY.sub("", text)) is not None


async def carried_by(request: Request) -> list[tuple[str, str]]:
    """The filters and the tab that a form carries along unseen, each as often as it comes."""
    pairs = (await request.form(max_files=0, max_fields=200)).multi_items()
    return [(n, v) for n, v in pairs if n in NAMES and n != "q" and isinstance(v, str) and v]


Carried = Annotated[list[tuple[str, str]], Depends(carried_by)]


@router.post("/ask")
def ask_anything(request: Request, form: FormBody, carried: Carried) -> Response:
    """A firm's story is answered here; a question is led to its own address (303), with what the
    page that it was asked on had chosen."""
    text, door = form.get("q", "").strip(), form.get("door", "")
    known = form.get("known") == "yes"  # the asker was told that it will stand in the address
    if not text:
        return _to("/support" if door == "firm" else ADDRESSES.get(door, "/search"))
    if door == "firm" or (is_story(text) and not known):
        return answered(request, form, taken_for_story=door != "firm")
    return _to(f"{ADDRESSES.get(door, '/search')}?{urlencode([('q', text), *carried])}")


@router.get("/ask")
def nothing_asked() -> Response:
    """The address of an answer that is kept nowhere: the way to ask again."""
    return _to("/support")


def _to(address: str) -> Response:
    """See other: the answer stands there."""
    return RedirectResponse(address, status_code=303, headers=HEADERS)
