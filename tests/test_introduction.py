"""What leads up to the results of an abstract."""

from __future__ import annotations

import pytest

from generator.introduction import introductory
from generator.records import Document
from generator.text import sentences


def leading(text, level="abstract"):
    """Return the sentences of a text that lead up to its results."""
    document = Document(level=level, text=text)
    spans = sentences(document)
    flags = introductory(document, spans)
    return [text[start:end] for (start, end), flag in zip(spans, flags, strict=True) if flag]


OWN = (
    "Ovens have improved the rise of bread. Hives are warm in winter. "
    "We present a wet oven. The wet oven raised the loaf by 12%. Crusts were thin."
)


def test_sentences_ahead_of_the_papers_own_work_lead_up_to_it():
    assert leading(OWN) == ["Ovens have improved the rise of bread.", "Hives are warm in winter."]


def test_sections_of_background_aim_and_method_lead_up_to_results():
    text = (
        "BACKGROUND AND AIMS: Wet ovens improve bread. Hives are warm. MATERIALS AND METHODS: Forty loaves were baked. "
        "RESULTS: The wet oven raised loaves by 12%. Crusts were thin. CONCLUSIONS: Wet ovens help."
    )
    assert leading(text) == [
        "BACKGROUND AND AIMS: Wet ovens improve bread.",
        "Hives are warm.",
        "MATERIALS AND METHODS: Forty loaves were baked.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Forty loaves were baked. The wet oven raised them by 12%. Crusts were thin. We conclude that wet ovens help.",
        "Forty loaves were baked. The wet oven raised them by 12%. Crusts were thin.",
        "We baked forty loaves. The wet oven raised them by 12%. Crusts were thin.",
        "Loaves rose in these ovens: the wet one and the dry one. Crusts were thin. Bees slept.",
        "",
    ],
)
def test_abstract_that_speaks_of_itself_at_once_late_or_never_has_no_introduction(text):
    assert leading(text) == []


def test_only_abstracts_have_one():
    assert leading(OWN, level="full text") == []
