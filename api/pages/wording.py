"""GET /search/wording: the answer in running words by a language model, where one is set.

A page of its own: the results never wait for a model, and a model is asked only when a reader asks
for it. With JavaScript the same piece is fetched into the results page.
"""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from api.library import library_of
from api.pages import results
from api.pages.address import Address
from api.pages.shell import PageRoute, page
from policykb.answer.wording import OFF, word
from policykb.settings import Settings
from policykb.types import JSON

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PER_KIND = 4  # leading facts of each kind: a model is given a dozen, and measures come first


@router.get(results.WORDING)
def wording_page(request: Request) -> Response:
    """What a language model says of the facts that a question found, each sentence with its
    citations; or why there is nothing."""
    address = Address.of(request, results.WORDING)
    question, model = address.first("q"), Settings().language_model()
    shown: JSON = {"q": question, "back": replace(address, path="/search").take("page")}
    if not question or model is None:
        said = {"sentences": [], "message": "" if model else OFF}
        return page(request, "wording.html", **shown, wording=said, sources=[])
    found = results.find(question, address, library_of(request).searcher())
    said = word(answer_of(question, found), model)["wording"]
    return page(request, "wording.html", **shown, wording=said, sources=sources(said))


def answer_of(question: str, found: results.Found) -> JSON:
    """What the results page shows first, in the form of an answer."""
    return {
        "verdict": "answered" if found.relevant else "no_answer",
        **{kind: rows[:PER_KIND] for kind, rows in found.facts.items()},
        "passages": found.hits,
        "query": {"text": question},
    }


def sources(wording: JSON) -> list[JSON]:
    """The citations that the sentences stand on, each once, by number."""
    cited = {each["number"]: each for row in wording["sentences"] for each in row["citations"]}
    return [cited[number] for number in sorted(cited)]
