"""Was any paper behind the claims retracted, corrected or put in doubt?

The screening leaves out what was retracted or withdrawn; this looks again, at the claims, and relies on nothing
that the screening did.
"""

from __future__ import annotations

from generator.notices import is_gone
from generator.records import Criterion, Draft, Review, Rubric

RUBRIC = Rubric(
    reviewer="source integrity",
    asks="Was any paper behind the claims retracted, corrected or put in doubt?",
    criteria=(
        Criterion(points=6.0, what="no claim at all from a paper that was retracted or withdrawn"),
        Criterion(points=4.0, what="claims from papers that carry no notice"),
    ),
    cap=6.0,
    capped="the answer cites a claim from a paper that was retracted or withdrawn",
)


def review(draft: Draft) -> Review:
    """Return whether claims rest on retracted papers, and how many on papers without any notice."""
    findings = draft.dossier.findings
    notices = {paper.id: paper.notices for paper in draft.dossier.screening.included}
    noted = [f.claim for f in findings if notices.get(f.claim.paper)]
    gone = {claim.id: claim.paper for claim in noted if is_gone(notices[claim.paper])}
    cited = any(claim in gone for sentence in draft.answer for claim in sentence.claims)
    clean = len(findings) - len(noted)
    reasons = (
        f"{len(gone)} of {len(findings)} claims come from a paper that was retracted or withdrawn",
        f"{clean} of {len(findings)} claims come from papers that carry no notice",
    )
    score = RUBRIC.score(float(not gone), clean / max(1, len(findings)))
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=reasons, cap=RUBRIC.cap if cited else None)
