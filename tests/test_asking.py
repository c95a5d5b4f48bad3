"""Queries of a question, and the pages of their answers."""

from __future__ import annotations

import pytest

from generator.asking import MOST_QUERIES, MOST_TERMS, Ask, Request, Service, asks, boolean, sweep
from generator.contracts import Answer
from generator.errors import SourceError
from generator.harvest import Batch
from generator.records import Outcome, Query, Rule
from tests.bakery import paper, question

BARE = {"outcomes": (), "benchmarks": (), "keywords": (), "include": (), "title": "Bread", "question": "Is bread hot?"}


def test_first_keyword_group_is_joined_with_each_other_one_with_outcomes_and_with_the_field():
    asked = question(
        **BARE
        | {
            "keywords": (("oven", "stone kiln"), ("crust",)),
            "outcomes": (Outcome(name="rise", terms=("height",)),),
            "include": (Rule(reason="about bread", terms=("bread",)),),
        }
    )
    assert asks(asked) == (
        Ask("oven and crust", (("oven", "stone kiln"), ("crust",), ("bread",))),
        Ask("oven and rise", (("oven", "stone kiln"), ("rise", "height"), ("bread",))),
    )


def test_question_without_keywords_is_asked_by_its_words():
    assert asks(question(**BARE)) == (Ask("title and question", (("Bread", "hot"),)),)


@pytest.mark.parametrize("fields", [{}, {"keywords": (("oven",),)}, {"keywords": (("oven",), ("crust",))}])
def test_every_query_holds_the_dates_that_the_question_asks_for(fields):
    asked = asks(question(**BARE | fields, since="2015", until="2024-06-30"))
    assert {(ask.since, ask.until) for ask in asked} == {("2015-01-01", "2024-06-30")}
    assert {(ask.since, ask.until) for ask in asks(question(until="2024"))} == {("", "2024-12-31")}


def test_one_keyword_group_is_asked_alone():
    assert asks(question(**BARE | {"keywords": (("oven",),)})) == (Ask("oven", (("oven",),)),)


def test_signs_and_words_of_query_languages_do_not_get_through():
    hostile = ('") OR (all:x', "AND", "oven AND (bread)", "a:b&c=d,e|f", "pass@1", "C++", "-", "x" * 500)
    (ask,) = asks(question(**BARE | {"keywords": (hostile,)}))
    assert ask.groups[0] == ("all x", "oven bread", "a b c d e f", "pass@1", "C++", "x" * 80)


def test_queries_and_terms_are_bounded():
    groups = tuple(tuple(f"t{i} {j}" for j in range(30)) for i in range(30))
    found = asks(question(**BARE | {"keywords": groups}))
    assert len(found) == MOST_QUERIES
    assert all(len(group) == MOST_TERMS for ask in found for group in ask.groups)


def test_boolean_query_puts_every_term_into_quotes():
    assert boolean(Ask("x", (("a b", "c"), ("d",))), "in:") == '(in:"a b" OR in:"c") AND (in:"d")'


def served(batches, start="0"):
    """Return a service that gives these batches or errors, in order, and the list of sizes asked for."""
    sizes = []

    def page(_fetch, _request, _cursor, size):
        sizes.append(size)
        batch = batches.pop(0)
        if isinstance(batch, SourceError):
            raise batch
        return Answer(b"", "", "2026-02-01"), batch

    return Service("ovens", lambda ask: Request(ask.label, ask.label, {}), page, start, 3), sizes


def papers(*names):
    return tuple(paper(name) for name in names)


TWO = question(**BARE | {"keywords": (("oven",), ("crust",), ("rye",))})


def test_each_query_gets_an_equal_share_and_what_others_left():
    service, sizes = served([Batch(papers("a"), 1), Batch(papers("b", "c", "d"), 9, 0, "n"), Batch(papers("e"), 9)])
    result = sweep(service, TWO, None, 5)
    assert [found.id for found in result.papers] == ["a", "b", "c", "d", "e"]
    assert sizes == [3, 3, 1]
    assert result.queries == (
        Query(label="oven and crust", text="oven and crust", hits=1),
        Query(label="oven and rye", text="oven and rye", hits=9),
    )
    assert (result.total, result.outcome, result.date) == (10, "ok", "2026-02-01")


