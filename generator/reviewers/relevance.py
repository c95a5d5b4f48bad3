"""Do papers and claims speak to the question?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.records import Criterion, Draft, Paper, Question, Review, Rubric
from generator.text import content_words, mentions, prepare

HALF = 0.5
MOST_NAMED = 5
RUBRIC = Rubric(
    reviewer="relevance",
    asks="Do papers and claims speak to the question?",
    criteria=(
        Criterion(
            points=7.5,
            what=f"what included papers name, on average, of what the question names; {HALF:.0%} of it is enough, and "
            f"so are {MOST_NAMED} things",
        ),
        Criterion(
            points=2.5,
            what="claims on an outcome or benchmark, of as many as the question has room for; a passage counts once",
        ),
    ),
    note="a question names its groups of keywords, its outcomes, and any of its benchmarks; "
    "one without them, its words",
)


def review(draft: Draft) -> Review:
    """Return how much of the question the papers name, and how much of the room for claims is well used."""
    question, findings = draft.dossier.question, draft.dossier.findings
    included = draft.dossier.screening.included
    things = tuple(_things(question)) or tuple((word,) for word in content_words(question.question))
    named = sum(_named(things, paper) for paper in included) / max(1, len(included))
    enough = min(HALF * len(things), MOST_NAMED)
    speaking = len({f.claim.passage for f in findings if f.claim.outcomes or f.claim.benchmarks})
    room = question.limits.claims
    asked = bool(question.outcomes or question.benchmarks)
    told = f"the {len(included)} included papers name {named:.1f} of {len(things)} things that the question names"
    used = (
        f"the claims of {speaking} passages speak to an outcome or benchmark that the question names, "
        f"which has room for {room} claims"
        if asked
        else f"the question names no outcome or benchmark that its {len(findings)} claims could speak to"
    )
    score = RUBRIC.score(min(1.0, named / enough) if things else None, min(1.0, speaking / room) if asked else None)
    return Review(reviewer=RUBRIC.reviewer, score=score, reasons=(told, used))


def _things(question: Question) -> Iterator[tuple[str, ...]]:
    """Yield the spellings of each thing that a text may name."""
    yield from question.keywords
    yield from ((outcome.name, *outcome.terms) for outcome in question.outcomes)
    if question.benchmarks:
        yield question.benchmarks


def _named(things: tuple[tuple[str, ...], ...], paper: Paper) -> int:
    text = prepare(f"{paper.title} . {paper.document.text if paper.document else ''}")
    return sum(bool(mentions(terms, text)) for terms in things)
