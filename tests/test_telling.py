"""Which sides a question compares."""

from __future__ import annotations

import pytest

from generator.records import Question
from generator.telling import compared

OAK, HEAT, PINE = ("oak",), ("heat",), ("pine",)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Is oak in heat warmer than pine?", (OAK, PINE)),
        ("Does oak in heat keep honey?", ()),
        ("Does oak help against heat?", ()),
        ("Is oak in heat compared with anything?", ()),
    ],
)
def test_derived_concepts_are_sides_only_around_the_comparing_word(question, sides):
    asked = Question(id="q", title="Oak", question=question, keywords=(OAK, HEAT, PINE), derived=("keywords",))
    assert compared(asked) == sides


def test_stated_keywords_begin_with_the_sides():
    asked = Question(id="q", title="Oak", question="Is oak warmer in a comparison?", keywords=(OAK, HEAT, PINE))
    assert compared(asked) == (OAK, HEAT)
