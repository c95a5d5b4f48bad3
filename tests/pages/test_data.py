"""The JSON files: complete, readable, equal to the records."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from generator.pages import data
from generator.plain import dumps
from generator.records import Corpus, Relations
from tests.invented import FLOOD, HARBOUR, corpus, full_report

MADE = {page.path: json.loads(page.text) for page in data.render(corpus())}


def test_each_claim_has_what_a_reader_needs_to_check_it():
    for claim in MADE["data/claims.json"]:
        assert {"id", "text", "report", "doi", "verdict", "confidence", "evidence"} <= claim.keys()
        for passage in claim["evidence"]:
            assert {"doi", "start", "end", "quote", "relation", "label", "judge", "reason", "level"} <= passage.keys()


def test_every_quote_equals_its_span():
    texts = {paper["id"]: paper["text"] for paper in MADE["data/papers.json"]}
    hashes = {paper["id"]: paper["sha256"] for paper in MADE["data/papers.json"]}
    for held in (FLOOD, HARBOUR):
        assert texts[held.id] is None
        assert hashes[held.id] == hashlib.sha256(held.document.text.encode()).hexdigest()
        texts[held.id] = held.document.text
    checked = 0
    for claim in MADE["data/claims.json"]:
        for passage in claim["evidence"]:
            assert texts[passage["paper"]][passage["start"] : passage["end"]] == passage["quote"]
            checked += 1
    assert checked == 2 * (2 + 2 + 1)


def test_text_of_a_paper_is_published_only_when_it_is_our_note():
    papers = {paper["id"]: paper for paper in MADE["data/papers.json"]}
    assert {paper["level"] for paper in papers.values() if paper["text"]} == {"note"}


def test_papers_of_a_report_are_listed_with_rank_and_reason():
    papers = MADE["data/reports/tidal-skill.json"]["papers"]
    assert [paper["rank"] for paper in papers] == [1, 2, 3, 4, 5, 6]
    assert [paper["included"] for paper in papers] == [True] * 5 + [False]
    assert papers[5]["reason"] == "excluded by rule"
    assert papers[3]["doi"] is None


def test_numbers_in_registers_and_what_a_person_decided_stand_in_both_files():
    told = {"ids": ("pmid:7",), "decided": ("A person decided that this is another work than pmid:8.",)}
    made = full_report()
    screening = made.draft.dossier.screening
    rows = tuple(replace(row, paper=replace(row.paper, **told)) for row in screening.papers)
    dossier = replace(made.draft.dossier, screening=replace(screening, papers=rows))
    marked = replace(made, draft=replace(made.draft, dossier=dossier))
    pages = {page.path: json.loads(page.text) for page in data.render(Corpus(reports=(marked,), relations=Relations()))}
    for paper in (*pages["data/reports/tidal-skill.json"]["papers"], *pages["data/papers.json"]):
        assert {name: tuple(paper[name]) for name in told} == told


def test_report_holds_what_its_page_shows():
    held = MADE["data/reports/tidal-skill.json"]
    made = full_report()
    assert [claim["number"] for claim in held["claims"]] == [1, 2, 3, 4, 5]
    assert [claim["verdict"] for claim in held["claims"]] == [finding.verdict for finding in made.findings]
    assert len(held["quantities"]) == held["counts"]["figures"] == 6
    assert held["missing"] == list(made.draft.missing)
    assert held["prisma"]["included"] == held["counts"]["included"] == 5
    assert held["search"][1]["outcome"] == "timed out after 30 s"
    assert held["provenance"]["library_hash"] == "ef" * 32
    assert held["spread"] == [2.0, 8.4]


def test_reviews_stand_in_the_file_of_their_report():
    assert MADE["data/reports/tidal-skill.json"]["reviews"] == [
        {
            "reviewer": "grounding",
            "score": 8.4,
            "reasons": ["3 of 5 claims are stated by their source"],
            "cap": None,
        },
        {
            "reviewer": "corroboration",
            "score": 2.0,
            "reasons": ["1 of 5 claims has a second source"],
            "cap": 6.0,
        },
    ]


def test_drafts_are_in_no_file():
    assert [row["id"] for row in MADE["data/reports.json"]] == ["tidal-skill", "tidal-silence", "tidal-size"]


def test_half_a_character_can_be_written_and_read_back():
    assert dumps({"b": "\ud800", "a": "é"}) == '{\n "a": "é",\n "b": "\\ud800"\n}\n'
    assert json.loads(dumps("\ud800")) == "\ud800"


def test_report_that_cites_a_paper_no_record_holds_is_still_written():
    made = full_report()
    dossier = replace(made.draft.dossier, screening=replace(made.draft.dossier.screening, papers=()))
    bare = Corpus(reports=(replace(made, draft=replace(made.draft, dossier=dossier)),), relations=Relations())
    claims = next(json.loads(page.text) for page in data.render(bare) if page.path == "data/claims.json")
    assert [claim["doi"] for claim in claims] == [None] * 5
