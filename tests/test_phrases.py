"""Phrases that a question shares with the papers at hand."""

from __future__ import annotations

import pytest

from generator.library import Library
from generator.phrases import shared_phrases
from tests.bakery import paper

# Twelve papers on sourdough starters, some of them with its abbreviation, and as many on other bread.
STARTERS = tuple(
    paper(f"10.5555/s{n}", f"A sourdough starter (SS) of type {n} raised the loaf. A starter of sourdough is old.")
    for n in range(12)
)
OTHERS = tuple(
    paper(f"10.5555/o{n}", f"The rye flour of mill {n} and wet cornflour make a loaf in the end.") for n in range(24)
)
LIBRARY = Library((*STARTERS, *OTHERS))


def groups(title, question, library=LIBRARY):
    """Return the groups of a question over a library."""
    return shared_phrases((title, question), len(library.papers), library.query)


def test_words_that_stand_side_by_side_in_papers_are_one_concept_with_its_abbreviation():
    assert groups("Bread", "Does a sourdough starter help?") == (("sourdough starter", "SS"),)


def test_abbreviation_that_mostly_stands_for_something_else_is_none():
    steam = tuple(paper(f"10.5555/t{n}", f"Oven {n} has steady steam (SS) and SS is good.") for n in range(20))
    library = Library((*STARTERS, *OTHERS, *steam))
    assert groups("Bread", "Does a sourdough starter help?", library) == (("sourdough starter",),)


def test_words_that_papers_hold_apart_are_no_phrase():
    assert groups("Bread", "Does wet mill work?") == ()


def test_word_that_title_and_question_share_is_a_concept_with_its_kinds():
    honey = tuple(paper(f"10.5555/h{n}", "Sourdough likes a honeybread or wholebread made of bread.") for n in range(5))
    assert groups("Bread", "Is bread good?", Library((*OTHERS, *honey))) == (("Bread",),)  # too short to head others
    wet = tuple(paper(f"10.5555/v{n}", "The hydration of dough, and its overhydration.") for n in range(5))
    found = groups("Hydration", "Is hydration good?", Library((*OTHERS, *wet)))
    assert found == (("Hydration", "overhydration"),)


def test_what_most_papers_share_is_none():
    assert groups("Loaf", "Does a loaf rise?") == ()


@pytest.mark.parametrize("question", ["Does it rise more than sourdough?", "Is it good compared with the sourdough?"])
def test_what_a_question_compares_with_is_a_concept(question):
    assert groups("Bread", question) == (("sourdough",),)


def test_nothing_is_found_where_there_are_no_papers():
    assert groups("Sourdough", "Does sourdough rise?", Library(())) == ()
