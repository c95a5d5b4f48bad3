"""Texts that may not be stored: the quotes of the report are kept, and the report made from them says so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.assemble import quoted
from generator.evidence import Evidence, read_evidence
from generator.excerpts import excerpt, keep_quotes, stored
from generator.ids import digest
from generator.library import Library
from generator.pipeline import load_inputs, synthesise
from generator.records import Document, SearchResult
from generator.settings import load_settings

NAME = "rotor-size"


@pytest.fixture
def empty(toy):
    """Return the toy corpus without its library, and a search that found all papers of it."""
    papers = load_inputs(load_settings(toy.root, {})).library.papers
    found = tuple(
        replace(paper, document=paper.document and replace(paper.document, level="abstract"), found_by=("crossref",))
        for paper in papers
    )
    for path in (toy.root / "corpus" / "library").iterdir():
        path.rename(toy.root / path.name)
    return toy, SearchResult(source="crossref", queries=(), papers=found, total=len(found), date="2031-01-02")


def built(inputs, *results: SearchResult):
    """Return the report of the question on these results."""
    (question,) = (one for one in inputs.questions if one.id == NAME)
    evidence = {NAME: Evidence(question=NAME, results=results, file="", hash="")}
    return synthesise(question, inputs=replace(inputs, evidence=evidence, library=Library(())))


def refreshed(toy, found, monkeypatch, store: str = "none") -> str:
    """Return the evidence file after a refresh in which Crossref found these papers."""
    monkeypatch.setattr("generator.commands.refresh.gather", lambda *_: (found,))
    monkeypatch.setattr("generator.commands.refresh._rechecked", lambda *_: ())
    monkeypatch.setenv("REPORT_CORPUS_CONTACT", "baker@bread.example")
    monkeypatch.setenv("REPORT_CORPUS_STORE_TEXT", store)
    assert toy.run("refresh", NAME) == 0
    return (toy.root / "corpus" / "evidence" / f"{NAME}.json").read_text("utf-8")


def page_and_data(toy) -> tuple[str, dict]:
    assert toy.run("pages") == 0
    data = json.loads((toy.docs / "data" / "reports" / f"{NAME}.json").read_text("utf-8"))
    return (toy.docs / "reports" / f"{NAME}.md").read_text("utf-8"), data


def test_report_made_from_the_quotes_says_what_the_one_made_from_the_texts_says(empty):
    toy, found = empty
    inputs = load_inputs(load_settings(toy.root, {}))
    (kept,) = keep_quotes(NAME, [found], inputs)
    whole, short = built(inputs, found), built(inputs, kept)
    assert whole.findings
    assert [paper.id for paper in short.papers] == [paper.id for paper in whole.papers]
    assert [(one.claim.text, one.verdict) for one in short.findings] == [
        (one.claim.text, one.verdict) for one in whole.findings
    ]
    assert [one.text for one in short.draft.answer] == [one.text for one in whole.draft.answer]
    assert all(passage.unchecked for passage in quoted(short.draft))
    assert not any(passage.unchecked for passage in quoted(whole.draft))
    assert keep_quotes(NAME, [kept], inputs) == (kept,)


def test_build_without_the_texts_marks_each_quote_and_counts_them(empty, monkeypatch):
    toy, found = empty
    text = refreshed(toy, found, monkeypatch)
    assert '"text":' not in text
    page, data = page_and_data(toy)
    assert data["claims"]
    assert all(claim["passage"]["unchecked"] for claim in data["claims"])
    assert page.count("quote not rechecked") >= len(data["claims"])
    assert "quotes were not rechecked: of these texts only quotes are stored" in page
    assert refreshed(toy, found, monkeypatch) == text


def test_build_that_has_the_texts_rechecks_the_quotes(empty, monkeypatch):
    toy, found = empty
    text = refreshed(toy, found, monkeypatch)
    for path in toy.root.glob("*.jsonl"):
        path.rename(toy.root / "corpus" / "library" / path.name)
    page, data = page_and_data(toy)
    assert data["claims"]
    assert "not rechecked" not in page
    path = toy.root / "corpus" / "evidence" / f"{NAME}.json"
    assert toy.run("lock") == toy.run("record") == 0
    assert path.read_text("utf-8").count('"quotes"') == text.count('"quotes"')
    quote = data["claims"][0]["passage"]["quote"]
    path.write_text(path.read_text("utf-8").replace(quote, quote[::-1]), "utf-8")
    assert toy.run("pages") == 1


def test_abstracts_stay_and_full_texts_go_where_only_abstracts_may_be_stored(empty):
    toy, found = empty
    first, *others = found.papers
    long = replace(found, papers=(replace(first, document=replace(first.document, level="full text")), *others))
    inputs = load_inputs(load_settings(toy.root, {}))
    assert stored(NAME, [long], inputs, "full") == (long,)
    (kept,) = stored(NAME, [long], inputs, "abstract")
    assert kept.papers == (replace(first, document=None), *others)


def test_quotes_keep_their_places_and_what_lies_between_them_is_blank():
    whole = Document(level="abstract", text="Rye is slow. Oat is not. Spelt is.")
    held = excerpt(whole, [(25, 34), (0, 12)])
    assert held.text == "Rye is slow.             Spelt is."
    assert (held.sentences, held.sha256) == (((0, 12), (25, 34)), digest(whole.text))


def test_evidence_of_quotes_can_be_read_without_a_problem(empty, monkeypatch):
    toy, found = empty
    refreshed(toy, found, monkeypatch)
    evidence, problems = read_evidence(toy.root / "corpus", [NAME])
    assert problems == ()
    assert not any(paper.document.is_whole for paper in evidence[NAME].results[0].papers if paper.document)
