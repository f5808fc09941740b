"""Text to vectors: the built-in model, or any sentence-transformers model that the user names."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from policykb.embed import builtin, sentence
from policykb.errors import ModelError
from policykb.types import Embedder

BUILTIN = "builtin"
FAMILY = "policykb-"  # how the built-in model's own names begin, one for each training


def load(name: str = BUILTIN, *, local_files_only: bool = True) -> Embedder:
    """The model of that name: `builtin`, or a sentence-transformers model by path or hub name.

    Nothing is fetched from a network unless `local_files_only` is False. Raises ModelError where
    there is no such model, its files are not whole, or a store names an earlier built-in model.
    """
    if name != BUILTIN and not name.startswith(FAMILY):
        return sentence.load(name, local_files_only=local_files_only)
    model = builtin.load()
    if name not in (BUILTIN, model.name):
        raise ModelError(
            f"资料库的向量由内置模型 {name} 生成，现在的内置模型是 {model.name}；"
            f"请运行 policykb models use builtin 重新计算"
        )
    return model


def supersedes(name: str, stored: str) -> bool:
    """Whether `name` is another edition of the built-in model than the one `stored` names."""
    return name != stored and name.startswith(FAMILY) and stored.startswith(FAMILY)


def embedded(embedder: Embedder, texts: Sequence[str], cut: Sequence[str]) -> NDArray[np.float32]:
    """One unit row per text; `cut` are their words (`tokens.spaced`), for a model made of words."""
    if isinstance(embedder, builtin.WordVectors):
        return embedder.embed_cut(cut)
    return embedder.embed(texts)
