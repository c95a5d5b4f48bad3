"""Rank papers by full text: how many concepts of the question a paper speaks to, and how strongly.

Every concept is one FTS5 query over the papers at hand (BM25, title weight 2).
A concept's score saturates, `s / (s + k * best)`, so that a paper which speaks
to many concepts beats one that repeats a single word.  Words that a sentence
names only to deny ("reports no latency") are not indexed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from generator.concepts import Concept, concepts
from generator.contracts import TextRanker
from generator.fulltext import FullText, match_any
from generator.records import Paper, Question
from generator.text import content_words, denied, prepare, sentences

SATURATION = 0.35
WEIGHTS: Mapping[str, float] = {
    "title": 1.5,
    "question": 1.0,
    "keywords": 1.0,
    "outcome": 1.0,
    "benchmarks": 1.0,
    "languages": 0.25,
}
COVERAGE_SHARE = 0.5
DIGITS = 6


def rank(question: Question, papers: Sequence[Paper]) -> Mapping[str, float]:
    """Return a score above 0 for each paper id that any concept hits, larger for a better fit.

    The score is the weighted sum over concepts (all outcomes together weigh as one), of which half is
    scaled by the share of keyword groups that the paper speaks to.
    """
    index = FullText((paper.id, paper.title, _affirmed(paper)) for paper in papers)
    groups = concepts(question)
    scores: dict[str, float] = {}
    covered: dict[str, int] = {}
    for concept in groups:
        weight = WEIGHTS[concept.kind] / (len(question.outcomes) if concept.kind == "outcome" else 1)
        for paper, value in _saturated(index, concept):
            scores[paper] = scores.get(paper, 0.0) + weight * value
            covered[paper] = covered.get(paper, 0) + (concept.kind == "keywords")
    wanted = len(question.keywords)
    return {
        paper: round(
            score * (1 - COVERAGE_SHARE + COVERAGE_SHARE * covered[paper] / wanted) if wanted else score, DIGITS
        )
        for paper, score in scores.items()
    }


def over(texts: Sequence[tuple[str, str, str]], cache: Path | None = None) -> TextRanker:  # noqa: ARG001 - keeps nothing
    """Return a ranker of `texts` (id, title, body) by BM25 of any of the query's words that carry meaning."""
    index = FullText(texts)

    def search(query: str, limit: int) -> tuple[tuple[str, float], ...]:
        return index.scores(match_any(content_words(query)))[:limit]

    return search


def _saturated(index: FullText, concept: Concept) -> Iterator[tuple[str, float]]:
    hits = [(paper, score) for paper, score in index.scores(match_any(concept.terms)) if score > 0]
    best = max((score for _, score in hits), default=0.0)
    for paper, score in hits:
        yield paper, score / (score + SATURATION * best)


def _affirmed(paper: Paper) -> str:
    return _affirmed_text(paper) if paper.document else ""


@lru_cache(maxsize=5_000)
def _affirmed_text(paper: Paper) -> str:
    document = paper.document
    if document is None:
        return ""
    kept: list[str] = []
    for start, end in sentences(document):
        ready = prepare(document.text[start:end])
        kept.extend(token.text for place, token in enumerate(ready.tokens) if not denied(place, ready))
    return " ".join(kept)
