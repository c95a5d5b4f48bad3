"""The scoreboard shows every stored figure with what belongs to it."""

from __future__ import annotations

import json

import pytest

from generator.combination import load_combination
from generator.errors import DamagedData
from generator.pages import PAGES
from generator.records import Corpus, Relations
from generator.scoreboard import SHIPPED, load_scoreboard

BOARD = load_scoreboard()
(PAGE,) = PAGES["scoreboard"](Corpus(reports=(), relations=Relations(shared=(), claims=())))


def test_figures_are_of_the_shipped_network():
    assert BOARD.model == load_combination().model
    assert BOARD.model[:16] in PAGE.text


def test_every_figure_stands_with_number_command_commit_and_date():
    assert BOARD.figures
    for figure in BOARD.figures:
        assert figure.n > 0
        assert figure.commit
        assert figure.command.startswith("python -m generator")
        for part in (figure.task, figure.measure, figure.date):
            assert part.replace("’", "") in PAGE.text.replace("’", "")


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
