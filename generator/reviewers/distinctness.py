"""Does every claim say something that no other says?"""

from __future__ import annotations

from generator.records import Criterion, Draft, Review, Rubric
from generator.text import stems

ALIKE = 0.75
RUBRIC = Rubric(
    reviewer="distinctness",
    asks="Does every claim say something that no other says?",
    criteria=(
        Criterion(points=10.0, what=f"claims that share less than {ALIKE:.0%} of their words with any claim before"),
    ),
    note="of two claims, the words of both are counted, each once",
)


def review(draft: Draft) -> Review:
    """Return what share of the claims repeats none that stands before it."""
    words = [stems(finding.claim.text) for finding in draft.dossier.findings]
    near = [max((_alike(mine, other) for other in words[:place]), default=0.0) for place, mine in enumerate(words)]
    distinct = sum(share < ALIKE for share in near)
    reasons = (
        f"{distinct} of {len(words)} claims repeat none before them",
        f"the two most alike share {max(near, default=0.0):.0%} of their words",
    )
    return Review(reviewer=RUBRIC.reviewer, score=RUBRIC.score(distinct / max(1, len(words))), reasons=reasons)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of words, 0..1."""
    return len(one & other) / len(one | other) if one | other else 1.0
