"""Front page, report index and cross-reference."""

from __future__ import annotations

from dataclasses import replace

from generator.pages import PAGES, cross_reference, home, reports_index
from generator.records import Corpus, Relation, Relations, SharedPapers
from tests.invented import corpus, empty_report, full_report


def text(kind, made=None):
    (page,) = kind.render(made or corpus())
    return page.text


def test_front_page_shows_the_answer_of_each_published_report():
    shown = text(home)
    assert "On HarbourBench skill rises from 64% at 1B to 71% at 12B." in shown
    assert "The evidence found does not answer this question." in shown
    assert 'href="reports/tidal-skill/"' in shown
    assert "tidal-size" not in shown


def test_index_lists_retired_reports_apart():
    published, retired = text(reports_index).split("## Retired")
    assert 'href="tidal-skill/"' in published
    assert 'href="tidal-size/"' in retired
    assert "Replaced by" in retired


def test_corpus_without_reports_says_so():
    nothing = Corpus(reports=(), relations=Relations())
    assert "There is no report yet." in text(home, nothing)
    assert "There is no report yet." in text(reports_index, nothing)


def test_conflict_shows_both_passages_side_by_side():
    conflict = text(cross_reference).split("## Claims that conflict")[1].split("## ")[0]
    assert "Our note on the paper:" in conflict
    assert "<blockquote><p>Flood-12B reaches a skill of 71% on HarbourBench.</p></blockquote>" in conflict
    assert '<a href="../reports/tidal-size/#c2">claim 2</a>' in conflict


def test_shared_papers_are_listed_with_both_reports():
    shared = text(cross_reference).split("## Reports that share papers")[1]
    assert "2 papers" in shared
    assert '<a href="../dois/10.5555_tide.1/">' in shared


def test_relation_to_a_report_that_is_not_shown_is_left_out():
    relations = Relations(
        shared=(SharedPapers(first="tidal-skill", second="tidal-draft", papers=("x",)),),
        claims=(
            Relation(
                kind="agree",
                first_report="tidal-skill",
                first_claim=full_report().findings[0].claim.id,
                second_report="tidal-draft",
                second_claim="x",
                judge="base",
                reason="",
            ),
        ),
    )
    made = replace(corpus(), reports=(full_report(), empty_report("tidal-draft", "draft")), relations=relations)
    shown = text(cross_reference, made)
    assert shown.count("None found.") == 3
    assert "No two reports include the same paper." in shown


def test_registry_names_every_kind_of_page():
    assert list(PAGES) == [
        "home",
        "report",
        "reports_index",
        "doi",
        "cross_reference",
        "contradictions",
        "open_questions",
        "scoreboard",
        "data",
    ]
