"""What a file leaves open is read out of the question's own words; what it states is kept."""

from __future__ import annotations

from dataclasses import replace

from generator.library import Library
from generator.records import Benchmark, Metric, Outcome, Question, Term, Vocabulary
from generator.understand import understand
from tests.bakery import paper

VOCABULARY = Vocabulary(
    benchmarks=(Benchmark(name="LoafBench", synonyms=("Loaf-Bench",)), Benchmark(name="CrustBench")),
    metrics=(Metric(name="rise", synonyms=("rise height",), units=("%",)), Metric(name="crumb score")),
    topics=(Term(name="sourdough", synonyms=("wild yeast",)), Term(name="steam oven")),
    concepts=(Term(name="hydration", synonyms=("wet dough",)),),
)
BARE = Question(
    id="rise",
    title="Wet dough and rise",
    question="Does a steam oven change the rise height of sourdough on Loaf-Bench?",
)


def test_outcomes_benchmarks_and_keywords_are_read_in_the_order_of_the_words():
    asked = understand(BARE, VOCABULARY)
    assert asked.outcomes == (Outcome(name="rise", terms=("rise height",)),)
    assert asked.benchmarks == ("LoafBench",)
    assert asked.keywords == (("hydration", "wet dough"), ("steam oven",), ("sourdough", "wild yeast"))
    assert asked.derived == ("outcomes", "benchmarks", "keywords")


def test_what_the_file_states_is_never_changed():
    stated = replace(BARE, outcomes=(Outcome(name="taste"),), benchmarks=("CrustBench",), keywords=(("rye",),))
    assert understand(stated, VOCABULARY) == stated


def test_words_that_the_vocabulary_does_not_know_give_nothing():
    assert understand(BARE, Vocabulary()) == BARE


def test_only_what_was_filled_is_called_derived():
    asked = understand(replace(BARE, keywords=(("rye",),)), VOCABULARY)
    assert asked.derived == ("outcomes", "benchmarks")
    assert asked.keywords == (("rye",),)


PAPERS = Library(
    (
        *(paper(f"10.5555/{n}", f"A rye starter of type {n} raised the rise height of loaves.") for n in range(5)),
        *(paper(f"10.5555/b{n}", f"Hive {n} is full of bees in summer.") for n in range(20)),
    )
)


def asked_of(title, question):
    """Return the question of these words as it is understood over a few papers."""
    return understand(Question(id="q", title=title, question=question), VOCABULARY, len(PAPERS.papers), PAPERS.query)


def test_phrases_of_the_papers_give_groups_where_the_vocabulary_knows_too_little():
    asked = asked_of("Bread", "Does a rye starter help?")
    assert (asked.keywords, asked.derived) == ((("rye starter",),), ("keywords",))


def test_measure_that_is_all_a_question_names_is_its_subject():
    asked = asked_of("Rise height", "Is the rise height any good?")
    assert (asked.keywords, asked.outcomes) == ((("Rise height",),), ())
    assert asked_of("Rise height", "Does a rye starter change the rise height?").outcomes


def test_stated_keywords_are_not_added_to():
    stated = replace(BARE, keywords=(("bees",),), outcomes=(Outcome(name="taste"),), benchmarks=("CrustBench",))
    assert understand(stated, VOCABULARY, len(PAPERS.papers), PAPERS.query) == stated
