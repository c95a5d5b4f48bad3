"""Text for a terminal: wrapped, plain where nobody looks, and harmless."""

from __future__ import annotations

import io

import pytest

from generator.terminal import Style, style_of, toned, wrapped


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_are_no_wider_than_the_terminal():
    lines = wrapped(Style(width=40), "bread rises slowly " * 20, 6, "  [1]")
    assert max(map(len, lines)) <= 40
    assert lines[0].startswith("  [1] bread")
    assert all(line.startswith("      ") for line in lines[1:])


def test_what_a_terminal_obeys_is_taken_out():
    (line,) = wrapped(Style(), "Rye\x1b[2J\x1b]0;owned\x07 and\nwheat\u202e")
    assert line.isprintable()
    assert line.startswith("Rye")
    assert line.endswith("wheat")


@pytest.mark.parametrize(
    ("stream", "environment", "colours"),
    [
        (Screen(), {}, True),
        (Screen(), {"NO_COLOR": "1"}, False),
        (Screen(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(stream, environment, colours):
    assert style_of(stream, environment).colours is colours


def test_plain_style_adds_nothing():
    assert toned(Style(colours=False), "bold", "Rye") == "Rye"
    assert toned(Style(colours=True), "bold", "Rye") == "\x1b[1mRye\x1b[0m"


def test_width_follows_the_environment_within_bounds(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert style_of(io.StringIO()).width == 60
    monkeypatch.setenv("COLUMNS", "5")
    assert style_of(io.StringIO()).width == 40
