"""What a question is about, as groups of terms: the common ground of search, ranking and screening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.records import Question
from generator.text import content_words

Kind = Literal["title", "question", "keywords", "outcome", "benchmarks", "languages"]


@dataclass(frozen=True, slots=True)
class Concept:
    """Terms of which any will do, under a label that a reader understands."""

    kind: Kind
    label: str
    terms: tuple[str, ...]


def concepts(question: Question) -> tuple[Concept, ...]:
    """Return the concepts of `question`: title, question, keyword groups, outcomes, benchmarks and languages."""
    groups = [
        Concept("title", "title", content_words(question.title)),
        Concept("question", "question", content_words(question.question)),
        *(Concept("keywords", group[0], group) for group in question.keywords),
        *(Concept("outcome", outcome.name, (outcome.name, *outcome.terms)) for outcome in question.outcomes),
        Concept("benchmarks", "benchmarks", question.benchmarks),
        Concept("languages", "languages", question.languages),
    ]
    return tuple(group for group in groups if group.terms)
