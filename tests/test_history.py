"""What a version keeps of a report, and what counts as a change."""

from __future__ import annotations

from dataclasses import replace

from generator.history import SAME, compare, in_words, is_recorded, steps, version_of
from generator.records import Decision, Version
from tests.invented import EBB, FLOOD, empty_report, full_report

OLD = Version(
    version="aa",
    date="2031-01-02",
    papers=("a", "b"),
    claims=(("1", "single source"), ("2", "contested")),
    score=6.0,
    answer=("Bees dance.",),
)


def words(**fields: object) -> str:
    return in_words(compare(OLD, replace(OLD, version="bb", **fields)))


def test_version_keeps_papers_verdicts_score_and_answer():
    made = full_report()
    kept = version_of(replace(made, score=5.249))
    assert (kept.version, kept.date, kept.score) == (made.version, made.date, 5.2)
    assert kept.papers[:2] == (EBB.id, FLOOD.id)
    assert dict(kept.claims) == {found.claim.id: found.verdict for found in made.findings}
    assert kept.answer == tuple(statement.text for statement in made.draft.answer)
    assert version_of(empty_report()).score is None


def test_each_kind_of_change_is_counted():
    assert words(papers=("b", "c", "d")) == "2 papers new, 1 paper gone"
    assert words(claims=(("2", "corroborated"), ("3", "contested"))) == "1 claim new, 1 claim gone, 1 verdict changed"
    assert words(answer=("Bees do dance.",)) == "answer reworded"
    assert (words(answer=()), in_words(compare(replace(OLD, answer=()), OLD))) == ("answer gone", "answer new")
    assert (words(score=6.3), words(score=5.9), words(score=None)) == ("score +0.3", "score −0.1", "score gone")
    assert in_words(compare(replace(OLD, score=None), OLD)) == "score new"


def test_history_says_that_a_person_and_not_new_evidence_changed_a_version():
    assert words(decisions=("exclude 10.5555/bee", "reject 1")) == "2 decisions of people new"
    assert in_words(compare(replace(OLD, decisions=("reject 1",)), OLD)) == "1 decision of people taken back"
    made = full_report()
    ann = Decision(kind="correct", target="1", verdict="contested", who="Ann", when="2031-02-03", why="flour")
    dossier = replace(made.draft.dossier, decided=(ann, replace(ann, target="2", idle="the claim is gone")))
    kept = version_of(replace(made, draft=replace(made.draft, dossier=dossier)))
    assert kept.decisions == ("correct 1 to contested",)


def test_another_order_of_papers_or_another_date_is_no_change_of_what_is_counted():
    assert words(papers=("b", "a"), date=None) == SAME


def test_build_that_is_not_recorded_comes_before_the_recorded_versions():
    made = replace(full_report(), history=(OLD, replace(OLD, version="bb", score=6.5)))
    newest, middle, first = steps(made)
    assert [step.recorded for step in (newest, middle, first)] == [False, True, True]
    assert (newest.version, newest.before) == (version_of(made), made.history[1])
    assert middle.change.scores == (6.0, 6.5)
    assert first.change is None
    assert not is_recorded(made)


def test_recorded_build_is_the_newest_version_and_stands_there_once():
    made = full_report()
    made = replace(made, history=(OLD, version_of(made)))
    assert is_recorded(made)
    assert [step.version.version for step in steps(made)] == [made.version, "aa"]


def test_version_that_came_back_is_not_recorded_until_it_is_the_last():
    made = full_report()
    assert not is_recorded(replace(made, history=(version_of(made), OLD)))
