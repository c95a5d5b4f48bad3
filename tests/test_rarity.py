"""Rare words tell more."""

from __future__ import annotations

from math import isclose, log

import pytest

from generator.rarity import Rarity, rarity_of
from tests.bakery import listed, paper

TEXTS = ("ovens bake bread", "ovens bake cake", "ovens heat", "bees sleep")


@pytest.mark.parametrize(("stem", "held"), [("oven", 3), ("bake", 2), ("bread", 1), ("never", 0)])
def test_weight_is_the_smoothed_logarithm_of_how_rare_a_word_is(stem, held):
    assert isclose(Rarity(TEXTS).weight(stem), log(5 / (held + 0.5)))


def test_word_of_every_text_weighs_little_and_never_less_than_nothing():
    assert Rarity(["oven"] * 3).weight("oven") == pytest.approx(log(4 / 3.5))
    assert Rarity([]).weight("oven") == pytest.approx(log(2))


def test_word_counts_once_per_text():
    assert Rarity(["oven oven ovens", "bee"]).weight("oven") == Rarity(["oven", "bee"]).weight("oven")


def test_coverage_is_the_weighted_share_of_the_claim():
    rarity = Rarity(TEXTS)
    oven, bread = rarity.weight("oven"), rarity.weight("bread")
    assert rarity.coverage("ovens and bread", "an oven") == pytest.approx(oven / (oven + bread))
    assert rarity.coverage("ovens and bread", "bread of ovens") == 1
    assert rarity.coverage("ovens and bread", "bees") == 0


@pytest.mark.parametrize(("claim", "passage"), [("", "bread"), ("the of", "the"), ("?!", "?!"), ("bread", "")])
def test_coverage_of_nothing_is_nothing(claim, passage):
    assert Rarity(TEXTS).coverage(claim, passage) == 0


def test_sentences_of_papers_are_the_texts():
    rarity = rarity_of([listed("a", "Ovens bake.", "Ovens heat."), paper("b")])
    assert isclose(rarity.weight("oven"), log(3 / 2.5))
