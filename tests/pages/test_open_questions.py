"""The page of open questions."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.pages import home, open_questions
from generator.records import Corpus, GapCell, Outcome, Relations
from tests.invented import HOSTILE, corpus, full_report


def text(made=None):
    (page,) = open_questions.render(made or corpus())
    return page.text


def test_open_questions_stand_by_report_and_by_benchmark_with_the_nearest_claims():
    by_report, by_side = text().split("## By benchmark and language")
    assert "Whatever the outcome, nothing on STRAITSET." in by_report
    assert "No claim speaks to energy." in by_report
    assert "speed: nothing on HarbourBench." in by_report
    assert '<a href="../reports/tidal-skill/#c2">[2]</a>' in by_report
    assert '<a href="../contradictions/">both sentences</a>' in by_report
    assert re.search(r">STRAITSET</td>.*>any outcome</td>", by_side)
    assert re.search(r">HarbourBench</td>.*>speed</td>", by_side)


def test_retired_reports_ask_nothing_any_more():
    assert "tidal-size" not in text()


def test_number_in_the_lead_is_the_number_of_rows():
    by_report = text().split("## By benchmark and language")[0]
    assert int(re.search(r"(\d+) open questions", by_report)[1]) == by_report.count('data-label="What is open"')


def test_at_most_two_hundred_rows_are_shown_and_the_rest_is_counted():
    made = full_report()
    outcomes = tuple(Outcome(name=f"depth {n}") for n in range(150))
    benchmarks = tuple(f"Gauge{n}" for n in range(120))
    gaps = tuple(GapCell(outcome="speed", benchmark=name, claims=("x",)) for name in benchmarks)
    asked = replace(made.question, outcomes=outcomes, benchmarks=benchmarks)
    draft = replace(made.draft, dossier=replace(made.draft.dossier, question=asked), gaps=gaps, summary=())
    shown = text(Corpus(reports=(replace(made, draft=draft),), relations=Relations()))
    rows = shown.count("<tr><td")
    assert rows == open_questions.MOST_ROWS
    assert re.search(r"\d+ more rows left out here", shown)


def test_corpus_without_reports_has_no_open_question():
    shown = text(Corpus(reports=(), relations=Relations()))
    assert "No open questions" in shown


def test_words_from_outside_stay_text():
    made = full_report()
    asked = replace(made.question, outcomes=(Outcome(name=HOSTILE),), benchmarks=(HOSTILE,))
    dossier = replace(made.draft.dossier, question=asked)
    shown = text(Corpus(reports=(replace(made, draft=replace(made.draft, dossier=dossier)),), relations=Relations()))
    assert "<script>" not in shown


def test_front_page_leads_there():
    (page,) = home.render(corpus())
    assert 'href="open-questions/"' in page.text
