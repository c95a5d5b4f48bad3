"""One JSON record per claim and per paper."""

from __future__ import annotations

import hashlib
import json

from generator.exporters import records
from generator.pages import data
from generator.render import render
from tests.exporters.shelf import corpus_of, retracted
from tests.invented import EBB, FLOOD, HARBOUR, LARGE, SLACK, corpus, full_report

MADE = {page.path: json.loads(page.text) for page in records.export(corpus())}
CLAIMS = {path: record for path, record in MADE.items() if path.startswith("data/claims/")}
TEXTS = {paper.id: paper.document.text for paper in (EBB, FLOOD, HARBOUR, SLACK)}


def test_each_claim_of_any_report_has_one_record_under_its_id():
    ids = {finding.claim.id for finding in full_report().findings}
    assert CLAIMS.keys() == {f"data/claims/{name}.json" for name in ids}
    assert {record["id"] for record in CLAIMS.values()} == ids


def test_record_holds_the_verdict_of_each_report_as_its_data_file_does():
    made = {page.path: json.loads(page.text) for page in data.render(corpus())}
    for record in CLAIMS.values():
        assert [row["report"] for row in record["reports"]] == ["tidal-skill", "tidal-size"]
        for row in record["reports"]:
            listed = made[f"data/reports/{row['report']}.json"]
            (claim,) = [one for one in listed["claims"] if one["id"] == record["id"]]
            assert row["version"] == listed["version"]
            same = (
                "number",
                "verdict",
                "passes",
                "confidence",
                "supporting",
                "contradicting",
                "outcomes",
                "benchmarks",
            )
            assert [row[key] for key in same] == [claim[key] for key in same]
            assert len(row["checks"]) == claim["checked"]


def test_each_passage_can_be_found_and_checked():
    for record in CLAIMS.values():
        for row in record["reports"]:
            for passage in (row["passage"], *row["checks"]):
                text = TEXTS[passage["paper"]][passage["start"] : passage["end"]]
                assert passage["sha256"] == hashlib.sha256(text.encode()).hexdigest()
                assert passage["quote"] in {text, None}


def test_record_names_its_paper_with_the_hash_of_the_text():
    (record,) = [one for one in CLAIMS.values() if one["text"] == LARGE]
    assert record["paper"]["doi"] == FLOOD.doi
    assert record["paper"]["sha256"] == hashlib.sha256(FLOOD.document.text.encode()).hexdigest()


def test_paper_has_what_its_page_lists():
    pages = {page.path: page.text for page in render(corpus())}
    for name in ("10.5555_tide.1", "10.5555_tide.2", "10.5555_tide.3", "10.5555_tide.5", "tide-4"):
        drawn, rest = pages[f"dois/{name}.md"].split("## What it says about")
        record = MADE[f"data/papers/{name}.json"]
        # A page shows each claim and check once; the file has a line for each report that prints it.
        assert len({claim["claim"] for claim in record["claims"]}) == drawn.count('<div class="claim">')
        checks = {(check["claim"], check["start"], check["label"]) for check in record["about_others"]}
        assert len(checks) == rest.count('<div class="claim">')
        assert len(record["reports"]) == rest.split("## Reports that use it")[1].count("<li>")


def test_retracted_paper_keeps_its_notice_and_says_so():
    (record,) = [json.loads(page.text) for page in records.export(corpus_of(retracted())) if "papers" in page.path]
    assert record["retracted"] is True
    assert record["notices"] == list(retracted().notices)
