"""The review panel, in the order in which it is printed, and what each reviewer gives points for."""

from __future__ import annotations

from generator.contracts import Reviewer
from generator.records import Rubric
from generator.reviewers import (
    citation,
    corroboration,
    coverage,
    distinctness,
    figures,
    grounding,
    integrity,
    recency,
    relevance,
    sources,
    transparency,
    wholeness,
)

_SEATS = (
    relevance,
    coverage,
    grounding,
    figures,
    wholeness,
    distinctness,
    corroboration,
    sources,
    integrity,
    recency,
    transparency,
    citation,
)
PANEL: tuple[Reviewer, ...] = tuple(seat.review for seat in _SEATS)
RUBRICS: tuple[Rubric, ...] = tuple(seat.RUBRIC for seat in _SEATS)
