"""The benchmarks' own arithmetic, and the line that stands in for a table without its data."""

from __future__ import annotations

import math

import pytest

from generator.questions import read_questions
from tests.bakery import VOCABULARY, quantity
from tests.benchmarks import figures, ranking, retrieval
from tests.benchmarks.tables import mean, ndcg, recall, table
from tests.conftest import CHECKOUT


@pytest.mark.parametrize(
    ("ranked", "value"),
    [
        (["a", "b"], 1.0),
        (["b", "a"], (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))),
        (["x", "a"], (2 / math.log2(3)) / (2 + 1 / math.log2(3))),
        (["x", "y"], 0.0),
        ([], 0.0),
    ],
)
def test_ndcg_is_the_gain_over_that_of_the_ideal_order(ranked, value):
    assert ndcg(ranked, {"a": 2, "b": 1}) == pytest.approx(value)


def test_only_the_first_ten_count():
    late = [str(n) for n in range(10)] + ["a"]
    assert (ndcg(late, {"a": 1}), recall(late, ["a"])) == (0.0, 0.0)
    assert recall(late[1:], ["a", "b"]) == 0.5


def test_nothing_relevant_and_no_value_give_0():
    assert (ndcg(["a"], {}), recall(["a"], []), mean([])) == (0.0, 0.0, 0.0)


def test_tables_say_in_one_line_what_is_missing(capsys):
    retrieval.run(None)
    ranking.run(CHECKOUT / "corpus", None)
    lines = capsys.readouterr().out.split("\n\n")
    assert [("skipped" in line, "REPORT_CORPUS_" in line, line.strip().count("\n")) for line in lines] == [
        (True, True, 0),
        (True, True, 0),
    ]


def test_columns_stand_under_their_heads(capsys):
    table("Hives", ("hive", "n"), [("oak", 5), ("a longer name", 120)])
    assert (
        capsys.readouterr().out
        == "\nHives\n  hive           n\n  -------------  ---\n  oak              5\n  a longer name  120\n"
    )


def test_questions_of_the_ranking_are_those_that_are_shipped():
    assert sorted(ranking.QUESTIONS) == sorted(question.id for question in read_questions(CHECKOUT / "corpus")[0])


LABEL = {
    "text": "52%",
    "value": 52,
    "unit": "%",
    "kind": "level",
    "metric": "rise@1",
    "model": "OvenNet",
    "parameters_b": None,
    "benchmark": "Loaf Bench",
    "language": "",
    "alternatives": {"model": ["the oven"]},
}
SENTENCE = "Of 152% or 52%, OvenNet."


def counted(*read, label=LABEL) -> tuple[int, int, int]:
    """Return the numbers of labels, of figures read, and of those that are right as a whole."""
    score = figures.Score()
    figures.compare(SENTENCE, [label], read, figures.Folding(VOCABULARY), score)
    return score.labels, score.read, score.whole


def at(start=11, **fields):
    return quantity(52, **({"start": start, "end": start + 3, "benchmark": "LoafBench"} | fields))


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ([at()], (1, 1, 1)),
        ([at(subject="The oven")], (1, 1, 1)),
        ([at(subject="Kiln")], (1, 1, 0)),
        ([at(benchmark=None)], (1, 1, 0)),
        ([at(kind="change")], (1, 1, 0)),
        ([at(4)], (1, 1, 0)),
        ([at(), at()], (1, 2, 1)),
        ([], (1, 0, 0)),
    ],
)
def test_a_figure_is_right_only_as_a_whole_and_at_its_place(read, expected):
    assert counted(*read) == expected


def test_optional_label_counts_neither_way():
    label = LABEL | {"optional": True}
    assert counted(label=label) == (0, 0, 0)
    assert counted(at(), label=label) == counted(at(subject="Kiln"), label=label) == (0, 0, 0)
    assert counted(at(4), label=label) == (0, 1, 0)
