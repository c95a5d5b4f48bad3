"""Whether evidence is narrower than the claim that it speaks to: one benchmark, one language, mice.

Only what is named counts.  Evidence is called narrower where it names something of a kind of which the claim names
nothing; it may be narrower in other ways that words do not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.lexicon import POPULATIONS
from generator.records import Term, Vocabulary
from generator.text import Stemmed, mentions, prepare

MAX_NAMED = 3


def narrower(claim: str, passage: str, vocabulary: Vocabulary) -> str:
    """Return what the passage is limited to and the claim is not, as an enumeration; empty where nothing is named."""
    asked, told = prepare(claim), prepare(passage)
    found: list[str] = []
    for kind in (vocabulary.benchmarks, vocabulary.languages):
        named = list(_named(kind, told))
        if named and not any(_named(kind, asked)):
            found.extend(named)
    for group in POPULATIONS:
        spoken = mentions(group, told)
        if spoken and not mentions(group, asked):
            found.append(spoken[0])
    return ", ".join(dict.fromkeys(found[:MAX_NAMED]))


def _named(terms: Iterable[Term], text: Stemmed) -> Iterator[str]:
    return (term.name for term in terms if mentions(term.spellings, text))
