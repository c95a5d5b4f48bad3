"""Is every outcome and benchmark of the question answered?"""

from __future__ import annotations

from generator.records import Draft, Review

NO_OUTCOME_CAP = 5.0


def review(draft: Draft) -> Review:
    """Return 6 points for outcomes with a claim that holds, 2 for benchmarks, 2 for a full answer."""
    question = draft.dossier.question
    passing = [f for f in draft.dossier.findings if f.passes]
    outcomes = [o.name for o in question.outcomes]
    answered = [name for name in outcomes if any(name in f.claim.outcomes for f in passing)]
    benchmarks = [b for b in question.benchmarks if any(b in f.claim.benchmarks for f in passing)]
    parts = [
        (6.0, len(answered), len(outcomes), "outcomes of the question have a claim that holds"),
        (2.0, len(benchmarks), len(question.benchmarks), "benchmarks of the question occur in a claim"),
        (2.0, min(len(draft.answer), 3), 3, "sentences that a full answer has at least"),
    ]
    asked = [part for part in parts if part[2]]
    score = 10 * sum(w * n / total for w, n, total, _ in asked) / sum(w for w, _, _, _ in asked)
    reasons = [f"{n} of {total} {what}" for _, n, total, what in asked]
    reasons += (
        [f"not answered: {', '.join(name for name in outcomes if name not in answered)}"]
        if len(answered) < len(outcomes)
        else []
    )
    cap = NO_OUTCOME_CAP if outcomes and not answered else None
    return Review(reviewer="outcome coverage", score=round(score, 2), reasons=tuple(reasons), cap=cap)
