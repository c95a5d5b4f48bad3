"""Is every outcome and benchmark of the question answered?"""

from __future__ import annotations

from generator.records import Criterion, Draft, Review, Rubric

OUTCOME_POINTS = 9.0
LEAST_COST = 3.0
RUBRIC = Rubric(
    reviewer="outcome coverage",
    asks="Is every outcome and benchmark of the question answered?",
    criteria=(
        Criterion(points=OUTCOME_POINTS, what="outcomes with a claim that holds"),
        Criterion(points=1.0, what="benchmarks that occur in a claim that holds"),
    ),
    note=f"an outcome without a claim costs its share, and {LEAST_COST:g} points at least",
    cap=5.0,
    capped="no outcome of the question has a claim that holds",
)


def review(draft: Draft) -> Review:
    """Return how much of what the question names has a claim that holds."""
    question = draft.dossier.question
    passing = [f for f in draft.dossier.findings if f.passes]
    outcomes = [o.name for o in question.outcomes]
    missing = [name for name in outcomes if not any(name in f.claim.outcomes for f in passing)]
    benchmarks = [b for b in question.benchmarks if any(b in f.claim.benchmarks for f in passing)]
    cost = max(1 / len(outcomes), LEAST_COST / OUTCOME_POINTS) if outcomes else 0.0
    score = RUBRIC.score(
        max(0.0, 1 - cost * len(missing)) if outcomes else None,
        len(benchmarks) / len(question.benchmarks) if question.benchmarks else None,
    )
    answered = len(outcomes) - len(missing)
    reasons = [f"{answered} of {len(outcomes)} outcomes of the question have a claim that holds"]
    reasons += [f"{len(benchmarks)} of {len(question.benchmarks)} benchmarks of the question occur in a claim"]
    reasons += [f"not answered: {', '.join(missing)}"] if missing else []
    cap = RUBRIC.cap if outcomes and not answered else None
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=tuple(reasons), cap=cap)
