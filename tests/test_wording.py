"""How much papers say of a concept: synonyms are one word, denials none, and the fifth mention hardly counts."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import log

import pytest

from generator.wording import Wordings
from tests.bakery import ADVERSARIAL, SECONDS, listed, paper, seconds

OVEN = ("oven", "stone oven", "kiln")


def said(*texts, terms=OVEN, title="x"):
    """Return what each of `texts` says of the concept, padded to ten words so that their lengths play no part."""
    padded = [" ".join([text, *["bee"] * (10 - len(text.split()))]) for text in texts]
    amounts = Wordings(paper(str(n), text, title=title) for n, text in enumerate(padded)).concept(terms)[1]
    return [amounts.get(str(number), 0.0) for number in range(len(texts))]


def test_synonyms_count_as_one_word_and_overlapping_ones_once():
    one, other, both, nested = said("an oven", "a kiln", "a kiln and oven", "a stone oven")
    assert one == other == nested < both


def test_each_mention_adds_less_than_the_one_before():
    amounts = [0.0, *said("oven", "oven oven", "oven oven oven", "oven oven oven oven")]
    steps = [later - earlier for earlier, later in pairwise(amounts)]
    assert steps == sorted(steps, reverse=True)
    assert 0 < amounts[-1] < 1


def test_long_text_needs_more_mentions():
    amounts = Wordings([paper("a", "An oven."), paper("b", "An oven. " + "Bees sleep. " * 40)]).concept(OVEN)[1]
    assert amounts["a"] > amounts["b"]


def test_mention_in_the_title_counts_double():
    titled, untitled = paper("a", "Bees bees.", title="Oven"), replace(paper("b", "An oven oven."), title="")
    amounts = Wordings([titled, untitled]).concept(OVEN)[1]
    assert amounts["a"] == amounts["b"]


@pytest.mark.parametrize("text", ["no oven is used", "stone", "bread"])
def test_what_is_denied_or_absent_is_not_said(text):
    assert said(text) == [0.0]


def test_no_term_reaches_across_the_end_of_a_sentence():
    (amount,) = Wordings([listed("a", "It is of stone", "oven bread keeps")]).concept(("stone oven",))[1:]
    assert amount == {}


def test_rarity_is_the_smoothed_logarithm():
    wordings = Wordings([paper("a", "An oven."), paper("b", "A bee."), paper("c", "A bee.")])
    assert wordings.concept(OVEN)[0] == pytest.approx(log(4 / 1.5))
    assert wordings.concept(("bee",))[0] == pytest.approx(log(4 / 2.5))


def test_common_words_are_those_that_the_best_share_and_others_lack():
    papers = [paper(name, "The rye sourdough and bees.", title="x") for name in "ab"]
    wordings = Wordings([*papers, paper("c", "Bees and barley.", title="x"), paper("d", "Bees.", title="x")])
    assert wordings.common(["a", "b"], 9) == {"rye": pytest.approx(log(2)), "sourdough": pytest.approx(log(2))}
    assert list(wordings.common(["a", "b"], 1)) == ["rye"]
    assert wordings.common(["a"], 9) == wordings.common([], 9) == {}


def test_closeness_is_of_the_papers_that_hold_a_word():
    wordings = Wordings([paper("a", "Rye rye."), paper("b", "Rye."), paper("c", "Bees.")])
    close = wordings.closeness({"rye": 2.0})
    assert close["a"] > close["b"] > 0
    assert "c" not in close
    assert wordings.closeness({}) == {}


def test_nothing_is_said_where_there_are_no_papers():
    assert Wordings([]).concept(OVEN)[1] == {}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_paper_costs_little(name):
    papers = [paper("a", ADVERSARIAL[name][:20_000], title=ADVERSARIAL[name][:1_000])]
    assert seconds(lambda: Wordings(papers).concept(("a", "no", "a b"))) < SECONDS
