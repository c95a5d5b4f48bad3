"""Which papers are asked about at which registers, and what becomes of the answers."""

from __future__ import annotations

import pytest

from generator.contracts import Answer
from generator.recheck import REGISTERS, recheck
from generator.records import SearchResult
from tests.bakery import paper

LOAF, DRAFT, SPARE = "10.5555/loaf", "10.48550/arxiv.2401.00001", "10.5555/spare"
GONE = "Retracted 2030-01-02"


class Register:
    """A register with these records; it notes for which it was asked."""

    def __init__(self, name, *papers):
        self.NAME, self.KEY, self.papers, self.asked = name, None, {one.doi: one for one in papers}, []

    def look_up(self, doi, fetch):
        fetch(self.NAME, doi, {})
        self.asked.append(doi)
        return self.papers.get(doi)


class Fetch:
    """A fetch whose answers nobody reads."""

    def __call__(self, *_):
        return Answer(b"", "", "2030-01-02")

    def forget(self, *call):
        raise AssertionError(call)


@pytest.fixture
def shelf(monkeypatch):
    """Return registers by name: Crossref knows that the loaf is retracted, Unpaywall of a copy of the spare one."""
    made = {name: Register(name) for name in REGISTERS}
    made["crossref"] = Register("crossref", paper(LOAF, "Text.", doi=LOAF, notices=(GONE,)), paper(SPARE, doi=SPARE))
    made["unpaywall"] = Register("unpaywall", paper(SPARE, doi=SPARE, open_access="https://repo.example/1"))
    monkeypatch.setattr("generator.recheck.LIVE", made)
    monkeypatch.setattr("generator.recheck.OPEN_ACCESS", made["unpaywall"])
    monkeypatch.setattr("generator.lookup.AT_ONCE", {})
    return made


def using(*dois, instead=()):
    """Return papers in use: with `instead`, those come in as soon as a notice is told."""
    return lambda told: tuple(
        paper(doi, doi=doi) for doi in (*dois, *(instead if any(one.papers for one in told) else ()))
    )


def asked(shelf):
    return {name: register.asked for name, register in shelf.items() if register.asked}


def test_each_paper_is_asked_about_where_it_may_be_held(shelf):
    recheck(using(LOAF, DRAFT), (), REGISTERS, Fetch())
    articles = {name: [LOAF] for name in ("crossref", "europe_pmc", "pubmed", "unpaywall")}
    assert asked(shelf) == {**articles, "arxiv": [DRAFT], "openalex": [LOAF, DRAFT]}


def test_notices_are_kept_bare_and_queries_are_logged(shelf):
    notices, copies = recheck(using(LOAF), (), ["crossref", "pubmed"], Fetch())
    assert notices.papers == (paper(LOAF, doi=LOAF, notices=(GONE,), found_by=("crossref",)),)
    assert [(query.label, query.text, query.hits) for query in notices.queries] == [
        ("Crossref", f"DOI: {LOAF}", 1),
        ("PubMed", f"DOI: {LOAF}", 0),
    ]
    assert (notices.outcome, notices.date, notices.searched, copies.papers) == ("ok", "2030-01-02", False, ())
    assert shelf["unpaywall"].asked == [LOAF]


def test_paper_that_comes_in_for_a_retracted_one_is_asked_about_too(shelf):
    _, copies = recheck(using(LOAF, instead=[SPARE]), (), ["crossref"], Fetch())
    assert shelf["crossref"].asked == [LOAF, SPARE]
    assert [one.open_access for one in copies.papers] == ["https://repo.example/1"]


def test_register_is_not_asked_again_for_what_it_has_just_sent(shelf):
    sent = SearchResult(source="crossref", queries=(), papers=(paper(LOAF, doi=LOAF),), total=1)
    recheck(using(LOAF), [sent], ["crossref", "pubmed"], Fetch())
    assert (shelf["crossref"].asked, shelf["pubmed"].asked) == ([], [LOAF])


def test_nothing_is_asked_without_registers_or_dois(shelf):
    assert recheck(using(LOAF), (), (), Fetch(), copies=False) == ()
    assert [one.queries for one in recheck(lambda _: (paper("no-doi"),), (), REGISTERS, Fetch())] == [(), ()]
    assert asked(shelf) == {}
