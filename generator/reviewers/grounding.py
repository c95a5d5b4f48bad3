"""Does every claim stand in the passage that it was taken from?"""

from __future__ import annotations

from generator.facts import is_stated
from generator.records import Criterion, Draft, Review, Rubric

FEW = 0.5
RUBRIC = Rubric(
    reviewer="grounding",
    asks="Does every claim stand in the passage that it was taken from?",
    criteria=(
        Criterion(points=7.0, what="claims that their own passage states"),
        Criterion(points=3.0, what="no claim at all that its passage does not state"),
    ),
    cap=6.0,
    capped=f"under {FEW:.0%} of the claims are marked ✓",
)


def review(draft: Draft) -> Review:
    """Return what share of the claims their own source states; a single one that it does not costs 3 points."""
    findings = draft.dossier.findings
    stated = sum(map(is_stated, findings))
    passing = sum(f.passes for f in findings)
    total = max(1, len(findings))
    reasons = (f"{stated} of {len(findings)} claims are stated by their source, {passing} are marked ✓",)
    cap = RUBRIC.cap if passing / total < FEW else None
    score = RUBRIC.score(stated / total, float(stated == len(findings)))
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=reasons, cap=cap)
