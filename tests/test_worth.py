"""What a sentence is worth to a question."""

from __future__ import annotations

import pytest

from generator.records import Outcome
from generator.text import prepare
from generator.worth import Scale, largest_size, substance
from tests.bakery import ADVERSARIAL, SECONDS, VOCABULARY, listed, quantity, question, seconds

PAPERS = (listed("a", "Ovens bake bread.", "Bees sleep.", "The rise of a loaf takes heat."),)


def scale(**fields):
    """Return the scale of the question about ovens."""
    return Scale(question(**fields), PAPERS, VOCABULARY)


def relevance(text, title="", **fields):
    """Return how much a sentence speaks to the question."""
    held, ready = scale(**fields), prepare(text)
    return held.relevance(text, prepare(title), held.outcomes(ready, ()), held.benchmarks(text, ()))


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        ("The rise was high.", (), ("rise@1",)),
        ("No rise is reported.", (), ()),
        ("It was 52%.", (quantity(52),), ("rise@1",)),
        ("It needs 5 GB.", (quantity(5, metric="Heat", unit="GB"),), ("heat",)),
        ("Rising costs energy.", (), ("rise@1", "heat")),
        ("Bees sleep.", (), ()),
    ],
)
def test_outcome_is_spoken_to_by_a_term_or_by_a_figure(text, figures, expected):
    assert scale().outcomes(prepare(text), figures) == expected


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        ("On LoafBench it rises.", (), ("LoafBench",)),
        ("On LoafBench+ it rises.", (), ("LoafBench+",)),
        ("On LoafBench Pro it rises.", (), ("LoafBench Pro",)),
        ("On LoafBench and LoafBench Pro it rises.", (), ("LoafBench", "LoafBench Pro")),
        ("On Loaf Bench it rises.", (), ("LoafBench",)),
        ("It rises.", (quantity(52, benchmark="LoafBench"),), ("LoafBench",)),
    ],
)
def test_longer_name_of_a_benchmark_is_another_one(text, figures, expected):
    held = scale(benchmarks=("LoafBench", "LoafBench+", "LoafBench Pro"))
    assert held.benchmarks(text, figures) == expected


def test_relevance_lies_between_nothing_and_one():
    assert relevance("Bees sleep.") == 0
    assert relevance("On LoafBench the rise of a loaf of bread depends on energy and the size of the oven.") == 1


def test_relevance_grows_with_every_part_of_the_question():
    sentences = ["Bees.", "The size.", "The oven.", "The oven and its bread.", "The rise of bread in the oven."]
    values = [relevance(sentence) for sentence in sentences]
    assert values == sorted(values)
    assert len(set(values)) == len(values)


def test_word_that_is_denied_does_not_count():
    assert relevance("No oven was used.") == 0


def test_group_that_only_the_title_names_counts_half():
    assert relevance("Bees.", "An oven") == pytest.approx(relevance("A kiln.") / 2)


def test_first_groups_of_keywords_count_most():
    groups = (("oven",), ("bread",), ("steam",), ("salt",))
    values = [relevance(f"{word}.", keywords=groups, title="x") for word in ("steam", "salt")]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[1] > 0


def test_question_of_a_title_alone_is_a_scale_too():
    bare = {"outcomes": (), "benchmarks": (), "keywords": ()}
    assert relevance("Bread rises in an oven of any size.", **bare) == 1
    assert relevance("Bees sleep.", **bare) == 0


def test_question_of_stop_words_alone_finds_nothing_relevant():
    held = Scale(question(title="How?", question="Why?", outcomes=(), benchmarks=(), keywords=()), (), VOCABULARY)
    assert held.relevance("Why and how?", prepare(""), (), ()) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The abstract reports no heat demand.", True),
        ("The paper does not name the oven.", True),
        ("The paper reports heat demand.", False),
        ("Stone ovens need no heat demand.", False),
        ("The paper shows no loss of energy.", False),
        ("", False),
    ],
)
def test_sentence_may_say_what_a_paper_does_not_report(text, expected):
    assert scale().says_what_is_absent(text, prepare(text)) is expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("A kiln heats up.", "", True),
        ("It rises.", "A loaf of the north", True),
        ("Bees sleep.", "On hives", False),
        ("Yeast ferments.", "", False),
    ],
)
def test_sentence_or_its_title_must_name_one_of_the_first_keyword_groups(text, title, expected):
    groups = (("oven", "kiln"), ("loaf",), ("bread",), ("crumb",), ("yeast",))
    assert scale(keywords=groups).on_topic(text, prepare(title)) is expected


