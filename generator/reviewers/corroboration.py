"""Do independent papers speak to the same, and do they say the same?"""

from __future__ import annotations

from collections.abc import Sequence

from generator.independence import independent
from generator.records import Criterion, Draft, Finding, Paper, Review, Rubric

ENOUGH = 3
FULL_SHARE = 0.5
RUBRIC = Rubric(
    reviewer="corroboration",
    asks="Do independent papers speak to the same, and do they say the same?",
    criteria=(
        Criterion(
            points=5.0,
            what=f"outcomes on which {ENOUGH} papers that are independent of one another have a claim that holds; "
            "two count half",
        ),
        Criterion(points=5.0, what=f"claims with an independent second source; {FULL_SHARE:.0%} of all are enough"),
        Criterion(points=-10.0, what="claims that an independent paper contests"),
    ),
    note="a question without outcomes is taken for one",
)


def review(draft: Draft) -> Review:
    """Return how many independent papers speak to each outcome, and which claims others bear out or contest."""
    findings = draft.dossier.findings
    papers = {paper.id: paper for paper in draft.dossier.screening.included}
    names = [outcome.name for outcome in draft.dossier.question.outcomes]
    holding = [f for f in findings if f.passes]
    spoken = [[f for f in holding if name in f.claim.outcomes] for name in names] or [holding]
    voices = [_voices(mine, papers) for mine in spoken]
    # The first paper on an outcome bears nothing out; only further ones do.
    joined = sum(min(max(0, n - 1), ENOUGH - 1) / (ENOUGH - 1) for n in voices)
    total = max(1, len(findings))
    corroborated = sum(f.verdict == "corroborated" for f in findings)
    contested = sum(f.verdict == "contested" for f in findings)
    several = sum(n >= ENOUGH for n in voices)
    reasons = (
        f"{several} of {len(voices)} outcomes have claims of {ENOUGH} or more papers independent of one another",
        f"{corroborated} of {len(findings)} claims have an independent second source",
        f"{contested} are contested by an independent paper",
    )
    score = RUBRIC.score(joined / len(voices), min(1.0, corroborated / total / FULL_SHARE), contested / total)
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=reasons)


def _voices(findings: Sequence[Finding], papers: dict[str, Paper]) -> int:
    keys = dict.fromkeys(f.claim.paper for f in findings)
    return len(independent(papers[key] for key in keys if key in papers))
