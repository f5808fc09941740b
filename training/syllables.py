"""`python -m training.syllables --data ../shared --out src/policykb/data`: how words sound.

Writes syllables.txt (the commonest reading of each character, from pypinyin, MIT licence, which
only this script needs), vocabulary.txt (words of statutes, reports and the thesaurus, the most
frequent first) and no_slips.txt (pairs of characters that people write in questions on purpose).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path

import rjieba

from policykb.thesaurus import terms
from policykb.tokens import words
from training.pairs import rows

TEXTS = ("gov_work_reports", "laws_lawrefbook")
CHARACTERS = 20_000_000  # of each source that are counted
FEWEST, MOST = 60, 7000
PEOPLE = 2  # questions in which two characters stand side by side that make up no word
LINE = 80


def main() -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    known = list(dict.fromkeys([*frequent(args.data), *of_terms()]))
    write(args.out / "vocabulary.txt", "Words that statutes, reports and the thesaurus use", known)
    pairs = sorted(set(asked(args.data)) - set(known))
    write(args.out / "no_slips.txt", "Pairs of characters that people write on purpose", pairs)
    note = "# The commonest reading of each character, from pypinyin (MIT licence); v is ü."
    lines = (f"{syllable} {chars}" for syllable, chars in sorted(readings(known).items()))
    (args.out / "syllables.txt").write_text("\n".join([note, *lines]) + "\n", "utf-8")


def write(path: Path, note: str, listed: Iterable[str]) -> None:
    """The words between spaces under a line that says what they are."""
    lines = [f"# {note}; made by training/syllables.py.", *folded(listed)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def frequent(data: Path) -> Iterator[str]:
    """Words of two to four characters, the most frequent first."""
    counts: Counter[str] = Counter()
    for name in TEXTS:
        left = CHARACTERS
        for row in rows(data / f"training/text/{name}.jsonl.gz"):
            text = str(row.get("text") or " ".join(map(str, row.values())))
            counts.update(rjieba.cut(text, False))
            left -= len(text)
            if left < 0:
                break
    often = (word for word, count in counts.most_common() if count >= FEWEST and is_word(word))
    return islice(often, MOST)


def of_terms() -> Iterator[str]:
    """The words that official terms are made of."""
    for term in terms().values():
        for name in (*term.official, *term.abbr):
            yield from filter(is_word, words(name))


def asked(data: Path) -> Iterator[str]:
    """Pairs of single characters that stand side by side in several written questions."""
    counts: Counter[str] = Counter()
    clauses = rows(data / "training/written/clauses_with_queries.jsonl.gz")
    passages = rows(data / "training/written/queries_for_public_passages.jsonl.gz")
    texts = [query["query"] for row in clauses for query in row["queries"]]
    for text in (*texts, *(row["query"] for row in passages)):
        cut = rjieba.cut(str(text), False)
        counts.update({a + b for a, b in pairwise(cut) if len(a + b) == 2})
    return (pair for pair, count in sorted(counts.items()) if count >= PEOPLE and is_word(pair))


def is_word(text: str) -> bool:
    """Whether it is two to four Chinese characters."""
    return 2 <= len(text) <= 4 and all("一" <= char <= "鿿" for char in text)


def readings(known: Iterable[str]) -> dict[str, str]:
    """syllable → its characters: those of the words, the terms and GB 2312 level 1."""
    from pypinyin import lazy_pinyin

    names = (name for term in terms().values() for name in (*term.official, *term.abbr))
    level = (bytes([a, b]).decode("gb2312", "ignore") for a in range(0xB0, 0xD8) for b in ROW)
    found: defaultdict[str, str] = defaultdict(str)
    for char in sorted(set("".join((*known, *names, *level)))):
        if "一" <= char <= "鿿":
            found[lazy_pinyin(char, v_to_u=False)[0]] += char
    return found


ROW = range(0xA1, 0xFF)


def folded(listed: Iterable[str]) -> Iterator[str]:
    """The words between spaces, in lines of about `LINE` letters."""
    line = ""
    for word in listed:
        if len(line) + len(word) >= LINE:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


if __name__ == "__main__":
    main()