def test_a_denied_change_speaks_about_the_change():
    fields = {"outcomes": (), "benchmarks": (), "keywords": (), "question": "Do kilns increase yields?"}
    assert relevance("Kilns did not increase yields.", **fields) == relevance("Kilns increase yields.", **fields)
    assert relevance("No kilns report yields.", **fields) < relevance("Kilns report yields.", **fields)


def test_any_sentence_is_on_the_topic_of_a_question_without_keywords():
    assert scale(keywords=()).on_topic("Bees sleep.", prepare(""))


FIGURE = (quantity(52),)


def test_substance_prefers_findings_with_figures_to_background():
    ranking = [
        substance("On average OvenNet reaches 52% rise.", FIGURE),
        substance("OvenNet reaches 52% rise.", FIGURE),
        substance("OvenNet reaches a high rise.", ()),
        substance("OvenNet of 2021 is small.", ()),
        substance("This work presents OvenNet.", ()),
    ]
    assert ranking == sorted(ranking, reverse=True)
    assert len(set(ranking)) == len(ranking)
    assert ranking[0] > 1
    assert ranking[-1] == pytest.approx(0.16)


def test_background_with_figures_is_a_finding():
    text = "The study introduces OvenNet, which reaches 52%."
    assert substance(text, FIGURE) > substance(text, ())


def test_many_figures_count_no_more_than_some():
    assert substance("It is.", FIGURE * 2) == substance("It is.", FIGURE * 9)


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        ("OvenNet-7B bakes bread.", (), True),
        ("OvenNet-13B bakes bread.", (), False),
        ("OvenNet-13B teaches OvenNet-7B.", (), True),
        ("OvenNet bakes bread.", (), True),
        ("OvenNet bakes bread.", (quantity(52, parameters_b=13.0),), False),
        ("Ovens of 13B parameters bake bread.", (), False),
    ],
)
def test_question_may_bound_the_size_of_what_it_asks_about(text, figures, expected):
    assert scale(question="How do ovens of at most 7B parameters bake?").fits_size(text, figures) is expected
    assert scale().fits_size(text, figures) is True


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("How do ovens of up to 7 billion parameters bake?", 7.0),
        ("How do ovens under 350M bake?", 0.35),
        ("How do ovens of 7B bake?", None),
        ("How do ovens bake?", None),
    ],
)
def test_largest_size_is_read_from_the_question(asked, expected):
    assert largest_size(question(question=asked)) == expected


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_text_is_weighed_in_linear_time(name):
    text = ADVERSARIAL[name]
    held = scale(keywords=(("no", "a"), ("for the",)), outcomes=(Outcome(name="e", terms=("aaa",)),))
    ready = prepare(text)
    assert seconds(lambda: substance(text, ())) < SECONDS
    assert seconds(lambda: held.says_what_is_absent(text, ready)) < SECONDS
    assert seconds(lambda: held.relevance(text, ready, (), ())) < SECONDS
    assert seconds(lambda: (held.outcomes(ready, ()), held.benchmarks(text, ()))) < SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "CrustMeter measures the loss of rise, called the crust damage index (CDI).",
        "The metrics of Crumb score the worst case.",
    ],
)
def test_what_a_measure_is_states_less_than_what_was_measured(text):
    assert substance(text, ()) < 0.3 < substance("The loss of rise was 5% on average.", ())


def test_figure_on_an_outcome_and_a_benchmark_is_asked_for():
    held, figure = scale(), (quantity(52, benchmark="LoafBench"),)
    assert held.is_asked(figure, ("rise@1",), ("LoafBench",))
    assert not held.is_asked((), ("rise@1",), ("LoafBench",))
    assert not held.is_asked(figure, (), ("LoafBench",))
    assert held.is_asked(figure, ("rise@1",), ())
    assert not held.is_asked((quantity(5, metric="mess"),), ("rise@1",), ())


@pytest.mark.parametrize(
    "text",
    [
        "Recent advances in wet ovens have significantly improved the rise of bread.",
        "The advent of wet ovens has led to better bread.",
        "Further studies are needed to improve the rise of bread.",
        "Sourdough is one of the most helpful ways to raise a loaf.",
        "Whether wet ovens improve crusts remains unclear.",
    ],
)
def test_what_is_said_of_a_field_is_background(text):
    assert substance(text, ()) < 0.3
