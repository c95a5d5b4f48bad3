"""How much a word tells: rare words tell more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from generator.records import Paper
from generator.text import sentences, stems


class Rarity:
    """How much each word tells, learnt from a set of texts: `log((N + 1) / (n + 0.5))`, never below 0.

    N is the number of texts and n of those that hold the word (the idf of Robertson and Spärck Jones, smoothed).
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Count in how many of `texts` each stem occurs."""
        counts: Counter[str] = Counter()
        self._total = 0
        for text in texts:
            counts.update(stems(text))
            self._total += 1
        self._counts = counts

    def weight(self, stem: str) -> float:
        """Return the weight of a stem; one that no text holds weighs most."""
        return max(0.0, math.log((self._total + 1) / (self._counts[stem] + 0.5)))

    def coverage(self, claim: str, passage: str) -> float:
        """Return the share in 0..1 of the claim's weight whose stems the passage holds as well."""
        wanted, held = stems(claim), stems(passage)
        total = sum(self.weight(item) for item in sorted(wanted))
        return sum(self.weight(item) for item in sorted(wanted & held)) / total if total else 0.0


def rarity_of(papers: Iterable[Paper]) -> Rarity:
    """Return how rare words are among the sentences of these papers."""
    return Rarity(
        paper.document.text[start:end] for paper in papers if paper.document for start, end in sentences(paper.document)
    )
