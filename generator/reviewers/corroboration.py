"""Do independent papers say the same?"""

from __future__ import annotations

from generator.records import Draft, Review

FULL_SHARE = 0.5
CONTESTED_WEIGHT = 10.0


def review(draft: Draft) -> Review:
    """Return 10 when half of the claims are corroborated, less in proportion; each contested claim costs its share."""
    findings = draft.dossier.findings
    total = max(1, len(findings))
    corroborated = sum(f.verdict == "corroborated" for f in findings)
    contested = sum(f.verdict == "contested" for f in findings)
    score = 10 * min(1.0, corroborated / total / FULL_SHARE) - CONTESTED_WEIGHT * contested / total
    reasons = (
        f"{corroborated} of {len(findings)} claims have an independent second source",
        f"{contested} are contested by an independent paper",
    )
    return Review(reviewer="corroboration", score=round(max(0.0, score), 2), reasons=reasons)
