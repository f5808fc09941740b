"""The command line. Commands import what they need when they run: --help must stay instant."""

from __future__ import annotations

import os
import sys

from policykb.cli import (
    access,
    asking,
    citing,
    documents,
    evaluating,
    lists,
    matching,
    tracing,
    upkeep,
)
from policykb.cli.app import app
from policykb.cli.usage import run
from policykb.errors import NotFound, PolicyKBError, StoreError

# Which exit status an error means (contract.md); the first row whose class fits.
EXIT_OF: tuple[tuple[type[PolicyKBError], int], ...] = (
    (StoreError, 4),
    (NotFound, 5),
    (PolicyKBError, 2),
)
FAMILIES = (
    documents,
    asking,
    matching,
    tracing,
    lists,
    upkeep,
    citing,
    access,
    evaluating,
)  # each adds its commands to `app`

__all__ = ["FAMILIES", "app", "main"]


def main() -> None:
    """Runs the command; an error becomes one Chinese line on stderr and its exit status."""
    # One core's worth of arithmetic a process: a second OpenMP or BLAS thread makes single
    # queries slower (measured: 3.5 ms alone, 7.9 ms with two). It has to be set before numpy loads.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    try:
        sys.exit(run(app))
    except PolicyKBError as error:
        sys.stderr.write(f"错误[{error.code}]：{error}\n")
        sys.exit(next(status for kind, status in EXIT_OF if isinstance(error, kind)))
    except BrokenPipeError:  # the reader of our output went away: nothing is wrong
        sys.stderr.close()
        sys.exit(0)
