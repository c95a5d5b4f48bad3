"""Tokens, stems, places of terms, denials and sentences."""

from __future__ import annotations

import pytest

from generator.records import Document
from generator.text import content_words, mentions, occurrences, prepare, sentences, stem, stems, tokens
from tests.bakery import ADVERSARIAL, SECONDS, seconds


def split(text: str) -> list[str]:
    """Return the sentences of an abstract, as text."""
    return [text[start:end] for start, end in sentences(Document(level="abstract", text=text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rise@1 of 52.5%", ["rise@1", "of", "52.5", "%"]),
        ("Rye++ and Oat#", ["Rye++", "and", "Oat#"]),
        ("half-baked/burnt", ["half", "baked", "burnt"]),
        ("snake_case", ["snake", "case"]),
        ("The crust. Then", ["The", "crust", "Then"]),
        ("Bäckerei naïve", ["Bäckerei", "naïve"]),
        ("🙂 אבג 面包", ["אבג", "面包"]),
        ("?!…—()", []),
        ("", []),
    ],
)
def test_text_is_cut_into_tokens(text, expected):
    found = tokens(text)
    assert [token.text for token in found] == expected
    assert [text[token.start : token.end] for token in found] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Baking", "bake"), ("loaves", "loav"), ("rise@1", "rise@1"), ("LoafBench2", "loafbench2"), ("%", "%")],
)
def test_words_are_stemmed_and_what_holds_digits_is_only_lowered(word, expected):
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("oven", "Ovens heat an oven.", ((0, 0), (3, 3))),
        ("stone oven", "A stone oven and stone ovens", ((1, 2), (4, 5))),
        ("oven", "The ovenproof dish", ()),
        ("E", "Flour E and e", ((1, 1),)),
        ("a a", "a a a", ((0, 1), (1, 2))),
        ("?!", "anything ?!", ()),
        ("", "anything", ()),
    ],
)
def test_terms_are_found_by_stem_and_short_names_by_case(term, text, expected):
    assert occurrences(term, prepare(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No heat is reported.", ()),
        ("The heat was not measured.", ("heat",)),
        ("The bakers do not report heat.", ()),
        ("Ovens without heat stay cold.", ()),
        ("There is no loss of heat.", ("heat",)),
        ("Without losing heat the oven bakes on.", ("heat",)),
        ("The oven does not bake, because heat is missing.", ("heat",)),
        ("Not one of the many old and new bakers in all towns had heat.", ("heat",)),
        ("It is not steam but heat.", ("heat",)),
        ("It saves not only steam and heat.", ("heat",)),
        ("No steam was used here, and later on in the year heat.", ("heat",)),
        ("Nothing.", ()),
    ],
)
def test_a_denied_term_is_not_mentioned(text, expected):
    assert mentions(("heat", "frost"), prepare(text)) == expected


def test_one_affirmed_place_is_enough():
    assert mentions(["heat"], prepare("No heat in spring. However late it was in autumn, there was heat.")) == ("heat",)


def test_content_words_come_once_in_order_without_stop_words():
    assert content_words("How do the ovens and an Oven of size E, e, bake?") == ("ovens", "size", "E", "bake")


def test_stems_leave_stop_words_out():
    assert stems("The ovens were baking the loaf") == {"oven", "bake", "loaf"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bread rises. Ovens heat.", ["Bread rises.", "Ovens heat."]),
        ("  Bread rises.\n\nOvens heat.  ", ["Bread rises.", "Ovens heat."]),
        ("The crust (approx. Half of it) is dark.", ["The crust (approx. Half of it) is dark."]),
        ("Rise was 52.5% vs. 41.2% before. It fell.", ["Rise was 52.5% vs. 41.2% before.", "It fell."]),
        ("Doe et al. baked it. It rose.", ["Doe et al. baked it.", "It rose."]),
        ("Ovens held 200 degrees C. Results: Bread rose.", ["Ovens held 200 degrees C.", "Results: Bread rose."]),
        ("Bread rises", ["Bread rises"]),
        ("", []),
        (" \n ", []),
        ("🙂🙂🙂", ["🙂🙂🙂"]),
    ],
)
def test_text_is_cut_into_sentences_without_surrounding_space(text, expected):
    assert split(text) == expected


def test_sentences_that_a_record_lists_are_taken_at_its_word():
    document = Document(level="note", text="One. Two three.", sentences=((0, 4), (5, 8)))
    assert sentences(document) == ((0, 4), (5, 8))


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_text_is_read_in_linear_time(name):
    text = ADVERSARIAL[name]
    document = Document(level="abstract", text=text)
    assert seconds(lambda: mentions(("a", "for the", "no", "e"), prepare(text))) < SECONDS
    assert seconds(lambda: content_words(text)) < SECONDS
    assert seconds(lambda: sentences(document)) < SECONDS


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_sentences_of_hostile_text_are_spans_in_order(name):
    text = ADVERSARIAL[name][:2_000]
    spans = sentences(Document(level="abstract", text=text))
    bounds = [place for span in spans for place in span]
    assert bounds == sorted(bounds)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@pytest.mark.parametrize(
    ("british", "american"),
    [("caramelised", "caramelized"), ("judgements", "judgments"), ("organisation", "organization")],
)
def test_british_and_american_spellings_are_one_word(british, american):
    assert stem(british) == stem(american)


@pytest.mark.parametrize("word", ["rise", "raised", "noise", "exercise", "promising", "wise"])
def test_words_that_only_look_british_keep_their_stem(word):
    assert "iz" not in stem(word)


def test_sentences_glued_together_are_two():
    assert split("The loaf rose in the oven.The crust was thin.") == [
        "The loaf rose in the oven.",
        "The crust was thin.",
    ]
