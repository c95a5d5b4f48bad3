"""Contradictions within a report and across reports, each pair of sentences once."""

from __future__ import annotations

from dataclasses import replace

from generator.records import Author, Check, Vocabulary
from generator.relate import relate
from tests.beehives import VOCABULARY, claim, finding, paper
from tests.test_relate import FIGURE, report

OTHER = FIGURE.replace("41", "62")
ONE, TWO = paper("one", FIGURE), paper("two", OTHER)


def against(source, other, relation="independent", chance=0.7):
    """Return the finding of the first claim of `source`, contradicted by the first sentence of `other`."""
    made = claim(source)
    check = Check(
        claim=made.id,
        passage=claim(other).passage,
        relation=relation,
        label="contradicts",
        supports=0.1,
        contradicts=chance,
        neutral=0.2,
        judge="rules and model",
        reason="they differ",
        rule="figures differ",
    )
    return replace(finding(made), checks=(check,))


def conflicts(*reports, vocabulary: Vocabulary = VOCABULARY):
    return relate(reports, vocabulary).conflicts


def test_independent_contradiction_within_a_report_is_found_with_what_found_it():
    (row,) = conflicts(report("a", ONE, TWO, findings=(against(ONE, TWO),)))
    assert row.reports == ("a",)
    assert (row.judge, row.rule, row.reason, row.chance) == ("rules and model", "figures differ", "they differ", 0.7)
    assert (row.first.quote, row.second.quote) == (FIGURE, OTHER)
    assert [item.kind for item in row.differences] == ["figure"]


def test_paper_with_an_author_in_common_contradicts_nobody():
    assert conflicts(report("a", ONE, TWO, findings=(against(ONE, TWO, "not independent"),))) == ()


def test_pair_that_is_found_from_both_sides_and_in_two_reports_stands_once_by_its_surest_finding():
    both = (against(ONE, TWO), against(TWO, ONE, chance=0.9))
    (row,) = conflicts(report("a", ONE, TWO, findings=both), report("b", ONE, TWO, findings=both[:1]))
    assert row.reports == ("a", "b")
    assert row.chance == 0.9
    assert row.first.quote == OTHER


def test_claims_of_two_reports_that_conflict_stand_in_none_of_them_together():
    (row,) = conflicts(report("a", ONE), report("b", TWO))
    assert row.reports == ()
    assert (row.judge, row.rule, row.chance) == ("rules", "figures differ", None)


def test_same_authors_conflict_across_reports_neither():
    shared = (Author(family="Buckfast", given="Anna"),)
    assert conflicts(report("a", replace(ONE, authors=shared)), report("b", replace(TWO, authors=shared))) == ()


def test_draft_conflicts_with_nothing():
    assert conflicts(report("a", ONE, TWO, findings=(against(ONE, TWO),), status="draft")) == ()
