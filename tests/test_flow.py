"""The stages of a screening, each the one before it less what leaves it."""

from __future__ import annotations

from generator.flow import SCREENED_OUT, flow
from generator.notices import RETRACTED
from generator.rank import OFF_TOPIC
from generator.records import Document, Paper, Screened, Screening

HELD = Document(level="abstract", text="A text.")


def row(reason="", *, held=True):
    paper = Paper(id="p", title="t", document=HELD if held else None)
    return Screened(paper=paper, rank=1, score=0.5, included=not reason, reason=reason, unread=not held)


def screening(*rows, duplicates=2):
    return Screening(papers=rows, identified=(("meadow", len(rows)), ("marsh", duplicates)), duplicates=duplicates)


def test_each_stage_is_the_one_before_it_less_what_leaves_it():
    made = flow(screening(row(), row("off topic"), row("rule not met"), row("rule not met"), row("beyond limit")))
    assert (made.found, made.duplicates, made.screened) == (7, 2, 5)
    assert (made.unfit, made.sought, made.missing, made.assessed) == ((("off topic", 1),), 4, 0, 4)
    assert made.excluded == (("rule not met", 2), ("beyond limit", 1))
    assert (made.reports, made.included) == (1, 1)


def test_paper_without_a_text_is_not_retrieved_and_has_no_reason_of_its_own():
    made = flow(screening(row(), row("rule not met", held=False)))
    assert (made.sought, made.missing, made.assessed, made.excluded, made.included) == (2, 1, 1, (), 1)


def test_retracted_paper_is_excluded_for_that_with_and_without_a_text():
    made = flow(screening(row(), row(RETRACTED, held=False), row(RETRACTED)))
    assert (made.missing, made.assessed, made.excluded) == (0, 3, ((RETRACTED, 2),))


def test_work_that_is_included_by_its_title_is_a_study_and_no_report():
    made = flow(screening(row(), row(held=False)))
    assert (made.missing, made.reports, made.by_title, made.included) == (1, 1, 1, 2)


def test_nothing_found_gives_noughts():
    made = flow(Screening(papers=(), identified=(), duplicates=0))
    assert (made.found, made.screened, made.sought, made.assessed, made.included) == (0, 0, 0, 0, 0)


def test_reason_of_the_screening_is_the_one_that_the_ranking_gives():
    assert SCREENED_OUT == OFF_TOPIC
