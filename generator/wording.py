"""How much the papers at hand say of a concept: BM25 over concepts in place of words.

All terms of a concept count as one word, so that a concept with many synonyms gets no more than one with few, and the
fifth mention of it next to nothing.  Words that a sentence names only to deny ("reports no latency") are not counted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.lexicon import STOPWORDS
from generator.records import Paper
from generator.text import Stemmed, Token, denied, occurrences, prepare, sentences

K1, B = 1.2, 0.75  # the usual ones of Robertson and Zaragoza (2009)
TITLE_WEIGHT = 2
_SHORTEST = 3
_GAP = Token("", "", 0, 0)  # stands for what is denied and for the end of a sentence: no term reaches across


@dataclass(frozen=True, slots=True)
class Wording:
    """Title and text of one paper without what they deny, the number of words, and how often each stem stands."""

    parts: tuple[tuple[int, Stemmed], ...]
    length: int
    stems: Mapping[str, int]


class Wordings:
    """The wording of a set of papers, compared with each other."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        """Read the title and text of each paper."""
        self._papers = {paper.id: _wording(paper) for paper in papers}
        lengths = [wording.length for wording in self._papers.values()]
        self._mean = max(1.0, sum(lengths) / max(1, len(lengths)))
        self._holding = Counter(stem for wording in self._papers.values() for stem in wording.stems)

    def concept(self, terms: Sequence[str]) -> tuple[float, Mapping[str, float]]:
        """Return the rarity of a concept, and for each paper that mentions it how much it says, above 0 and below 1."""
        counts = {name: _mentions(terms, wording) for name, wording in self._papers.items()}
        said = {name: self._saturated(name, count) for name, count in counts.items() if count}
        return self._rarity(len(said)), said

    def common(self, best: Sequence[str], most: int) -> Mapping[str, float]:
        """Return at most `most` stems that the papers `best` share and others lack, with their weights above 0.

        The weight is a word's part of the divergence between these papers and all (Carpineto et al. 2001):
        `p * log(p / q)`, p the share of `best` that hold it and q of all papers.  Each stands in two of `best` or more.
        """
        held = Counter(stem for name in best for stem in self._papers[name].stems)
        weights = {stem: self._divergence(stem, count / len(best)) for stem, count in held.items() if count > 1}
        chosen = sorted((stem for stem in weights if weights[stem] > 0), key=lambda stem: (-weights[stem], stem))
        return {stem: weights[stem] for stem in chosen[:most]}

    def closeness(self, weights: Mapping[str, float]) -> Mapping[str, float]:
        """Return for each paper that holds any of these stems the weighted sum of how much it says of them."""
        sums = {
            name: sum(weights[stem] * self._saturated(name, wording.stems.get(stem, 0)) for stem in weights)
            for name, wording in self._papers.items()
        }
        return {name: value for name, value in sums.items() if value > 0}

    def _divergence(self, stem: str, share: float) -> float:
        return round(share * math.log(share * len(self._papers) / self._holding[stem]), 9)

    def _rarity(self, holding: int) -> float:
        return math.log((len(self._papers) + 1) / (holding + 0.5))

    def _saturated(self, name: str, count: int) -> float:
        return count / (count + K1 * (1 - B + B * self._papers[name].length / self._mean))


@lru_cache(maxsize=2_000)
def _wording(paper: Paper) -> Wording:
    title, document = prepare(paper.title), paper.document
    spans = sentences(document) if document else ()
    text = _affirmed(prepare(document.text[start:end]) for start, end in spans) if document else prepare("")
    tokens = [token for part in (title, text) for token in part.tokens if token.stem]
    stems = Counter(token.stem for token in tokens if _tells(token.text))
    return Wording(parts=((TITLE_WEIGHT, title), (1, text)), length=len(tokens), stems=stems)


def _affirmed(parts: Iterable[Stemmed]) -> Stemmed:
    kept: list[Token] = []
    for ready in parts:
        kept.extend(_GAP if denied(place, ready) else token for place, token in enumerate(ready.tokens))
        kept.append(_GAP)
    return Stemmed(tuple(kept), " " + " ".join(token.stem for token in kept) + " ")


def _tells(word: str) -> bool:
    return word.isalpha() and len(word) >= _SHORTEST and word.lower() not in STOPWORDS


def _mentions(terms: Sequence[str], wording: Wording) -> int:
    """Return how often any of `terms` stands there, overlapping ones once, those of the title counted double."""
    total = 0
    for weight, text in wording.parts:
        end = -1
        for first, last in sorted({place for term in terms for place in occurrences(term, text)}):
            total += weight * (first > end)
            end = max(end, last)
    return total
