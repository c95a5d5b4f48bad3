"""Do the claims come from many papers and authors?"""

from __future__ import annotations

from collections import Counter

from generator.independence import independent
from generator.records import Criterion, Draft, Review, Rubric

ENOUGH = 12
RUBRIC = Rubric(
    reviewer="source diversity",
    asks="Do the claims come from many papers and authors?",
    criteria=(
        Criterion(points=5.0, what=f"papers behind the claims, {ENOUGH} being enough"),
        Criterion(
            points=5.0, what=f"papers behind the claims that share no author with one another, {ENOUGH} being enough"
        ),
    ),
    note="the former are counted by their effective number (the inverse Simpson index of claims per paper); a question "
    f"with room for fewer than {ENOUGH} claims asks for as many of each as it has room for",
)


def review(draft: Draft) -> Review:
    """Return how many papers, and how many with authors of their own, stand behind the claims, of twelve each."""
    findings = draft.dossier.findings
    papers = {paper.id: paper for paper in draft.dossier.screening.included}
    counts = Counter(f.claim.paper for f in findings)
    total = counts.total()
    effective = total**2 / sum(n * n for n in counts.values()) if total else 0.0
    apart = len(independent(papers[key] for key in counts if key in papers))
    most = max(counts.values(), default=0)
    enough = max(1, min(ENOUGH, draft.dossier.question.limits.claims))
    reasons = (
        (
            f"{total} claims come from {len(counts)} of {len(papers)} included papers, "
            f"as varied as {effective:.1f} papers of equal weight"
        ),
        f"{apart} of them share no author with one another; one paper gives {most} claims at most",
    )
    score = RUBRIC.score(min(1.0, effective / enough), min(1.0, apart / enough))
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=reasons)
