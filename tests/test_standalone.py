"""Sentences made to stand alone, or given up."""

from __future__ import annotations

import pytest

from generator.standalone import MAX_CHARACTERS, MAX_WORDS, standalone
from tests.bakery import ADVERSARIAL, SECONDS, VOCABULARY, seconds

TITLE = "OvenNet: an oven of a new kind"
OVEN = "OvenNet-7B bakes bread evenly in all of the ovens."
PRESENTED = "We present a new kind of oven for bakeries."


def stand(sentence: str, before: str = "", title: str = TITLE) -> str | None:
    """Return the sentence as it stands alone, None where it cannot."""
    made = standalone(sentence, before, title, VOCABULARY)
    return made.text if made else None


@pytest.mark.parametrize(
    "sentence",
    [
        "Steam ovens save forty per cent of energy.",
        "Steam ovens save energy (see Fig. 2).",
        "pH control improves the crust of rye bread by far.",
        "3D-printed ovens bake bread as evenly as stone ovens.",
        "The results of OvenNet-7B on LoafBench hold in rye bakeries too.",
        "First bakes are worse than later bakes in all of the ovens.",
        "In contrast to stone ovens, steam ovens save much energy.",
        "Also known as loaf ovens, steam ovens save much energy.",
        "Overall accuracy of steam ovens is forty per cent.",
        "However large the oven, bread needs forty minutes in it.",
        "The oven costs 300 US dollars and saves energy.",
    ],
)
def test_sentence_that_stands_alone_is_left_as_it_is(sentence):
    made = standalone(sentence, "", TITLE, VOCABULARY)
    assert (made.text, made.resolved) == (sentence, "")


@pytest.mark.parametrize(
    ("sentence", "expected", "resolved"),
    [
        (
            "However, steam ovens save energy too.",
            "Steam ovens save energy too.",
            "opening word “However,” left out",
        ),
        ("Thus steam ovens save energy too.", "Steam ovens save energy too.", "opening word “Thus” left out"),
        (
            "We show that steam ovens save much energy.",
            "Steam ovens save much energy.",
            "reporting phrase “We show that” left out",
        ),
        (
            "Here, we show that steam ovens save much energy.",
            "Steam ovens save much energy.",
            "reporting phrase “Here, we show that” left out",
        ),
        (
            "In this work, we also find that pH matters for rye bread.",
            "pH matters for rye bread.",
            "reporting phrase “In this work, we also find that” left out",
        ),
        (
            "RESULTS: Steam ovens save forty per cent of energy.",
            "Steam ovens save forty per cent of energy.",
            "section label “RESULTS:” left out",
        ),
        (
            "Conclusions: Steam ovens save energy too.",
            "Steam ovens save energy too.",
            "section label “Conclusions:” left out",
        ),
        (
            "CONCLUSIONS Experiments suggest that steam ovens save much energy.",
            "Steam ovens save much energy.",
            "section label “CONCLUSIONS” left out; reporting phrase “Experiments suggest that” left out",
        ),
        (
            "Materials and methods: 200 ovens baked bread for a year.",
            "200 ovens baked bread for a year.",
            "section label “Materials and methods:” left out",
        ),
        (
            "Our method bakes bread more evenly than stone ovens.",
            "OvenNet bakes bread more evenly than stone ovens.",
            "“Our method” resolved to OvenNet",
        ),
    ],
)
def test_what_leans_on_the_paragraph_is_left_out_or_named(sentence, expected, resolved):
    made = standalone(sentence, "", TITLE, VOCABULARY)
    assert (made.text, made.resolved) == (expected, resolved)


@pytest.mark.parametrize(
    ("before", "title", "expected"),
    [
        (OVEN, TITLE, "OvenNet-7B bakes bread more evenly than stone ovens."),
        (OVEN, "Bread", "OvenNet-7B bakes bread more evenly than stone ovens."),
        (PRESENTED, TITLE, "OvenNet bakes bread more evenly than stone ovens."),
        ("", TITLE, "OvenNet bakes bread more evenly than stone ovens."),
        (PRESENTED, "Bread", None),
        (PRESENTED, "A new oven: how it bakes", None),
        ("Stone ovens are slow.", TITLE, None),
        ("It is slow.", TITLE, None),
    ],
)
def test_it_is_what_the_sentence_before_or_the_title_names(before, title, expected):
    assert stand("It bakes bread more evenly than stone ovens.", before, title) == expected


