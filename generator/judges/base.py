"""The judge that needs no model: overlap weighted by rarity, fuzzy match, equal figures.

Overlap tells whether a passage speaks about a claim, not on which side it
stands.  This judge supports only a passage that restates the claim almost word
for word, or gives the same figure for the same thing; to all else it answers
neutral, with the probabilities that passages of the same score had in the
training data.  It never contradicts.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from generator.agreement import FIGURES_AGREE, Agreement
from generator.calibration import rule_shares
from generator.contracts import Judge, Judgement
from generator.lexicon import NEGATIONS
from generator.rarity import Rarity
from generator.records import Bin, Calibration, Passage, Vocabulary
from generator.text import stem, stems, tokens

RESTATES = "restates"
RESTATED_SCORE = 0.9
OVERLAP_SHARE = 0.7
_FIGURE, _CAPITAL = re.compile(r"\d"), re.compile(r"[A-ZÀ-ÖØ-Þ]")


def make(vocabulary: Vocabulary, rarity: Rarity, calibration: Calibration) -> Judge:
    """Return the judge; it always answers."""
    agreement = Agreement(vocabulary, rarity)
    measured = rule_shares(calibration, (RESTATES, FIGURES_AGREE))
    directions = frozenset(map(stem, (*vocabulary.up, *vocabulary.down)))

    def judge(claim: Passage, passage: Passage) -> Judgement:
        value = score(claim.quote, passage.quote, rarity)
        signal = agreement.signal(claim, passage)
        rule, detail = (signal.rule, signal.detail) if signal and signal.label == "supports" else ("", "")
        if restates(claim.quote, passage.quote, value, directions):
            rule, detail = RESTATES, f"repeats {value:.0%} of the claim's wording, figures and negations included"
        if rule:
            supports, contradicts, neutral = measured[rule]
            return Judgement("supports", supports, contradicts, neutral, f"{rule}: {detail}", rule)
        supports, contradicts, neutral = find_bin(calibration.pairs, value).shares
        return Judgement("neutral", supports, contradicts, neutral, f"shares {value:.0%} of the claim's wording")

    return judge


def score(claim: str, passage: str, rarity: Rarity) -> float:
    """Return in 0..1 how much of the claim the passage repeats: 0.7 weighted overlap + 0.3 fuzzy token set ratio."""
    fuzzy = fuzz.token_set_ratio(claim.lower(), passage.lower()) / 100
    return OVERLAP_SHARE * rarity.coverage(claim, passage) + (1 - OVERLAP_SHARE) * fuzzy


def restates(claim: str, passage: str, value: float, directions: frozenset[str]) -> bool:
    """Return whether the passage says the same in nearly the same words.

    It has to hold the claim's figures, names and stems of `directions`, and the same negations.
    """
    here, there = ({token.text.lower() for token in tokens(text)} for text in (claim, passage))
    return (
        value >= RESTATED_SCORE
        and _marks(claim) <= there
        and here & NEGATIONS == there & NEGATIONS
        and stems(claim) & directions <= stems(passage)
    )


def _marks(text: str) -> set[str]:
    """Return figures and names, in lower case: a capital tells a name, but not where it opens the sentence."""
    words = [token.text for token in tokens(text)]
    named = {word.lower() for place, word in enumerate(words) if _CAPITAL.search(word, 0 if place else 1)}
    return named | {word.lower() for word in words if _FIGURE.search(word)}


def find_bin(bins: tuple[Bin, ...], value: float) -> Bin:
    """Return the bin that `value` falls into; the last one holds all that lies above."""
    return next((item for item in bins if item.low <= value < item.high), bins[-1])
