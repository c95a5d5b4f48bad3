"""What ties reports together: shared papers, and claims that repeat, agree or conflict across independent papers."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from generator.agreement import Agreement
from generator.assemble import assemble
from generator.rarity import Rarity
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


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_only_published_reports_relate_to_each_other(status):
    one, other = paper("one", FIGURE), paper("two", FIGURE.replace("41", "62"))
    both = paper("both")
    reports = report("a", one, both), report("b", other, both, status=status)
    assert relate(reports, VOCABULARY) == Relations()
    assert relate([report("a", one, both), report("b", other, both)], VOCABULARY).claims


def test_claim_that_four_reports_print_is_told_once_and_each_pair_shares_its_paper():
    one = paper("one", FIGURE)
    found = relate([report(name, one) for name in "abcd"], VOCABULARY)
    assert len(found.shared) == 6
    assert [(row.first_report, row.second_report) for row in found.claims] == [("a", "b")]


def test_pair_that_several_reports_print_is_told_once_with_the_first_two():
    one, other = paper("one", FIGURE), paper("two", FIGURE.replace("41", "62"))
    (row, *same) = relate([report("a", one), report("b", other), report("c", one, other)], VOCABULARY).claims
    assert (row.kind, row.first_report, row.second_report) == ("conflict", "a", "b")
    assert [item.kind for item in same] == ["same claim", "same claim"]


def test_claims_of_one_report_alone_are_not_compared():
    one, other = paper("one", FIGURE), paper("two", FIGURE.replace("41", "62"))
    assert relate([report("a", one, other), report("b")], VOCABULARY).claims == ()
    twice = relate([report("a", one, other), report("b", one)], VOCABULARY).claims
    assert sorted(row.kind for row in twice) == ["conflict", "same claim"]


def test_index_leaves_out_no_pair_that_the_rules_speak_of():
    texts = [FIGURE, FIGURE.replace("41", "62"), WARM, WARM.replace("raised", "reduced"), *FILLERS]
    reports = [report(f"r{n:02}", paper(f"p{n}", text)) for n, text in enumerate(texts)]
    agreement = Agreement(VOCABULARY, Rarity(texts))
    spans = [one.findings[0].claim.passage for one in reports]
    spoken = {(a.paper, b.paper) for a, b in combinations(spans, 2) if agreement.signal(a, b)}
    claims = {one.findings[0].claim.id: one.findings[0].claim.paper for one in reports}
    found = {(claims[row.first_claim], claims[row.second_claim]) for row in relate(reports, VOCABULARY).claims}
    assert found == spoken
    assert len(found) == 2


def test_report_keeps_the_thirty_that_share_most_with_it():
    common = [paper(f"c{n}") for n in range(4)]
    crowd = [report(f"r{n:02}", common[0]) for n in range(70)]
    found = relate([*crowd, report("s", *common), report("t", *common)], VOCABULARY).shared
    assert (found[-1].first, found[-1].second, len(found[-1].papers)) == ("s", "t", 4)
    assert len([row for row in found if "s" in (row.first, row.second)]) <= 71
    assert len(found) < 72 * 30
