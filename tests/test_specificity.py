"""Evidence that names a benchmark, a language or a population that the claim does not is narrower."""

from __future__ import annotations

import pytest

from generator.records import Benchmark, Term, Vocabulary
from generator.specificity import narrower

WORDS = Vocabulary(benchmarks=(Benchmark(name="CrustBench"),), languages=(Term(name="Basque"),))


@pytest.mark.parametrize(
    ("claim", "passage", "named"),
    [
        ("Rye lowers waste.", "On CrustBench rye lowered waste in mice.", "CrustBench, mice"),
        ("Rye lowers waste.", "In Basque recipes rye lowered waste.", "Basque"),
        ("Rye lowers waste on CrustBench.", "On CrustBench rye lowered waste.", ""),
        ("In rats rye lowers waste.", "In mice rye lowered waste.", ""),
        ("Rye lowers waste.", "Rye lowered waste.", ""),
        ("Rye lowers waste.", "Rye lowered waste, not in mice.", ""),
    ],
)
def test_what_only_the_passage_names_is_named(claim, passage, named):
    assert narrower(claim, passage, WORDS) == named