@pytest.mark.parametrize("phrase", ["Our method", "The proposed approach", "Our proposed system"])
@pytest.mark.parametrize("before", ["Stone ovens are slow.", "KilnLM-3B is slow.", ""])
def test_our_method_is_what_the_title_names_whoever_was_spoken_of_before(phrase, before):
    assert stand(f"{phrase} saves a lot of energy.", before) == "OvenNet saves a lot of energy."
    assert stand(f"{phrase} saves a lot of energy.", before, "Ovens that save energy") is None


def test_phrases_are_taken_off_one_after_another():
    made = standalone("Moreover, we show that it bakes bread more evenly.", OVEN, TITLE, VOCABULARY)
    assert made.text == "OvenNet-7B bakes bread more evenly."
    assert made.resolved == (
        "opening word “Moreover,” left out; reporting phrase “We show that” left out; “It” resolved to OvenNet-7B"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Its crust is thicker than that of stone ovens.",
        "They bake bread more evenly than stone ovens.",
        "This bakes bread more evenly than stone ovens.",
        "The same recipe fails in all of the wet ovens.",
        "The dataset contains 3,000 loaves of 12 bakeries.",
        "It is well known that steam ovens save much energy.",
        "It has been shown that steam ovens save much energy.",
        "It remains unclear whether steam ovens save much energy.",
        "To address this, a new oven with steam is proposed.",
        "Compared to this baseline, steam ovens save much energy.",
        "Of these, OvenNet-7B saves the most energy.",
        "Despite its size, it bakes bread evenly.",
        "In this paper, steam ovens save forty per cent.",
        "We baked 200 loaves in 12 different ovens.",
        "Steam ovens save more energy than ours do.",
        "Steam ovens gave us forty per cent of energy.",
    ],
)
def test_sentence_that_needs_its_paragraph_is_given_up(sentence):
    assert stand(sentence, OVEN) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "   ",
        "Too short.",
        "We show that ",
        "Does steam improve the crust of rye bread?",
        "steam improves the crust of rye bread by far.",
        "Steam improves the crust of rye bread and ...",
        "Steam improves the crust of rye bread…",
        "Steam improves the crust of rye bread and",
        "Steam improves the crust of rye bread (by 12%.",
        "Word " * MAX_WORDS + "end.",
        "Ovens " + "o" * MAX_CHARACTERS + " bake bread in here.",
        "?!?! ?! ?! ?! ?! ?!.",
    ],
)
def test_sentence_that_is_cut_off_or_no_statement_is_given_up(sentence):
    assert stand(sentence) is None


def test_longest_sentence_is_kept_whole():
    sentence = "Word " * (MAX_WORDS - 1) + "end."
    assert stand(sentence) == sentence


def test_line_breaks_and_repeated_spaces_become_one_space():
    assert stand("Our\nmethod saves  forty\tper cent.") == "OvenNet saves forty per cent."


@pytest.mark.parametrize("name", ADVERSARIAL)
@pytest.mark.parametrize("opening", ["", "We show that ", "RESULTS: ", "Our method is ", "In contrast, it is "])
def test_hostile_text_is_given_up_in_linear_time(name, opening):
    text = opening + ADVERSARIAL[name]
    assert stand(text) is None
    assert seconds(lambda: stand(text)) < SECONDS
    assert seconds(lambda: stand("It is a bread of some sort.", text, text)) < SECONDS


@pytest.mark.parametrize("opening", ["We found", "In this study, we found"])
def test_authors_who_found_nothing_keep_their_result(opening):
    found = standalone(f"{opening} no significant difference in rise between the two ovens.", "", "", VOCABULARY)
    assert found is not None
    assert found.text == "No significant difference in rise between the two ovens."
    assert found.resolved == f"reporting phrase “{opening}” left out"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("BACKGROUND AND AIMS: Wet ovens raise loaves by far.", "Wet ovens raise loaves by far."),
        ("On the other hand, wet ovens raise rye loaves.", "Wet ovens raise rye loaves."),
        ("The results show that, overall, wet ovens raise loaves.", None),
        ("Further enhancements are noticed with clean rye flour.", None),
        ("Adding steam prevents this loss and improves the crust.", None),
        ("All approaches give a comparable crust on rye loaves.", None),
        ("The study also demonstrates the use of good flour.", None),
    ],
)
def test_what_leans_on_another_sentence_is_mended_or_left(sentence, expected):
    made = standalone(sentence, "", "", VOCABULARY)
    assert (made and made.text) == expected
