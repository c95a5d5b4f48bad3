"""The PRISMA flow: complete, legible, the same every time."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from generator.measure import shorten, width, wrap
from generator.records import Document, Paper, Screened, Screening
from generator.svg import prisma
from tests.invented import empty_report, full_report

HOSTILE = '<script>alert(1)</script> & "quoted" ' + "verylongwordwithoutaspace" * 4


def screening(included=3, reasons=("off topic", "off topic", HOSTILE), sources=(("library", 8), (HOSTILE, 2))):
    held = Document(level="note", text="A text.")
    rows = [
        Screened(paper=Paper(id=f"p{n}", title="t", document=held), rank=n, score=1, included=True)
        for n in range(included)
    ]
    rows += [
        Screened(paper=Paper(id=f"x{n}", title="t"), rank=9 + n, score=0, included=False, reason=reason)
        for n, reason in enumerate(reasons)
    ]
    return Screening(papers=tuple(rows), identified=sources, duplicates=sum(n for _, n in sources) - len(rows))


def parse(drawing):
    return ET.fromstring(drawing)  # noqa: S314 - this project drew it


def words(drawing):
    return [node.text for node in parse(drawing).iter("text")]


def test_flow_has_the_boxes_of_prisma_2020_in_order_with_every_count():
    said = " ".join(words(prisma(screening(), "a")))
    boxes = (
        "Identification of studies via databases and registers",
        "Records identified (n = 10) library (n = 8)",
        "Records removed before screening Duplicate records (n = 4) Marked as ineligible by automation tools (n = 0)",
        "Records screened (n = 6)",
        "Records excluded (n = 2) off topic (n = 2)",
        "Reports sought for retrieval (n = 4)",
        "Reports not retrieved (n = 0)",
        "Reports assessed for eligibility (n = 4)",
        "Reports excluded (n = 1)",
        "Studies included in review (n = 3) Reports of included studies (n = 3)",
    )
    places = [said.index(box) for box in boxes]
    assert places == sorted(places)
    phases = [node.text for node in parse(prisma(screening(), "a")).iter("text") if node.get("class") == "phase"]
    assert phases == ["Identification", "Screening", "Included"]


def test_count_is_never_broken_over_two_lines():
    said = words(prisma(screening(), "a"))
    assert sum(word.count("(n") for word in said) == sum(len(re.findall(r"\(n = \d+\)", word)) for word in said) > 9


@pytest.mark.parametrize("found", [screening(), screening(0, (), ()), screening(50, tuple("abcdefgh") * 9)])
def test_no_text_of_the_flow_leaves_its_box(found):
    drawing = parse(prisma(found, "a"))
    boxes = [{key: float(node.get(key)) for key in ("x", "y", "width", "height")} for node in drawing.iter("rect")]
    for node in (node for node in drawing.iter("text") if node.get("class") != "phase"):
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
    empty = prisma(empty_report().draft.dossier.screening, "a")
    assert "Records identified (n = 0)" in " ".join(words(empty))
