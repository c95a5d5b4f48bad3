"""What a sentence is worth to a question: how much it speaks to it, and how much it states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.lexicon import FINDING
from generator.rarity import Rarity, rarity_of
from generator.records import Paper, Quantity, Question
from generator.text import Stemmed, content_words, denied, mentions, occurrences, prepare, stem

WORDING_WEIGHT, GROUPS_WEIGHT, OUTCOMES_WEIGHT, BENCHMARKS_WEIGHT = 1.0, 2.0, 1.5, 0.5
FULL_WORDING = 0.4
FULL_GROUPS = 3
FULL_OUTCOMES = 2
GROUP_FALLOFF = 0.5

_FINDING = frozenset(map(stem, FINDING))
_BACKGROUND = re.compile(
    r"\b(?:is motivated|motivation|aims? (?:to|at)|introduced?|introduces|proposed?|proposes|presents|releases|"
    r"describes|covers|collects|treats|is a (?:new|novel|family|framework|model|method)|"
    r"(?:was|were) (?:tested|evaluated) (?:on|in|with)|(?:was|were|is|are) (?:trained|released)|consists? of|comes? in|"
    r"starts? from|asks?|asked|surveys?|compares?|compared .{1,60} on|argues?|uses?|combines?|has \d|adds? a|analyses|"
    r"considers?|studies|studied|evaluates?|apply|applied .{1,40} to)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:across|on average|averaged?|overall|in general|consistently|of \d+ (?:models|settings|studies))\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"\b(?:abstracts?|papers?|surveys?|so)\b.*\b(?:no|nothing|neither|not)\b", re.IGNORECASE)


class Scale:
    """A question as a scale to hold sentences against, with the rarity of its words among the papers at hand."""

    def __init__(self, question: Question, papers: Iterable[Paper]) -> None:
        """Weigh the words of the question by how rare they are in `papers`."""
        self.question = question
        self._rarity: Rarity = rarity_of(papers)
        self._words = frozenset(stem(word) for word in content_words(f"{question.title} {question.question}"))
        self._total = sum(self._rarity.weight(word) for word in sorted(self._words))

    def outcomes(self, ready: Stemmed, figures: Sequence[Quantity]) -> tuple[str, ...]:
        """Return the outcomes that the sentence speaks to, by their terms or by the metric of its figures."""
        measured = {figure.metric.lower() for figure in figures}
        found = []
        for outcome in self.question.outcomes:
            terms = (outcome.name, *outcome.terms)
            if measured & {term.lower() for term in terms} or mentions(terms, ready):
                found.append(outcome.name)
        return tuple(found)

    def benchmarks(self, ready: Stemmed, figures: Sequence[Quantity]) -> tuple[str, ...]:
        """Return the question's benchmarks that the sentence names; a longer name that begins alike is another one."""
        given = {figure.benchmark for figure in figures}
        return tuple(b for b in self.question.benchmarks if b in given or self._named(b, ready))

    def relevance(self, ready: Stemmed, title: Stemmed, outcomes: Sequence[str], benchmarks: Sequence[str]) -> float:
        """Return in 0..1 how much the sentence speaks to the question."""
        question = self.question
        parts = [(WORDING_WEIGHT, self._wording(ready))]
        if question.keywords:
            parts.append((GROUPS_WEIGHT, self._groups(ready, title)))
        if question.outcomes:
            parts.append((OUTCOMES_WEIGHT, min(1.0, len(outcomes) / FULL_OUTCOMES)))
        if question.benchmarks:
            parts.append((BENCHMARKS_WEIGHT, float(bool(benchmarks))))
        return sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)

    def says_what_is_absent(self, text: str, ready: Stemmed) -> bool:
        """Return whether the sentence tells what a paper does not report, which is no finding."""
        terms = [term for outcome in self.question.outcomes for term in (outcome.name, *outcome.terms)]
        terms += [term for group in self.question.keywords for term in group]
        absent = any(denied(first, ready) for term in terms for first, _ in occurrences(term, ready))
        return absent and _ABSENT.search(text) is not None

    def _named(self, benchmark: str, ready: Stemmed) -> bool:
        others = (b for b in self.question.benchmarks if b != benchmark and b.lower().startswith(benchmark.lower()))
        taken = {first for other in others for first, _ in occurrences(other, ready)}
        return any(first not in taken and not denied(first, ready) for first, _ in occurrences(benchmark, ready))

    def _groups(self, ready: Stemmed, title: Stemmed) -> float:
        """Return in 0..1 how many keyword groups the sentence names, the first ones counting most.

        A group that only the paper's title names counts half; three groups count as all.
        """
        groups = self.question.keywords
        weights = [1 / (1 + GROUP_FALLOFF * place) for place in range(len(groups))]
        named = 0.0
        for weight, group in zip(weights, groups, strict=True):
            named += weight if mentions(group, ready) else weight / 2 if mentions(group, title) else 0.0
        return min(1.0, named / sum(weights[:FULL_GROUPS]))

    def _wording(self, ready: Stemmed) -> float:
        """Return the share of the question's words that the sentence holds, by weight; 0.4 of them count as all."""
        held = {token.stem for place, token in enumerate(ready.tokens) if not denied(place, ready)}
        shared = sum(self._rarity.weight(word) for word in sorted(self._words & held))
        return min(1.0, shared / self._total / FULL_WORDING) if self._total else 0.0


def substance(text: str, figures: Sequence[Quantity]) -> float:
    """Return how much a sentence states: above 1 for a general finding with figures, down to 0.16 for background."""
    finds = any(token.stem in _FINDING for token in prepare(text).tokens)
    counted = any(char.isdigit() for char in text)
    numbers = max(0.15 * len(figures), 0.05 * text.count("%"))
    value = 0.4 + 0.3 * finds + 0.1 * counted + min(0.3, numbers) + 0.2 * bool(_GENERAL.search(text))
    return value if figures else value * (0.4 if _BACKGROUND.search(text) else 1.0)
