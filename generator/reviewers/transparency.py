"""Can a reader check it: what text was held, which sources answered, which records are complete?"""

from __future__ import annotations

from generator.records import Criterion, Draft, Review, Rubric

LEVEL_POINTS = {"full text": 1.0, "abstract": 0.7, "note": 0.4}
RUBRIC = Rubric(
    reviewer="transparency",
    asks="Can a reader check it: what text was held, which sources answered, which records are complete?",
    criteria=(
        Criterion(points=6.0, what="included papers held as full text"),
        Criterion(points=2.0, what="records of included papers with authors, year and address"),
        Criterion(points=2.0, what="sources that answered"),
    ),
    note=f"an abstract counts {LEVEL_POINTS['abstract']:g} of a full text, a note {LEVEL_POINTS['note']:g}",
)


def review(draft: Draft) -> Review:
    """Return how much of the included papers was held, how complete their records are, and which sources answered."""
    included = draft.dossier.screening.included
    texts = sum(LEVEL_POINTS[p.document.level] if p.document else 0.0 for p in included)
    complete = sum(bool(p.authors and p.year and (p.doi or p.url)) for p in included)
    found = [result for result in draft.dossier.found if result.searched]
    answered = sum(result.outcome == "ok" or bool(result.queries and not result.failed) for result in found)
    total = max(1, len(included))
    full = sum(bool(p.document and p.document.level == "full text") for p in included)
    short = sum(bool(p.document) for p in included) - full
    reasons = (
        f"{full} of {len(included)} included papers are held as full text, {short} as notes or abstracts",
        f"{complete} of {len(included)} records have authors, year and address",
        f"{answered} of {len(found)} sources answered",
    )
    score = RUBRIC.score(texts / total, complete / total, answered / max(1, len(found)))
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=reasons)
