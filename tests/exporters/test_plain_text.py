"""Plain text of a report, and llms.txt."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.exporters import plain_text
from generator.records import Site
from generator.render import render
from tests.invented import corpus, full_report


def files(made=None):
    return {page.path: page.text for page in plain_text.export(made or corpus())}


def test_text_of_a_report_has_answer_claims_and_references_with_their_numbers():
    text = files()["data/reports/tidal-skill.txt"]
    assert "On HarbourBench skill rises from 64% at 1B to 71% at 12B. [1] [2]" in text
    assert len(re.findall(r"^\[\d+\] ", text, re.MULTILINE)) == len(full_report().findings)
    assert len(re.findall(r"^\(\d+\) ", text, re.MULTILINE)) == len(full_report().papers)
    assert "contested, confidence 0.71, 0 independent papers for, 1 against, paper (2)" in text
    assert "version 1f00d5ea" in text
    assert "Corrected 2024-05-01: table 2" in text


def test_text_holds_nothing_that_cannot_be_seen():
    assert not re.search("[\u202a-\u202e\u200b\x00-\x08]", "".join(files().values()))


def test_every_link_of_llms_txt_leads_to_a_file_or_page_of_the_site():
    made = {page.path for page in render(corpus())}
    ways = re.findall(r"\]\(([^)]+)\)", files()["llms.txt"])
    assert {way if not way.endswith("/") else None for way in ways} - {None} <= made
    assert {"data/", "changes/"} <= set(ways)
    assert {"data/index.md", "changes.md"} <= made


def test_llms_txt_lists_published_reports_only_and_absolute_addresses_where_there_are_any():
    text = files(replace(corpus(), site=Site(name="Tides", url="https://tides.example/")))["llms.txt"]
    assert text.startswith("# Tides\n\n> 2 evidence reports")
    assert "tidal-size" not in text
    assert all(way.startswith("https://tides.example/") for way in re.findall(r"\]\(([^)]+)\)", text))


def test_title_cannot_begin_a_link_of_its_own():
    report = full_report()
    question = replace(report.question, title="[x](http://ebb.invalid) \n# Tides")
    dossier = replace(report.draft.dossier, question=question)
    made = replace(corpus(), reports=(replace(report, draft=replace(report.draft, dossier=dossier)),))
    text = files(made)["llms.txt"]
    assert "[\\[x\\](http://ebb.invalid) # Tides](data/reports/tidal-skill.txt)" in text
