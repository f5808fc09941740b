"""Any sentence-transformers model behind the same one-method protocol.

The library takes seconds to import, so that is done only when such a model is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from policykb.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SentenceModel:
    """A sentence-transformers model; `name` is the path or hub name it was asked for by."""

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self._model = model
        self.dim = _width(model)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 per text, `(len(texts), dim)`."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        rows = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(rows, np.float32)


def load(name: str, *, local_files_only: bool = True) -> SentenceModel:
    """The model at that path or, from the local cache, of that hub name; ModelError if none."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(f"没有安装 sentence-transformers，不能使用模型“{name}”") from error
    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=local_files_only)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(f"模型“{name}”不能载入：{_first_line(error)}") from error
    return SentenceModel(name, model)


def _width(model: Any) -> int:
    """Newer releases of the library have a shorter name for it."""
    ask = getattr(model, "get_embedding_dimension", None)
    return int(ask() if ask else model.get_sentence_embedding_dimension())


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
