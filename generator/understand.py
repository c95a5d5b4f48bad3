"""Read out of a question's own words what its file leaves open.

A file needs only a title and a question.  The words of the field's vocabulary
that stand in them then give outcomes (metrics), benchmarks and keyword groups
(topics and concepts, each with its synonyms).  Where the vocabulary knows none of them, the
phrases that the papers at hand share give the groups.  What the file states is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.names import find_terms
from generator.phrases import Query, shared_phrases
from generator.records import Metric, Outcome, Question, Term, Vocabulary
from generator.text import Stemmed, mentions, occurrences, prepare

# A question of which the vocabulary knows that much needs no phrases.
FEW_GROUPS = 2


def understand(question: Question, vocabulary: Vocabulary, papers: int = 0, query: Query | None = None) -> Question:
    """Return the question with its empty outcomes, benchmarks and keywords filled; `derived` names those filled.

    `query` searches the papers at hand, `papers` in number, for phrases that they share with the question.
    """
    text = f"{question.title} . {question.question}"
    outcomes = question.outcomes or tuple(_outcomes(vocabulary.metrics, text))
    benchmarks = question.benchmarks or _named(vocabulary.benchmarks, text)
    keywords = question.keywords or _groups((*vocabulary.topics, *vocabulary.concepts), prepare(text))
    if query and not question.keywords and len(keywords) < FEW_GROUPS:
        shared = shared_phrases((question.title, question.question), papers, query)
        known = {token.stem for group in keywords for term in group for token in prepare(term).tokens}
        new = tuple(group for group in shared if not known & {token.stem for token in prepare(group[0]).tokens})
        topics = tuple(group for group in (*keywords, *new) if not _is_measured(group, outcomes))
        keywords = topics or (*keywords, *new)
        if keywords and not topics and not question.outcomes:
            outcomes = ()  # asked about, not measured: "Is this metric any good?"
    filled = {"outcomes": outcomes, "benchmarks": benchmarks, "keywords": keywords}
    return replace(
        question,
        outcomes=outcomes,
        benchmarks=benchmarks,
        keywords=keywords,
        derived=tuple(name for name, value in filled.items() if value != getattr(question, name)),
    )


def _is_measured(group: Iterable[str], outcomes: Iterable[Outcome]) -> bool:
    """Return whether a group of terms is one of the outcomes under another name."""
    names = {term.casefold() for outcome in outcomes for term in (outcome.name, *outcome.terms)}
    return any(term.casefold() in names for term in group)


def _outcomes(metrics: Sequence[Metric], text: str) -> Iterable[Outcome]:
    named = set(_named(metrics, text))
    return (Outcome(name=metric.name, terms=metric.synonyms) for metric in metrics if metric.name in named)


def _named(terms: Sequence[Term], text: str) -> tuple[str, ...]:
    named = {mention.name for mention in find_terms(terms, text)}
    return tuple(term.name for term in terms if term.name in named)


def _groups(terms: Sequence[Term], ready: Stemmed) -> tuple[tuple[str, ...], ...]:
    """Return the groups that are named, in the order in which they are: what comes first matters most."""
    found = [(_first(term.spellings, ready), term.spellings) for term in terms if mentions(term.spellings, ready)]
    return tuple(spellings for _, spellings in sorted(found))


def _first(terms: Iterable[str], ready: Stemmed) -> int:
    return min(place for term in terms for place, _ in occurrences(term, ready))
