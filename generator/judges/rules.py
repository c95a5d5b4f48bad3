"""Refutes by rule: different figures for the same thing, opposite directions.  Never supports."""

from __future__ import annotations

from generator.agreement import RULES, Agreement
from generator.calibration import rule_shares
from generator.contracts import Judge, Judgement
from generator.rarity import Rarity
from generator.records import Calibration, Passage, Vocabulary


def make(vocabulary: Vocabulary, rarity: Rarity, calibration: Calibration) -> Judge:
    """Return the judge; it answers None wherever no rule sees a contradiction."""
    agreement = Agreement(vocabulary, rarity)
    measured = rule_shares(calibration, RULES)

    def judge(claim: Passage, passage: Passage) -> Judgement | None:
        signal = agreement.signal(claim, passage)
        if signal is None or signal.label != "contradicts":
            return None
        supports, contradicts, neutral = measured[signal.rule]
        return Judgement("contradicts", supports, contradicts, neutral, f"{signal.rule}: {signal.detail}", signal.rule)

    return judge
