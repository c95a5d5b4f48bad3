"""What a sentence is worth to a question: how much it speaks to it, and how much it states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.lexicon import CHANGES, FINDING
from generator.names import billions, find_names, find_sizes, find_terms
from generator.rarity import Rarity, rarity_of
from generator.records import Paper, Quantity, Question, Term, Vocabulary
from generator.text import Stemmed, content_words, denied, mentions, occurrences, prepare, stem

WORDING_WEIGHT, GROUPS_WEIGHT, OUTCOMES_WEIGHT, BENCHMARKS_WEIGHT = 1.0, 3.0, 1.5, 0.5
FULL_WORDING = 0.4
FULL_GROUPS = 3
FULL_OUTCOMES = 2
GROUP_FALLOFF = 0.5
TOPICAL = 4
PARAMETERS = "parameters"

_FINDING = frozenset(map(stem, FINDING))
_BACKGROUND = re.compile(
    r"\b(?:is motivated|motivation|aims? (?:to|at)|introduced?|introduces|proposed?|proposes|presents|releases|"
    r"describes|covers|collects|treats|asks?|asked|surveys?|compares?|compared .{1,60} on|argues?|uses|combines?|"
    r"is an? (?:[\w-]+ ){0,3}(?:family|framework|model|method|data ?set|benchmark|tool)|consists? of|comes? in|"
    r"(?:was|were) (?:tested|evaluated) (?:on|in|with)|(?:was|were|is|are) (?:trained|released)|starts? from|"
    r"has \d|adds? a|analyses|considers?|studies|studied|evaluates?|apply|applied .{1,90} to|stated aim|"
    r"tests? whether|reports evidence|(?:is|are) made by|advent of|in recent years|recent (?:work|advances|progress|"
    r"advancements|developments)|(?:is|are|has become|have become) (?:one of the|increasingly|widely|commonly|"
    r"generally|typically)|(?:has|have) not (?:yet )?been (?:\w+ )?(?:investigated|studied|explored|established)|"
    r"limited research|little (?:research|work|attention)|(?:is|are|was|were) (?:employed|conducted|performed|"
    r"carried out)|recently|(?:could|may|might) help|with the (?:increasing|growing)|"
    r"further (?:work|research|studies|trials) (?:is|are) (?:needed|required|warranted)|"
    r"remains? (?:\w+ )?(?:unknown|unclear|challenging|controversial|elusive|a challenge)|is (?:un|not )known)\b",
    re.IGNORECASE,
)
# What a measure is, rather than what was measured with it.
_DEFINITION = re.compile(r"\bcalled (?:the )?[\w\s-]+\([A-Z]{2,}\)|\bmetrics? (?:of [\w-]+ )?(?:scores?|measures?)\b")
_GENERAL = re.compile(
    r"\b(?:across|on average|averaged?|overall|in general|consistently|of \d+ (?:models|settings|studies))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d\s?(?:%|times\b|points?\b)")
_BOUND = re.compile(
    r"\b(?:at most|up to|no more than|under|below|fewer than|less than)\s+(\d+(?:\.\d+)?)\s?(B|M|billion|million)\b"
)
_ABSENT = re.compile(r"\b(?:abstracts?|papers?|surveys?|so)\b.*\b(?:no|nothing|neither|not)\b", re.IGNORECASE)


class Scale:
    """A question as a scale to hold sentences against, with the rarity of its words among the papers at hand."""

    def __init__(self, question: Question, papers: Iterable[Paper], vocabulary: Vocabulary) -> None:
        """Weigh the words of the question by how rare they are in `papers`."""
        self.question = question
        self._vocabulary = vocabulary
        self._topical = question.keywords[:TOPICAL]
        self._largest = largest_size(question)
        spelled = {spelling.lower(): term.name for term in vocabulary.benchmarks for spelling in term.spellings}
        self._asked = {name: spelled.get(name.lower(), name) for name in question.benchmarks}
        new = (Term(name=name) for name in question.benchmarks if name.lower() not in spelled)
        self._benchmarks: tuple[Term, ...] = (*vocabulary.benchmarks, *new)
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

    def benchmarks(self, text: str, figures: Sequence[Quantity]) -> tuple[str, ...]:
        """Return the question's benchmarks that the sentence names; a longer name that begins alike is another one."""
        ready = prepare(text)
        denials = {token.start for place, token in enumerate(ready.tokens) if denied(place, ready)}
        named = {mention.name for mention in find_terms(self._benchmarks, text) if mention.start not in denials}
        named.update(figure.benchmark for figure in figures if figure.benchmark)
        return tuple(asked for asked, name in self._asked.items() if name in named)

    def is_asked(self, figures: Sequence[Quantity], outcomes: Sequence[str], benchmarks: Sequence[str]) -> bool:
        """Return whether a sentence answers in figures: of an outcome itself, or on a benchmark, of the question."""
        metrics = {figure.metric.lower() for figure in figures}
        of_outcome = any(metric in outcome.lower() for outcome in outcomes for metric in metrics)
        return bool(figures and outcomes and (benchmarks or of_outcome))

    def on_topic(self, text: str, title: Stemmed) -> bool:
        """Return whether the sentence, or its paper's title, names one of the first keyword groups."""
        return not self._topical or self.topics(text, title) > 0

    def topics(self, text: str, title: Stemmed) -> int:
        """Return how many of the first keyword groups the sentence or its paper's title names."""
        ready = prepare(text)
        return sum(self._names(group, text, ready) or bool(mentions(group, title)) for group in self._topical)

    def fits_size(self, text: str, figures: Sequence[Quantity]) -> bool:
        """Return whether the sentence may concern models of the size that the question bounds; unknown sizes may."""
        if self._largest is None:
            return True
        sizes = [mention.size for mention in (*find_sizes(text), *find_names(text, self._vocabulary))]
        known = [size for size in (*sizes, *(figure.parameters_b for figure in figures)) if size is not None]
        return not known or min(known) <= self._largest

    def relevance(self, text: str, title: Stemmed, outcomes: Sequence[str], benchmarks: Sequence[str]) -> float:
        """Return in 0..1 how much the sentence speaks to the question."""
        question, ready = self.question, prepare(text)
        parts = [(WORDING_WEIGHT, self._wording(ready))]
        if question.keywords:
            parts.append((GROUPS_WEIGHT, self._groups(text, ready, title)))
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

    def _names(self, group: tuple[str, ...], text: str, ready: Stemmed) -> bool:
        """Return whether the sentence names the group; several sizes ("15% at 1B, 30% at 7B") name parameters."""
        if mentions(group, ready):
            return True
        return PARAMETERS in group and len({mention.size for mention in find_sizes(text)}) > 1

    def _groups(self, text: str, ready: Stemmed, title: Stemmed) -> float:
        """Return in 0..1 how many keyword groups the sentence names, the first ones counting most.

        A group that only the paper's title names counts half; three groups count as all.
        """
        groups = self.question.keywords
        weights = [1 / (1 + GROUP_FALLOFF * place) for place in range(len(groups))]
        named = 0.0
        for weight, group in zip(weights, groups, strict=True):
            named += weight if self._names(group, text, ready) else weight / 2 if mentions(group, title) else 0.0
        return min(1.0, named / sum(weights[:FULL_GROUPS]))

    def _wording(self, ready: Stemmed) -> float:
        """Return the share of the question's words that the sentence holds, by weight; 0.4 of them count as all.

        What is denied is not held, save a change: "did not increase" speaks about an increase.
        """
        held = {
            token.stem for place, token in enumerate(ready.tokens) if token.stem in CHANGES or not denied(place, ready)
        }
        shared = sum(self._rarity.weight(word) for word in sorted(self._words & held))
        return min(1.0, shared / self._total / FULL_WORDING) if self._total else 0.0


