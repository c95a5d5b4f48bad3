"""Which questions ask what is asked already: told by their words, and where these leave it open by their papers."""

from __future__ import annotations

import pytest

from generator.duplicates import LIKE_WORDS, SAME_WORDS, near, retrieve, words_alike
from generator.pipeline import read_inputs
from generator.records import Question
from tests.conftest import TOY_CORPUS

SAME = [
    (
        "How does rotor diameter affect the yield of tidal turbines in slow currents?",
        "How does the rotor diameter of tidal turbines affect their yield in slow currents?",
    ),
    (
        "Which cover crops reduce nitrate leaching from maize fields?",
        "Which cover crops reduce leaching of nitrate in maize fields most?",
    ),
    (
        "How does school starting time influence the sleep of adolescents?",
        "How does starting time of school influence adolescents' sleep duration?",
    ),
    (
        "What is the effect of lime mortar on the moisture of old masonry walls?",
        "What effect does lime mortar have on moisture in old masonry walls?",
    ),
]
ALIKE = [
    ("How well do hive scales predict swarming of honey bees?", "How well do hive scales predict honey yield?"),
    (
        "How does school starting time influence the sleep of adolescents?",
        "How does school starting time influence the grades of adolescents?",
    ),
    (
        "To what extent does night shift work raise the risk of diabetes in nurses?",
        "To what extent does night shift work raise the risk of breast cancer in nurses?",
    ),
]
OTHER = [
    (
        "How much does hydration change the crumb of rye bread?",
        "How much does salt change the crust of rye bread?",
    ),
    (
        "How large is the effect of bicycle lanes on accident rates in cities?",
        "How large is the effect of speed limits on accident rates in cities?",
    ),
    (
        "What is the effect of lime mortar on the moisture of old masonry walls?",
        "What is the effect of cement render on the frost damage of brick?",
    ),
]
TEN = {f"10.5555/{number}" for number in range(10)}


def question(name: str, text: str) -> Question:
    return Question(id=name, title=name, question=text)


def alike(pair: tuple[str, str]) -> int:
    return words_alike(question("one", pair[0]), question("two", pair[1]))


@pytest.mark.parametrize("pair", SAME)
def test_what_is_worded_alike_is_the_same(pair):
    assert alike(pair) >= SAME_WORDS


@pytest.mark.parametrize("pair", ALIKE)
def test_one_word_exchanged_leaves_it_to_the_papers(pair):
    assert LIKE_WORDS <= alike(pair) < SAME_WORDS


@pytest.mark.parametrize("pair", OTHER)
def test_what_is_asked_of_something_else_is_not_alike(pair):
    assert alike(pair) < LIKE_WORDS


def test_one_title_is_enough():
    assert (
        words_alike(Question(id="a", title="Rye", question="Why?"), Question(id="b", title="rye", question="How?"))
        == 100
    )


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [(TEN, 100), ({*TEN, "10.5555/x"}, 91), (set(sorted(TEN)[:7]), None), (set(), None)],
)
def test_papers_decide_where_words_are_alike(theirs, expected):
    first, second = (question(name, text) for name, text in zip("ab", ALIKE[1], strict=True))
    found = list(near(first, [first, second], {first: TEN, second: theirs}.__getitem__))
    assert [(one.question.id, one.papers) for one in found] == ([("b", expected)] if expected else [])


def test_papers_are_not_looked_up_where_words_decide():
    first, second = (question(name, text) for name, text in zip("ab", SAME[0], strict=True))
    (found,) = near(first, [second], {}.__getitem__)
    assert found.papers is None
    other = question("c", OTHER[0][1])
    assert list(near(first, [other], {}.__getitem__)) == []


def test_what_is_retrieved_is_what_the_report_includes(tmp_path):
    inputs, _ = read_inputs(TOY_CORPUS, tmp_path)
    found = {one.id: retrieve(one, inputs) for one in inputs.questions}
    assert found["rotor-size"] <= {paper.id for paper in inputs.library.papers}
    assert found["rotor-size"]
    assert not found["moonlit-honey"] & found["rotor-size"]
