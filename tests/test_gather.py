"""Which sources are asked, what stays of an earlier search, and what a new one changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.contracts import Answer, Fetch
from generator.errors import SourceError
from generator.gather import change, choose, gather, merge
from generator.records import Paper, SearchResult
from generator.sources import LIVE
from tests.bakery import paper, question


class Silent:
    """A fetch for sources that do not read what it answers; it notes what it was told to forget."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []

    def __call__(self, *_: object) -> Answer:
        return Answer(b"", "", "2030-01-02")

    def stop(self) -> None:
        raise AssertionError

    def forget(self, source: str, path: str, _: object) -> None:
        self.forgotten.append(f"{source} {path}")


class Stall:
    """A source that answers with the papers it was given."""

    KEY = None

    def __init__(self, name: str, *papers: Paper, failed: bool = False, held: tuple[Paper, ...] = ()) -> None:
        self.NAME, self.result = name, found(name, *papers, failed=failed)
        self.held, self.asked = {one.doi: one for one in held}, []

    def look_up(self, doi: str, fetch: Fetch) -> Paper | None:
        self.asked.append(doi)
        if self.held.get(doi, "") is None:
            raise SourceError(self.NAME, "is shut")
        fetch(self.NAME, doi, {})
        return self.held.get(doi)

    def search(self, _question: object, fetch: Fetch, _most: object) -> SearchResult:
        for page in ("1", "2"):
            fetch(self.NAME, page, {})
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


def test_answer_that_broke_a_search_off_is_forgotten_and_so_are_those_that_held_nothing(monkeypatch):
    stalls = {"rye": Stall("rye", failed=True), "oat": Stall("oat", paper("a")), "spelt": Stall("spelt")}
    monkeypatch.setattr("generator.gather.LIVE", stalls)
    fetch = Silent()
    gather(question(), list(stalls), fetch)
    assert sorted(fetch.forgotten) == ["rye 2", "spelt 1", "spelt 2"]


@pytest.mark.parametrize(
    ("store", "held"),
    [("full", ["abstract", "full text"]), ("abstract", ["abstract"]), ("none", ["abstract", "full text"])],
)
def test_texts_are_taken_that_may_be_stored_or_quoted(store, held, monkeypatch):
    papers = [paper(level, "Bread.", level=level) for level in ("abstract", "full text")]
    monkeypatch.setattr("generator.gather.LIVE", {"rye": Stall("rye", *papers)})
    (result,) = gather(question(), ["rye"], Silent(), store)
    assert [one.document.level for one in result.papers if one.document] == held
    assert len(result.papers) == 2


REQUIRED = question(must_include=("10.5555/a", "10.5555/b", "10.5555/c"))


def cited(name: str) -> Paper:
    return paper(f"10.5555/{name}", doi=f"10.5555/{name}")


def test_required_papers_are_looked_up_until_a_source_has_them(monkeypatch):
    rye, oat, spelt = Stall("rye", cited("a")), Stall("oat", held=(cited("b"),)), Stall("spelt", held=(cited("c"),))
    monkeypatch.setattr("generator.gather.LIVE", {"rye": rye, "oat": oat, "spelt": spelt})
    results = gather(REQUIRED, ["rye", "oat", "spelt"], Silent())
    assert [[one.id for one in result.papers] for result in results] == [["10.5555/a"], ["10.5555/b"], ["10.5555/c"]]
    assert (rye.asked, oat.asked, spelt.asked) == (
        ["10.5555/b", "10.5555/c"],
        ["10.5555/b", "10.5555/c"],
        ["10.5555/c"],
    )
    (query,) = results[1].queries
    assert (query.label, query.text, query.hits) == ("required papers", "DOI: 10.5555/b, 10.5555/c", 1)
    assert (results[1].total, results[1].outcome, results[1].date) == (1, "ok", "2030-01-02")


def test_look_up_that_failed_is_told_and_the_next_source_asked(monkeypatch):
    rye, oat = Stall("rye"), Stall("oat", held=(cited("a"), cited("b"), cited("c")))
    rye.held = {"10.5555/b": None}
    monkeypatch.setattr("generator.gather.LIVE", {"rye": rye, "oat": oat})
    first, second = gather(REQUIRED, ["rye", "oat"], Silent())
    assert (first.failed, first.outcome) == (True, "rye: is shut; 1 of 3 look-ups by DOI have no answer")
    assert len(second.papers) == 3


def test_source_whose_search_failed_is_not_asked_for_required_papers(monkeypatch):
    rye = Stall("rye", failed=True)
    monkeypatch.setattr("generator.gather.LIVE", {"rye": rye})
    gather(REQUIRED, ["rye"], Silent())
    assert rye.asked == []


def test_failed_look_up_adds_to_what_was_told_before_and_one_of_nothing_is_left_out():
    gone, more = replace(cited("a"), notices=("Retracted 2030",)), replace(cited("a"), notices=("Corrected",))
    old, new = found("notices", gone, cited("b")), found("notices", more, cited("c"), failed=True, outcome="down")
    (merged,) = merge([old], [new])
    assert [one.id for one in merged.papers] == ["10.5555/a", "10.5555/b", "10.5555/c"]
    assert (merged.papers[0].notices, merged.outcome) == (("Corrected", "Retracted 2030"), "down")
    assert merge([old], [found("notices")]) == ()


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
