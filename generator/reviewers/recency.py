"""How old are the papers behind the claims?"""

from __future__ import annotations

from generator.records import Criterion, Draft, Review, Rubric

RECENT_YEARS = 3
RUBRIC = Rubric(
    reviewer="recency",
    asks="How old are the papers behind the claims?",
    criteria=(
        Criterion(
            points=10.0,
            what=f"claims from papers of the reference year or the {RECENT_YEARS} years before it",
        ),
    ),
    note="the reference year is that of the report's date, else of its newest paper; a paper without a year is old",
)


def review(draft: Draft) -> Review:
    """Return what share of the claims comes from recent papers."""
    question = draft.dossier.question
    papers = {paper.id: paper for paper in draft.dossier.screening.included}
    dated = question.updated or question.published
    newest = max((paper.year for paper in papers.values() if paper.year), default=None)
    reference = int(dated[:4]) if dated else newest
    years = [papers[f.claim.paper].year for f in draft.dossier.findings if f.claim.paper in papers]
    recent = sum(year is not None and reference is not None and year >= reference - RECENT_YEARS for year in years)
    known = sorted(year for year in years if year is not None)
    span = f"from {known[0]} to {known[-1]}" if known else "of unknown years"
    reasons = (
        f"{recent} of {len(years)} claims come from papers of {_since(reference)}",
        f"the papers are {span}",
    )
    return Review(reviewer=RUBRIC.reviewer, score=RUBRIC.score(recent / max(1, len(years))), reasons=reasons)


def _since(reference: int | None) -> str:
    return f"{reference - RECENT_YEARS} or later" if reference is not None else "recent years"
