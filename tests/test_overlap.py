"""Which words of a quotation are marked as the claim's own."""

from __future__ import annotations

import re

import pytest

from generator.layout import passage
from generator.overlap import overlap
from generator.records import Passage

CLAIM = "Rye dough rises by 12% in a cold oven"
CASES = [
    # the quotation, and the stretches of it that are marked
    ("Rye dough rises by 12% in a cold oven", ["Rye dough rises by 12% in a cold oven"]),
    ("We saw that Rye dough rises by 12% in a cold oven.", ["Rye dough rises by 12% in a cold oven"]),
    ("Doughs of rye rose by 12%", ["Doughs", "rye", "12%"]),
    ("In a cold oven, rye dough was rising by 9%.", ["cold oven, rye dough", "rising", "%"]),
    ("Wheat loaves by a window", []),
    ("", []),
]


@pytest.mark.parametrize(("quote", "marked"), CASES)
def test_shared_stretches_begin_and_end_with_words_that_mean_something(quote, marked):
    assert [quote[start:end] for start, end in overlap(CLAIM, quote)] == marked


def test_nothing_is_marked_without_a_claim():
    assert overlap("", "Rye dough rises") == ()


@pytest.mark.parametrize("quote", [quote for quote, _ in CASES] + ["Rye <b>dough</b>  &amp; \u202erises\n by 12% | x"])
@pytest.mark.parametrize("level", ["note", "abstract"])
def test_marks_change_no_letter_of_the_passage(quote, level):
    span = Passage(paper="p", start=0, end=len(quote), quote=quote, level=level)
    assert re.sub("</?mark>", "", passage(span, CLAIM)) == passage(span)