def largest_size(question: Question) -> float | None:
    """Return the bound that the question sets on the size of models, in billions of parameters, None without one."""
    bound = _BOUND.search(question.question)
    return billions(bound[1], bound[2]) if bound else None


def within(bound: float | None, figure: Quantity) -> bool:
    """Return whether a figure is known to keep to the bound; without a bound all do."""
    return bound is None or (figure.parameters_b is not None and figure.parameters_b <= bound)


def substance(text: str, figures: Sequence[Quantity]) -> float:
    """Return how much a sentence states: above 1 for a general finding with figures, down to 0.16 for background."""
    finds = _states_finding(prepare(text))
    counted = any(char.isdigit() for char in text)
    numbers = max(0.15 * len(figures), 0.05 * len(_AMOUNT.findall(text)))
    value = 0.4 + 0.3 * finds + 0.1 * counted + min(0.3, numbers) + 0.2 * is_general(text)
    return value * (0.4 if not figures and _is_background(text, finds=finds) else 1.0)


def is_general(text: str) -> bool:
    """Return whether a sentence sums up over many cases."""
    return _GENERAL.search(text) is not None


def _is_background(text: str, *, finds: bool) -> bool:
    """Return whether a sentence only tells what there is or was done; an amount speaks for a finding."""
    if _DEFINITION.search(text):
        return True
    describes = _BACKGROUND.search(text) is not None
    if _AMOUNT.search(text) and (finds or not describes):
        return False
    return describes or not finds


def _states_finding(ready: Stemmed) -> bool:
    """Return whether a word of finding stands there other than as an aim ("to improve robustness")."""
    pairs = zip((None, *ready.tokens), ready.tokens, strict=False)
    return any(token.stem in _FINDING and not (before and before.text.lower() == "to") for before, token in pairs)
