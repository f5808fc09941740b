"""What a model's vectors tell: what a cosine means, and which everyday phrases a question is near.

One model puts unrelated texts at 0.0, another at 0.6; weights and gate are fitted in units of how
far a cosine stands above that noise, so that a user's own model needs no new figures.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import faiss
import numpy as np
from numpy.typing import NDArray

from policykb.embed import builtin
from policykb.embed.builtin import WordVectors
from policykb.store.vectors import coded, new_index, refined
from policykb.thesaurus import Term, terms
from policykb.types import Concept, Embedder, Query
from policykb.understand import is_chinese, normalise
from policykb.understand.spoken import written

Floats = NDArray[np.float32]

PHRASES = "phrases-"
PROBES = 8  # phrases whose vectors tell one model from another of the same name
UNIT = 0.08  # one deviation of the noise; about a cosine's own size in the built-in model
SAMPLE = 100  # everyday phrases, each set against the official terms of all others
NEAR = 0.28  # a phrase this near (on the scale) tells what the question means
MOST_NEAR = 3  # concepts that are added so
LOOKED_AT = 240  # phrases, the nearest by their codes, whose cosines are worked out
WRITTEN = 0.35  # what documents write for spoken words, against the question itself
TRUST = 1.2  # a near concept's weight for its nearness, at most `MOST_TRUST`
MOST_TRUST = 0.9


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and deviation of the cosines between unrelated texts."""

    mean: float = 0.0
    deviation: float = UNIT

    def of(self, cosines: Floats) -> Floats:
        """Cosines as `UNIT` per deviation above the mean of unrelated texts."""
        return np.asarray(UNIT * (cosines - self.mean) / self.deviation, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is worked out once for a model: mean and deviation of its scale, the `vectors` of the
    everyday phrases and of `off_topic`, and the `codes` of the former, a serialised index."""

    scale: NDArray[np.float64]
    vectors: Floats
    codes: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Model:
    """A model with its scale and the vectors of phrases that tell what a question is about.

    `near` is an index over the vectors of the thesaurus' everyday `phrases`, looked through by
    codes first (0.04 ms, 0.11 without; the first three were the same for 889 questions); `chat`
    are those of talk that is about no policy. `table`: the vectors of single words, which a model
    of the user's own does not have; then those of the built-in one.
    """

    embedder: Embedder
    table: WordVectors
    scale: Scale
    phrases: Sequence[tuple[str, Term]]
    near: Any
    chat: Floats

    def vector(self, query: Query) -> Floats:
        """The question's unit vector; what was put right or translated stands beside it, and what
        documents write for spoken words draws it nearer to that."""
        row: Floats = self.embedder.embed([meant(query)])[0]
        if query.spoken:
            row = row + WRITTEN * self.embedder.embed([" ".join(written(query.spoken))])[0]
            row = np.asarray(row / max(float(np.linalg.norm(row)), 1e-9), dtype=np.float32)
        return row

    def nearness(self, query: Query, texts: Sequence[str]) -> list[float]:
        """How near each of these texts is to the question, on the scale."""
        near: list[float] = self.scale.of(self.embedder.embed(texts) @ self.vector(query)).tolist()
        return near

    def chattiness(self, vector: Floats) -> float:
        """How near a question is to talk that is about no policy, on the scale."""
        return float(self.scale.of(self.chat @ vector).max(initial=0.0))

    def with_near_concepts(self, query: Query, vector: Floats) -> Query:
        """The question with the concepts whose everyday phrases its vector is near."""
        cosines, best = self.near.search(vector[None], 4 * MOST_NEAR)
        known = {concept.id for concept in query.concepts}
        found: dict[str, Concept] = {}
        for at, nearness in zip(best[0].tolist(), self.scale.of(cosines[0]).tolist(), strict=True):
            phrase, term = self.phrases[at]
            if nearness < NEAR or len(found) == MOST_NEAR:
                break
            if term.id not in known:
                weight = round(min(MOST_TRUST, TRUST * nearness), 3)
                found.setdefault(
                    term.id, Concept(id=term.id, term=term.term, by=phrase, weight=weight)
                )
        return replace(query, concepts=(*query.concepts, *found.values())) if found else query


def meant(query: Query) -> str:
    """The question, simplified, and what was put right or translated, between spaces."""
    text = normalise(query.text)
    beside = [right for _, right in query.corrections]
    if not is_chinese(text):
        beside += [concept.term for concept in query.concepts]
        beside += [word for word in query.words if is_chinese(word)]
    return " ".join(dict.fromkeys([text, *beside]))


def model_of(embedder: Embedder, kept: Path | None = None) -> Model:
    """The model of an embedder; embeds the thesaurus once, or reads what was kept of that.

    `kept` is a folder where the vectors are left for the next process, under a name that changes
    with the model (its own vectors of a few phrases included), the thesaurus and the anchors.
    """
    phrases = [(phrase, term) for term in terms().values() for phrase in term.colloquial]
    texts = [phrase for phrase, _ in phrases]
    known = _file(embedder, texts, kept) if kept and kept.is_dir() else None
    found = _read(known, len(texts), embedder.dim) if known else None
    if found is None:
        scale = scale_of(embedder)
        vectors = embedder.embed([*texts, *off_topic()])
        codes = faiss.serialize_index(coded(vectors[: len(texts)]))
        found = Kept(np.array([scale.mean, scale.deviation]), vectors, codes)
        if known:
            _keep(known, found)
    vectors = found.vectors
    scale = Scale(*found.scale.tolist())
    exact = new_index(len(texts), embedder.dim)
    exact.add(np.ascontiguousarray(vectors[: len(texts)], dtype=np.float32))
    near = refined(faiss.deserialize_index(found.codes), exact, LOOKED_AT / (4 * MOST_NEAR))
    table = embedder if isinstance(embedder, WordVectors) else builtin.load()
    return Model(embedder, table, scale, phrases, near, vectors[len(texts) :])


def _file(embedder: Embedder, texts: Sequence[str], folder: Path) -> Path:
    digest = hashlib.sha256(embedder.name.encode())
    digest.update(embedder.embed(texts[:: max(1, len(texts) // PROBES)]).tobytes())
    official = [name for term in terms().values() for name in term.official]
    digest.update("\n".join([*texts, *official, *off_topic()]).encode())
    return folder / f"{PHRASES}{digest.hexdigest()[:16]}.npz"


def _read(path: Path, phrases: int, dim: int) -> Kept | None:
    """What was kept, from a file that may be missing, torn or another's."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            kept = Kept(file["scale"], file["vectors"].astype(np.float32), file["codes"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return kept if kept.vectors.shape == (phrases + len(off_topic()), dim) else None


def _keep(path: Path, found: Kept) -> None:
    """Leaves them for the next process, in one step; a folder that cannot be written does without.

    Those of another model or thesaurus go.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            vectors = found.vectors.astype(np.float16)
            np.savez(file, scale=found.scale, vectors=vectors, codes=found.codes)
        part.replace(path)
        for other in path.parent.glob(f"{PHRASES}*.npz"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError:
        part.unlink(missing_ok=True)


@cache
def off_topic() -> tuple[str, ...]:
    """Talk that is about no policy (data/off_topic.txt)."""
    data = resources.files("policykb").joinpath("data/off_topic.txt").read_text("utf-8")
    return tuple(line for line in data.splitlines() if not line.startswith("#"))


def scale_of(embedder: Embedder) -> Scale:
    """The scale of a model, from everyday phrases and official terms of other concepts."""
    every = list(terms().values())
    chosen = every[:: max(1, len(every) // SAMPLE)]
    asked = embedder.embed([(*term.colloquial, term.term)[0] for term in chosen])
    told = embedder.embed(["，".join(term.official) for term in chosen])
    cosines = (asked @ told.T)[~np.eye(len(chosen), dtype=bool)]
    deviation = float(cosines.std())
    return Scale(float(cosines.mean()), deviation) if deviation > 1e-3 else Scale()
