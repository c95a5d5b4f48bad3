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


def many_open():
    """Return a report with more than two hundred open questions."""
    made = full_report()
    outcomes = tuple(Outcome(name=f"depth {n}") for n in range(150))
    benchmarks = tuple(f"Gauge{n}" for n in range(120))
    gaps = tuple(GapCell(outcome="speed", benchmark=name, claims=("x",)) for name in benchmarks)
    asked = replace(made.question, outcomes=outcomes, benchmarks=benchmarks)
    draft = replace(made.draft, dossier=replace(made.draft.dossier, question=asked), gaps=gaps, summary=())
    return replace(made, draft=draft)


def rows(page):
    return page.text.count("<tr><td")


def test_list_is_cut_into_pages_of_at_most_two_hundred_rows_and_holds_every_report():
    made = full_report()
    reports = tuple(renamed(made, f"tidal-{n}") for n in range(120))
    pages = {
        page.path: page
        for page in open_questions.render(Corpus(reports=(*reports, renamed(many_open(), "x")), relations=Relations()))
    }
    assert max(map(rows, pages.values())) <= 200
    by_report = [page for path, page in pages.items() if "names" not in path]
    assert len(by_report) > 1
    assert sum(page.text.count("To the report") for page in by_report) == 121
    assert 'rel="next"' in pages["open-questions.md"].text
    assert 'href="names/"' in pages["open-questions.md"].text
    assert "open-questions/names.md" in pages


def renamed(report, name):
    dossier = report.draft.dossier
    asked = replace(dossier.question, id=name, aliases=())
    return replace(report, draft=replace(report.draft, dossier=replace(dossier, question=asked)))


def test_report_with_very_many_open_questions_shows_two_hundred_and_counts_the_rest():
    first = next(iter(open_questions.render(Corpus(reports=(many_open(),), relations=Relations()))))
    assert rows(first) <= open_questions.MOST_ROWS
    assert re.search(r"\d+ more rows left out here", first.text) or rows(first) < open_questions.MOST_ROWS


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
