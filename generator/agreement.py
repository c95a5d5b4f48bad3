"""What can be read off two sentences without a model: equal or different figures, opposite directions.

A figure is compared only with one of the same subject, size, metric, benchmark,
language and setting.  Directions are compared only where the sentences hold
much of each other's wording, both move the same thing (named by the same word, or
by words that the vocabulary calls the same), and no other thing speaks against it; and not where a sentence
compares two sides, points both ways, or alone speaks of an absence.
On SciFact's training claims an equal direction did not tell support from the rest
(53 % at best), so nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.figuretable import is_level
from generator.ids import fold
from generator.lexicon import NEGATIONS
from generator.quantities import quantities
from generator.rarity import Rarity
from generator.records import Label, Passage, Quantity, Vocabulary
from generator.text import Stemmed, denied, opens_not_only, prepare, stem, stems

FIGURES_AGREE, FIGURES_DIFFER = "figures agree", "figures differ"
OPPOSITE_DIRECTION = "opposite direction"
RULES = (FIGURES_AGREE, FIGURES_DIFFER, OPPOSITE_DIRECTION)

# The larger and the smaller share of common wording; two of three contradictions found at these were right
# on SciFact's training claims (python -m generator.training.fit_calibration).
MIN_LARGER_SHARE = 0.5
MIN_SMALLER_SHARE = 0.3
MIN_ANCHOR_WEIGHT = 1.5
WINDOW = 2
_NEGATION_REACH = 3
_REJECTION = re.compile(
    r"\bcontrary to\b|\b(?:contradict\w*|refut\w*|challeng\w*|disput\w*|against) (?:(?:the|a|this|common) )*"
    r"(?:view|belief|assumption|expectation|notion|idea|wisdom)s?\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:\b[A-ZÀ-Þ][\w’'-]+ (?:et al\.|and [A-ZÀ-Þ][\w’'-]+) \(\d{4}\)|\b(?:results|findings|paper|study|view) of\b)"
)
# "A has fewer than B" and "B has more than A" say the same; which side is which cannot be told by words alone.
_COMPARED = re.compile(
    r"\b(?:than|compar\w+|versus|vs|against|outperform\w*|surpass\w*|exceed\w*|beat\w*|relative to|instead|rather|over|"
    r"whereas|while)\b",
    re.IGNORECASE,
)
# To take away what helps is to harm: where only one of two sentences speaks of its absence, directions say nothing.
_ABSENCE = re.compile(
    r"\b(?:absen\w+|lack\w*|without|knock-?(?:out|down)\w*|deficien\w+|deplet\w+|remov\w+|loss of|block\w*|"
    r"antagonis\w+)\b",
    re.IGNORECASE,
)
_NO_ANCHOR = re.compile(r"[\W\d_]*|\w+l[yi]|.", re.IGNORECASE)
_SIZE = re.compile(r"[-\s]?\d+(?:\.\d+)?[bm]\b", re.IGNORECASE)
_DECIMALS = re.compile(r"\d\.(\d+)")


@dataclass(frozen=True, slots=True)
class Signal:
    """What a rule saw: the rule, which side it speaks for, and what it saw in words."""

    rule: str
    label: Label
    detail: str


@dataclass(frozen=True, slots=True)
class Key:
    """What a sentence holds for a rule to compare it by, and what another has to hold for the rule to apply."""

    held: tuple[object, ...]
    sought: tuple[object, ...]


class Agreement:
    """Compares sentences with the words of a field at hand; remembers the figures that it read."""

    def __init__(self, vocabulary: Vocabulary, rarity: Rarity) -> None:
        """Prepare the field's words of direction and its groups of words that mean the same."""
        self._vocabulary, self._rarity = vocabulary, rarity
        self._same = {stem(word): stem(term.name) for term in vocabulary.concepts for word in term.spellings}
        self._up = frozenset(stem(word) for word in vocabulary.up)
        self._down = frozenset(stem(word) for word in vocabulary.down)
        self._figures: dict[str, tuple[Quantity, ...]] = {}
        self._weighed: dict[str, tuple[frozenset[str], float]] = {}

    def signal(self, claim: Passage, passage: Passage) -> Signal | None:
        """Return what the first rule that applies saw, None when none does; figures come before directions."""
        return self._by_figures(claim, passage) or self._by_direction(claim, passage)

    def keys(self, passage: Passage) -> frozenset[Key]:
        """Return what the rules compare a sentence by: `signal` has nothing to say of two without a key that fits."""
        levels = (_thing(one) for one in self._read(passage) if one.benchmark is not None)
        text = prepare(passage.quote)
        if _COMPARED.search(passage.quote) or not self._goes_one_way(text):
            return frozenset(Key(level, level) for level in levels)
        moved = ((anchor, self._polarity(anchor, text)) for anchor in self._anchors(passage.quote))
        ways = (Key((anchor, sign), (anchor, -sign)) for anchor, sign in moved if sign)
        return frozenset((*(Key(level, level) for level in levels), *ways))

    def coverage(self, claim: str, passage: str) -> float:
        """Return the share in 0..1 of the claim's weighted words, or words that mean the same, in the passage."""
        return self._shares(claim, passage)[0]

    def _shares(self, one: str, other: str) -> tuple[float, float]:
        """Return the share of each text's weighted words that the two have in common."""
        (mine, my_weight), (theirs, their_weight) = self._concepts(one), self._concepts(other)
        common = self._weight(mine & theirs)
        return common / my_weight if my_weight else 0.0, common / their_weight if their_weight else 0.0

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._rarity.weight(word) for word in sorted(words))

    def _by_figures(self, claim: Passage, passage: Passage) -> Signal | None:
        """Return a figure that differs, else one that agrees where at least half of the claim's figures do.

        A passage that repeats one figure of several, as papers do with those they compare with, bears out no claim.
        """
        mine, agreed = self._read(claim), []
        for one in mine:
            relations = {compare(one, other): other for other in self._read(passage)}
            if FIGURES_DIFFER in relations:
                return Signal(FIGURES_DIFFER, "contradicts", f"{_said(one)} against {_said(relations[FIGURES_DIFFER])}")
            if FIGURES_AGREE in relations:
                agreed.append(one)
        if not agreed or 2 * len(agreed) < len(mine):
            return None
        return Signal(FIGURES_AGREE, "supports", f"both give {_said(agreed[0])}")

    def _read(self, passage: Passage) -> tuple[Quantity, ...]:
        if passage.quote not in self._figures:
            self._figures[passage.quote] = tuple(filter(is_level, quantities(passage, self._vocabulary)))
        return self._figures[passage.quote]

    def _by_direction(self, claim: Passage, passage: Passage) -> Signal | None:
        shares = self._shares(claim.quote, passage.quote)
        if max(shares) < MIN_LARGER_SHARE or min(shares) < MIN_SMALLER_SHARE:
            return None
        quotes = (claim.quote, passage.quote)
        if any(map(_COMPARED.search, quotes)) or len({bool(_ABSENCE.search(quote)) for quote in quotes}) > 1:
            return None
        here, there = prepare(claim.quote), prepare(passage.quote)
        if not (self._goes_one_way(here) and self._goes_one_way(there)):
            return None
        moved = {
            anchor: self._polarity(anchor, here) * self._polarity(anchor, there)
            for anchor in sorted(self._anchors(claim.quote) & self._anchors(passage.quote))
        }
        if {sign for sign in moved.values() if sign} != {-1}:
            return None
        anchors = ", ".join(f"“{self._word(anchor, here)}”" for anchor, sign in moved.items() if sign)
        return Signal(OPPOSITE_DIRECTION, "contradicts", f"they move {anchors} in opposite directions")

    def _goes_one_way(self, text: Stemmed) -> bool:
        """Return whether all words of direction in a sentence point the same way."""
        return len({sign for place in range(len(text.tokens)) for sign in self._sign(place, text)}) == 1

    def _concepts(self, text: str) -> tuple[frozenset[str], float]:
        """Return the words of a text, those that mean the same as one, with their weight; remembered per text."""
        if text not in self._weighed:
            words = frozenset(self._same.get(item, item) for item in stems(_REFERENCE.sub(" ", text)))
            self._weighed[text] = words, self._weight(words)
        return self._weighed[text]

    def _anchors(self, text: str) -> frozenset[str]:
        directions = self._up | self._down
        known = self._concepts(text)[0] - directions
        return frozenset(
            item for item in known if self._rarity.weight(item) > MIN_ANCHOR_WEIGHT and not _NO_ANCHOR.fullmatch(item)
        )

    def _word(self, anchor: str, text: Stemmed) -> str:
        return next(text.tokens[place].text for place in self._places(anchor, text))

    def _polarity(self, anchor: str, text: Stemmed) -> int:
        """Return +1 or -1 when the words around `anchor` agree on a direction, 0 when they do not."""
        signs = {sign for place in self._places(anchor, text) for sign in self._signs(place, text)}
        flipped = -1 if _REJECTION.search(" ".join(token.text for token in text.tokens)) else 1
        return flipped * signs.pop() if len(signs) == 1 else 0

    def _places(self, anchor: str, text: Stemmed) -> Iterator[int]:
        return (place for place, token in enumerate(text.tokens) if self._same.get(token.stem, token.stem) == anchor)

    def _signs(self, place: int, text: Stemmed) -> Iterator[int]:
        for near in range(max(0, place - WINDOW), min(len(text.tokens), place + WINDOW + 1)):
            yield from self._sign(near, text)

    def _sign(self, place: int, text: Stemmed) -> Iterator[int]:
        word = text.tokens[place].stem
        sign = (word in self._up) - (word in self._down)
        if sign:
            yield -sign if denied(place, text) or _negated(place, text) else sign


