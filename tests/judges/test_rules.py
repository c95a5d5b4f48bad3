"""The rules refute with the measured shares, and answer nothing to all else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.errors import DamagedData
from generator.judges import JUDGES
from tests.beehives import CALIBRATION, RARITY, VOCABULARY, said

JUDGE = JUDGES["rules"](VOCABULARY, RARITY, CALIBRATION)
WARM = "Heating raised the purity of honey in oak hives."
FIGURE = "The Oak-5 hive reached a purity of 41% on CombTest."


@pytest.mark.parametrize(
    ("claim", "passage", "rule", "shares"),
    [
        (FIGURE, FIGURE.replace("41", "62"), "figures differ", (0.1, 0.7, 0.2)),
        (WARM, WARM.replace("raised", "reduced"), "opposite direction", (0.1, 0.65, 0.25)),
        (WARM, WARM.replace("raised", "did not raise"), "opposite direction", (0.1, 0.65, 0.25)),
    ],
)
def test_contradiction_carries_the_measured_shares_and_says_what_was_seen(claim, passage, rule, shares):
    judged = JUDGE(said(claim), said(passage, "y"))
    assert (judged.label, judged.rule) == ("contradicts", rule)
    assert (judged.supports, judged.contradicts, judged.neutral) == shares
    assert judged.reason.startswith(f"{rule}: ")


def test_reason_quotes_both_figures_or_the_word_that_moves():
    assert "41%" in JUDGE(said(FIGURE), said(FIGURE.replace("41", "62"))).reason
    assert "62%" in JUDGE(said(FIGURE), said(FIGURE.replace("41", "62"))).reason
    assert "“purity”" in JUDGE(said(WARM), said(WARM.replace("raised", "reduced"))).reason


@pytest.mark.parametrize(
    "passage",
    [
        WARM,
        FIGURE,
        "Drought reduced the purity of water.",
        "Wasps sleep.",
        "",
        "The Ash-5 hive reached 62% on CombTest.",
    ],
)
def test_no_rule_no_answer_and_never_support(passage):
    assert JUDGE(said(WARM), said(passage, "y")) is None
    assert JUDGE(said(FIGURE), said(passage, "y")) is None


def test_rule_that_was_never_measured_is_an_error_and_not_a_guess():
    less = replace(CALIBRATION, rules=CALIBRATION.rules[:2])
    with pytest.raises(DamagedData, match="figures differ"):
        JUDGES["rules"](VOCABULARY, RARITY, less)
