"""Rank papers by the concepts of the question that they speak to: BM25 over concepts, then feedback.

Every concept weighs as much as the square root of its rarity among the papers at hand.  Groups of keywords that the
question's file states come in order of importance (see contribute.md), and weigh less the later they come.  Where it
states none, what the question leaves unsaid is learnt from the papers that fit best: words that they share and others
lack count as much as the question itself (pseudo-relevance feedback).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from generator.concepts import Concept, Kind, concepts
from generator.records import Paper, Question
from generator.wording import Wordings

WEIGHTS: Mapping[Kind, float] = {
    "title": 1.5,
    "question": 1.0,
    "keywords": 1.0,
    "outcome": 1.0,
    "benchmarks": 1.0,
    "languages": 0.25,
}
FEEDBACK_PAPERS, FEEDBACK_WORDS, FEEDBACK_SHARE = 15, 20, 0.5
JOINED, FEW = 2, 3
DIGITS = 6
LEARNT = "words that the best papers share"

Said = Mapping[str, float]


def rank(question: Question, papers: Sequence[Paper]) -> Mapping[str, float]:
    """Return a score above 0 for each paper id that any concept or word of feedback hits, larger for a better fit.

    All outcomes together weigh as one, and so do the words of the title, and those of the question.
    """
    wordings = Wordings(papers)
    scores: dict[str, float] = {}
    for _, weight, said in _weighed(question, wordings):
        for paper, value in said.items():
            scores[paper] = scores.get(paper, 0.0) + weight * value
    if scores and not _stated(question):
        scores = _with_feedback(_joining(scores, question, wordings), wordings)
    return {paper: score for paper, value in scores.items() if (score := round(value, DIGITS)) > 0}


def parts(question: Question, papers: Sequence[Paper], name: str) -> tuple[tuple[str, float], ...]:
    """Return what each concept of the question adds to the score of the paper `name`, as shares that sum to 1.

    In order of the question; concepts that the paper says nothing of have 0.  Empty where nothing of it scores.
    """
    wordings = Wordings(papers)
    scores: dict[str, float] = {}
    own: list[tuple[str, float]] = []
    for label, weight, said in _weighed(question, wordings):
        own.append((label, weight * said.get(name, 0.0)))
        for paper, value in said.items():
            scores[paper] = scores.get(paper, 0.0) + weight * value
    if scores and not _stated(question):
        best = max(scores.values())
        own = [(label, (1 - FEEDBACK_SHARE) * value / best) for label, value in own]
        own.append((LEARNT, _with_feedback(scores, wordings).get(name, 0.0) - sum(value for _, value in own)))
    total = sum(value for _, value in own)
    return tuple((label, round(value / total, DIGITS)) for label, value in own) if total > 0 else ()


def _stated(question: Question) -> bool:
    return bool(question.keywords) and "keywords" not in question.derived


def _weighed(question: Question, wordings: Wordings) -> Iterator[tuple[str, float, Said]]:
    groups = 0
    for concept in concepts(question):
        weight = WEIGHTS[concept.kind]
        if concept.kind in ("title", "question"):
            yield from _words(concept, weight, wordings)
            continue
        if concept.kind == "outcome":
            weight /= len(question.outcomes)
        if concept.kind == "keywords":
            groups += 1
            weight /= math.sqrt(groups) if _stated(question) else 1
        rarity, said = wordings.concept(concept.terms)
        yield f"{concept.kind}: {concept.label}", weight * math.sqrt(rarity), said


def _words(concept: Concept, weight: float, wordings: Wordings) -> Iterator[tuple[str, float, Said]]:
    found = [(word, *wordings.concept((word,))) for word in concept.terms]
    total = sum(math.sqrt(rarity) for _, rarity, _ in found)
    for word, rarity, said in found:
        yield f"{concept.kind}: {word}", weight * math.sqrt(rarity) / total, said


def _joining(scores: Mapping[str, float], question: Question, wordings: Wordings) -> dict[str, float]:
    """Return the scores, less for papers that speak to fewer of the first concepts that the question's words name.

    A question joins its concepts, and a paper that is all about one of them answers it no more than one about none.
    A question that names many asks for more than any paper joins.
    """
    if len(question.keywords) > FEW:
        return dict(scores)
    said = [wordings.concept(group)[1] for group in question.keywords[:JOINED]]
    return {
        name: score * (1 + sum(name in papers for papers in said)) / (1 + len(said)) for name, score in scores.items()
    }


def _with_feedback(scores: Mapping[str, float], wordings: Wordings) -> dict[str, float]:
    best = sorted(scores, key=lambda name: (-round(scores[name], DIGITS), name))[:FEEDBACK_PAPERS]
    close = wordings.closeness(wordings.common(best, FEEDBACK_WORDS))
    own, others = max(scores.values()), max(close.values(), default=1.0)
    return {
        name: (1 - FEEDBACK_SHARE) * scores.get(name, 0.0) / own + FEEDBACK_SHARE * close.get(name, 0.0) / others
        for name in sorted({*scores, *close})
    }
