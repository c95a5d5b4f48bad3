"""Names of authors."""

from __future__ import annotations

import pytest

from generator.people import MOST_AUTHORS, abbreviated, people, person, written


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Jane Oven", "Oven", "Jane"),
        ("Oven, Jane", "Oven", "Jane"),
        ("Jane van der Oven", "van der Oven", "Jane"),
        ("Martin Oven Jr.", "Oven Jr.", "Martin"),
        ("Plato", "Plato", ""),
        ("Rye Bread Consortium", "Rye Bread Consortium", ""),
        ("  <i>Ana</i>  Mar&iacute;a Horno ", "Horno", "Ana María"),
        ("李 小", "小", "李"),
    ],
)
def test_name_in_one_piece(name, family, given):
    author = written(name)
    assert (author.family, author.given) == (family, given)


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [("van der Oven JA", "van der Oven", "JA"), ("Oven J.-A.", "Oven", "J.-A."), ("Plato", "Plato", "")],
)
def test_initials_stand_last(name, family, given):
    author = abbreviated(name)
    assert (author.family, author.given) == (family, given)


@pytest.mark.parametrize("value", ["", "  ", "...", 7, None, ["Oven"], "\u202e"])
def test_what_is_no_name_is_no_author(value):
    assert (written(value), person(value), abbreviated(value)) == (None, None, None)


def test_authors_come_once_and_not_without_bounds():
    assert len(people(written(f"Jane Oven{i}") for i in range(10_000))) == MOST_AUTHORS
    assert len(people([written("Jane Oven"), written("Oven, Jane"), None])) == 1
