"""Does every sentence of the answer cite claims that hold it up, and does it tell of all that is answered?"""

from __future__ import annotations

from generator.facts import is_stated
from generator.records import Criterion, Draft, Review, Rubric

RUBRIC = Rubric(
    reviewer="citation",
    asks="Does every sentence of the answer cite claims that hold it up, and does it tell of all that is answered?",
    criteria=(
        Criterion(points=7.0, what="sentences of the answer that cite, and cite only claims that their source states"),
        Criterion(points=3.0, what="outcomes with a claim that holds to which a cited claim speaks"),
    ),
)


def review(draft: Draft) -> Review:
    """Return what share of the answer is cited, and what share of the answered outcomes it tells of."""
    findings, sentences = draft.dossier.findings, draft.answer
    stated = {f.claim.id for f in findings if is_stated(f)}
    carrying = {claim for sentence in sentences for claim in sentence.claims}
    cited = sum(bool(s.claims) and set(s.claims) <= stated for s in sentences)
    answered = {name for f in findings if f.passes for name in f.claim.outcomes}
    told = answered & {name for f in findings if f.claim.id in carrying for name in f.claim.outcomes}
    reasons = (
        f"{cited} of {len(sentences)} sentences of the answer cite claims of this report that their source states",
        f"the claims cited speak to {len(told)} of {len(answered)} outcomes that have a claim that holds",
    )
    score = RUBRIC.score(cited / max(1, len(sentences)), len(told) / len(answered) if answered else None)
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=reasons)