def test_no_more_papers_come_than_were_asked_for():
    service, _ = served([Batch(papers(*"abcdefgh"), 8), Batch(papers(*"ijkl"), 4)])
    assert len(sweep(service, TWO, None, 4).papers) == 4


@pytest.mark.parametrize(
    ("batches", "most", "told"),
    [
        ([Batch(papers(*"abc"), 12_345, 0, "n")], 3, "taken 2 of 12,345 hits"),
        ([Batch(papers(*"ab"), 2, 0, "n"), Batch(papers("a"), 2345, 0, "n")], 3, "taken 2 of 2,347 hits"),
        ([Batch(papers(*"ab"), 2, 0, "n"), Batch(papers("c"), 1, 0, "n")], 3, "ok"),
        ([Batch(papers(*"abc"), 3, 0, "n"), Batch(papers("d"), 9)], 1, "taken 1 of 3 hits"),
        ([Batch(papers(*"ab"), 9, 0, "n"), SourceError("Ovens", "are cold")], 4, "taken 2 of 9 hits. Ovens: are cold"),
    ],
    ids=["first page is too long", "more pages", "next page after the last", "queries left", "failed, too"],
)
def test_outcome_says_how_many_of_the_hits_were_taken_where_not_all_were(batches, most, told):
    service, _ = served([*batches, SourceError("Ovens", "are empty")] if len(batches) == 1 else batches)
    assert sweep(service, TWO, None, most).outcome.startswith(told)


def test_error_ends_the_search_and_keeps_what_was_found():
    service, _ = served([Batch(papers("a"), 7), SourceError("Ovens", "are cold")])
    result = sweep(service, TWO, None, 10)
    assert ([found.id for found in result.papers], len(result.queries)) == (["a"], 1)
    assert result.outcome == "Ovens: are cold; this ended the search at the query “oven and rye”"


def test_source_that_fails_at_once_has_no_date():
    service, _ = served([SourceError("Ovens", "are cold")])
    result = sweep(service, TWO, None, 10)
    assert (result.papers, result.queries, result.date, result.total) == ((), (), None, 0)


def test_service_that_turns_in_circles_is_left_and_has_failed():
    pages = [
        Batch(papers("a"), 99, 0, "x"),
        Batch(papers("b"), 99, 0, "y"),
        Batch(papers("c"), 99, 0, "x"),
    ]
    service, _ = served(pages)
    result = sweep(service, TWO, None, 1000)
    assert [found.id for found in result.papers] == ["a", "b", "c"]
    assert result.outcome == "the service repeated a page; this ended the search at the query “oven and crust”"
    assert result.failed


@pytest.mark.parametrize("last", [Batch((), 99, 0, "x"), Batch(papers("b"), 2, 0, "x"), Batch(papers("b"), 2, 0, "y")])
def test_last_page_may_name_a_next_one(last):
    service, sizes = served([Batch(papers("a"), last.total, 0, "x"), last, Batch((), 0)])
    assert sweep(service, TWO, None, 1000).outcome == "ok"
    assert len(sizes) == 3


def test_page_that_is_not_needed_may_repeat():
    service, _ = served([Batch(papers("a"), 9, 0, "0"), Batch(papers("b"), 9, 0, "0")])
    assert sweep(service, TWO, None, 2).outcome == "taken 2 of 18 hits"


def test_page_without_records_ends_a_query():
    service, _ = served([Batch((), 99, 0, "x"), Batch((), 99, 0, "x")])
    assert sweep(service, TWO, None, 1000).outcome == "ok"


def test_notice_on_a_later_page_reaches_the_paper_found_before():
    told = (("a", "Retracted 2020: notice 10.5555/n"),)
    service, _ = served([Batch(papers("a"), 1), Batch(papers("n"), 1, 0, "", told)])
    assert sweep(service, TWO, None, 10).papers[0].notices == ("Retracted 2020: notice 10.5555/n",)


def test_records_left_out_are_counted():
    service, _ = served([Batch(papers("a"), 3, 2), Batch((), 0)])
    assert sweep(service, TWO, None, 10).outcome == "2 records without a title or a number left out"


def test_question_without_a_word_asks_nothing():
    service, _ = served([])
    result = sweep(service, question(**BARE | {"title": "Why?", "question": "How?"}), None, 10)
    assert (result.outcome, result.papers) == ("the question holds no word to search for", ())
