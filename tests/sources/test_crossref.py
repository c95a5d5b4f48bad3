"""Crossref's answers as papers."""

from __future__ import annotations

import json

import pytest

from generator.asking import Ask
from generator.errors import NoRecord, SourceError
from generator.records import Author
from generator.sources import crossref
from tests.sources.harness import ASKED, JSON, Replay, fixture

PAGE = fixture("crossref.json")


def work(**fields):
    """Return the answer that holds one work."""
    message = {"DOI": "10.5555/a", "title": ["Loaves"], **fields}
    return json.dumps({"status": "ok", "message-type": "work", "message": message}).encode()


def one(**fields):
    (paper,) = crossref.parse(work(**fields), JSON)
    return paper


def test_work_is_read_with_its_markup_turned_into_text():
    paper = crossref.parse(PAGE, JSON)[0]
    assert (paper.id, paper.title, paper.year) == ("10.5555/loaf.1", "Crusts of Secale loaves & CO₂: A trial", 2021)
    assert paper.document.level == "abstract"
    assert paper.document.text == "Background: Ovens are hot. Results: At 10⁻³ bar, p < 0.05."
    assert paper.authors == (
        Author(family="van der Oven", given="Jane"), Author(family="Plato"), Author(family="Rye Consortium"),
    )  # fmt: skip
    assert (paper.versions, paper.found_by, paper.venue) == (("10.5555/preprint.1",), ("crossref",), "Annals of Baking")


def test_both_fields_of_notices_reach_the_paper_that_they_are_about():
    retracted, corrected, notice = crossref.parse(PAGE, JSON)
    assert retracted.notices == ("Retracted 2022-03-04: notice 10.5555/notice.9",)
    assert corrected.notices == ("Corrected 2020-01-09: notice 10.5555/notice.2",)
    assert notice.notices == ("Notice on 10.5555/loaf.2 (correction, 2020-01-09)",)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("retraction", "Retracted 2020"),
        ("withdrawal", "Withdrawn 2020"),
        ("removal", "Withdrawn 2020"),
        ("expression_of_concern", "Expression of concern 2020"),
        ("erratum", "Corrected 2020"),
        ("partial_retraction", "Corrected 2020: retraction of a part"),
        ("reinstatement", "Reinstated 2020"),
        ("new_version", None),
        ("addendum", None),
    ],
)
def test_kinds_of_notices_stay_apart(kind, said):
    update = {"DOI": "10.5555/a", "type": kind, "updated": {"date-parts": [[2020]]}}
    assert one(**{"updated-by": [update]}).notices == ((said,) if said else ())


def test_right_to_left_title_is_kept_and_marks_that_reorder_it_are_not():
    assert one(title=["\u202eכיכרות \u2067לחם\ud800"]).title == "כיכרות לחם"


def test_record_without_title_is_dropped_and_counted():
    batch = crossref.parse_page(PAGE, JSON)
    assert (batch.total, batch.dropped, batch.next, len(batch.papers)) == (41, 1, "page+two==", 3)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "an empty answer"),
        (b"Resource not found.", "text in place of records: “Resource not found.”"),
        (b"<!DOCTYPE html><html>Sign in</html>", "a web page"),
        (PAGE[:900], "breaks off"),
        (b'{"a": 1,}', "is broken"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "another form"),
        (b'{"status": "ok", "message-type": "journal-list", "message": {"items": []}}', "holds no works"),
        (b'{"status": "ok", "message-type": "work-list", "message": {}}', "list of works is missing"),
        (b'{"status": "failed", "message": [{"message": "Cursor of jane@oven.example is wrong"}]}', "“Cursor of … is"),
    ],
)
def test_answer_without_works_is_told_in_words(body, said):
    with pytest.raises(SourceError) as told:
        crossref.parse(body, JSON)
    assert said in str(told.value)
    assert str(told.value).startswith("Crossref: ")


def test_search_follows_cursors_until_there_is_enough():
    second = PAGE.replace(b"page+two==", b"").replace(b"10.5555/", b"10.6666/").replace(b"10.5555\\/", b"10.6666/")
    fetch = Replay([PAGE, second])
    result = crossref.search(ASKED, fetch, 5)
    assert [call[1]["cursor"] for call in fetch.calls] == ["*", "page+two=="]
    assert (len(result.papers), result.total, result.date) == (5, 41, "2026-01-02")
    assert result.queries[0].text == "query.bibliographic=oven stone kiln loaf crust"


def test_dates_bound_a_query():
    asked = crossref.request(Ask("x", (("oven",),), "2020-01-01", "2021-12-31"))
    assert asked.parameters["filter"] == "from-pub-date:2020-01-01,until-pub-date:2021-12-31"
    assert asked.parameters["filter"] in asked.text


def test_look_up_returns_the_work_of_that_doi_only():
    fetch = Replay([PAGE, PAGE, NoRecord("Crossref", "has no such record")])
    assert crossref.look_up("10.5555/loaf.2", fetch).title == "כיכרות לחם"
    assert crossref.look_up("10.5555/none", fetch) is None
    assert crossref.look_up("10.5555/a,b?c#d<e>", fetch) is None
    assert fetch.calls[0] == ("works/10.5555%2Floaf.2", {})
    assert fetch.calls[2] == ("works/10.5555%2Fa%2Cb%3Fc%23d%3Ce%3E", {})
