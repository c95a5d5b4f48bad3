"""Comparable figures side by side, and how they are said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.comparable import groups, nearest_miss, paired
from generator.figuretable import abreast, is_level, measures, said, series, size_said, stated_said, value_said
from generator.records import Outcome
from tests.bakery import passage, quantity


def of(name: str, value: float, **fields):
    """Return a figure that the paper `name` gives."""
    return quantity(value, passage=replace(passage("A sentence."), paper=name), **fields)


def test_only_the_same_metric_unit_benchmark_and_language_stand_together():
    figures = [
        quantity(1),
        quantity(2),
        quantity(3, metric="heat", unit="GB"),
        quantity(4, metric="heat", unit="MB"),
        quantity(5, benchmark="LoafBench"),
        quantity(6, language="Rye"),
        quantity(7, benchmark="LoafBench", language="Rye"),
    ]
    made = {group.label + group.unit: [figure.value for figure in group.figures] for group in series(figures)}
    assert made == {
        "rise@1%": [1, 2],
        "heatGB": [3],
        "heatMB": [4],
        "rise@1 on LoafBench%": [5],
        "rise@1 in Rye%": [6],
        "rise@1 on LoafBench in Rye%": [7],
    }


def test_settings_do_not_part_figures():
    (group,) = series([quantity(1, setting="half heat"), quantity(2)])
    assert len(group.figures) == 2


def test_figures_rise_and_ties_follow_paper_and_place():
    figures = [
        of("b", 5, subject="B"),
        of("a", 9),
        of("a", 5, subject="C", start=9),
        of("a", 5, subject="D", start=2),
    ]
    (group,) = series(figures)
    assert [(one.value, one.passage.paper, one.start) for one in group.figures] == [
        (5, "a", 2),
        (5, "a", 9),
        (5, "b", 7),
        (9, "a", 7),
    ]
    assert group.papers == ("a", "b")


def test_group_of_most_papers_comes_first_then_of_most_figures_then_by_name():
    figures = [
        *(of("a", value, benchmark="CrustEval") for value in range(3)),
        *(of(name, 1, subject=name, benchmark="LoafBench") for name in "ab"),
        of("a", 1, benchmark="B"),
        of("a", 1, benchmark="A"),
    ]
    assert [group.benchmark for group in series(figures)] == ["LoafBench", "CrustEval", "A", "B"]
    assert series(reversed(figures)) == series(figures)


def test_repeated_figure_counts_once():
    (group,) = series([of("a", 5), of("a", 5, start=9), of("a", 5, parameters_b=7.0), of("a", 6)])
    assert [(one.value, one.parameters_b) for one in group.figures] == [(5, None), (5, 7.0), (6, None)]


def test_no_figures_make_no_group():
    assert series([]) == ()


NO_LEVELS = {
    "change": quantity(5, kind="change", direction="up"),
    "bound": quantity(5, bound="at most"),
    "nobody's": quantity(5, ""),
    "of no metric": quantity(5, metric=""),
}


@pytest.mark.parametrize("name", NO_LEVELS)
def test_only_levels_of_somebody_stand_side_by_side(name):
    other = NO_LEVELS[name]
    assert is_level(quantity(5))
    assert not is_level(other)
    assert series([other]) == ()
    sized = [replace(other, parameters_b=7.0), quantity(2, metric="heat", unit="GB", parameters_b=7.0)]
    assert abreast(sized) == ((), ())
    many = [replace(other, benchmark="LoafBench", parameters_b=float(size)) for size in range(1, 9)]
    assert (groups(many), paired(many), nearest_miss(many)) == ((), None, None)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome(name="Rise@1"), True),
        (Outcome(name="quality", terms=("crust", "RISE@1")), True),
        (Outcome(name="rise"), False),
        (Outcome(name="quality"), False),
    ],
)
def test_outcome_is_measured_by_the_metric_that_it_names(outcome, expected):
    assert measures(outcome, quantity(1)) is expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (quantity(57.3), "57.3% (OvenNet)"),
        (quantity(57.3, parameters_b=15.0), "57.3% (OvenNet, 15B)"),
        (quantity(57.3, "OvenNet-15B", parameters_b=15.0), "57.3% (OvenNet-15B)"),
        (quantity(57.0, parameters_b=0.35, setting="half heat"), "57% (OvenNet, 350M, half heat)"),
        (quantity(1250.5, unit="loaves/s"), "1,250.5 loaves/s (OvenNet)"),
    ],
)
def test_figure_is_said_with_subject_size_and_setting(figure, expected):
    assert said(figure) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(0.0, "%", "0%"), (52.10, "%", "52.1%"), (1_234_567.0, "MB", "1,234,567 MB"), (99999.5, "s", "99,999.5 s")],
)
def test_value_is_said_in_full(value, unit, expected):
    assert value_said(quantity(value, unit=unit)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "12.2%"),
        ({"unit": ""}, "12.2"),
        ({"bound": "at most"}, "up to 12.2%"),
        ({"bound": "at least"}, "at least 12.2%"),
        ({"kind": "change", "direction": "up", "unit": "points"}, "+12.2 points"),
        ({"kind": "change", "direction": "down", "versus": "stone"}, "−12.2% against stone"),
        ({"kind": "change", "direction": "up", "bound": "at most"}, "up to +12.2%"),
        ({"kind": "change"}, "by 12.2%"),
        ({"kind": "change", "direction": "down", "unit": "times", "bound": "at most"}, "down by up to 12.2 times"),
        ({"kind": "change", "direction": "up", "unit": "times"}, "by 12.2 times"),
    ],
)
def test_figure_is_stated_with_its_sign_and_bound(fields, expected):
    assert stated_said(quantity(12.2, **fields)) == expected


@pytest.mark.parametrize(("billions", "expected"), [(15.5, "15.5B"), (1.0, "1B"), (0.35, "350M"), (0.0605, "60.5M")])
def test_size_is_said_as_people_write_it(billions, expected):
    assert size_said(billions) == expected


def test_metrics_of_one_subject_and_size_stand_abreast():
    rise, heat = (
        quantity(52, "Oven-Net 7B", parameters_b=7.0),
        quantity(5, "ovennet", metric="heat", unit="GB", parameters_b=7.0),
    )
    others = [
        quantity(60, "OvenNet", parameters_b=13.0),
        quantity(70, "Kiln", metric="heat", unit="GB", parameters_b=7.0),
        quantity(80, "OvenNet", metric="heat", unit="GB"),
    ]
    metrics, rows = abreast([rise, replace(rise), heat, *others])
    assert metrics == ("heat", "rise@1")
    assert rows == (("Oven-Net", 7.0, {"rise@1": (rise,), "heat": (heat,)}),)


def test_nothing_stands_abreast_of_a_single_metric():
    assert abreast([quantity(1, parameters_b=7.0), quantity(2, parameters_b=7.0)]) == ((), ())
