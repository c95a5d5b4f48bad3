"""Drawings of figures: a mark for each model, labels that touch nothing, no colour of their own."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from generator.comparable import groups, paired
from generator.dotplot import MOST_ROWS, dots, pairs_plot
from generator.measure import width
from generator.scatter import scatter
from tests.bakery import quantity

FIVE = ((1.0, 50.0), (2.0, 55.0), (4.0, 58.0), (7.0, 66.0), (9.0, 69.0))


def figures(values=FIVE, **fields):
    given = {"benchmark": "LoafBench", "setting": "warm"} | fields
    return [quantity(value, subject=f"Oven-{size:g}B", parameters_b=size, **given) for size, value in values]


def crowd(number=40):
    values = ((1 + place / 7, 50 + (place * 37) % 23) for place in range(number))
    named = (f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[place % 26]}{place}oven" for place in range(number))
    given = {"benchmark": "LoafBench"}
    return [quantity(v, subject=name, parameters_b=s, **given) for (s, v), name in zip(values, named, strict=True)]


def drawn(found, **fields):
    return parse(scatter(groups(found), "a", **fields))


def parse(drawing):
    return ET.fromstring(drawing)  # noqa: S314 - this project drew it


def words(drawing, css):
    return [node.text for node in drawing.iter("text") if node.get("class") == css]


def test_plot_has_a_mark_and_a_title_for_each_model_and_one_label_for_the_family():
    drawing = drawn(figures())
    titles = [node.find("title").text for node in drawing.iter("circle")]
    assert len(list(drawing.iter("circle"))) == 5
    assert titles[0] == "Oven, 1B (warm): 50 %"
    assert words(drawing, "label") == ["Oven"]
    assert sum(node.get("class") == "join" for node in drawing.iter("path")) == 1


def test_values_that_differ_are_one_mark_with_a_range():
    drawing = drawn([*figures(), *figures(((1.0, 60.0),))])
    assert len(list(drawing.iter("circle"))) == 5
    assert "Oven, 1B (warm): 50 and 60 %" in [node.text for node in drawing.iter("title")]
    assert sum(node.get("class") == "range" for node in drawing.iter("path")) == 1


def test_marks_lie_inside_and_larger_values_higher():
    drawing = drawn(figures())
    _, _, wide, high = map(float, drawing.get("viewBox").split())
    places = [(float(node.get("cx")), float(node.get("cy"))) for node in drawing.iter("circle")]
    assert places == sorted(places, key=lambda place: (place[0], -place[1]))
    assert all(5 <= x <= wide - 5 and 5 <= y <= high - 5 for x, y in places)


def test_two_panels_share_the_axis_of_size():
    found = [*figures(), *figures([(size, 90 - value) for size, value in FIVE], metric="speed", unit="loaves/h")]
    drawing = drawn(found)
    across = [float(node.get("cx")) for node in drawing.iter("circle")]
    assert across[:5] == across[5:]
    assert words(drawing, "strong") == ["rise@1 on LoafBench, %", "speed on LoafBench, loaves/h"]


def test_every_family_of_a_crowd_is_labelled_and_no_label_touches_a_mark_or_another():
    drawing = drawn(crowd())
    labels = [node for node in drawing.iter("text") if node.get("class") == "label"]
    direct = {node.text for node in labels if "oven" in node.text}
    keyed = {word.strip(";") for row in words(drawing, "tick") for word in row.split() if "oven" in word}
    assert direct
    assert direct.isdisjoint(keyed)
    assert len(direct | keyed) == len(labels) == 40
    spots = [(float(n.get("x")), float(n.get("y")) - 12, width(n.text, 14)) for n in labels if n.text in direct]
    marks = [(float(n.get("cx")), float(n.get("cy"))) for n in drawing.iter("circle")]
    for place, (x, y, wide) in enumerate(spots):
        assert not any(x < mx < x + wide and y < my < y + 14 for mx, my in marks)
        for x2, y2, wide2 in spots[:place]:
            assert x >= x2 + wide2 or x2 >= x + wide or abs(y - y2) >= 14


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e7, -3.0])
def test_plot_of_any_magnitude_stays_inside(scale):
    sizes = ((0.1, 1), (1, 2), (10, 3), (100, 4), (1000, 5))
    drawing = drawn(figures([(size, value * scale) for size, value in sizes]))
    high = float(drawing.get("viewBox").split()[3])
    assert all(5 <= float(node.get("cy")) <= high for node in drawing.iter("circle"))
    assert sum(node.get("class") == "grid" for node in drawing.iter("line")) <= 8


def test_values_that_are_all_zero_can_be_drawn():
    assert len(list(drawn(figures([(size, 0.0) for size in (1, 2, 3, 4, 5)])).iter("circle"))) == 5


def settings():
    return [*figures(), *figures([(size, value - 9) for size, value in FIVE], setting="cold")]


def test_pairs_are_told_apart_by_shape_and_joined():
    drawing = parse(pairs_plot(paired(settings()), "a"))
    classes = [node.get("class") for node in drawing.iter("circle")]
    assert classes.count("mark") == classes.count("ring") == 5 + 1
    assert words(drawing, "tick")[:2] == ["cold", "warm"]
    assert words(drawing, "label")[0] == "Oven 9B"
    assert sum(node.get("class") == "join" for node in drawing.iter("path")) == 5


def test_dots_show_models_without_a_size_from_the_highest_down():
    found = [
        quantity(value, subject=name, benchmark="LoafBench") for value, name in zip(range(5), "PQRST", strict=True)
    ]
    drawing = parse(dots(groups(found)[0], "a"))
    assert words(drawing, "label") == ["T", "S", "R", "Q", "P"]


def test_long_list_of_models_is_cut_and_says_how_many_it_shows():
    drawing = parse(dots(groups(crowd())[0], "a"))
    assert len(words(drawing, "label")) == MOST_ROWS
    assert drawing.find("desc").text.startswith(f"{MOST_ROWS} models; ")


@pytest.mark.parametrize(
    "drawing",
    [scatter(groups(crowd(80)), "a"), pairs_plot(paired(settings()), "b"), dots(groups(crowd())[0], "c")],
    ids=["scatter", "pairs", "dots"],
)
def test_drawing_has_title_and_description_and_no_colour_and_is_small(drawing):
    assert re.findall(r'id="(\w)-title"', drawing) == re.findall(r'id="(\w)-desc"', drawing)
    assert 'role="img"' in drawing
    assert not re.search(r'#[0-9a-f]{3}|fill="|stroke="|style=', drawing)
    assert len(drawing.encode()) < 40_000


def test_hostile_names_stay_text():
    found = [quantity(v, subject=f"<b>{v}", parameters_b=v + 1, benchmark="<i>&") for v in range(5)]
    drawing = scatter(groups(found), "a")
    assert "<b>" not in drawing
    assert parse(drawing).find("title").text == "rise@1 on <i>& against size"


def test_drawings_are_the_same_every_time():
    assert scatter(groups(crowd()), "a") == scatter(groups(crowd()), "a")
