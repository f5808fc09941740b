"""Text to words: jieba's dictionary and algorithm in its Rust port, and terms that it lacks.

`data/words.txt` holds short terms that jieba cuts differently from one neighbour to the next
(对|续|贷 but 的|续贷), so that a query and a clause would not meet; longer terms are left to be
cut into their parts, which both sides then share.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from importlib import metadata, resources

import rjieba

_LEXICON = resources.files("policykb").joinpath("data/words.txt").read_text("utf-8")
# what NFKC may change beyond punctuation, which is dropped: most texts hold none of it
_UNUSUAL = re.compile(r"[^ -~一-鿿，。；：、“”‘’（）〔〕《》！？—…·\n\t]")
# 首台（套）, 县（市）: one optional character in brackets is read as if it stood without them
_OPTIONAL = re.compile(r"[(（]([^\W\da-zA-Z_一二三四五六七八九十百])[)）]")

for _term in _LEXICON.split():
    rjieba.add_word(_term, None, None)

TOKENIZER = (
    f"rjieba-{metadata.version('rjieba')}+words-{hashlib.sha256(_LEXICON.encode()).hexdigest()[:8]}"
)
"""Name, version and lexicon of what cuts the words: indexes made by another are not compatible."""


def words(text: str) -> list[str]:
    """The words of a text in order, lower-cased and NFKC, long ones after their parts.

    Punctuation and spaces are dropped; numbers keep their decimals and %.

    >>> words("支持首台（套）应用，增长7.5％")
    ['支持', '首台', '首台套', '应用', '增长', '7.5%']
    """
    return [word for word in rjieba.cut_for_search(_prepared(text)) if word[0].isalnum()]


def spaced(text: str) -> str:
    """The same words between spaces, punctuation among them: for an index that drops it itself.

    Sorting out punctuation word by word takes as long here as all the cutting.
    """
    return " ".join(rjieba.cut_for_search(_prepared(text)))


def _prepared(text: str) -> str:
    if _UNUSUAL.search(text):
        text = unicodedata.normalize("NFKC", text)
    return _OPTIONAL.sub(r"\1", text.lower())
