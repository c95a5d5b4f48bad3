"""What no report answers."""

from __future__ import annotations

from dataclasses import replace

from generator.openings import openings
from generator.records import GapCell, Outcome
from tests.invented import empty_report, full_report


def made(name="tidal-skill", gaps=None):
    """Return the invented report under another name, with other cells where given."""
    report = full_report(name)
    return replace(report, draft=replace(report.draft, gaps=report.draft.gaps if gaps is None else gaps))


def of(kind, *reports):
    return [row for row in openings(reports) if row.kind == kind]


def test_outcome_without_a_claim_is_open():
    assert [row.subject for row in of("no claim", made())] == ["energy"]


def test_benchmark_of_which_nobody_reports_anything_is_open_once_and_no_empty_cell():
    (row,) = of("no result", made())
    assert (row.side, row.columns) == ("benchmark", ("STRAITSET",))
    assert all("STRAITSET" not in row.columns for row in of("empty cells", made()))


def test_empty_cell_is_open_until_any_report_fills_it():
    (row,) = of("empty cells", made())
    assert (row.subject, row.columns) == ("speed", ("HarbourBench",))
    filled = (GapCell(outcome="speed", benchmark="HarbourBench", claims=("x",)),)
    assert of("empty cells", made(), made("other", (*made().draft.gaps, *filled))) == []


def test_result_in_another_report_closes_a_benchmark():
    filled = (GapCell(outcome="depth", benchmark="STRAITSET", claims=("x",)),)
    assert of("no result", made(), made("other", filled)) == []


def test_contested_claims_are_open_with_their_claim():
    (row,) = of("contested", made())
    assert row.claims == (made().findings[1].claim.id,)


def single(claims):
    report = made()
    (first, *rest) = report.draft.summary
    return replace(report, draft=replace(report.draft, summary=(replace(first, outcome="speed", claims=claims), *rest)))


def test_outcome_of_one_paper_is_open_unless_another_paper_supports_or_states_it():
    small, _, faster, *_ = (finding.claim.id for finding in made().findings)
    (row,) = of("one paper", single((faster,)))
    assert (row.subject, row.claims) == ("speed", (faster,))
    assert of("one paper", single((small,))) == []
    assert of("one paper", single((faster,)), single((small,))) == []


def test_rows_follow_the_reports_and_nothing_is_open_where_nothing_is_asked():
    rows = openings([made("b"), empty_report(), made("a")])
    assert [row.report for row in rows] == ["b"] * (len(rows) // 2) + ["a"] * (len(rows) // 2)
    assert openings([empty_report()]) == ()


def test_outcome_of_the_question_that_has_no_summary_is_asked_for_in_the_map():
    report = made()
    asked = replace(report.question, outcomes=(*report.question.outcomes, Outcome(name="noise")))
    wider = replace(report, draft=replace(report.draft, dossier=replace(report.draft.dossier, question=asked)))
    assert "noise" in [row.subject for row in of("empty cells", wider)]
