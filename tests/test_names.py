"""Names, sizes and words of the vocabulary in a sentence."""

from __future__ import annotations

import pytest

from generator.names import MAX_SENTENCE, billions, find_names, find_sizes, find_terms
from generator.records import Term, Vocabulary
from tests.bakery import ADVERSARIAL, SECONDS, VOCABULARY, seconds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OvenNet-7B beats KilnLM.", [("OvenNet-7B", 7.0), ("KilnLM", None)]),
        ("Here Oven Net 350M bakes.", [("Oven Net 350M", 0.35)]),
        ("The Big Kiln bakes.", [("Big Kiln", None)]),
        ("Today Stone Oven-2 bakes.", [("Stone Oven-2", None)]),
        ("Bread rises. Ovens heat.", []),
        ("We baked on LoafBench in Rye at rise@1.", []),
        ("Doe et al. bake; Roe (2021) too, and Poe and Moe (2022) as well.", []),
        ("As shown by McOven and Baker (2022) it rises.", []),
        ("Both OvenNet and Kiln bake.", [("OvenNet", None), ("Kiln", None)]),
        ("The AI and the Code bake in May 2023.", []),
        ("A 7B oven at 3x speed in 4 bits and 12th place", []),
        ("KilnLM-3.5-Instruct", [("KilnLM-3.5-Instruct", None)]),
        ("OvenNet-7B-Instruct", [("OvenNet-7B-Instruct", 7.0)]),
        ("OvenNet with 7B parameters", [("OvenNet", None)]),
        ("OvenNet-0B", [("OvenNet-0B", None)]),
        ("OvenNet-" + "9" * 400 + "B", [("OvenNet-" + "9" * 400 + "B", None)]),
        ("(OvenNet)", [("OvenNet", None)]),
        ("", []),
        ("?!…", []),
        ("🙂 אבג e\u0301", []),
    ],
)
def test_names_are_what_looks_like_one_and_is_no_common_word(text, expected):
    found = find_names(text, VOCABULARY)
    assert [(name.name, name.size) for name in found] == expected
    assert all(text[name.start : name.end] == name.name for name in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15.5B and 350M", [15.5, 0.35]),
        ("7 billion parameters, 20 million parameters", [7.0, 0.02]),
        ("a 7B-parameter oven", [7.0]),
        ("trained on 3B tokens for 5 billion dollars", []),
        ("OvenNet-7B", []),
        ("7BX and 7Bake", []),
        ("0B and 0.0M ovens", []),
        ("9" * 400 + "B", []),
        ("", []),
    ],
)
def test_sizes_are_read_in_billions(text, expected):
    assert [size.size for size in find_sizes(text)] == expected


@pytest.mark.parametrize(
    ("number", "unit", "expected"), [("7", "B", 7.0), ("350", "M", 0.35), ("1.5", "million", 0.0015)]
)
def test_millions_become_billions(number, unit, expected):
    assert billions(number, unit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on LoafBench+ and Loaf Bench", ["LoafBench+", "LoafBench"]),
        ("on loafbench", ["LoafBench"]),
        ("on LoafBench-Pro or MyLoafBench", []),
        ("on LoafBench.", ["LoafBench"]),
    ],
)
def test_longest_word_of_the_vocabulary_wins_by_its_own_name(text, expected):
    assert [term.name for term in find_terms(VOCABULARY.benchmarks, text)] == expected


def test_short_name_of_a_language_keeps_its_case():
    assert [term.start for term in find_terms(VOCABULARY.languages, "E, e and rye")] == [0, 9]


def test_signs_in_a_term_are_no_pattern():
    assert [term.name for term in find_terms((Term(name="rise (.*)"),), "rise (x), rise (.*)")] == ["rise (.*)"]


def test_empty_vocabulary_finds_nothing():
    assert find_terms((), "OvenNet") == ()
    assert [name.name for name in find_names("OvenNet", Vocabulary())] == ["OvenNet"]


def test_text_too_long_for_a_sentence_holds_no_names():
    assert find_names("OvenNet-7B".ljust(MAX_SENTENCE), VOCABULARY)
    assert find_names("OvenNet-7B".ljust(MAX_SENTENCE + 1), VOCABULARY) == ()


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_text_is_read_in_linear_time(name):
    text = ADVERSARIAL[name]
    assert seconds(lambda: find_names(text, VOCABULARY)) < SECONDS
    assert seconds(lambda: find_sizes(text)) < SECONDS
    assert seconds(lambda: find_terms(VOCABULARY.benchmarks, text)) < SECONDS


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_sentence_of_the_greatest_length_is_read_at_once(name):
    assert seconds(lambda: find_names(ADVERSARIAL[name][:MAX_SENTENCE], VOCABULARY)) < 0.5
