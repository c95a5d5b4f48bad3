"""Can a reader check it: what text was held, which sources answered, which records are complete?"""

from __future__ import annotations

from generator.records import Draft, Review

LEVEL_POINTS = {"full text": 1.0, "abstract": 0.7, "note": 0.4}


def review(draft: Draft) -> Review:
    """Return 6 points for full texts (an abstract counts 0.7, a note 0.4), 2 for complete records, 2 for sources."""
    included = draft.dossier.screening.included
    texts = [LEVEL_POINTS[p.document.level] if p.document else 0.0 for p in included]
    complete = sum(bool(p.authors and p.year and (p.doi or p.url)) for p in included)
    found = draft.dossier.found
    answered = sum(result.outcome == "ok" for result in found)
    total = max(1, len(included))
    score = 6 * sum(texts) / total + 2 * complete / total + 2 * answered / max(1, len(found))
    full = sum(bool(p.document and p.document.level == "full text") for p in included)
    short = sum(bool(p.document) for p in included) - full
    reasons = (
        f"{full} of {len(included)} included papers are held as full text, {short} as notes or abstracts",
        f"{complete} of {len(included)} records have authors, year and address",
        f"{answered} of {len(found)} sources answered",
    )
    return Review(reviewer="transparency", score=round(score, 2), reasons=reasons)
