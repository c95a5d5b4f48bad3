"""One result per source: replayed, searched anew, or missing and said so."""

from __future__ import annotations

from generator.library import Library
from generator.records import Query, SearchResult
from generator.search import search
from tests.bakery import paper, question

LIBRARY = Library([paper("a", "Ovens bake bread."), paper("b", "Bees sleep.")])
LOCKED = SearchResult(
    source="bulletin",
    queries=(Query(label="all", text="ovens", hits=3),),
    papers=(paper("c", "Ovens bake bread in town."),),
    total=3,
    date="2026-01-31",
)


def test_library_is_searched_anew():
    (result,) = search(question(), LIBRARY, ())
    assert (result.source, [one.id for one in result.papers], result.outcome) == ("library", ["a"], "ok")
    assert result.date is None


def test_locked_result_is_replayed_as_it_was_and_comes_first():
    found = search(question(sources=("library", "bulletin")), LIBRARY, (LOCKED,))
    assert [result.source for result in found] == ["bulletin", "library"]
    assert found[0] is LOCKED


def test_locked_result_is_replayed_even_where_the_question_names_its_source_no_more():
    found = search(question(sources=("library",)), LIBRARY, (LOCKED,))
    assert [result.source for result in found] == ["bulletin", "library"]


def test_question_that_names_no_source_means_the_library():
    assert [result.source for result in search(question(sources=()), LIBRARY, ())] == ["library"]


def test_locked_library_is_not_searched_again():
    locked = SearchResult(source="library", queries=(), papers=(), total=0, outcome="timed out")
    assert search(question(), LIBRARY, (locked,)) == (locked,)


def test_source_that_cannot_be_asked_says_so():
    (result,) = search(question(sources=("gazette",)), LIBRARY, ())
    assert (result.source, result.papers, result.queries, result.total) == ("gazette", (), (), 0)
    assert result.outcome == "not searched: no evidence file holds an answer of this source"


def test_source_can_be_plugged_in():
    found = search(question(sources=("gazette",)), LIBRARY, (), {"gazette": lambda *_: LOCKED})
    assert found == (LOCKED,)


def test_source_named_twice_is_asked_once():
    assert len(search(question(sources=("library", "library")), LIBRARY, ())) == 1
