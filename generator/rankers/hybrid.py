"""Rank texts by full text and by meaning together: reciprocal rank fusion (Cormack et al. 2009) of the two orders.

Only the best of the full-text search are compared by meaning, so a large library costs no more than a small one.
Vectors are kept in a file by the hash of their text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator import neural
from generator.contracts import TextRanker
from generator.fulltext import FullText, match_any
from generator.text import content_words
from generator.vectors import FILE, Vectors

DEPTH = 100
SMOOTHING = 10  # SciFact's training claims: nDCG@10 .730 at 10, .725 at 30, .724 at the usual 60


def over(texts: Sequence[tuple[str, str, str]], cache: Path | None = None) -> TextRanker:
    """Return a ranker of `texts` (id, title, body); raises MissingExtra or DamagedData when the network is unusable."""
    neural.encoder()
    index = FullText(texts)
    whole = {name: f"{title}. {body}" for name, title, body in texts}
    vectors = Vectors(cache / FILE if cache else None)

    def search(query: str, limit: int) -> tuple[tuple[str, float], ...]:
        _, found = index.query(match_any(content_words(query)), max(limit, DEPTH))
        near = found[:DEPTH]
        (asked,) = vectors.of([query])
        close = dict(
            zip(near, (float(asked @ vector) for vector in vectors.of([whole[name] for name in near])), strict=True)
        )
        by_meaning = sorted(near, key=lambda name: (-round(close[name], 6), name))
        # Sorting is stable: two that swap places in the two orders, a frequent tie, keep those of the full-text search.
        return tuple(sorted(fuse([found, by_meaning]).items(), key=lambda item: -item[1])[:limit])

    return search


def fuse(orders: Sequence[Sequence[str]]) -> Mapping[str, float]:
    """Return for each name the sum of `1 / (10 + rank)` over the orders that hold it."""
    scores: dict[str, float] = {}
    for order in orders:
        for rank, name in enumerate(order, start=1):
            scores[name] = scores.get(name, 0.0) + 1 / (SMOOTHING + rank)
    return scores
