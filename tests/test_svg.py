"""The PRISMA flow and the plot: complete, legible, the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from generator.measure import shorten, width, wrap
from generator.plot import comparable, scatter
from generator.records import Paper, Screened, Screening
from generator.svg import prisma
from tests.invented import SIZES, SLACK, empty_report, full_report, quantity

HOSTILE = '<script>alert(1)</script> & "quoted" ' + "verylongwordwithoutaspace" * 4


def screening(included=3, reasons=("off topic", "off topic", HOSTILE), sources=(("library", 8), (HOSTILE, 2))):
    rows = [Screened(paper=Paper(id=f"p{n}", title="t"), rank=n, score=1, included=True) for n in range(included)]
    rows += [
        Screened(paper=Paper(id=f"x{n}", title="t"), rank=9 + n, score=0, included=False, reason=reason)
        for n, reason in enumerate(reasons)
    ]
    return Screening(papers=tuple(rows), identified=sources, duplicates=sum(n for _, n in sources) - len(rows))


def parse(drawing):
    return ET.fromstring(drawing)  # noqa: S314 - this project drew it


def words(drawing):
    return [node.text for node in parse(drawing).iter("text")]


def test_flow_names_every_count_and_adds_up():
    said = " ".join(words(prisma(screening(), "a")))
    assert "Records identified: 10" in said
    assert "Duplicates removed: 4" in said
    assert "Records screened: 6" in said
    assert "Records excluded: 3" in said
    assert "off topic: 2" in said
    assert "Papers included: 3" in said
    assert 10 - 4 == 6
    assert 6 - 3 == 3


@pytest.mark.parametrize("found", [screening(), screening(0, (), ()), screening(50, tuple("abcdefgh") * 9)])
def test_no_text_of_the_flow_leaves_its_box(found):
    drawing = parse(prisma(found, "a"))
    boxes = [{key: float(node.get(key)) for key in ("x", "y", "width", "height")} for node in drawing.iter("rect")]
    for node in drawing.iter("text"):
        x, y = float(node.get("x")), float(node.get("y"))
        assert any(
            box["x"] < x
            and x + width(node.text, 15) <= box["x"] + box["width"]
            and box["y"] < y - 11
            and y + 4 < box["y"] + box["height"]
            for box in boxes
        ), node.text


def test_boxes_of_the_flow_do_not_overlap_and_lie_inside_the_drawing():
    drawing = parse(prisma(screening(), "a"))
    _, _, wide, high = map(float, drawing.get("viewBox").split())
    boxes = [[float(node.get(key)) for key in ("x", "y", "width", "height")] for node in drawing.iter("rect")]
    for place, (x, y, w, h) in enumerate(boxes):
        assert x >= 0
        assert x + w <= wide
        assert y + h <= high
        for left, top, w2, h2 in boxes[:place]:
            assert x >= left + w2 or left >= x + w or y >= top + h2 or top >= y + h


def test_ids_of_a_drawing_carry_its_name():
    assert re.findall(r'id="([^"]+)"', prisma(screening(), "one")) == ["one-title", "one-desc"]
    assert 'aria-labelledby="one-title one-desc"' in prisma(screening(), "one")


def test_drawings_name_no_colour_so_that_dark_mode_can():
    drawing = prisma(screening(), "a") + scatter(comparable(figures())[0], "b")
    assert not re.search(r'#[0-9a-f]{3}|fill="|stroke="|style=', drawing)


def figures(values=((1.0, 50.0), (2.0, 55.0), (4.0, 58.0), (7.0, 66.0), (9.0, 69.0))):
    return [quantity(SLACK, f"Slack-{size:g}B", size, value, SIZES) for size, value in values]


def test_five_comparable_figures_make_a_plot_and_four_do_not():
    assert len(comparable(figures())) == 1
    assert comparable(figures()[:4]) == ()


@pytest.mark.parametrize(
    "change", [{"benchmark": None}, {"parameters_b": None}, {"unit": "points"}, {"metric": "speed"}]
)
def test_figure_of_another_kind_is_not_compared(change):
    rows = figures()
    assert comparable([*rows[:4], replace(rows[4], **change)]) == ()


def test_figure_that_is_repeated_counts_once():
    rows = figures()
    assert comparable([*rows[:4], rows[0]]) == ()
    assert len(comparable([*rows, *rows])[0].figures) == 5


def test_plot_has_a_mark_and_a_title_for_each_figure():
    drawing = parse(scatter(comparable(figures())[0], "a"))
    titles = [node.find("title").text for node in drawing.iter("g")]
    assert len(list(drawing.iter("circle"))) == 5
    assert titles[0] == "Slack-1B: 1B, 50 % (spring tide)"


def test_marks_lie_inside_and_larger_values_higher():
    drawing = parse(scatter(comparable(figures())[0], "a"))
    places = [(float(node.get("cx")), float(node.get("cy"))) for node in drawing.iter("circle")]
    assert places == sorted(places, key=lambda place: (place[0], -place[1]))
    assert all(52 <= x <= 506 and 34 <= y <= 346 for x, y in places)


def test_labels_touch_neither_each_other_nor_a_mark():
    crowd = figures([(1 + n / 7, 50 + (n * 37) % 23) for n in range(40)])
    drawing = parse(scatter(comparable(crowd)[0], "a"))
    labels = [node for node in drawing.iter("text") if node.get("class") == "label"]
    spots = [(float(n.get("x")), float(n.get("y")) - 12, width(n.text, 14)) for n in labels]
    marks = [(float(n.get("cx")), float(n.get("cy"))) for n in drawing.iter("circle")]
    assert 0 < len(labels) <= 7
    for place, (x, y, wide) in enumerate(spots):
        assert not any(x < mx < x + wide and y < my < y + 14 for mx, my in marks)
        for x2, y2, wide2 in spots[:place]:
            assert x >= x2 + wide2 or x2 >= x + wide or abs(y - y2) >= 14


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e7, -3.0])
def test_plot_of_any_magnitude_stays_inside(scale):
    rows = figures([(size, value * scale) for size, value in ((0.1, 1), (1, 2), (10, 3), (100, 4), (1000, 5))])
    drawing = parse(scatter(comparable(rows)[0], "a"))
    assert all(33 <= float(node.get("cy")) <= 347 for node in drawing.iter("circle"))
    assert sum(node.get("class") == "grid" for node in drawing.iter("line")) <= 8


def test_values_that_are_all_zero_can_be_drawn():
    rows = figures([(size, 0.0) for size in (1, 2, 3, 4, 5)])
    assert "<circle" in scatter(comparable(rows)[0], "a")


def test_long_words_are_cut_into_pieces_that_fit():
    rows = wrap("abc " + "x" * 90, 100, 15)
    assert "".join(rows).replace("abc", "") == "x" * 90
    assert all(width(row, 15) <= 100 for row in rows)


def test_text_that_is_too_wide_is_shortened():
    assert shorten("abc", 100, 15) == "abc"
    assert width(shorten("abc" * 50, 100, 15), 15) <= 100


def test_drawings_are_the_same_every_time():
    report = full_report().draft.dossier
    assert prisma(report.screening, "a") == prisma(report.screening, "a")
    assert "Records identified: 0" in prisma(empty_report().draft.dossier.screening, "a")