def _negated(place: int, text: Stemmed) -> bool:
    return any(
        text.tokens[before].text.lower() in NEGATIONS and not opens_not_only(before, text)
        for before in range(max(0, place - _NEGATION_REACH), place)
    )


def compare(one: Quantity, other: Quantity) -> str | None:
    """Return whether two levels of the same thing agree or differ, None when they are not of the same thing."""
    if not (is_level(one) and is_level(other)):
        return None
    if one.benchmark is None or _thing(one) != _thing(other):
        return None
    return FIGURES_AGREE if _equal(one, other) else FIGURES_DIFFER


def _thing(level: Quantity) -> tuple[object, ...]:
    """Return what a level is of; two of the same thing can be compared."""
    named = level.metric, level.unit, level.setting, level.benchmark
    return _who(level), *named, level.parameters_b, level.language


def _who(quantity: Quantity) -> str:
    return fold(_SIZE.sub("", quantity.subject)).replace(" ", "")


def _equal(one: Quantity, other: Quantity) -> bool:
    """Return whether two figures are equal at the precision to which the coarser one is written."""
    coarser = min(_decimals(one), _decimals(other))
    # Half a unit of the last place: whoever rounded 33.55 may have written 33.5 or 33.6.
    half = 0.5 * 10.0**-coarser if _decimals(one) != _decimals(other) else 0.0
    return abs(one.value - other.value) <= half + 1e-9


def _decimals(quantity: Quantity) -> int:
    first = quantity.passage.start
    written = _DECIMALS.search(quantity.passage.quote[quantity.start - first : quantity.end - first])
    return len(written[1]) if written else 0


def _said(quantity: Quantity) -> str:
    size = f" ({quantity.parameters_b:g}B)" if quantity.parameters_b and not _SIZE.search(quantity.subject) else ""
    unit = quantity.unit if quantity.unit == "%" else f" {quantity.unit}"
    return f"{quantity.subject}{size} {quantity.value:g}{unit} {quantity.metric} on {quantity.benchmark}"
