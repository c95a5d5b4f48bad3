"""Does every sentence of the answer cite claims that hold it up?"""

from __future__ import annotations

from generator.facts import is_stated
from generator.records import Criterion, Draft, Review, Rubric

FULL_ANSWER = 3
RUBRIC = Rubric(
    reviewer="citation",
    asks="Does every sentence of the answer cite claims that hold it up?",
    criteria=(
        Criterion(points=7.0, what="sentences of the answer that cite, and cite only claims that their source states"),
        Criterion(
            points=3.0,
            what=f"sentences of the answer, of as many as outcomes have a claim that holds; {FULL_ANSWER} are enough",
        ),
    ),
    note=f"where the question names no outcome, {FULL_ANSWER} sentences are asked for",
)


def review(draft: Draft) -> Review:
    """Return what share of the answer is cited, and whether there is enough of an answer."""
    findings = draft.dossier.findings
    stated = {f.claim.id for f in findings if is_stated(f)}
    sentences = draft.answer
    cited = sum(bool(s.claims) and set(s.claims) <= stated for s in sentences)
    answered = {name for f in findings if f.passes for name in f.claim.outcomes}
    wanted = max(1, min(FULL_ANSWER, len(answered))) if draft.dossier.question.outcomes else FULL_ANSWER
    reasons = (
        f"{cited} of {len(sentences)} sentences of the answer cite claims of this report that their source states",
        f"a full answer has {wanted} or more sentences here, this one has {len(sentences)}",
    )
    score = RUBRIC.score(cited / max(1, len(sentences)), min(1.0, len(sentences) / wanted))
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=reasons)
