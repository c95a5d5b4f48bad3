"""The judge without a model: it supports what restates, is neutral when it cannot tell, and never contradicts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.errors import DamagedData
from generator.judges import JUDGES
from generator.judges.base import find_bin, restates, score
from tests.beehives import CALIBRATION, RARITY, VOCABULARY, said

JUDGE = JUDGES["base"](VOCABULARY, RARITY, CALIBRATION)
WARM = "Heating raised the purity of honey in 12 oak hives."
DIRECTIONS = frozenset({"rais", "lower"})
FIGURE = "The Oak-5 hive reached a purity of 41% on CombTest."


@pytest.mark.parametrize(
    ("claim", "passage", "label", "rule", "supports"),
    [
        (WARM, WARM, "supports", "restates", 0.8),
        (WARM, "In 12 oak hives heating raised the purity of the honey.", "supports", "restates", 0.8),
        (WARM, "In 14 oak hives heating raised the purity of the honey.", "neutral", "", 0.3),
        (WARM, "In 12 oak hives heating never raised the purity of honey.", "neutral", "", 0.3),
        ("Without heating 12 hives froze.", "With heating 12 hives froze.", "neutral", "", 0.3),
        (
            FIGURE,
            "On CombTest the Oak-5 hive had a purity of 41%, as in an old diary.",
            "supports",
            "figures agree",
            0.6,
        ),
        (FIGURE, FIGURE.replace("41", "62"), "neutral", "", 0.3),
        (FIGURE, FIGURE.replace("Oak", "Ash"), "neutral", "", 0.3),
        (WARM, "Wasps sleep in walls.", "neutral", "", 0.04),
        (WARM, "", "neutral", "", 0.04),
        ("", WARM, "neutral", "", 0.04),
    ],
)
def test_label_rule_and_probability(claim, passage, label, rule, supports):
    judged = JUDGE(said(claim), said(passage, "y"))
    assert (judged.label, judged.rule, judged.supports) == (label, rule, supports)
    assert judged.supports + judged.contradicts + judged.neutral == pytest.approx(1)


@pytest.mark.parametrize(
    "passage",
    [
        "Heating reduced the purity of honey in 12 oak hives.",
        "Heating did not raise the purity of honey in 12 oak hives.",
    ],
)
def test_judge_never_contradicts(passage):
    assert JUDGE(said(WARM), said(passage, "y")).label == "neutral"
    assert JUDGE(said(FIGURE), said(FIGURE.replace("41", "62"), "y")).label == "neutral"


def test_reason_says_how_much_of_the_wording_is_shared():
    assert JUDGE(said(WARM), said(WARM, "y")).reason.startswith("restates: repeats 100% of the claim's wording")
    assert JUDGE(said(WARM), said("", "y")).reason == "shares 0% of the claim's wording"


def test_score_rises_with_rare_words_in_common_and_stays_within_bounds():
    common, rare = "A sentence about something.", "Purity of honey."
    claim = "A sentence about something: the purity of honey."
    assert 0 <= score(claim, "", RARITY) < score(claim, common, RARITY) < score(claim, rare, RARITY) <= 1
    assert score(claim, claim, RARITY) == pytest.approx(1)


def test_restating_needs_the_figures_and_the_same_negations():
    assert restates("12 hives froze", "12 hives froze over", 0.95, DIRECTIONS)
    assert not restates("12 hives froze", "11 hives froze", 0.95, DIRECTIONS)
    assert not restates("12 hives froze", "12 hives never froze", 0.95, DIRECTIONS)
    assert not restates("12 hives froze", "12 hives froze", 0.5, DIRECTIONS)


def test_restating_needs_the_names_and_the_same_directions():
    assert restates("Heating of Oak hives", "For Oak hives: heating", 0.95, DIRECTIONS)
    assert not restates("Heating of Oak hives", "Heating of Ash hives", 0.95, DIRECTIONS)
    assert not restates("WaxA froze", "WaxB froze", 0.95, DIRECTIONS)
    assert not restates("heating raised it", "heating lowered it", 0.95, DIRECTIONS)
    assert restates("heating raised it", "heating raises it", 0.95, DIRECTIONS)


def test_value_falls_into_its_bin_and_what_lies_above_into_the_last():
    first, last = CALIBRATION.pairs
    assert [find_bin(CALIBRATION.pairs, value) for value in (0.0, 0.49, 0.5, 1.0, 9.9)] == [
        first,
        first,
        last,
        last,
        last,
    ]


def test_rule_that_was_never_measured_is_an_error_and_not_a_guess():
    less = replace(CALIBRATION, rules=CALIBRATION.rules[1:])
    with pytest.raises(DamagedData, match="restates"):
        JUDGES["base"](VOCABULARY, RARITY, less)
