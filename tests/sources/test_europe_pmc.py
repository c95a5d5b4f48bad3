"""Europe PMC's answers as papers."""

from __future__ import annotations

import pytest

from generator.asking import Ask
from generator.errors import SourceError
from generator.records import Author
from generator.sources import europe_pmc
from tests.sources.harness import ASKED, JSON, Replay, fixture

PAGE = fixture("europe_pmc.json")


def test_record_is_read_with_labels_of_its_abstract_and_a_free_copy():
    paper = europe_pmc.parse(PAGE, JSON)[0]
    assert (paper.id, paper.title, paper.ids) == ("10.5555/hive.1", "Bees of two hives", ("pmcid:pmc222", "pmid:111"))
    assert paper.document.text == "Aim: To count bees. Results: There were 7."
    assert paper.authors == (Author(family="Honey", given="Bea"), Author(family="Hive Study Group"))
    assert paper.open_access == "https://europepmc.org/articles/PMC222"
    assert (paper.versions, paper.notices) == (("10.5555/pre.1",), ("Corrected: notice PMID 333",))


def test_record_without_doi_goes_by_its_number_and_short_names_are_read():
    paper = europe_pmc.parse(PAGE, JSON)[1]
    assert (paper.id, paper.doi, paper.year, paper.notices) == ("pmid:112", None, 2018, ("Retracted",))
    assert paper.authors == (Author(family="de Wax", given="AC"), Author(family="Plato"))


@pytest.mark.parametrize("body", [b'{"hitCount": 3}', b'{"errMsg": "no query"}', b"<x/>", b"[]"])
def test_other_answers_are_errors(body):
    with pytest.raises(SourceError):
        europe_pmc.parse(body, JSON)


def test_repeated_cursor_ends_the_query_with_a_sentence():
    page = PAGE.replace(b'"hitCount": 2', b'"hitCount": 9')
    fetch = Replay([page, page])
    result = europe_pmc.search(ASKED, fetch, 9)
    assert len(fetch.calls) == 2
    assert result.failed
    assert result.outcome == "the service repeated a page; this ended the search at the query “oven and loaf”"
    assert len(result.papers) == 2


def test_exact_query_is_logged_and_bounded_by_dates():
    asked = europe_pmc.request(Ask("x", (("oven", "stone kiln"), ("loaf",)), "2020-01-01"))
    assert asked.text == (
        '(TITLE_ABS:"oven" OR TITLE_ABS:"stone kiln") AND (TITLE_ABS:"loaf")'
        " AND (FIRST_PDATE:[2020-01-01 TO 2100-12-31])"
    )
    assert asked.parameters == {"query": asked.text}


def test_look_up_asks_for_one_doi():
    fetch = Replay([PAGE])
    assert europe_pmc.look_up("10.5555/hive.1", fetch).year == 2020
    assert fetch.calls[0][1]["query"] == 'DOI:"10.5555/hive.1"'
