"""DataCite's answers as papers; their shape is that of its documentation."""

from __future__ import annotations

import json

import pytest

from generator.asking import Ask
from generator.errors import SourceError
from generator.records import Author
from generator.sources import datacite
from tests.sources.harness import ASKED, JSON, Replay, fixture

PAGE = fixture("datacite.json")


def test_record_is_read_under_its_main_title():
    (paper,) = datacite.parse(PAGE, JSON)
    assert (paper.id, paper.ids, paper.title) == ("10.48550/arxiv.2401.00001", ("arxiv:2401.00001",), "Heat in ovens")
    assert paper.authors == (
        Author(family="van der Oven", given="Jane"),
        Author(family="Loaf Collaboration"),
        Author(family="Doe", given="Ann"),
    )
    assert (paper.document.text, paper.year, paper.venue) == ("We bake loaves.", 2024, "arXiv")
    assert (paper.versions, paper.notices) == (("10.5555/loaf.7",), ("Withdrawn 2024-06-05",))


def test_one_record_alone_is_read_too():
    alone = json.dumps({"data": json.loads(PAGE)["data"][0]}).encode()
    assert datacite.parse(alone, JSON) == datacite.parse(PAGE, JSON)


def test_next_page_is_asked_for_by_its_cursor_and_untitled_records_are_counted():
    last = PAGE.replace(b'"next"', b'"was"')
    fetch = Replay([PAGE, last])
    result = datacite.search(ASKED, fetch, 50)
    assert [call[1]["page[cursor]"] for call in fetch.calls] == ["1", "MTIz"]
    assert result.outcome == "2 records without a title or a number left out"
    assert result.queries[0].text.startswith('("oven" OR "stone kiln") AND ("loaf" OR "crust") AND types.')


@pytest.mark.parametrize(
    "body", [b'{"errors": [{"status": "404", "title": "Not here."}]}', b'{"data": 1}', b'{"data": [{"type": "users"}]}']
)
def test_other_answers_are_errors(body):
    with pytest.raises(SourceError):
        datacite.parse(body, JSON)


def test_dates_bound_a_query_by_years():
    assert datacite.request(Ask("x", (("oven",),), "2020-01-01")).text.endswith(" AND publicationYear:[2020 TO *]")


def test_look_up_asks_for_one_doi():
    fetch = Replay([PAGE])
    assert datacite.look_up("10.5555/none", fetch) is None
    assert fetch.calls[0][1]["query"] == 'doi:"10.5555/none"'
