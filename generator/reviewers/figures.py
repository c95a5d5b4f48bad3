"""Do the claims give figures, and are these the figures of their passages?"""

from __future__ import annotations

import re

from generator.records import Claim, Criterion, Draft, Review, Rubric

FULL_SHARE = 0.75
RUBRIC = Rubric(
    reviewer="figures",
    asks="Do the claims give figures, and are these the figures of their passages?",
    criteria=(
        Criterion(points=6.0, what="claims with figures that all stand in the quoted passage, in the same order"),
        Criterion(points=4.0, what=f"claims that give a figure; {FULL_SHARE:.0%} of all are enough"),
    ),
)
# A number by itself: no part of a name or of another number.
_AMOUNT = re.compile(r"(?<![\w.,+@-])\d+(?:[.,]\d+)*(?![\w@-]|[.,]\d)")


def review(draft: Draft) -> Review:
    """Return what share of the claims gives figures, and what share of these gives those of its passage."""
    claims = [finding.claim for finding in draft.dossier.findings]
    given = [claim for claim in claims if _AMOUNT.search(claim.text)]
    true = sum(map(_as_quoted, given))
    share = len(given) / max(1, len(claims))
    reasons = (
        f"{len(given)} of {len(claims)} claims give a figure",
        f"{true} of {len(given)} claims with figures give those of their passage",
    )
    score = RUBRIC.score(true / len(given) if given else None, min(1.0, share / FULL_SHARE))
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=reasons)


def _as_quoted(claim: Claim) -> bool:
    """Return whether the passage holds the figures of the claim in their order, among others perhaps."""
    quoted = iter(_AMOUNT.findall(claim.passage.quote))
    return all(amount in quoted for amount in _AMOUNT.findall(claim.text))
