"""The grade of a line of the summary, and the reason of each step below high."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.certainty import certainty
from generator.records import Document, Paper
from tests.beehives import QUESTION, check, claim, finding, paper

TEXT = "Heating raised the purity of honey on CombTest."


def full(key: str, venue: str = "Invented Apiary Letters") -> Paper:
    """Return a paper in full text."""
    return paper(key, TEXT, venue=venue, document=Document(level="full text", text=TEXT, sentences=((0, len(TEXT)),)))


def graded(*papers: Paper, contested: int = 0, benchmarks: tuple[str, ...] = ("CombTest",), question=QUESTION):
    """Return grade and steps of one claim of each paper, the first `contested` of which are contested."""
    made = [claim(one, benchmarks=benchmarks) for one in papers]
    findings = [
        finding(one, "contested", check(one, one.passage, "contradicts")) if place < contested else finding(one)
        for place, one in enumerate(made)
    ]
    return certainty(findings, {one.id: one for one in papers}, question)


def test_three_published_full_texts_that_agree_are_of_high_certainty():
    assert graded(full("a"), full("b"), full("c")) == ("high", ())


@pytest.mark.parametrize(
    ("given", "step"),
    [
        (graded(full("a")), "few sources: one paper"),
        (graded(full("a"), full("b")), "few sources: 2 papers"),
        (graded(full("a"), full("a"), full("a")), "few sources: one paper"),
        (graded(full("a"), full("b"), full("c"), contested=2), "inconsistency: 2 of 3 claims contested"),
        (
            graded(full("a"), full("b"), full("c"), benchmarks=()),
            "indirectness: no claim on a benchmark that the question names",
        ),
        (graded(*(full(key, "medRxiv") for key in "abc")), "preprints only"),
        (graded(*(full(key, "Preprint server") for key in "abc")), "preprints only"),
        (
            graded(*(full(key, venue) for key, venue in zip("abc", ("bioRxiv", "", ""), strict=True))),
            "preprints or unknown venues only",
        ),
        (graded(*(paper(key, TEXT) for key in "abc")), "notes or abstracts only"),
    ],
)
def test_each_reason_takes_one_step_down_and_is_named(given, step):
    assert given == ("moderate", (step,))


def test_steps_add_up_and_stop_at_very_low():
    assert graded(paper("a", TEXT), paper("b", TEXT))[0] == "low"
    assert graded(paper("a", TEXT), paper("b", TEXT), contested=1)[0] == "very low"
    worst = graded(paper("a", TEXT, venue="arXiv"), contested=1, benchmarks=())
    assert (worst[0], len(worst[1])) == ("very low", 5)


def test_one_full_text_or_one_journal_among_many_is_enough():
    papers = [full("a"), paper("b", TEXT, venue="arXiv"), paper("c", TEXT, venue="arXiv")]
    assert graded(*papers) == ("high", ())


def test_question_without_benchmarks_cannot_be_missed_indirectly():
    papers = [full("a"), full("b"), full("c")]
    assert graded(*papers, benchmarks=(), question=replace(QUESTION, benchmarks=())) == ("high", ())


@pytest.mark.parametrize(("confidences", "steps"), [((0.4, 0.4, 0.7), True), ((0.4, 0.7), False), ((0.5, 0.5), False)])
def test_claims_most_of_which_are_doubtful_lose_a_grade(confidences, steps):
    papers = [full(key) for key in "abc"]
    made = [
        replace(finding(claim(one, benchmarks=("CombTest",))), confidence=confidence)
        for one, confidence in zip(papers, confidences, strict=False)
    ]
    _, told = certainty(made, {one.id: one for one in papers}, QUESTION)
    assert any(step.startswith("low confidence") for step in told) is steps
