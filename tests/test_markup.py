"""Plain text from markup."""

from __future__ import annotations

from time import process_time

import pytest

from generator.markup import MAX_TEXT, abstract, plain
from generator.xmltree import content, parse_xml


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<i>Secale</i> <b class='x'>rye</b>", "Secale rye"),
        ("&lt;i&gt;Secale&lt;/i&gt; &amp;amp; rye", "Secale & rye"),
        ("10<sup>−3</sup> H<sub>2</sub>O<jats:sup>+</jats:sup>", "10⁻³ H₂O⁺"),
        ("the 4<sup>th</sup> loaf", "the 4th loaf"),
        ("p < 0.05, n<b and a>c, x<y>z", "p < 0.05, n<b and a>c, x<y>z"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<tex-math>$$x^2$$</tex-math><mml:math><mml:mi>x</mml:mi></mml:math>", "x"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a\u202eb\x00c\ud800\n d", "abc d"),
        ("&#x5d0;&nbsp;&eacute;&unknown;", "א é&unknown;"),
        ("", ""),
    ],
)
def test_text_loses_tags_and_keeps_meaning(markup, text):
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<title>Abstract</title><p>We bake.</p>", "We bake."),
        ("<h4>Aim: </h4>To bake.<h4>Results</h4>Bread.", "Aim: To bake. Results: Bread."),
        ("Abstract We bake.", "We bake."),
        ("Abstract art sells bread.", "Abstract art sells bread."),
    ],
)
def test_abstract_keeps_labels_and_loses_its_heading(markup, text):
    assert abstract(markup) == text


def test_long_text_is_cut_at_a_word():
    assert plain("bread " * 1000, 20) == "bread bread bread"
    assert len(abstract("x" * 10_000_000)) == MAX_TEXT


@pytest.mark.parametrize(
    "piece", ["<", "<p ", "<p a='b' ", "&", "&amp;", "<title>", "<sup>1", "<tex-math>", "<tex-math ", " ", "</", "<a:"]
)
def test_hostile_text_takes_no_long_time(piece):
    begun = process_time()
    abstract(piece * (1_000_000 // len(piece)))
    abstract("<p" + piece * (1_000_000 // len(piece)))
    assert process_time() - begun < 5


def test_text_of_an_element_is_not_read_as_markup_twice():
    element = parse_xml(b"<t>p &lt; 3 &amp;amp; <i>10<sup>2</sup></i><!-- no --> x</t>")
    assert plain(content(element)) == "p < 3 & 10² x"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<a><b>", "it breaks off"),
        (b"oven", "it is not XML"),
        (b"<a>" * 120 + b"</a>" * 120, "it is nested too deeply"),
        (b'<?xml version="1.0" encoding="zz"?><a/>', "it"),
    ],
)
def test_xml_that_cannot_be_read_is_refused(body, said):
    with pytest.raises(ValueError, match=said):
        parse_xml(body)
