"""Where a report has claims and where it has none."""

from __future__ import annotations

from dataclasses import replace

from generator.gapmap import emptiness, maps
from generator.records import GapCell, Outcome
from tests.beehives import QUESTION, claim, dossier, draft, finding, paper
from tests.invented import empty_report, full_report
from tests.test_relate import report


def asking(cells=(), **fields):
    """Return a report of invented outcomes and benchmarks with these cells, each (outcome, benchmark, claims)."""
    made = full_report()
    given = {
        "outcomes": (Outcome(name="skill"), Outcome(name="speed"), Outcome(name="cost")),
        "benchmarks": ("A", "B", "C"),
    }
    asked = replace(made.question, **(given | fields))
    gaps = tuple(GapCell(outcome=o, benchmark=b, claims=("x",) * n, sentences=n) for o, b, n in cells)
    return replace(made, draft=replace(made.draft, dossier=replace(made.draft.dossier, question=asked), gaps=gaps))


def test_map_has_a_row_for_each_outcome_and_a_column_for_each_benchmark_even_without_a_cell():
    (found,) = maps(asking([("skill", "A", 2)]))
    assert (found.kind, found.outcomes, found.columns) == ("benchmark", ("skill", "speed", "cost"), ("A", "B", "C"))
    assert found.claims("skill", "A") == ("x", "x")
    assert found.is_empty("speed", "B")


def test_cell_with_other_sentences_but_no_claim_is_not_empty():
    (found,) = maps(replace_sentences(asking([("skill", "A", 0)])))
    assert not found.is_empty("skill", "A")
    assert found.claims("skill", "A") == ()


def replace_sentences(made):
    gaps = tuple(replace(cell, sentences=3) for cell in made.draft.gaps)
    return replace(made, draft=replace(made.draft, gaps=gaps))


def test_empty_cells_are_grouped_by_column_then_by_outcome():
    (found,) = maps(asking([("skill", "A", 1), ("skill", "B", 1), ("speed", "A", 1)]))
    holes = emptiness(found)
    assert holes.columns == ("C",)
    assert holes.outcomes == ("cost",)
    assert holes.rest == ((("speed",), ("B",)),)


def test_outcomes_with_the_same_holes_are_said_together():
    (found,) = maps(asking([("skill", "A", 1), ("speed", "A", 1), ("cost", "A", 1), ("cost", "B", 1)]))
    assert emptiness(found).rest == ((("skill", "speed"), ("B",)),)


def test_every_cell_is_said_once_or_filled():
    cells = [("skill", "A", 1), ("speed", "B", 1), ("cost", "B", 2)]
    (found,) = maps(asking(cells))
    holes = emptiness(found)
    told = [(o, c) for o in found.outcomes for c in holes.columns]
    told += [(o, c) for o in holes.outcomes for c in found.columns if c not in holes.columns]
    told += [(o, c) for outcomes, columns in holes.rest for o in outcomes for c in columns]
    filled = [(o, c) for o, c, _ in cells]
    assert sorted(told + filled) == sorted((o, c) for o in found.outcomes for c in found.columns)


def test_question_without_outcomes_has_no_map():
    assert maps(empty_report()) == ()


HEATHER = "Hives on Heather gave honey of a purity of 41%."
CLOVER = "Hives on clover are calm."


def test_languages_are_mapped_where_the_question_names_some():
    sources = (paper("one", HEATHER), paper("two", CLOVER))
    made = tuple(finding(claim(source, outcomes=("purity",))) for source in sources)
    asked = {"outcomes": (Outcome(name="purity"),), "benchmarks": (), "languages": ("Heather", "Clover", "Lime")}
    known = replace(dossier(sources, made), question=replace(QUESTION, **asked))
    (found,) = maps(replace(report("a"), draft=draft(known)))
    assert found.kind == "language"
    assert [len(found.claims("purity", name)) for name in found.columns] == [1, 1, 0]
    both = replace(known, question=replace(known.question, benchmarks=("CombTest",)))
    assert [item.kind for item in maps(replace(report("a"), draft=draft(both)))] == ["benchmark", "language"]
    none = replace(known, question=replace(known.question, benchmarks=("CombTest",), languages=()))
    assert [item.kind for item in maps(replace(report("a"), draft=draft(none)))] == ["benchmark"]
