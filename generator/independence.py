"""How many papers are independent of one another."""

from __future__ import annotations

from collections.abc import Iterable

from generator.records import Paper


def independent(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the papers, taken in order, that are independent of every one taken before.

    Papers without authors are left out: whose they are is not known.
    """
    taken: list[Paper] = []
    for paper in papers:
        if paper.authors and all(paper.independent_of(other) for other in taken):
            taken.append(paper)
    return tuple(taken)
