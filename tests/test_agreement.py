"""What two sentences show without a model: equal or different figures, opposite directions, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.agreement import Agreement, compare
from generator.rarity import Rarity
from tests.beehives import RARITY, VOCABULARY, figure, paper, said

AGREEMENT = Agreement(VOCABULARY, RARITY)
WARM = "Heating raised the purity of honey in oak hives."


def signal(claim: str, passage: str) -> tuple[str, str] | None:
    """Return rule and label of what is seen in two sentences."""
    seen = AGREEMENT.signal(said(claim), said(passage, "y"))
    return (seen.rule, seen.label) if seen else None


def hive(value: str, name: str = "Oak-5") -> str:
    """Return a sentence that gives one figure."""
    return f"The {name} hive reached a purity of {value}% on CombTest."


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("33.6", "33.6", "figures agree"),
        ("33.57", "33.6", "figures agree"),
        ("33.6", "33.57", "figures agree"),
        ("33.55", "33.6", "figures agree"),
        ("33.55", "33.5", "figures agree"),
        ("34", "33.6", "figures agree"),
        ("33.5", "33.6", "figures differ"),
        ("33.64", "33.7", "figures differ"),
        ("40.0", "40.4", "figures differ"),
        ("40", "40.4", "figures agree"),
        ("41", "62", "figures differ"),
    ],
)
def test_figures_of_the_same_thing_agree_up_to_rounding(one, other, rule):
    label = "supports" if rule == "figures agree" else "contradicts"
    assert signal(hive(one), hive(other)) == (rule, label)


@pytest.mark.parametrize("value", [33.6, 41.0])
@pytest.mark.parametrize(
    "other",
    [
        {"subject": "Ash-5"},
        {"metric": "brood loss"},
        {"unit": "kg"},
        {"benchmark": "Combest"},
        {"parameters_b": 7.0},
        {"language": "Clover"},
        {"setting": "drought"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_figure_of_another_thing_says_nothing_whether_equal_or_not(other, value):
    source = paper("a", hive("33.6"))
    one = figure(source, 0, 33.6, "Oak-5")
    assert compare(one, replace(one, value=value, **other)) is None
    assert compare(replace(one, value=value, **other), one) is None


@pytest.mark.parametrize("other", [{"kind": "change"}, {"bound": "at most"}, {"subject": ""}])
def test_changes_bounds_and_figures_of_nobody_are_not_compared(other):
    one = replace(figure(paper("a", hive("33.6")), 0, 33.6, "Oak-5"), **other)
    assert compare(one, replace(one, value=50.0)) is None
    assert compare(one, one) is None


def test_passage_that_repeats_one_figure_of_three_bears_out_no_claim():
    claim = f"{hive('33.6')[:-1]}, the Ash-5 hive 41% on CombTest and the Elm-5 hive 52% on CombTest."
    assert signal(claim, hive("33.6")) is None
    assert signal(hive("33.6"), claim) == ("figures agree", "supports")


def test_figures_without_a_test_set_are_not_compared():
    one = figure(paper("a", hive("33.6")), 0, 33.6, "Oak-5", benchmark=None)
    assert compare(one, one) is None


def test_size_in_a_name_and_size_beside_it_are_the_same_subject():
    one = figure(paper("a", hive("33.6")), 0, 33.6, "Oak-7B", parameters_b=7.0)
    assert compare(one, replace(one, subject="Oak")) == "figures agree"
    assert compare(one, replace(one, subject="Oak 7B", value=50.0)) == "figures differ"


def test_difference_comes_before_agreement():
    both = "On CombTest the Oak-5 hive reached a purity of 41% and the Ash-5 hive reached a purity of 62%."
    assert signal("The Oak-5 hive reached a purity of 41% on CombTest.", both) == ("figures agree", "supports")
    mixed = "On CombTest the Oak-5 hive reached a purity of 41% and the Ash-5 hive reached a purity of 50%."
    assert signal(both, mixed) == ("figures differ", "contradicts")


def test_figures_that_were_compared_are_said():
    seen = AGREEMENT.signal(said(hive("33.6")), said(hive("41.5"), "y"))
    assert seen.detail == "Oak-5 33.6% purity on CombTest against Oak-5 41.5% purity on CombTest"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Heated hives had a lower purity of honey than cool hives.", "Cool hives had a higher purity of honey."),
        ("Heating raised the purity of honey but reduced the weight of honey.", "Heating reduced the purity of honey."),
        ("Absence of heating reduced the purity of honey.", "Heating raised the purity of honey."),
    ],
)
def test_directions_are_left_alone_where_words_cannot_tell_whose_they_are(one, other):
    assert signal(one, other) is None
    assert signal(other, one) is None


@pytest.mark.parametrize(
    "passage",
    [
        "Heating reduced the purity of honey in oak hives.",
        "Heating lowers the purity of honey in oak hives.",
        "Heating did not raise the purity of honey in oak hives.",
        "Heating never raised the purity of honey in oak hives.",
        "Heating failed to raise the purity of honey in oak hives.",
        "Heating cannot increase the purity of honey in oak hives.",
        "These trials contradict the view that heating raised the purity of honey in oak hives.",
        "Contrary to folklore, heating raised the purity of honey in oak hives.",
    ],
)
def test_opposite_direction_contradicts_negations_counted(passage):
    assert signal(WARM, passage) == ("opposite direction", "contradicts")
    assert signal(passage, WARM) == ("opposite direction", "contradicts")


@pytest.mark.parametrize(
    "passage",
    [
        WARM,
        "Heating did not reduce the purity of honey in oak hives.",
        "Heating not only raised the purity of honey in oak hives.",
        "Heating failed to lower the purity of honey in oak hives.",
        "These trials contradict the view that heating reduced the purity of honey in oak hives.",
        "Heating changed the purity of honey in oak hives.",
        "Heating raised and lowered the purity of honey in oak hives.",
        "Smoke reduced the temper of wasps near cellars.",
        "Drought reduced the purity of water.",
        "",
    ],
)
def test_same_or_no_or_unclear_direction_says_nothing(passage):
    assert signal(WARM, passage) is None


def test_words_that_mean_the_same_are_one_anchor():
    assert signal("Beeswax needs more warmth.", "Beeswax needs less heat.") == ("opposite direction", "contradicts")


def test_common_words_carry_no_direction():
    common = Agreement(replace(VOCABULARY, concepts=()), Rarity([WARM] * 50))
    assert common.signal(said(WARM), said("Heating reduced the purity of honey in oak hives.", "y")) is None


def test_signal_does_not_depend_on_the_order_of_the_two():
    for passage in (hive("33.6"), hive("41"), "Heating reduced the purity of honey in oak hives.", WARM):
        for claim in (hive("33.6"), WARM):
            assert signal(claim, passage) == signal(passage, claim)
