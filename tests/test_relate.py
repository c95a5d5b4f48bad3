"""What ties reports together: shared papers, and claims that repeat, agree or conflict across independent papers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assemble import assemble
from generator.records import Finding, Paper, Provenance, Relations, Report, Status
from generator.relate import relate
from tests.beehives import QUESTION, VOCABULARY, claim, dossier, draft, finding, paper

FIGURE = "The Oak-5 hive reached a purity of 41% on CombTest."
WARM = "Heating raised the purity of honey in oak hives."
FILLERS = tuple(f"Sentence number{n} tells of matter{n}." for n in range(20))
MADE_OF = Provenance(
    question_file="",
    question_hash="",
    evidence_file=None,
    evidence_hash=None,
    library_hash="",
    generator="0",
    ranker="",
    judges=(),
    calibration="",
)


def report(
    name: str, *papers: Paper, findings: tuple[Finding, ...] | None = None, status: Status = "published"
) -> Report:
    """Return a report with one claim of the first sentence of each paper that has a text."""
    made = tuple(finding(claim(one)) for one in papers if one.document) if findings is None else findings
    asked = replace(QUESTION, id=name, status=status)
    return assemble(draft(dossier(papers, made, question=asked)), (), (None, ()), MADE_OF, None)


def related(first: str, second: str, **fields: object) -> list[str]:
    """Return the kinds of relation between two reports with one claim each, beside claims on other things."""
    filler = [paper(f"filler{n}", text) for n, text in enumerate(FILLERS)]
    one, other = (
        report("a", paper("one", first), *filler[:10]),
        report("b", paper("two", second, **fields), *filler[10:]),
    )
    return [row.kind for row in relate([one, other], VOCABULARY).claims]


def test_no_report_or_a_single_one_relates_to_nothing():
    assert relate([], VOCABULARY) == Relations()
    assert relate([report("a", paper("one", FIGURE))], VOCABULARY) == Relations()


def test_papers_that_both_include_are_shared_in_the_order_of_the_first():
    one, two, three = paper("one"), paper("two"), paper("three")
    (row,) = relate([report("a", three, one, two), report("b", two, three)], VOCABULARY).shared
    assert (row.first, row.second, row.papers) == ("a", "b", (three.id, two.id))


def test_excluded_papers_are_not_shared():
    one = paper("one")
    known = dossier((one,))
    rows = tuple(replace(row, included=False, reason="off topic") for row in known.screening.papers)
    off = replace(known, question=replace(QUESTION, id="b"), screening=replace(known.screening, papers=rows))
    other = assemble(draft(off), (), (None, ()), MADE_OF, None)
    assert relate([report("a", one), other], VOCABULARY).shared == ()


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        (FIGURE.replace("reached", "showed"), ["agree"]),
        (FIGURE.replace("41", "62"), ["conflict"]),
        (FIGURE.replace("Oak", "Ash"), []),
    ],
)
def test_figures_of_independent_papers_agree_or_conflict(other, kinds):
    assert related(FIGURE, other) == kinds


def test_opposite_directions_conflict():
    assert related(WARM, WARM.replace("raised", "reduced")) == ["conflict"]
    assert related(WARM, WARM.replace("oak", "ash")) == []


@pytest.mark.parametrize(
    "tie",
    [
        {"authors": ("Keeper one",)},
        {"authors": ()},
        {"versions": ("10.5555/one",)},
    ],
    ids=["author", "unknown author", "version"],
)
def test_papers_that_are_not_independent_neither_agree_nor_conflict(tie):
    assert related(FIGURE, FIGURE.replace("41", "62"), **tie) == []
    assert related(FIGURE, FIGURE.replace("reached", "showed"), **tie) == []


def test_claim_of_both_reports_is_the_same_claim_and_nothing_else():
    one = paper("one", FIGURE)
    (row,) = relate([report("a", one), report("b", one)], VOCABULARY).claims
    assert (row.kind, row.first_claim, row.judge) == ("same claim", row.second_claim, "")


def test_claims_are_compared_in_the_words_that_the_reports_print():
    short, other = paper("one", "It reached a purity of 41% on CombTest."), paper("two", FIGURE.replace("41", "62"))
    resolved = finding(claim(short, text=FIGURE, resolved="It"))
    (row,) = relate([report("a", short, findings=(resolved,)), report("b", other)], VOCABULARY).claims
    assert row.kind == "conflict"


def test_relation_names_reports_claims_judge_and_what_was_seen():
    first, second = report("a", paper("one", FIGURE)), report("b", paper("two", FIGURE.replace("41", "62")))
    (row,) = relate([first, second], VOCABULARY).claims
    assert (row.first_report, row.second_report, row.judge) == ("a", "b", "rules")
    assert (row.first_claim, row.second_claim) == (first.findings[0].claim.id, second.findings[0].claim.id)
    assert row.reason.startswith("figures differ: ")
    assert "41%" in row.reason
    assert "62%" in row.reason


def test_draft_relates_to_nothing_and_a_retired_report_still_does():
    one, other = paper("one", FIGURE), paper("two", FIGURE.replace("41", "62"))
    for status, kinds in (("draft", []), ("retired", ["conflict"])):
        found = relate([report("a", one), report("b", other, status=status)], VOCABULARY)
        assert [row.kind for row in found.claims] == kinds


def test_every_pair_of_reports_is_looked_at_once():
    one = paper("one", FIGURE)
    found = relate([report(name, one) for name in "abcd"], VOCABULARY)
    assert len(found.shared) == len(found.claims) == 6
