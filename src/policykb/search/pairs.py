"""Re-ranking by pairs of characters: what the question and a passage share however it is cut.

The words of a question and a clause may be cut differently (信用|贷 and 信|用贷); pairs of
characters meet all the same, and reward runs that stand together. They are counted in the best
candidates only, with the rarity that they have among these: BM25 over a small collection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

K1, B = 1.2, 0.75
_HAN = re.compile(r"[一-鿿]{2,}")


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbouring Chinese characters, each once, in order.

    >>> pairs_of("信用贷，贷款")
    ['信用', '用贷', '贷款']
    """
    runs = _HAN.findall(text)
    return list(dict.fromkeys(run[at : at + 2] for run in runs for at in range(len(run) - 1)))


def shares(pairs: Sequence[str], texts: Sequence[str]) -> Floats:
    """For each text the BM25 score of the pairs over the highest possible, 0…1."""
    if not pairs or not texts:
        return np.zeros(len(texts), dtype=np.float32)
    counts = np.array([[text.count(pair) for pair in pairs] for text in texts], dtype=np.float32)
    held = (counts > 0).sum(axis=0)
    rarity = np.log1p((len(texts) - held + 0.5) / (held + 0.5))
    lengths = np.array([len(text) for text in texts], dtype=np.float32)
    damping = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))
    scores = (counts * (K1 + 1) / (counts + damping[:, None])) @ rarity
    return np.asarray(scores / (rarity.sum() * (K1 + 1)), dtype=np.float32)
