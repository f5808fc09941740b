"""What a model's vectors tell: what a cosine means, and which everyday phrases a question is near.

One model puts unrelated texts at 0.0, another at 0.6; weights and gate are fitted in units of how
far a cosine stands above that noise, so that a user's own model needs no new figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from policykb.thesaurus import Term, terms
from policykb.types import Concept, Embedder, Query
from policykb.understand import normalise

Floats = NDArray[np.float32]

UNIT = 0.08  # one deviation of the noise; about a cosine's own size in the built-in model
SAMPLE = 100  # everyday phrases, each set against the official terms of all others
NEAR = 0.28  # a phrase this near (on the scale) tells what the question means
MOST_NEAR = 3  # concepts that are added so
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
class Model:
    """A model with its scale and the vectors of the thesaurus' everyday phrases."""

    embedder: Embedder
    scale: Scale
    phrases: Sequence[tuple[str, Term]]
    vectors: Floats

    def vector(self, query: Query) -> Floats:
        """The question's unit vector."""
        row: Floats = self.embedder.embed([normalise(query.text)])[0]
        return row

    def with_near_concepts(self, query: Query, vector: Floats) -> Query:
        """The question with the concepts whose everyday phrases its vector is near."""
        nearness = self.scale.of(self.vectors @ vector)
        known = {concept.id for concept in query.concepts}
        found: dict[str, Concept] = {}
        for at in np.argsort(-nearness)[: 4 * MOST_NEAR].tolist():
            phrase, term = self.phrases[at]
            if nearness[at] < NEAR or len(found) == MOST_NEAR:
                break
            if term.id not in known:
                weight = round(min(MOST_TRUST, TRUST * float(nearness[at])), 3)
                found.setdefault(
                    term.id, Concept(id=term.id, term=term.term, by=phrase, weight=weight)
                )
        return replace(query, concepts=(*query.concepts, *found.values())) if found else query


def model_of(embedder: Embedder) -> Model:
    """The model of an embedder; embeds the thesaurus once."""
    phrases = [(phrase, term) for term in terms().values() for phrase in term.colloquial]
    vectors = embedder.embed([phrase for phrase, _ in phrases])
    return Model(embedder, scale_of(embedder), phrases, vectors)


def scale_of(embedder: Embedder) -> Scale:
    """The scale of a model, from everyday phrases and official terms of other concepts."""
    every = list(terms().values())
    chosen = every[:: max(1, len(every) // SAMPLE)]
    asked = embedder.embed([(*term.colloquial, term.term)[0] for term in chosen])
    told = embedder.embed(["，".join(term.official) for term in chosen])
    cosines = (asked @ told.T)[~np.eye(len(chosen), dtype=bool)]
    deviation = float(cosines.std())
    return Scale(float(cosines.mean()), deviation) if deviation > 1e-3 else Scale()
