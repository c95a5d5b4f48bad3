"""Do the claims speak to the question?"""

from __future__ import annotations

from generator.records import Draft, Review


def review(draft: Draft) -> Review:
    """Return 7 points for claims on an outcome or benchmark of the question, 3 for papers that fit it well.

    A question that names neither gets all its points for the fit of the papers.
    """
    question, findings = draft.dossier.question, draft.dossier.findings
    named = bool(question.outcomes or question.benchmarks)
    speaking = sum(bool(f.claim.outcomes or f.claim.benchmarks) for f in findings)
    rows = [row for row in draft.dossier.screening.papers if row.included]
    cited = {f.claim.paper for f in findings}
    fits = [row.score for row in rows if row.paper.id in cited]
    fit = sum(fits) / len(fits) if fits else 0.0
    fitting = min(1.0, 2 * fit)
    score = 7 * speaking / max(1, len(findings)) + 3 * fitting if named else 10 * fitting
    reasons = (
        f"{speaking} of {len(findings)} claims speak to an outcome or benchmark that the question names"
        if named
        else "the question names no outcome or benchmark that claims could speak to",
        f"the papers that the claims come from fit the question {fit:.0%} as well as the best one, on average",
    )
    return Review(reviewer="relevance", score=round(score, 2), reasons=reasons)
