"""Measure everything that has a figure: `make bench`, or `python tests/benchmarks/run.py`; see README.md."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(CHECKOUT))

from tests.benchmarks import (  # noqa: E402 - found by the line above
    calibration,
    damage,
    duplicates,
    figures,
    ranking,
    retrieval,
    speed,
    verification,
)


def main() -> int:
    """Print one table after the other."""
    datasets, relevance = _path("REPORT_CORPUS_DATASETS"), _path("REPORT_CORPUS_RELEVANCE")
    corpus = CHECKOUT / "corpus"
    retrieval.run(datasets)
    ranking.run(corpus, relevance)
    calibration.run(corpus, datasets)
    speed.run()
    verification.run()
    damage.run(corpus)
    figures.run(corpus, datasets)
    duplicates.run(datasets)
    return 0


def _path(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None


if __name__ == "__main__":
    sys.exit(main())
