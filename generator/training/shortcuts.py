"""What can be guessed from the claim alone: a naive Bayes classifier that never sees a passage.

A pair whose label shows in its claim teaches a judge to skip reading.  The pairs written by hand are kept only
where this classifier does not guess them too well, and a test holds what is left near chance.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise

FOLDS = 5
_WORD = re.compile(r"[a-z]+|\d+")


def guesses(
    claims: Sequence[str], labels: Sequence[str], groups: Sequence[str], seed: int = 0
) -> list[dict[str, float]]:
    """Return for each claim the probability of each label, from the claims of other groups."""
    folds = [int(sha256(f"{seed}:{group}".encode()).hexdigest(), 16) % FOLDS for group in groups]
    marks = [_marks(claim) for claim in claims]
    found: list[dict[str, float]] = [{} for _ in claims]
    for fold in range(FOLDS):
        held: dict[str, Counter[str]] = {label: Counter() for label in sorted(set(labels))}
        seen: Counter[str] = Counter()
        for mine, label, place in zip(marks, labels, folds, strict=True):
            if place != fold:
                held[label].update(mine)
                seen[label] += 1
        for number, (mine, place) in enumerate(zip(marks, folds, strict=True)):
            if place == fold:
                found[number] = _posterior(mine, held, seen)
    return found


def accuracy(claims: Sequence[str], labels: Sequence[str], groups: Sequence[str]) -> float:
    """Return the share of claims whose label is guessed without a passage."""
    found = guesses(claims, labels, groups)
    return sum(max(sorted(one), key=one.__getitem__) == label for one, label in zip(found, labels, strict=True)) / len(
        labels
    )


def _marks(claim: str) -> set[str]:
    words = _WORD.findall(claim.lower())
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return {*words, *pairs, f"length {len(words) // 4}", *(f"first {word}" for word in words[:1])}


def _posterior(marks: set[str], held: dict[str, Counter[str]], seen: Counter[str]) -> dict[str, float]:
    scores = {
        label: math.log(seen[label] + 1)
        + sum(math.log((counts[mark] + 0.5) / (seen[label] + 1)) for mark in sorted(marks))
        for label, counts in held.items()
    }
    top = max(scores.values())
    parts = {label: math.exp(score - top) for label, score in scores.items()}
    return {label: part / sum(parts.values()) for label, part in parts.items()}
