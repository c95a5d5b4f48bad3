"""arXiv's feeds as papers."""

from __future__ import annotations

import pytest

from generator.asking import Ask
from generator.errors import SourceError
from generator.records import Author
from generator.sources import arxiv
from tests.sources.harness import ASKED, XML, Replay, fixture

FEED = fixture("arxiv.xml")
ERROR = FEED.replace(b"http://arxiv.org/abs/2401.00001v3", b"https://arxiv.org/api/errors#incorrect_id")


def test_preprint_loses_its_version_and_links_to_what_was_published():
    paper, old = arxiv.parse(FEED, XML)
    assert (paper.id, paper.ids) == ("10.48550/arxiv.2401.00001", ("arxiv:2401.00001",))
    assert paper.versions == ("10.5555/loaf.7", "10.5555/loaf.8")
    assert (paper.title, paper.year) == ("Heat in ovens where $a < b$", 2024)
    assert paper.document.text == "We bake loaves & rolls."
    assert paper.authors == (Author(family="van der Oven", given="Jane"), Author(family="LOAF Collaboration"))
    assert (old.id, old.notices) == ("10.48550/arxiv.hep-th/9901001", ("Withdrawn 1999-02-03",))


@pytest.mark.parametrize("body", [ERROR, FEED[:700], b"<feed/>", b"{}", b"Rate exceeded."])
def test_other_answers_are_errors(body):
    with pytest.raises(SourceError):
        arxiv.parse(body, XML)


def test_entities_of_a_feed_are_not_expanded():
    bomb = b'<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    body = bomb + FEED.partition(b"?>")[2].strip().replace(b"We bake", b"We &a; &b; bake")
    assert arxiv.parse(body, XML)[0].document.text == "We bake loaves & rolls."


def test_pages_start_after_what_was_taken():
    empty = FEED.partition(b"<entry>")[0] + b"</feed>"
    fetch = Replay([FEED, empty])
    result = arxiv.search(ASKED, fetch, 50)
    assert [call[1]["start"] for call in fetch.calls] == ["0", "2"]
    assert (len(result.papers), result.total, result.outcome) == (2, 5, "ok")
    assert result.queries[0].text == '(all:"oven" OR all:"stone kiln") AND (all:"loaf" OR all:"crust")'


def test_dates_bound_a_query():
    text = arxiv.request(Ask("x", (("oven",),), "2020-01-01", "2021-12-31")).text
    assert text == '(all:"oven") AND submittedDate:[202001010000 TO 202112312359]'


def test_only_dois_of_arxiv_are_looked_up():
    fetch = Replay([FEED])
    assert arxiv.look_up("10.5555/loaf.7", fetch) is None
    assert arxiv.look_up("10.48550/arxiv.2401.00001", fetch).year == 2024
    assert fetch.calls == [("query", {"id_list": "2401.00001", "max_results": "1"})]
