"""Does every claim stand in its source, and does every sentence of the answer cite?"""

from __future__ import annotations

from generator.records import Draft, Review

FEW_PASSING_CAP = 6.0
FEW = 0.5


def review(draft: Draft) -> Review:
    """Return 7 points for claims marked ✓ and 3 for cited sentences; under half ✓ caps the report at 6."""
    findings, sentences = draft.dossier.findings, draft.answer
    passing = sum(f.passes for f in findings)
    stated = sum(any(c.relation == "own source" and c.label == "supports" for c in f.checks) for f in findings)
    known = {f.claim.id for f in findings}
    cited = sum(bool(s.claims) and set(s.claims) <= known for s in sentences)
    share = passing / len(findings) if findings else 0.0
    score = 7 * share + 3 * (cited / len(sentences) if sentences else 0.0)
    reasons = (
        f"{stated} of {len(findings)} claims are stated by their source, {passing} are marked ✓",
        f"{cited} of {len(sentences)} sentences of the answer cite claims of this report",
    )
    cap = FEW_PASSING_CAP if share < FEW else None
    return Review(reviewer="grounding", score=round(score, 2), reasons=reasons, cap=cap)
