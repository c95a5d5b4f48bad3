"""The local library as a source."""

from __future__ import annotations

from generator.ids import Doi
from generator.library import Library
from generator.records import Outcome, Query, Question
from generator.sources import library
from generator.sources.library import search
from tests.bakery import paper, question

BREAD, CAKE, BEES = paper("a", "Ovens bake bread."), paper("b", "Kilns bake cake."), paper("c", "Bees sleep.")
HELD = Library([BREAD, CAKE, BEES])
BARE = {"outcomes": (), "benchmarks": (), "keywords": (), "title": "Why?", "question": "How?"}


def test_every_concept_is_one_query_with_its_exact_text_and_hits():
    asked = question(**BARE | {"keywords": (("oven", "stone kiln"), ("bees",)), "outcomes": (Outcome(name="baking"),)})
    result = search(asked, HELD)
    assert result.queries == (
        Query(label="oven", text='"oven" OR "stone kiln"', hits=1),
        Query(label="bees", text='"bees"', hits=1),
        Query(label="baking", text='"baking"', hits=2),
    )
    assert [found.id for found in result.papers] == ["a", "c", "b"]
    assert (result.total, result.source, result.outcome) == (3, "library", "ok")


def test_paper_that_several_queries_hit_comes_once():
    asked = question(**BARE | {"keywords": (("oven",), ("bread",))})
    assert [found.id for found in search(asked, HELD).papers] == ["a"]


def test_paper_that_must_be_included_is_added():
    wanted = paper("10.5555/z", "Silence.", doi=Doi("10.5555/z"))
    asked = question(**BARE | {"must_include": (Doi("10.5555/z"),)})
    result = search(asked, Library([BREAD, wanted]))
    assert (result.papers, result.queries, result.total) == ((wanted,), (), 1)


def test_query_takes_no_more_than_its_limit_and_counts_all(monkeypatch):
    monkeypatch.setattr(library, "MOST_PER_QUERY", 2)
    held = Library([paper(name, "Ovens bake bread.") for name in "dcba"])
    result = search(question(**BARE | {"keywords": (("oven",),)}), held)
    assert [found.id for found in result.papers] == ["a", "b"]
    assert result.queries[0].hits == 4
    assert result.outcome == "1 of 1 queries matched more than the 2 best records that were taken"


def test_signs_of_the_query_language_are_words_to_be_found():
    hostile = ('") OR (words : *', "NEAR(", "oven*", "-oven", "🙂", "\x00", '"')
    result = search(question(**BARE | {"keywords": (hostile,)}), HELD)
    assert [found.id for found in result.papers] == ["a"]


def test_question_of_stop_words_asks_nothing():
    result = search(Question(id="q", title="Why?", question="How?"), HELD)
    assert (result.queries, result.papers, result.total) == ((), (), 0)


def test_empty_library_gives_nothing():
    result = search(question(), Library([]))
    assert (result.papers, {query.hits for query in result.queries}) == ((), {0})
