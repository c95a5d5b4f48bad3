"""What two sentences name alike and what differs between them: sizes, figures, names and words of the vocabulary.

Only what is named counts.  That nothing differs here does not mean that two studies were alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from generator.figuretable import is_level, size_said, value_said
from generator.names import find_names, find_sizes, find_terms
from generator.quantities import quantities
from generator.records import Difference, Passage, Term, Vocabulary

MOST_NAMED = 6

Reading = Callable[[str], Iterable[str]]


def differences(one: str, other: str, vocabulary: Vocabulary) -> tuple[Difference, ...]:
    """Return, kind by kind, what only the one and what only the other sentence names, where the two differ."""
    made = []
    for kind, read in _readings(vocabulary).items():
        mine, theirs = _names(read, one), _names(read, other)
        first = tuple(name for name in mine if name not in theirs)[:MOST_NAMED]
        second = tuple(name for name in theirs if name not in mine)[:MOST_NAMED]
        if first or second:
            made.append(Difference(kind=kind, first=first, second=second))
    return tuple(made)


def shared(one: str, other: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what both sentences name, whatever its kind, in the order of the first."""
    common = [
        name for read in _readings(vocabulary).values() for name in _names(read, one) if name in _names(read, other)
    ]
    return tuple(dict.fromkeys(common))[:MOST_NAMED]


def _names(read: Reading, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read(text)))


def _readings(vocabulary: Vocabulary) -> Mapping[str, Reading]:
    """Return what is looked for in a sentence, by the name of its kind, most telling first."""
    return {
        "size": partial(_sizes, vocabulary=vocabulary),
        "setting": partial(_terms, terms=vocabulary.settings),
        "metric": partial(_metrics, vocabulary=vocabulary),
        "benchmark": partial(_terms, terms=vocabulary.benchmarks),
        "language": partial(_terms, terms=vocabulary.languages),
        "named subject": partial(_subjects, vocabulary=vocabulary),
        "figure": partial(_figures, vocabulary=vocabulary),
        "concept": partial(_terms, terms=vocabulary.concepts),
        "topic": partial(_terms, terms=vocabulary.topics),
    }


def _terms(text: str, terms: Iterable[Term]) -> Iterable[str]:
    return (mention.name for mention in find_terms(terms, text))


def _metrics(text: str, vocabulary: Vocabulary) -> Iterable[str]:
    """Yield the metrics, without words that name a setting just as well."""
    taken = {place for mention in find_terms(vocabulary.settings, text) for place in range(mention.start, mention.end)}
    return (mention.name for mention in find_terms(vocabulary.metrics, text) if mention.start not in taken)


def _sizes(text: str, vocabulary: Vocabulary) -> Iterable[str]:
    """Yield the sizes that stand in the sentence or in a name ("Oven-7B")."""
    found = [*find_sizes(text), *find_names(text, vocabulary)]
    return (size_said(mention.size) for mention in sorted(found, key=lambda item: item.start) if mention.size)


def _subjects(text: str, vocabulary: Vocabulary) -> Iterable[str]:
    return (mention.name for mention in find_names(text, vocabulary))


def _figures(text: str, vocabulary: Vocabulary) -> Iterable[str]:
    span = Passage(paper="", start=0, end=len(text), quote=text, level="note")
    return (f"{value_said(figure)} {figure.metric}" for figure in filter(is_level, quantities(span, vocabulary)))
