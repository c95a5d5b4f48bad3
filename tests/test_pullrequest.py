"""What a pull request is told of reports: all that a reviewer needs, and nothing that GitHub would act on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.pipeline import load_inputs, synthesise
from generator.pullrequest import LIMIT, inert, summarise, warnings
from generator.settings import load_settings


@pytest.fixture
def reports(toy):
    """Return the reports of the toy corpus by id."""
    inputs = load_inputs(load_settings(toy.root, {}))
    return {question.id: synthesise(question, inputs=inputs) for question in inputs.questions}


def test_a_report_is_told_with_answer_counts_and_warnings(reports):
    told = summarise([reports["rotor-size"]])
    assert told.startswith("### ")
    for statement in reports["rotor-size"].draft.answer:
        assert f"* {inert(statement.text)}\n" in told
    assert f"**Counts**: {len(reports['rotor-size'].papers)} papers of " in told
    assert all(f"* {inert(sentence)}" in told for sentence in warnings(reports["rotor-size"]))


def test_a_question_without_answer_says_so(reports):
    told = summarise([reports["moonlit-honey"]])
    assert "**No answer**" in told
    assert "* The evidence found does not answer this question." in told


def test_only_what_changed_is_told(reports):
    before = dict(reports)
    assert summarise(reports.values(), before) == "No report changes.\n"
    before["rotor-size"] = replace(before["rotor-size"], version="00000000", score=1.0)
    told = summarise(reports.values(), before)
    assert told.count("### ") == 1
    assert f"| 1.0 → {reports['rotor-size'].score:.1f} |" in told
    gone = before.pop("moonlit-honey")
    after = [reports["rotor-size"], reports["coatings-and-wear"]]
    assert f"| {inert(gone.question.title)} | gone | | |" in summarise(after, before | {"moonlit-honey": gone})
    assert "| new |" in summarise(reports.values(), before)


def test_an_answer_that_changed_is_told_as_it_was(reports):
    after = reports["rotor-size"]
    before = replace(after, version="00000000", draft=replace(after.draft, answer=()))
    assert "<details><summary>Answer before</summary>\n\nThere was none." in summarise([after], {after.id: before})


def test_all_that_is_not_locked_or_was_not_included_is_a_warning(reports):
    report = reports["rotor-size"]
    question = replace(report.question, must_include=("10.5555/lost",), status="draft")
    dossier = replace(report.draft.dossier, question=question)
    provenance = replace(report.provenance, readings=(3, 1, 1))
    told = list(warnings(replace(report, draft=replace(report.draft, dossier=dossier), provenance=provenance)))
    assert "Required, and not among the included papers: 10.5555/lost." in told
    assert "2 pairs of claim and passage are not locked: run make lock and commit." in told
    assert told[0] == "This is a draft: the site does not show it."


@pytest.mark.parametrize(
    "hostile",
    ["@octocat", "fixes #1", "closes GH-12", "https://ovens.example/1", "www.ovens.example", "<img src=x>", "`x`", "|"],
)
def test_nothing_from_outside_is_live(hostile):
    told = inert(hostile).replace("&#8203;", "\u200b")
    assert hostile.lower() not in told.lower()
    assert set(told) & set("@<>`|") == set()


def test_the_text_keeps_within_what_github_takes(reports):
    many = [replace(reports["rotor-size"], version=f"{number:08}") for number in range(4)]
    long = replace(many[0].question, title="T" * 300, question="Q" * 500)
    crowd = []
    for number in range(900):
        question = replace(long, id=f"question-{number}")
        draft = replace(many[0].draft, dossier=replace(many[0].draft.dossier, question=question))
        crowd.append(replace(many[0], draft=draft))
    told = summarise(crowd, {})
    assert len(told) <= LIMIT
    assert told.count("### ") > 5
    assert "more rows." in told
    assert told.endswith("more reports, for which there is no room here.\n")
