"""The figures of the included papers that bear on the question."""

from __future__ import annotations

from generator.figures import MOST_FIGURES, figures
from generator.records import Outcome, Screened, Screening, SearchResult
from tests.bakery import VOCABULARY, listed, paper, question

SENTENCE = "OvenNet-7B reaches 52% rise@1 on LoafBench and needs 14 GB of heat."
FOUND = (SearchResult(source="library", queries=(), papers=(), total=0),)


def dossier(*papers, asked=None, left_out=()):
    """Return the dossier of a screening that includes `papers` and excludes `left_out`."""
    rows = [
        Screened(paper=one, rank=place, score=1.0, included=one not in left_out)
        for place, one in enumerate((*papers, *left_out), start=1)
    ]
    screening = Screening(papers=tuple(rows), identified=(), duplicates=0)
    return figures(asked or question(), FOUND, screening, (), VOCABULARY)


def values(*papers, **fields):
    """Return paper and value of each figure of the dossier."""
    return [(found.passage.paper, found.value) for found in dossier(*papers, **fields).quantities]


def test_figures_come_in_the_order_of_the_ranked_papers():
    assert values(paper("b", SENTENCE), paper("a", SENTENCE)) == [("b", 52), ("b", 14), ("a", 52), ("a", 14)]


def test_only_outcomes_of_the_question_are_taken():
    only_rise = question(outcomes=(Outcome(name="quality", terms=("rise@1",)),))
    assert values(paper("a", SENTENCE), asked=only_rise) == [("a", 52)]


def test_changes_and_bounds_are_taken_but_nothing_of_nobody():
    text = "OvenNet-7B gains 3 points rise@1 on LoafBench. Our oven reaches 52% rise@1 on LoafBench."
    assert [(one.subject, one.kind, one.value) for one in dossier(paper("a", text)).quantities] == [
        ("OvenNet-7B", "change", 3)
    ]


def test_question_without_outcomes_takes_all_figures():
    assert values(paper("a", SENTENCE), asked=question(outcomes=())) == [("a", 52), ("a", 14)]


def test_excluded_papers_and_papers_without_text_give_none():
    assert values(paper("a"), left_out=(paper("b", SENTENCE),)) == []


def test_figure_and_sentence_stand_where_they_say():
    source = listed("a", "Bread rises.", SENTENCE)
    for found in dossier(source).quantities:
        text = source.document.text
        assert text[found.passage.start : found.passage.end] == found.passage.quote == SENTENCE
        assert text[found.start : found.end] in {"52%", "14 GB"}
        assert found.passage.level == "note"


def test_no_more_than_the_limit_are_kept():
    papers = [paper(f"p{number:03}", SENTENCE) for number in range(MOST_FIGURES)]
    kept = dossier(*papers).quantities
    assert len(kept) == MOST_FIGURES
    assert kept[-1].passage.paper == f"p{MOST_FIGURES // 2 - 1:03}"


def test_dossier_binds_what_it_is_given():
    made = dossier(paper("a", "Bread rises."))
    assert (made.question, made.found, made.findings) == (question(), FOUND, ())
    assert [one.id for one in made.screening.included] == ["a"]
