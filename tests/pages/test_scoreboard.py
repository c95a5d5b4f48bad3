"""The scoreboard shows every stored figure with what belongs to it."""

from __future__ import annotations

import html
import json
from dataclasses import replace

import pytest

from generator.combination import load_combination
from generator.errors import DamagedData
from generator.pages import PAGES
from generator.records import Corpus, Criterion, Relations, Review, Rubric
from generator.reviewers import RUBRICS
from generator.scoreboard import SHIPPED, load_scoreboard
from tests.invented import full_report

BOARD = load_scoreboard()
(PAGE,) = PAGES["scoreboard"](Corpus(reports=(), relations=Relations(), rubrics=RUBRICS))


def test_figures_are_of_the_shipped_network():
    assert BOARD.model == load_combination().model
    assert BOARD.model[:16] in PAGE.text


def test_every_figure_stands_with_number_command_commit_and_date():
    assert BOARD.figures
    for figure in BOARD.figures:
        assert figure.n > 0
        assert figure.commit
        assert figure.command.startswith(("python -m generator", "python -m tests.benchmarks."))
        for part in (figure.task, figure.measure, figure.date):
            assert part.replace("’", "") in PAGE.text.replace("’", "")


def test_every_rubric_is_printed_with_its_points_note_and_cap():
    text = html.unescape(PAGE.text)
    for rubric in RUBRICS:
        assert rubric.reviewer in text
        assert all(part in text for part in (rubric.asks, rubric.note, rubric.capped))
        assert rubric.cap is None or f"at {rubric.cap:g}: {rubric.capped}" in text
        for one in rubric.criteria:
            assert f"{one.points:g} for {one.what}".replace("-", "−" if one.points < 0 else "-", 1) in text


def test_rubric_is_escaped():
    hostile = Rubric(reviewer="<b>", asks="<i>?", criteria=(Criterion(points=1, what="<script>"),), note="<u>")
    (page,) = PAGES["scoreboard"](Corpus(reports=(), relations=Relations(), rubrics=(hostile,)))
    assert not [sign for sign in ("<b><", "<i>?", "<script>", "<u>") if sign in page.text]


def test_agreement_of_the_reviewers_is_computed_from_the_reports():
    reports = tuple(
        replace(full_report(), reviews=tuple(Review(reviewer=str(n), score=score, reasons=()) for n, score in given))
        for given in (enumerate((2.0, 2.0, 3.0)), enumerate((8.0, 8.0, 9.0)))
    )
    (page,) = PAGES["scoreboard"](Corpus(reports=reports, relations=Relations()))
    assert "over 2 reports is 0.97" in page.text
    assert "There are no reviews to compare." in PAGE.text


def test_what_the_panel_notices_is_stated_with_its_command():
    figures = [figure for figure in BOARD.figures if figure.command == "python -m tests.benchmarks.damage"]
    assert len(figures) == 6
    assert {figure.n for figure in figures} == {72}
    assert figures[0].value >= 0.95


def test_both_curves_are_drawn_with_their_figures():
    assert len(BOARD.curves) == 2
    assert PAGE.text.count("<svg") == 2
    assert PAGE.text.count("The figures behind the curve") == 2


def test_twelve_twins_are_shown_with_their_probabilities():
    assert len(BOARD.twins) == 12
    for twin in BOARD.twins:
        assert sum(twin.judged) == pytest.approx(1)
        assert twin.claim[:30] in PAGE.text


def test_ten_strongest_readings_were_read_by_hand():
    assert len(BOARD.changed) >= 10
    assert f"{len(BOARD.changed)} readings that speak most" in PAGE.text


def test_damaged_scoreboard_is_named(tmp_path):
    path = tmp_path / "s.json"
    with pytest.raises(DamagedData, match="cannot be read"):
        load_scoreboard(path)
    data = json.loads(SHIPPED.read_text("utf-8"))
    for broken in ("[", json.dumps([]), json.dumps(data | {"figures": 3}), json.dumps({"model": "x"})):
        path.write_text(broken)
        with pytest.raises(DamagedData, match="does not hold"):
            load_scoreboard(path)
