"""Each reviewer on a draft that deserves a low score and on one that deserves a high one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.records import Claim, Document, Draft, Paper, Review, Statement
from generator.review import review, score
from generator.reviewers import PANEL
from tests.beehives import QUESTION, check, claim, dossier, draft, finding, paper, screening

NAMES = (
    "relevance",
    "outcome coverage",
    "grounding",
    "corroboration",
    "source diversity",
    "recency",
    "transparency",
)
TEXT = "Heating raised the purity of honey on CombTest."


def by_name(known: Draft) -> dict[str, Review]:
    """Return the review of every reviewer."""
    return {item.reviewer: item for item in review(known, PANEL)}


def full_text(one: Paper) -> Paper:
    """Return the paper, held in full text."""
    document = one.document
    return replace(one, document=Document(level="full text", text=document.text, sentences=document.sentences))


def on_both(one: Paper) -> Claim:
    """Return the claim of a paper on both outcomes and the benchmark of the question."""
    return claim(one, outcomes=("purity", "brood loss"), benchmarks=("CombTest",))


def good() -> Draft:
    """Return a draft of twelve recent full texts that back each other, all asked for, all cited."""
    papers = tuple(full_text(paper(f"p{n}", TEXT, authors=(f"Smith{n}, A.",))) for n in range(12))
    made = [on_both(one) for one in papers]
    backed = tuple(finding(one, "corroborated", check(one, made[place - 1].passage)) for place, one in enumerate(made))
    answer = tuple(Statement(text=one.text, claims=(one.id,)) for one in made[:3])
    return draft(dossier(papers, backed), answer=answer, certainty="high")


def bad() -> Draft:
    """Return a draft of one old anonymous note, off the point, contested, with an answer that cites nothing."""
    old = paper("old", "Bees dance.", "Wasps sing.", "Ants march.", authors=(), year=1990, doi=None, id="old")
    other = paper("other", "Bees do not dance.", year=None)
    made = [claim(old, nth) for nth in range(3)]
    findings = (
        finding(made[0], "contested", check(made[0], claim(other).passage, "contradicts")),
        finding(made[1], "unsupported"),
        finding(made[2], "unverified"),
    )
    known = dossier((old, other), findings, outcome="timed out")
    rows = tuple(replace(row, score=0.0) for row in known.screening.papers)
    known = replace(known, screening=replace(known.screening, papers=rows))
    return draft(known, answer=(Statement(text="Bees may dance.", claims=()),))


def lone() -> Draft:
    """Return a draft with one claim of one paper."""
    one = paper("a", TEXT)
    return draft(dossier((one,), (finding(claim(one)),)))


def test_panel_has_at_least_the_promised_reviewers_in_order():
    assert tuple(by_name(good())) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_good_draft_scores_high_and_bad_one_low(name):
    high, low = by_name(good())[name], by_name(bad())[name]
    assert high.score >= 9
    assert low.score <= 3
    assert high.cap is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("made", [good, bad, lone], ids=lambda make: make.__name__)
def test_score_is_within_bounds_and_reasons_are_sentences_with_figures(name, made):
    given = by_name(made())[name]
    assert 0 <= given.score <= 10
    assert any(re.search(r"\d", reason) for reason in given.reasons)
    assert all(reason.strip() == reason and reason for reason in given.reasons)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("relevance", "0 of 3 claims speak to an outcome or benchmark that the question names"),
        ("outcome coverage", "0 of 2 outcomes of the question have a claim that holds"),
        ("outcome coverage", "not answered: purity, brood loss"),
        ("grounding", "1 of 3 claims are stated by their source, 0 are marked ✓"),
        ("grounding", "0 of 1 sentences of the answer cite claims of this report"),
        ("corroboration", "0 of 3 claims have an independent second source"),
        ("corroboration", "1 are contested by an independent paper"),
        (
            "source diversity",
            "3 claims come from 1 of 2 included papers, as varied as 1.0 papers of equal weight",
        ),
        ("source diversity", "0 first authors; one paper gives 3 claims at most"),
        ("recency", "0 of 3 claims come from papers of 2028 or later"),
        ("recency", "the papers are from 1990 to 1990"),
        ("transparency", "0 of 2 included papers are held as full text, 2 as notes or abstracts"),
        ("transparency", "0 of 2 records have authors, year and address"),
        ("transparency", "0 of 1 sources answered"),
    ],
)
def test_reasons_quote_the_figures_of_the_draft(name, reason):
    assert reason in by_name(bad())[name].reasons


def test_relevance_counts_claims_on_what_was_asked_and_the_fit_of_their_papers():
    one = paper("a", TEXT, "Bees dance.")
    known = dossier((one,), (finding(on_both(one)), finding(claim(one, 1))))
    assert by_name(draft(known))["relevance"].score == 6.5
    open_question = replace(known, question=replace(QUESTION, outcomes=(), benchmarks=()))
    told = by_name(draft(open_question))["relevance"]
    assert told.score == 10
    assert told.reasons[0] == "the question names no outcome or benchmark that claims could speak to"


def test_coverage_does_not_ask_for_what_the_question_does_not_name():
    one = paper("a", TEXT)
    open_question = replace(QUESTION, outcomes=(), benchmarks=())
    known = dossier((one,), (finding(claim(one)),), question=open_question)
    given = by_name(draft(known))["outcome coverage"]
    assert (given.score, given.cap) == (0, None)
    assert given.reasons == ("0 of 3 sentences that a full answer has at least",)


def test_report_without_an_answered_outcome_is_capped():
    assert by_name(lone())["outcome coverage"].cap == 5


@pytest.mark.parametrize(("passing", "cap"), [(0, 6.0), (1, 6.0), (2, None), (4, None)])
def test_no_report_above_six_with_under_half_of_its_claims_passing(passing, cap):
    one = paper("a", *(f"{TEXT} In year {n}." for n in range(4)))
    findings = tuple(
        finding(claim(one, nth, outcomes=("purity", "brood loss")), "single source" if nth < passing else "unsupported")
        for nth in range(4)
    )
    given = by_name(draft(dossier((one,), findings)))["grounding"]
    assert given.cap == cap
    generous = [*[Review(reviewer="generous", score=10.0, reasons=("all 10",)) for _ in range(20)], given]
    assert (score(generous)[0] <= 6) == (cap is not None)


def test_one_claim_of_one_paper_is_no_diversity():
    assert by_name(lone())["source diversity"].score <= 1


def test_diversity_is_measured_against_as_many_claims_as_the_question_allows():
    papers = tuple(paper(f"p{n}", TEXT, authors=(f"Smith{n}, A.",)) for n in range(4))
    asked = replace(QUESTION, limits=replace(QUESTION.limits, claims=4))
    known = dossier(papers, tuple(finding(claim(one)) for one in papers), question=asked)
    assert by_name(draft(known))["source diversity"].score == 10
    same = dossier((papers[0],), (finding(claim(papers[0])),) * 4, question=asked)
    assert by_name(draft(same))["source diversity"].score == 2.5


def test_contested_claims_cost_what_corroborated_ones_earn():
    one, other = paper("a", TEXT, "Bees dance."), paper("b", TEXT)
    backed = finding(claim(one), "corroborated", check(claim(one), claim(other).passage))
    attacked = finding(claim(one, 1), "contested", check(claim(one, 1), claim(other).passage, "contradicts"))
    assert by_name(draft(dossier((one, other), (backed,))))["corroboration"].score == 10
    assert by_name(draft(dossier((one, other), (backed, attacked))))["corroboration"].score == 5
    assert by_name(draft(dossier((one, other), (attacked,))))["corroboration"].score == 0


def test_recency_counts_from_the_newest_paper_where_the_question_is_undated():
    old, new = paper("a", TEXT, year=2001), paper("b", TEXT, year=2020)
    undated = replace(QUESTION, published=None)
    findings = (finding(claim(old)), finding(claim(new)))
    given = by_name(draft(dossier((old, new), findings, question=undated)))["recency"]
    assert given.score == 5
    assert given.reasons[0].endswith("of 2017 or later")
    unknown = paper("c", TEXT, year=None)
    given = by_name(draft(dossier((unknown,), (finding(claim(unknown)),), question=undated)))["recency"]
    assert (given.score, given.reasons[1]) == (0, "the papers are of unknown years")


@pytest.mark.parametrize(("held", "points"), [("full text", 6.0), ("abstract", 4.2), ("note", 2.4), (None, 0.0)])
def test_transparency_weighs_what_text_is_held(held, points):
    one = paper("a", TEXT)
    document = replace(one.document, level=held) if held else None
    known = dossier((one,), (finding(claim(one)),))
    known = replace(known, screening=screening(replace(one, document=document)))
    given = by_name(draft(known))["transparency"]
    assert given.score == points + 4
    assert f"{int(held in ('note', 'abstract'))} as notes or abstracts" in given.reasons[0]
