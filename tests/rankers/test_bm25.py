"""Papers ranked by the concepts of the question that they speak to."""

from __future__ import annotations

import pytest

from generator.rankers import RANKERS
from generator.rankers.bm25 import rank
from generator.records import Outcome
from tests.bakery import paper, question

FILLER = tuple(paper(f"z{number}", "Bees sleep in winter.") for number in range(9))


def order(*papers, **fields):
    """Return the ids of `papers` from the best to the worst, with papers of another field around them."""
    scores = rank(question(**fields), (*papers, *FILLER))
    return [name for name in sorted(scores, key=lambda name: (-scores[name], name)) if not name.startswith("z")]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Bread rises in an oven on LoafBench.", "Bread rises in an oven.", "An oven."), "abc"),
        (("Oven oven oven oven oven.", "An oven for bread."), "ba"),
        (("No oven is used. Bread rises.", "An oven is used. Bread rises."), "ba"),
        (("The oven loses no heat.", "Bread."), "ab"),
    ],
)
def test_paper_that_speaks_to_more_concepts_comes_first(texts, expected):
    assert order(*(paper(name, text) for name, text in zip("abc", texts, strict=False))) == list(expected)


def test_title_weighs_more_than_text():
    assert order(paper("a", "Oven.", title="Bees"), paper("b", "Bees.", title="Oven"))[0] == "b"


def test_paper_that_no_concept_hits_has_no_score():
    assert rank(question(), FILLER) == {}


def test_paper_without_text_is_ranked_by_its_title():
    assert order(paper("a", title="Ovens for bread"), paper("b", title="Snow")) == ["a"]


def test_equal_papers_score_alike_whatever_their_order():
    papers = (paper("a", "Bread in an oven."), paper("b", "Bread in an oven."), *FILLER)
    scores = rank(question(), papers)
    assert scores["a"] == scores["b"] > 0
    assert rank(question(), tuple(reversed(papers))) == scores


def test_all_outcomes_together_weigh_as_much_as_one():
    def weight(*outcomes):
        asked = question(title="x", question="x", keywords=(), benchmarks=(), outcomes=outcomes)
        return rank(asked, (paper("a", "Rise and heat."), *FILLER))["a"]

    rise, heat = Outcome(name="rise"), Outcome(name="heat")
    assert weight(rise) == pytest.approx(weight(rise, heat), abs=1e-5)


def test_topics_and_other_fields_of_a_record_play_no_part():
    plain, rich = paper("a", "An oven."), paper("b", "An oven.", venue="Bread oven", url="https://example.org/bread")
    scores = rank(question(), (plain, rich, *FILLER))
    assert scores["a"] == scores["b"]


def test_stated_keywords_weigh_less_the_later_they_come():
    papers = (paper("a", "Crust."), paper("b", "Crumb."))
    assert order(*papers, keywords=(("crust",), ("crumb",))) == ["a", "b"]
    assert order(*papers, keywords=(("crumb",), ("crust",))) == ["b", "a"]


def test_rare_concept_weighs_more_than_a_common_one():
    common = tuple(paper(f"z{number}", "Bees bake.") for number in range(9, 15))
    papers = (paper("a", "Bees."), paper("b", "Rye."), *common)
    fields = {"title": "x", "question": "Do bees like rye?", "keywords": (), "outcomes": (), "benchmarks": ()}
    assert order(*papers, **fields) == ["b", "a"]


SOUR = tuple(paper(f"s{number}", "An oven for bread with sourdough.") for number in range(4))


def test_words_that_the_best_papers_share_count_where_no_keyword_is_stated():
    stated, derived = {}, {"derived": ("keywords",)}
    papers = (*SOUR, paper("c", "Sourdough."), paper("d", "Snow."))
    assert "c" not in order(*papers, **stated)
    assert order(*papers, **derived)[-1] == "c"
    assert "d" not in order(*papers, **derived)


def test_fit_is_never_negative_and_the_best_has_the_highest():
    scores = rank(question(derived=("keywords",)), (*SOUR, *FILLER))
    assert all(score > 0 for score in scores.values())
    assert max(scores, key=lambda name: (scores[name], name)) == "s3"
    assert scores["s0"] == scores["s3"] <= 1


def test_no_papers_give_no_scores():
    assert rank(question(), ()) == {}


def test_ranker_is_registered():
    assert RANKERS["bm25"] is rank


def test_question_of_few_derived_concepts_ranks_what_joins_two_of_them_first():
    much, both = paper("much", "Rye.", title="Rye and rye"), paper("both", "Rye on a stove. Bees sleep.")
    asked = {"title": "Rye", "question": "Is it for a stove?", "outcomes": (), "benchmarks": ()}

    def lead(*keywords: tuple[str, ...]) -> float:
        scores = rank(question(**asked, keywords=keywords, derived=("keywords",)), (much, both, *FILLER))
        return scores["both"] / scores["much"]

    assert lead(("rye",), ("stove",)) > lead(("rye",), ("stove",), ("x",), ("y",))
