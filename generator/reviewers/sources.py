"""Do the claims come from many papers and author groups?"""

from __future__ import annotations

from collections import Counter

from generator.records import Draft, Review

ENOUGH_PAPERS = 12


def review(draft: Draft) -> Review:
    """Return 7 points for the effective number of papers (inverse Simpson index), 3 for first authors.

    Twelve of each suffice, or as many as the question allows claims.
    """
    findings = draft.dossier.findings
    papers = {paper.id: paper for paper in draft.dossier.screening.included}
    counts = Counter(f.claim.paper for f in findings)
    total = counts.total()
    effective = total**2 / sum(n * n for n in counts.values()) if total else 0.0
    firsts = {papers[key].authors[0].key for key in counts if key in papers and papers[key].authors}
    most = max(counts.values(), default=0)
    enough = max(1, min(ENOUGH_PAPERS, draft.dossier.question.limits.claims))
    score = 7 * min(1.0, effective / enough) + 3 * min(1.0, len(firsts) / enough)
    reasons = (
        (
            f"{total} claims come from {len(counts)} of {len(papers)} included papers, "
            f"as varied as {effective:.1f} papers of equal weight"
        ),
        f"{len(firsts)} first authors; one paper gives {most} claims at most",
    )
    return Review(reviewer="source diversity", score=round(score, 2), reasons=reasons)
