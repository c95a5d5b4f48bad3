"""The PRISMA flow: complete, legible, the same every time."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from generator.measure import shorten, width, wrap
from generator.records import Paper, Screened, Screening
from generator.svg import prisma
from tests.invented import empty_report, full_report

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


def test_flow_names_no_colour_so_that_dark_mode_can():
    assert not re.search(r'#[0-9a-f]{3}|fill="|stroke="|style=', prisma(screening(), "a"))


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
