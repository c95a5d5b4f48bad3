"""The benchmark of damaged reports: it damages the report that is shipped, and its table names what there is."""

from __future__ import annotations

import pytest

from generator.judgements import Replay
from generator.pipeline import load_inputs, synthesise
from generator.reviewers import RUBRICS
from generator.settings import load_settings
from tests.benchmarks.damage import NOTICED, STILL, Trial, measure, read_table
from tests.benchmarks.damages import DAMAGES
from tests.benchmarks.drafts import undamaged
from tests.conftest import CHECKOUT

SMALLEST = "benchmark-reliability"


@pytest.fixture(scope="module")
def inputs():
    """Return what the shipped reports are made from."""
    return load_inputs(load_settings(CHECKOUT, {}))


def test_table_answers_for_all_twelve_damages_and_names_reviewers_of_the_panel():
    answers, names = read_table(), {rubric.reviewer for rubric in RUBRICS}
    assert set(answers) == set(DAMAGES)
    assert len(DAMAGES) == 12
    for row in answers.values():
        assert row["responsible"]
        assert {*row["responsible"], *row["affected"]} < names
        assert not {*row["responsible"]} & {*row["affected"]}


def test_every_reviewer_but_the_one_on_texts_held_answers_for_a_damage():
    responsible = {name for row in read_table().values() for name in row["responsible"]}
    assert {rubric.reviewer for rubric in RUBRICS} - responsible == {"transparency"}


def test_report_before_the_damage_is_the_one_that_is_shipped(inputs):
    (question,) = (question for question in inputs.questions if question.id == SMALLEST)
    locked = {row.key: row.triple for row in inputs.judgements[SMALLEST].rows}
    report = synthesise(question, inputs=inputs, reader=Replay(locked, None))
    draft = undamaged(question, inputs).draft
    assert (draft.answer, draft.dossier.findings) == (report.draft.answer, report.findings)


def test_panel_notices_every_damage_to_a_shipped_report(inputs):
    trials = measure([question for question in inputs.questions if question.id == SMALLEST], inputs)
    assert [trial.damage for trial in trials] == list(DAMAGES)
    assert {trial.damage: trial.drop for trial in trials if trial.drop < NOTICED} == {}
    assert {trial.damage: trial.stray for trial in trials if trial.stray >= STILL} == {}
    assert {trial.damage: trial.fall for trial in trials if trial.fall <= 0} == {}


def test_worst_variant_counts():
    changes = ({"a": -3.0, "b": 0.1, "c": -5.0}, {"a": -1.0, "b": -0.4, "c": 0.0})
    trial = Trial("smoke", "hives", changes, ("a",), ("c",))
    assert (trial.drop, trial.stray) == (1.0, 0.4)
    assert trial.fall == pytest.approx(1.4 / 3)
