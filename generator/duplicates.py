"""Questions that are asked already: in nearly the same words, or answered from the same papers.

Words come first, since they cost nothing.  The papers are retrieved only for questions whose words are somewhat
alike, so that a thousand questions are compared in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from generator.dedupe import dedupe
from generator.pipeline import RANKER, Inputs
from generator.rank import rank
from generator.rankers import RANKERS
from generator.records import Question, Screening
from generator.search import search
from generator.text import stems
from generator.understand import understand

# In per cent.  tests/test_duplicates.py has the pairs that these were set on; where one word of a question is exchanged
# for another (“sleep” for “grades”) more than 80 % of its letters stay, so that the papers have to tell.
SAME_WORDS, LIKE_WORDS, SAME_PAPERS = 90, 75, 70
_FEWEST_PAPERS: Final = 8


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near one question is to another, in per cent: in words, and in papers where these were compared."""

    question: Question
    words: int
    papers: int | None = None


def near(
    question: Question, others: Sequence[Question], retrieved: Callable[[Question], Collection[str]]
) -> Iterator[Likeness]:
    """Yield the others that ask nearly what `question` asks, the nearest words first.

    `retrieved` gives the ids of the papers that a question's report would include.
    """
    alike = [(words_alike(question, other), other) for other in others if other.id != question.id]
    for words, other in sorted(alike, key=lambda one: (-one[0], one[1].id)):
        if words >= SAME_WORDS:
            yield Likeness(other, words)
        elif words >= LIKE_WORDS:
            papers = _shared(retrieved(question), retrieved(other))
            if papers >= SAME_PAPERS:
                yield Likeness(other, words, papers)


def words_alike(one: Question, other: Question) -> int:
    """Return how much the words of two questions are alike, 0 to 100: stems, in whatever order."""
    mine, theirs = _words(one.question), _words(other.question)
    # Most pairs end here; a thousand questions are half a million of them.
    if len(mine & theirs) * 2 >= min(len(mine), len(theirs)) > 0:
        alike = round(fuzz.token_sort_ratio(" ".join(sorted(mine)), " ".join(sorted(theirs))))
    else:
        alike = 0
    title = _words(one.title)
    return 100 if title and title == _words(other.title) else alike


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    return stems(text)


def _shared(mine: Collection[str], theirs: Collection[str]) -> int:
    """Return the papers that two reports share, in per cent of those of either; 0 where these are too few to tell."""
    both = set(mine) & set(theirs)
    return round(100 * len(both) / len(set(mine) | set(theirs))) if len(both) >= _FEWEST_PAPERS else 0


def retrieve(question: Question, inputs: Inputs) -> frozenset[str]:
    """Return the ids of the papers that the report of `question` includes."""
    return frozenset(paper.id for paper in screen(question, inputs).included)


def screen(question: Question, inputs: Inputs) -> Screening:
    """Return the papers at hand that answer `question`, and those that do not, as its report ranks them."""
    understood = understand(question, inputs.vocabulary)
    evidence = inputs.evidence.get(question.id)
    results = search(understood, inputs.library, evidence.results if evidence else ())
    found = tuple(result for result in results if result.searched)
    works = dedupe((paper for result in found for paper in result.papers), inputs.decisions)
    return rank(found, works, understood, RANKERS[RANKER])
