"""Contradictions on a page of their own and on the page of a report."""

from __future__ import annotations

import json
from dataclasses import replace

from generator.pages import contradictions, data, report
from generator.records import Corpus, Relations
from tests.invented import AGAINST, LARGE, corpus, full_report


def text(made=None):
    (page,) = contradictions.render(made or corpus())
    return page.text


def on_report(made):
    pages = {page.path: page.text for page in report.render(made)}
    return pages["reports/tidal-skill.md"].split("### Contradictions")[1].split("### ")[0]


def test_both_sentences_stand_side_by_side_with_what_found_them_and_what_differs():
    within = text().split("## Within a report")[1].split("## Across reports")[0]
    assert within.count('class="pair"') == 1
    assert within.index(LARGE) < within.index(AGAINST)
    assert "Found by rules, probability 0.90: figures differ: 71 against 64" in within
    assert "<b>figure</b>: 71% in the first, 64% in the second" in within
    assert "<b>setting</b>: only the second names spring tide" in within


def test_each_sentence_leads_to_the_claims_that_were_made_of_it():
    within = text().split("## Within a report")[1].split("## Across reports")[0]
    assert '<a href="../reports/tidal-skill/#c2">claim 2</a>' in within
    assert "tidal-size" not in within  # it is retired
    assert "no claim of a report" in within


def test_pair_across_reports_stands_apart_and_on_no_report():
    made = corpus()
    across = replace(made, relations=replace(made.relations, conflicts=made.relations.conflicts[1:]))
    assert text(across).split("## Across reports")[1].count('class="pair"') == 1
    assert 'class="pair"' not in on_report(across)


def test_report_shows_its_own_contradictions_and_says_so_when_there_are_none():
    assert '<a href="#c2">claim 2</a>' in on_report(corpus())
    silent = on_report(Corpus(reports=(full_report(),), relations=Relations()))
    assert "No rule or network found an independent paper that contradicts a claim." in silent


def test_words_from_outside_stay_text():
    assert "<script>" not in text()
    assert "\u202e" not in text()


def test_corpus_without_contradictions_says_so():
    shown = text(Corpus(reports=(full_report(),), relations=Relations()))
    assert shown.count("None found.") == 2
    assert "no pairs of sentences" in shown


def test_data_file_holds_every_pair_with_its_differences():
    pages = {page.path: page.text for page in data.render(corpus())}
    first, second = json.loads(pages["data/contradictions.json"])
    assert (first["first"]["quote"], first["reports"], second["reports"]) == (LARGE, ["tidal-skill", "tidal-size"], [])
    assert first["differences"][0] == {"kind": "figure", "first": ["71%"], "second": ["64%"]}
