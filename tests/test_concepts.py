"""What a question is about, as groups of terms."""

from __future__ import annotations

from generator.concepts import Concept, concepts
from generator.records import Outcome, Question
from tests.bakery import question


def test_every_part_of_a_question_is_a_concept_in_order():
    asked = question(
        title="The size of ovens",
        question="Do ovens bake?",
        keywords=(("oven", "kiln"), ("bread",)),
        outcomes=(Outcome(name="rise", terms=("height",)), Outcome(name="heat")),
        benchmarks=("LoafBench",),
        languages=("Rye", "Oat"),
    )
    assert concepts(asked) == (
        Concept("title", "title", ("size", "ovens")),
        Concept("question", "question", ("ovens", "bake")),
        Concept("keywords", "oven", ("oven", "kiln")),
        Concept("keywords", "bread", ("bread",)),
        Concept("outcome", "rise", ("rise", "height")),
        Concept("outcome", "heat", ("heat",)),
        Concept("benchmarks", "benchmarks", ("LoafBench",)),
        Concept("languages", "languages", ("Rye", "Oat")),
    )


def test_concept_without_a_term_is_left_out():
    assert concepts(Question(id="q", title="How?", question="Why and when, and to whom?")) == ()
