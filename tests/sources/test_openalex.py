"""OpenAlex's answers as papers."""

from __future__ import annotations

import json

import pytest

from generator.asking import Ask
from generator.errors import NoRecord, SourceError
from generator.records import Author
from generator.sources import openalex
from tests.sources.harness import ASKED, JSON, Replay, fixture

PAGE = fixture("openalex.json")


def test_inverted_abstract_is_put_in_order():
    (paper,) = openalex.parse(PAGE, JSON)
    assert paper.document.text == "Ovens are hot; crusts are brown."


def test_work_is_read_with_its_numbers_and_free_copy():
    (paper,) = openalex.parse(PAGE, JSON)
    assert (paper.id, paper.ids) == ("10.5555/loaf.1", ("openalex:w123", "pmcid:pmc77", "pmid:501"))
    assert paper.authors == (Author(family="van der Oven", given="Jane"), Author(family="Rye Consortium"))
    assert (paper.notices, paper.open_access) == (("Retracted",), "https://repo.example/1")


def test_place_beyond_all_bounds_costs_nothing():
    data = json.loads(PAGE)["results"][0]
    data["abstract_inverted_index"] = {"oven": list(range(10_000_000, 10_000_100)), "hot": [0] * 100_000}
    (paper,) = openalex.parse(json.dumps(data).encode(), JSON)
    assert len(paper.document.text) <= 100_000


@pytest.mark.parametrize("body", [b'{"error": "Invalid query"}', b'{"results": []}', b'{"doi": "x"}', b"<html></html>"])
def test_other_answers_are_errors(body):
    with pytest.raises(SourceError):
        openalex.parse(body, JSON)


def test_search_follows_cursors():
    fetch = Replay([PAGE, PAGE.replace(b'"IlsxMDAu"', b"null")])
    result = openalex.search(ASKED, fetch, 50)
    assert [call[1]["cursor"] for call in fetch.calls] == ["*", "IlsxMDAu"]
    assert result.total == 3
    assert result.queries[0].text == 'title_and_abstract.search:("oven" OR "stone kiln") AND ("loaf" OR "crust")'


def test_dates_bound_a_query():
    text = openalex.request(Ask("x", (("oven",),), "2020-01-01", "2021-12-31")).text
    assert text.endswith(",from_publication_date:2020-01-01,to_publication_date:2021-12-31")


def test_key_is_named_and_never_sent_by_the_adapter():
    fetch = Replay([PAGE])
    openalex.look_up("10.5555/loaf.1", fetch)
    assert openalex.KEY == "OPENALEX_API_KEY"
    assert fetch.calls == [("works/doi:10.5555/loaf.1", {})]


def test_look_up_of_a_doi_with_signs_of_the_query_language():
    fetch = Replay([NoRecord("OpenAlex", "has no such record")])
    assert openalex.look_up("10.5555/a,b|c", fetch) is None
    assert fetch.calls == [("works/doi:10.5555/a%2Cb%7Cc", {})]
