"""Claims drawn from the included papers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from generator.extract import extract
from generator.ids import claim_id
from generator.records import Limits, Outcome
from tests.bakery import ADVERSARIAL, SECONDS, VOCABULARY, listed, paper, question, seconds

CHECKOUT = Path(__file__).parent.parent

ABSTRACT = (
    "Bread is baked in ovens all over the world. We present OvenNet, an oven that learns how bread rises. "
    "We show that OvenNet-7B reaches a rise of 52% on LoafBench in small bakeries. "
    "However, it loses the rise of bread when the oven is cold. "
    "Our method improves the rise of rye bread over stone ovens by 12%. "
    "They bake bread with a higher rise at a smaller size. "
    "Does the rise of bread depend on the size of the oven? "
    "The same recipe improves the rise of bread in a wet oven. "
    "Bees sleep in winter."
)
STRUCTURED = (
    "BACKGROUND: The rise of bread in ovens is poorly understood. METHODS: We baked 200 loaves in ovens of 3 sizes. "
    "RESULTS: The rise of bread fell by 12% in ovens of half the size. "
    "CONCLUSIONS: Oven size matters for the rise of a loaf of bread."
)
OVENNET = paper("10.5555/net", ABSTRACT, title="OvenNet: ovens that learn to bake bread")
SIZES = paper("10.5555/sizes", STRUCTURED, title="Oven size and bread")


def claims(*papers, **fields):
    """Return the claims of a question about ovens."""
    return extract(papers, question(**fields), VOCABULARY)


def texts(*papers, **fields):
    """Return the wording of the claims, sorted."""
    return sorted(claim.text for claim in claims(*papers, **fields))


def many(name, number, sentence="The rise of bread in oven {number}{name} reached {number}% of its size."):
    """Return a paper of `number` findings."""
    return listed(name, *(sentence.format(name=name, number=place) for place in range(10, 10 + number)))


def test_abstract_gives_its_findings_made_to_stand_alone():
    assert texts(OVENNET) == [
        "OvenNet improves the rise of rye bread over stone ovens by 12%.",
        "OvenNet-7B loses the rise of bread when the oven is cold.",
        "OvenNet-7B reaches a rise of 52% on LoafBench in small bakeries.",
    ]


def test_labels_of_a_structured_abstract_are_left_out():
    found = texts(SIZES)
    assert "The rise of bread fell by 12% in ovens of half the size." in found
    assert "Oven size matters for the rise of a loaf of bread." in found
    assert not any(text.isupper() or ":" in text for text in found)


@pytest.mark.parametrize("source", [OVENNET, SIZES])
def test_claim_keeps_the_passage_it_was_taken_from(source):
    for claim in claims(source):
        passage = claim.passage
        assert source.document.text[passage.start : passage.end] == passage.quote
        assert (claim.paper, passage.level) == (source.id, "abstract")
        assert claim.id == claim_id(source.id, claim.text)
        assert (claim.resolved == "") == (claim.text == passage.quote)


def test_pronoun_is_what_the_sentence_before_it_became():
    source = listed(
        "a",
        "We show that OvenNet-7B raises the rise of bread in the oven.",
        "It lowers the heat demand of the oven by 12%.",
        "It also lowers the energy of the oven that bakes bread.",
    )
    assert texts(source) == [
        "OvenNet-7B also lowers the energy of the oven that bakes bread.",
        "OvenNet-7B lowers the heat demand of the oven by 12%.",
        "OvenNet-7B raises the rise of bread in the oven.",
    ]


def test_pronoun_that_nothing_names_is_no_claim():
    assert claims(listed("a", "Bread rises.", "It improves the rise of bread in the oven by 12%.")) == ()


def test_no_claim_is_cut_off():
    long = "The rise of bread in an oven improved by 12% " + "and again " * 30 + "in winter."
    longer = "The rise of bread in an oven improved by 12% " + "and again " * 100 + "in winter."
    assert texts(listed("a", long, longer)) == [long]


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_no_more_claims_than_the_limit(limit):
    assert len(claims(many("a", 20), many("b", 20), limits=Limits(claims=limit))) == limit


def test_claims_are_spread_over_papers():
    papers = [many(name, 12) for name in "abcd"]
    taken = Counter(claim.paper for claim in claims(*papers, limits=Limits(claims=8)))
    assert taken.keys() == set("abcd")
    assert max(taken.values()) <= 3


def test_near_duplicates_with_the_same_figures_are_merged():
    same = "The rise of bread in the oven reached 52% of its size."
    also = "The rise of the bread in the oven reached 52% of its size."
    other = "The rise of bread in the oven reached 53% of its size."
    found = texts(listed("a", same, other), listed("b", also), listed("c", same))
    assert other in found
    assert len(found) == 2


def test_sentence_repeated_in_one_paper_is_one_claim():
    same = "The rise of bread in the oven reached 52% of its size."
    assert texts(listed("a", same, same)) == [same]


def test_every_outcome_that_has_a_claim_gets_one():
    heat = listed("z", "Ovens for bread need energy.", "Stone ovens lower the heat demand of bread.")
    found = claims(many("a", 30), many("b", 30), heat, limits=Limits(claims=2))
    assert {name for claim in found for name in claim.outcomes} == {"rise@1", "heat"}


def test_claims_come_by_outcome_and_the_better_first():
    found = claims(many("a", 6), OVENNET, SIZES)
    order = ["rise@1", "heat"]
    keys = [
        (next((order.index(name) for name in order if name in claim.outcomes), len(order)), -claim.score)
        for claim in found
    ]
    assert keys == sorted(keys)


def test_claim_says_which_outcomes_and_benchmarks_it_speaks_to():
    (claim,) = (claim for claim in claims(OVENNET) if "52%" in claim.text)
    assert (claim.outcomes, claim.benchmarks) == (("rise@1",), ("LoafBench",))


def test_sentence_of_another_field_is_no_claim():
    bees = listed("a", "Bees improve their honey by 12% in warm winters.", "Hives without queens lose 40% of bees.")
    assert claims(bees) == ()
    assert not any("Bees" in text for text in texts(OVENNET, bees))


def test_what_a_paper_does_not_report_is_no_claim():
    assert claims(listed("a", "The abstract of this work on bread and ovens reports no rise and no heat demand.")) == ()


def test_finding_is_preferred_to_background():
    background = "The work introduces an oven for the rise of bread."
    finding = "The oven improves the rise of bread by 12%."
    assert texts(listed("a", background, finding), limits=Limits(claims=1)) == [finding]


@pytest.mark.parametrize("papers", [(), (paper("a"),), (paper("a", "?!"),), (listed("a", "Bread."),)])
def test_papers_without_a_claim_give_none(papers):
    assert claims(*papers) == ()


def test_question_of_a_title_alone_gets_claims():
    assert claims(OVENNET, outcomes=(), benchmarks=(), keywords=())


def test_order_of_equal_papers_and_sentences_does_not_matter():
    asked = question(outcomes=(Outcome(name="rise"),))
    one, two = "The rise of bread in the oven was 52%.", "The rise of bread in the oven was 53%."
    first = extract([listed("a", one, two)], asked, VOCABULARY)
    second = extract([listed("a", two, one)], asked, VOCABULARY)
    assert [claim.text for claim in first] == [claim.text for claim in second]


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_paper_gives_no_claim_but_costs_little(name):
    source = paper("a", ADVERSARIAL[name][:20_000], title=ADVERSARIAL[name][:1_000])
    assert seconds(lambda: claims(source)) < SECONDS
    for claim in claims(source):
        assert source.document.text[claim.passage.start : claim.passage.end] == claim.passage.quote


def test_many_alike_sentences_are_compared_in_reasonable_time():
    papers = [many(f"p{number}", 80) for number in range(25)]
    assert seconds(lambda: claims(*papers)) < 10


PROGRAM = """
from tests.test_extract import OVENNET, SIZES, claims, many
from generator.rankers.bm25 import rank
from tests.bakery import question
papers = (OVENNET, SIZES, many("a", 9), many("b", 9))
print(claims(*papers), sorted(rank(question(), papers).items()), sep="\\n")
"""


def test_hash_seed_changes_nothing():
    said = []
    for seed in ("0", "1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        words = [sys.executable, "-c", PROGRAM]
        done = subprocess.run(words, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True)
        said.append(done.stdout)
    assert len(said[0]) > 1_000
    assert all(one == other for one, other in pairwise(said))


def test_open_question_takes_claims_that_name_two_of_its_concepts_where_there_are_three():
    joined = [listed(f"j{n}", f"A {n}0% larger oven raised the loaf by {n}%.", title="Size") for n in (1, 2, 3)]
    other = listed("o", "The oven reduced the heat demand by 40% on average.", title="Heat")
    asked = {"keywords": (("oven",), ("loaf",)), "derived": ("keywords",)}
    assert {claim.paper for claim in claims(*joined, other, **asked)} == {"j1", "j2", "j3"}
    assert "o" in {claim.paper for claim in claims(*joined[:2], other, **asked)}
    assert "o" in {claim.paper for claim in claims(*joined, other, **asked | {"derived": ()})}


def test_what_others_found_before_the_papers_own_work_is_no_claim():
    text = (
        "Kilns have raised the rise of a loaf by 30%. In this paper we bake in an oven. "
        "The oven raised the rise of a loaf by 12%. Crusts were thin in the oven."
    )
    assert texts(paper("a", text)) == ["The oven raised the rise of a loaf by 12%."]
