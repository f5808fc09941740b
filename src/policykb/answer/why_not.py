"""why_not(query): why nothing was found, and where to look instead.

Empty, filtered and unread are different answers: the filter that emptied the list, the words that
stand in no document, the nearest words that do, the files that could not be read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from policykb.search.names import fold
from policykb.thesaurus import concepts_of_passage, terms
from policykb.types import JSON, Filters, Query

if TYPE_CHECKING:
    from policykb.search import Searcher

NEAREST = 10  # passages whose words are offered
OFFERED = 6  # words offered
NOT_LIMITS = frozenset({"as_of"})  # says how to judge, leaves nothing out


def why_not(query: Query, searcher: Searcher) -> JSON:
    """The reasons, each a list that is empty where it is not one.

    `filters`: those without which the question is answered, with how many passages then;
    `unknown_documents`: the 文号, titles and laws that the question names and no document bears;
    `missing_clauses`: clauses that a document named does not have;
    `unknown_words`: words of the question that stand nowhere in the library;
    `nearest_words`: official terms of the passages that come nearest; `unread`: damaged files.
    """
    named = not_held(query, searcher)
    unknown = fold("\n".join(named["unknown_documents"]))
    # a document of the place need not name it in its clauses
    places = {str(ref["region"] or "") for ref in searcher.store.refs().values()} & {*query.regions}
    return {
        "filters": emptying(query, searcher),
        **named,
        "unknown_words": [
            word
            for word in dict.fromkeys(query.words)
            if fold(word) not in unknown
            and not any(word in place for place in places)
            and not known(word, searcher)
        ],
        "nearest_words": nearest_words(query, searcher),
        "unread": [
            {"file": PurePath(row["path"]).name, "code": row["code"], "message": row["message"]}
            for row in searcher.store.damaged()
        ],
    }


def emptying(query: Query, searcher: Searcher) -> list[JSON]:
    """The filters that, taken away alone, let an answer through."""
    nothing = Filters()
    found = []
    for field in fields(Filters):
        given = getattr(query.filters, field.name)
        if not given or field.name in NOT_LIMITS:
            continue
        fewer = replace(query.filters, **{field.name: getattr(nothing, field.name)})
        results = searcher.search(replace(query, filters=fewer), limit=1)
        if results.verdict == "found":
            found.append({"filter": field.name, "value": given, "found": results.total})
    return found


def not_held(query: Query, searcher: Searcher) -> JSON:
    """What a question names and the library lacks: `unknown_documents`, and `missing_clauses`,
    those of a document named that it does not have, with its title and number."""
    found = searcher.look_up(query)
    rows = [searcher.store.refs()[each] for each in found.documents if found.missing]
    clause = "".join(query.clauses)
    return {
        "unknown_documents": [] if found.documents else [*query.doc_numbers, *found.unheld],
        "missing_clauses": [
            {"clause": clause, "title": row["title"], "doc_number": row["doc_number"]}
            for row in rows
        ],
    }


def known(word: str, searcher: Searcher) -> bool:
    """Whether a word stands in any passage."""
    keys, _, _ = searcher.store.generation.lexical([word], 1)
    return len(keys) > 0


def nearest_words(query: Query, searcher: Searcher) -> list[str]:
    """Official terms of the passages nearest to the question, commonest first, filters aside."""
    results = searcher.search(replace(query, filters=Filters()), limit=NEAREST)
    counts = Counter(
        concept for hit in results.hits for concept in concepts_of_passage(hit.passage.text)
    )
    return [terms()[concept].term for concept, _ in counts.most_common(OFFERED)]
