"""Semantic Scholar's answers as papers."""

from __future__ import annotations

import json

import pytest

from generator.asking import Ask
from generator.errors import NoRecord, SourceError
from generator.records import Author
from generator.sources import semantic_scholar
from tests.sources.harness import ASKED, JSON, Replay, fixture

PAGE = fixture("semantic_scholar.json")
NUMBER = "s2:aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"


def test_paper_is_read_under_the_published_doi_with_its_preprint_linked():
    paper = semantic_scholar.parse(PAGE, JSON)[0]
    assert (paper.id, paper.versions) == ("10.5555/loaf.7", ("10.48550/arxiv.2401.00001",))
    assert paper.ids == ("arxiv:2401.00001", "pmcid:pmc77", "pmid:501", NUMBER)
    assert (paper.year, paper.venue, paper.document.text) == (2024, "Annals of Baking", "We bake.")
    assert paper.authors == (Author(family="van der Oven", given="Jane"), Author(family="Plato"))
    assert paper.open_access == "https://repo.example/7.pdf"


def test_preprint_without_doi_gets_that_of_arxiv():
    assert semantic_scholar.parse(PAGE, JSON)[1].doi == "10.48550/arxiv.2401.00002"


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": "Bad fields"}',
        b'{"message": "Forbidden"}',
        b'{"data": [{"authorId": "1", "name": "A"}]}',
        b'["2022"]',
    ],
)
def test_other_answers_are_errors(body):
    with pytest.raises(SourceError):
        semantic_scholar.parse(body, JSON)


def test_no_hit_is_no_error():
    assert semantic_scholar.parse(b'{"total": 0, "offset": 0}', JSON) == ()


def test_search_hands_the_token_on():
    fetch = Replay([PAGE, PAGE.replace(b'"NEXT"', b"null")])
    result = semantic_scholar.search(ASKED, fetch, 50)
    assert [call[1].get("token") for call in fetch.calls] == [None, "NEXT"]
    assert result.queries[0].text == '("oven" | "stone kiln") + ("loaf" | "crust")'


def test_dates_bound_a_query():
    asked = semantic_scholar.request(Ask("x", (("oven",),), "2020-01-01"))
    assert asked.parameters["publicationDateOrYear"] == "2020-01-01:"


def test_look_up_of_an_unknown_doi_is_none():
    alone = json.dumps(json.loads(PAGE)["data"][0]).encode()
    fetch = Replay([NoRecord("Semantic Scholar", "has no such record"), alone])
    assert semantic_scholar.look_up("10.5555/none", fetch) is None
    assert semantic_scholar.look_up("10.5555/loaf.7", fetch).title == "Heat in ovens"
    assert fetch.calls[1][0] == "graph/v1/paper/DOI:10.5555/loaf.7"
