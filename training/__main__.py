"""`python -m training --data ../shared --out src/policykb/data`: makes the built-in model."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

MODEL = "model.safetensors"


def main() -> None:
    """Reads the pairs, fits the table and writes the file; says on stderr how far it is."""
    args = _arguments()
    # before numpy and torch are loaded, so that sums are added in the same order on every run
    os.environ["OMP_NUM_THREADS"] = str(args.threads)
    import torch

    from training.recipe import Recipe, make

    torch.set_num_threads(args.threads)

    began = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s  {text}", file=sys.stderr, flush=True)

    args.out.mkdir(
        parents=True, exist_ok=True
    )  # a quarter of an hour is lost if it fails at the end
    make(args.data, args.out / MODEL, Recipe(), seed=args.seed, held=args.held, tell=tell)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of training/ and lexicon/")
    parser.add_argument("--out", type=Path, required=True, help=f"folder for {MODEL}")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2, help="other numbers give other last bits")
    parser.add_argument(
        "--held", type=int, default=0, help="written clauses to hold out and to measure on"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
