"""Which titles name one work, and which only look alike."""

from __future__ import annotations

import pytest

from generator.titles import likeness, parse

VENUE = "journal of kilns and ovens"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Ovens of the World", "OVENS OF THE WORLD.", "exact"),
        ("Crème brûlée at low heat", "Creme brulee at low heat", "exact"),
        ("Pre-heated stones in wood-fired kilns", "Preheated stones in wood fired kilns", "exact"),
        ("RETRACTED ARTICLE: Ovens of the world", "Ovens of the world", "exact"),
        ("The crumb of a loaf in clay ovens", "Crumb of loaf in the clay ovens", "near"),
        ("Optimising the crumb of loaves", "Optimizing the crumb of loaves", "near"),
        ("Fermentation of sourdough in clay", "Fermentattion of sourdough in clay", "near"),
        ("Ovens of the world: a survey of hearths", "Ovens of the world", "cut"),
        ("KilnNet: hearths that learn", "KilnNet", "cut"),
        ("Team Rye at Bake-2021 Task 5: slow dough", "Team Rye at Bake-2021 Task 5", "cut"),
        ("Rye vs. oats", "Rye vs. oats: loaf against loaf", "cut"),
        ("Correcting crusts", "Correcting crusts: automatic crack correction and response to heat", "cut"),
        ("Ovens of the world", "Ovens of the world: response to a baker", None),
        ("Ovens of the world", "Ovens of the world: a brief update", None),
        ("Ovens of the world", "Ovens of the world. Journal of Kilns and Ovens", "cut"),
        ("Hot ovens of the world", "Hot ovens of the world. Journal of Kilns and Ovens", "venue"),
        ("Hot ovens of the world", "Hot ovens of the world (J. Kilns and Ovens)", "cut"),
        ("Ovens of the world", "Ovens of the world (J. Kilns and Ovens)", "cut"),
        ("Ovens of the world, Part I", "Ovens of the world, Part II", None),
        ("Ovens of the world 1", "Ovens of the world 2", None),
        ("Ovens of the world", "Ovens of the world: Part II", None),
        ("Ovens of the world", "Ovens of the world, Volume 2", None),
        ("Doughs of type A", "Doughs of type B", None),
        ("Ovens of the world", "Ovens of the world A", None),
        ("Ovens of the world", "Ovens of the world: an update", None),
        ("Ovens of the world: bread", "Ovens of the world: cake", None),
        ("Bread for men", "Bread for women", None),
        ("Absorption of steam by the dough", "Adsorption of steam by the dough", None),
        ("Ovens of the world", "Correction to: Ovens of the world", None),
        ("Ovens of the world", "Ovens of the world: a reply", None),
        ("Comment on “Ovens of the world”", "Comment on “Ovens of the world”", None),
        ("Editorial", "Editorial", None),
        ("Chapter 3", "Chapter 3", None),
        ("Peer review report for: Ovens", "Peer review report for: Ovens", None),
        ("…", "…", None),
    ],
)
def test_titles_are_alike(first, second, expected):
    assert likeness(parse(first), parse(second), VENUE) == expected
    assert likeness(parse(second), parse(first), VENUE) == expected
