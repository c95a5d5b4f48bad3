"""What a reviewer of the panel gives points for: the score is computed from what the scoreboard page prints."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Something that earns up to `points`, or costs them where they are negative; `what` completes "for ..."."""

    points: float
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """What one reviewer asks, its criteria, and the cap on the panel's mean that it sets, if any.

    `note` says how a share in between is counted.
    """

    reviewer: str
    asks: str
    criteria: tuple[Criterion, ...]
    note: str = ""
    cap: float | None = None
    capped: str = ""

    def score(self, *shares: float | None) -> float:
        """Return the points in 0..10 to two decimals; `shares` say how far each criterion is met, in their order.

        A criterion that does not apply (None) leaves its points to the others.
        """
        met = [(one.points, share) for one, share in zip(self.criteria, shares, strict=True) if share is not None]
        asked = sum(points for points, _ in met if points > 0)
        earned = MOST * sum(points * share for points, share in met if points > 0) / asked if asked else 0.0
        return round(min(MOST, max(0.0, earned + sum(points * share for points, share in met if points < 0))), 2)
