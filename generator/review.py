"""Let the panel review a draft."""

from __future__ import annotations

from collections.abc import Iterable

from generator.contracts import Reviewer
from generator.records import Draft, Review


def review(draft: Draft, panel: Iterable[Reviewer]) -> tuple[Review, ...]:
    """Return one review per reviewer, in order; none when there is no claim to review."""
    return tuple(reviewer(draft) for reviewer in panel) if draft.dossier.findings else ()


def score(reviews: Iterable[Review]) -> tuple[float | None, tuple[str, ...]]:
    """Return the mean of the scores, 0..10 to one decimal, held below every cap, and the caps in words."""
    given = tuple(reviews)
    if not given:
        return None, ()
    mean = sum(item.score for item in given) / len(given)
    caps = [item for item in given if item.cap is not None and item.cap < mean]
    value = min([mean, *(item.cap for item in caps if item.cap is not None)])
    said = tuple(f"held at {item.cap:g} by {item.reviewer}: {item.reasons[0]}" for item in caps)
    return round(value, 1), said
