"""What two sentences name alike, and what differs."""

from __future__ import annotations

import pytest

from generator.differences import MOST_NAMED, differences, shared
from tests.bakery import ADVERSARIAL, SECONDS, VOCABULARY, seconds


def told(one, other):
    return {row.kind: (row.first, row.second) for row in differences(one, other, VOCABULARY)}


@pytest.mark.parametrize(
    ("one", "other", "kind", "expected"),
    [
        ("A 7B oven burns bread.", "A 16B oven burns bread.", "size", (("7B",), ("16B",))),
        ("OvenNet-7B burns bread.", "An oven burns bread.", "size", (("7B",), ())),
        ("It fell at half heat.", "It fell at full heat.", "setting", (("half heat",), ("full heat",))),
        ("It fell at low heat.", "It fell at full heat.", "setting", (("half heat",), ("full heat",))),
        ("The rise@1 fell.", "The waiting time fell.", "metric", (("rise@1",), ("wait",))),
        ("It fell on LoafBench.", "It fell on CrustEval.", "benchmark", (("LoafBench",), ("CrustEval",))),
        ("It fell in Rye.", "It fell.", "language", (("Rye",), ())),
        ("Bread of OvenNet fell.", "Bread of KilnNet fell.", "named subject", (("OvenNet",), ("KilnNet",))),
        (
            "OvenNet reached 41% on LoafBench.",
            "OvenNet reached 62% on LoafBench.",
            "figure",
            (("41% rise@1",), ("62% rise@1",)),
        ),
    ],
)
def test_what_only_one_names_is_a_difference_of_its_kind(one, other, kind, expected):
    assert told(one, other)[kind] == expected


def test_word_of_a_setting_is_no_metric():
    assert "metric" not in told("It fell at half heat.", "It fell at full heat.")


def test_what_both_name_is_shared_and_no_difference():
    one, other = "OvenNet-7B reached 41% on LoafBench in Rye.", "In Rye OvenNet-7B fell on LoafBench."
    assert shared(one, other, VOCABULARY) == ("7B", "LoafBench", "Rye", "OvenNet-7B")
    assert set(told(one, other)) == {"figure"}


def test_sentences_that_name_nothing_known_differ_in_nothing():
    assert told("Bread rises.", "Bread falls.") == {}
    assert shared("Bread rises.", "Bread falls.", VOCABULARY) == ()


def test_long_enumerations_are_cut():
    one = "OneNet, TwoNet, ThreeNet, FourNet, FiveNet, SixNet, SevenNet and EightNet burn bread."
    assert len(told(one, "Bread burns.")["named subject"][0]) == MOST_NAMED


@pytest.mark.parametrize("name", ["names with sizes", "lists", "benchmarks", "spaces"])
def test_worst_texts_take_no_time(name):
    text = ADVERSARIAL[name]
    assert seconds(lambda: differences(text, text[1:], VOCABULARY)) < SECONDS
