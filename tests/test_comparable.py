"""Which figures are drawn together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.comparable import groups, nearest_miss, paired, panels
from generator.records import Outcome
from tests.bakery import passage, quantity


def oven(size, value, **fields):
    given = {"benchmark": "LoafBench", "parameters_b": size} | fields
    return quantity(value, subject=given.pop("subject", f"OvenNet-{size}B"), **given)


FIVE = [oven(1, 50), oven(2, 55), oven(4, 58), oven(7, 66), oven(9, 69)]


def test_five_models_make_a_group_and_four_do_not():
    assert [len(group.models) for group in groups(FIVE)] == [5]
    assert groups(FIVE[:4]) == ()


@pytest.mark.parametrize(
    "change", [{"benchmark": None}, {"benchmark": "CrumbBench"}, {"language": "Rye"}, {"unit": "s"}, {"metric": "heat"}]
)
def test_figure_of_another_kind_is_not_compared(change):
    assert groups([*FIVE[:4], replace(FIVE[4], **change)]) == ()


def test_one_model_is_one_mark_however_often_it_is_measured():
    other = replace(passage("Another sentence."), paper="other")
    (group,) = groups([*FIVE, FIVE[0], oven(1, 60, subject="OvenNet 1B", passage=other)])
    assert len(group.models) == 5
    assert group.models[0].value == 55
    assert [figure.value for figure in group.models[0].figures] == [50, 60]


def test_settings_of_a_model_are_two_models_of_two_families():
    (group,) = groups([*FIVE, oven(1, 40, setting="cold")])
    assert len({model.family for model in group.models}) == 2


def test_panels_follow_the_outcomes_and_differ_in_unit():
    heat = [replace(figure, metric="heat", unit="°C") for figure in FIVE]
    crumb = [replace(figure, metric="crumb") for figure in FIVE]
    outcomes = (Outcome(name="heat"), Outcome(name="rise@1"), Outcome(name="crumb"))
    found = panels(groups([*crumb, *FIVE, *heat]), outcomes)
    assert [group.metric for group in found] == ["heat", "rise@1"]


def test_group_of_mostly_unknown_size_is_not_drawn_against_size():
    unsized = [oven(None, value, subject=f"Oven {value}") for value in range(5)]
    assert panels(groups([*FIVE, *unsized]), ()) == ()
    assert panels(groups([*FIVE, unsized[0]]), ())


def test_models_of_one_size_are_not_drawn_against_size():
    same = [oven(7, value, subject=f"Oven{'abcde'[value]}") for value in range(5)]
    assert groups(same)
    assert panels(groups(same), ()) == ()


def both(dimension, one, other):
    return [
        oven(size, value, **{dimension: name}) for size in (1, 2, 3, 4, 5) for value, name in ((9, one), (7, other))
    ]


@pytest.mark.parametrize("dimension", ["setting", "language", "benchmark"])
def test_models_with_two_values_that_differ_in_one_thing_are_paired(dimension):
    pairs = paired(both(dimension, "one", "other"))
    assert pairs is not None
    assert pairs.categories == ("one", "other")
    assert [dict(values) for _, values in pairs.rows] == [{"one": 9, "other": 7}] * 5
    assert paired(both(dimension, "one", "other")[:8]) is None


def test_pair_that_differs_in_two_things_is_none():
    figures = both("language", "Rye", "Oat")
    assert paired([replace(f, setting="cold") if f.language == "Rye" else f for f in figures]) is None


def test_without_a_benchmark_only_figures_of_one_paper_are_paired():
    same = [replace(figure, benchmark=None) for figure in both("setting", "warm", "cold")]
    elsewhere = replace(passage("Elsewhere."), paper="other")
    assert paired(same)
    assert paired([replace(f, passage=elsewhere) if f.setting == "cold" else f for f in same]) is None


def test_largest_set_that_is_too_small_is_named():
    assert nearest_miss(FIVE[:3]) == ("rise@1 on LoafBench", 3)
    assert nearest_miss([]) is None
