"""The review panel, in the order in which it is printed."""

from __future__ import annotations

from generator.contracts import Reviewer
from generator.reviewers import corroboration, coverage, grounding, recency, relevance, sources, transparency

PANEL: tuple[Reviewer, ...] = (
    relevance.review,
    coverage.review,
    grounding.review,
    corroboration.review,
    sources.review,
    recency.review,
    transparency.review,
)
