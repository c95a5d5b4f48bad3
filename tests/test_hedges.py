"""Whether a sentence states a figure outright."""

from __future__ import annotations

import pytest

from generator.hedges import is_bound, is_change, is_compared, is_turning_point, is_unreal


def span(text: str) -> tuple[str, int, int]:
    """Return the text without its stars, and where the figure between them stands."""
    before, figure, after = text.split("*")
    return before + figure + after, len(before), len(before + figure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rises of up to *52%* occur.", True),
        ("It rises only *52%* here.", False),
        ("Rises under the *52%* line.", True),
        ("Rises more than *52%*.", True),
        ("Rises 40% to *52%*.", True),
        ("Rises exceeding *52%*.", True),
        ("Rises ± *2%*.", True),
        ("Rises of *52%* or more.", True),
        ("Rises of *52%*-60%.", True),
        ("Rises of *52%* – in all.", False),
        ("Rises of *52%* to great joy.", False),
        ("*52%*", False),
    ],
)
def test_bounds_and_ranges(text, expected):
    assert is_bound(*span(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose by *12%*.", True),
        ("It rose by about *12%*.", True),
        ("A gain of *12%*.", True),
        ("It is *12%* better.", True),
        ("It is *12%* of cases.", True),
        ("It is *12%* of rise.", False),
        ("It cost *12%*.", True),
        ("It costs *12%* pointedly.", True),
        ("It is *12%* pointedly.", False),
    ],
)
def test_changes(text, expected):
    assert is_change(*span(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell from *52%* to 41%.", True),
        ("It fell from 52% in May to *41%*.", True),
        ("It reduces heat to *7 GB*.", True),
        ("It stayed at *52%*.", False),
        ("Words that fell, and *52%*.", False),
    ],
)
def test_turning_points(text, expected):
    written, start, _ = span(text)
    assert is_turning_point(written, start) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" against ", True), (" compared with ", True), (" compared it ", False), (" thanks ", False), ("", False)],
)
def test_other_side_of_a_comparison(text, expected):
    assert is_compared(f"A{text}B", 1, 1 + len(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" does not reach ", True),
        (" fails to reach ", True),
        (" would reach ", True),
        (" is expected to reach ", True),
        ("Neither oven reaches ", True),
        (" reaches ", False),
        (" (May 2023) reaches ", False),
        (" is not large and reaches ", False),
        (" does not burn, it reaches ", False),
        (" knot ", False),
        ("", False),
    ],
)
def test_only_the_last_clause_denies(text, expected):
    assert is_unreal(text, 0, len(text)) is expected
