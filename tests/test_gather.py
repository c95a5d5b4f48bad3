"""Which sources are asked, what stays of an earlier search, and what a new one changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.gather import change, choose, gather, merge
from generator.records import Paper, SearchResult
from generator.sources import LIVE
from tests.bakery import paper, question


class Silent:
    """A fetch for sources that do not use it; it notes what it was told to forget."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []

    def __call__(self, source: str, *_: object) -> None:
        raise AssertionError(source)

    def forget_last(self, source: str) -> None:
        self.forgotten.append(source)


class Stall:
    """A source that answers with the papers it was given."""

    KEY = None

    def __init__(self, name: str, *papers: Paper, failed: bool = False) -> None:
        self.result = found(name, *papers, failed=failed)

    def search(self, *_: object) -> SearchResult:
        return self.result


def found(source: str, *papers: Paper, **fields: object) -> SearchResult:
    return SearchResult(source=source, queries=(), papers=papers, total=len(papers), **fields)


@pytest.mark.parametrize(
    ("sources", "keys", "only", "asked", "skipped"),
    [
        ((), (), (), ["crossref", "europe_pmc", "arxiv", "pubmed", "datacite"], ["openalex", "semantic_scholar"]),
        ((), ("openalex", "semantic_scholar"), (), list(LIVE), []),
        (("library",), (), (), [], []),
        (("library", "openalex", "arxiv"), (), (), ["arxiv"], ["openalex"]),
        (("pubmed",), (), ("arxiv",), [], ["arxiv"]),
        ((), (), ("arxiv", "openalex"), ["arxiv"], ["openalex"]),
    ],
)
def test_sources_are_chosen_by_question_key_and_command(sources, keys, only, asked, skipped):
    chosen, left = choose(question(sources=sources), keys, only)
    assert list(chosen) == asked
    assert [name for name, _ in left] == skipped


def test_sources_answer_in_the_order_in_which_they_were_asked(monkeypatch):
    stalls = {name: Stall(name, paper(name)) for name in ("rye", "spelt", "oat")}
    monkeypatch.setattr("generator.gather.LIVE", stalls)
    assert gather(question(), ["oat", "rye"], Silent()) == (stalls["oat"].result, stalls["rye"].result)
    assert gather(question(), [], Silent()) == ()


def test_answer_that_broke_a_search_off_is_forgotten(monkeypatch):
    monkeypatch.setattr("generator.gather.LIVE", {"rye": Stall("rye", failed=True), "oat": Stall("oat")})
    fetch = Silent()
    gather(question(), ["rye", "oat"], fetch)
    assert fetch.forgotten == ["rye"]


@pytest.mark.parametrize(
    ("store", "held"), [("full", ["abstract", "full text"]), ("abstract", ["abstract"]), ("none", [])]
)
def test_only_texts_that_may_be_stored_are_taken(store, held, monkeypatch):
    papers = [paper(level, "Bread.", level=level) for level in ("abstract", "full text")]
    monkeypatch.setattr("generator.gather.LIVE", {"rye": Stall("rye", *papers)})
    (result,) = gather(question(), ["rye"], Silent(), store)
    assert [one.document.level for one in result.papers if one.document] == held
    assert len(result.papers) == 2


def test_merged_results_stand_in_order_of_trust_and_papers_in_order_of_id():
    old = [found("zine", paper("z")), found("arxiv", paper("old"))]
    merged = merge(old, [found("arxiv", paper("b"), paper("a")), found("crossref")])
    assert [result.source for result in merged] == ["crossref", "arxiv", "zine"]
    assert [one.id for one in merged[1].papers] == ["a", "b"]


def test_failed_search_keeps_what_an_earlier_one_took_if_that_was_more():
    old = found("arxiv", paper("a"), paper("b"), date="2030-01-02")
    broken = found("arxiv", paper("a"), outcome="arXiv: is down", failed=True, date="2031-01-02")
    assert merge([old], [broken]) == (replace(old, outcome="arXiv: is down", failed=True),)
    assert merge([found("arxiv")], [broken]) == (broken,)
    assert merge([old], [replace(broken, failed=False)]) == (replace(broken, failed=False),)


def test_change_counts_each_kind():
    sound, changed, withdrawn = paper("same"), paper("changed"), paper("bad", notices=("Retracted 2030-01-02",))
    old = found("arxiv", sound, changed, withdrawn, paper("lost"))
    worse = replace(changed, notices=("Corrected 2030", "Retracted 2031-02-03: notice 10.5555/n"))
    new = found("arxiv", sound, worse, withdrawn, paper("fresh"))
    told = change(old, new)
    kinds = (told.new, told.gone, told.updated, told.retracted)
    assert [[one.id for one in papers] for papers in kinds] == [["fresh"], ["lost"], ["changed"], ["changed"]]


def test_everything_is_new_where_nothing_was_held():
    assert change(None, found("arxiv", paper("a"))).new == (paper("a"),)
