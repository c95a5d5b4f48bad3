"""Plain tables, and the two measures of a ranking."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

DEPTH = 10


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table under its title; numbers stand right, text stands left."""
    cells = [list(head), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        print("  " + "  ".join(_set(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def skipped(title: str, reason: str) -> None:
    """Print the one line that stands in place of a table."""
    print(f"\n{title}: skipped, {reason}")


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Return the nDCG in 0..1 of the first `depth` ids; the gain of an id is its grade, absent ones have none."""
    ideal = _dcg(sorted(grades.values(), reverse=True)[:depth])
    return _dcg([grades.get(name, 0) for name in ranked[:depth]]) / ideal if ideal else 0.0


def recall(ranked: Sequence[str], relevant: Iterable[str], depth: int = DEPTH) -> float:
    """Return the share of the relevant ids that the first `depth` hold."""
    wanted = set(relevant)
    return len(wanted & set(ranked[:depth])) / len(wanted) if wanted else 0.0


def mean(values: Sequence[float]) -> float:
    """Return the mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _shown(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _set(cell: str, width: int) -> str:
    return cell.rjust(width) if cell.replace(".", "").replace("-", "").isdigit() else cell.ljust(width)
