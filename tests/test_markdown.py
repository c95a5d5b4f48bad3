"""Whatever stands in a title or an abstract stays text."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import markdown
import pytest
import yaml

from generator.markdown import Html, block, clean, front_matter, heading, html, link, page, safe_url, table, tag, text

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "footnotes", "abbr", "def_list", "md_in_html", "admonition"]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "a | b | c",
    "`code` ``more``",
    "*a* **b** _c_ __d__ ~~e~~ ==f== ^g^",
    "# no heading",
    "#no heading either",
    "- no list",
    "+ no list",
    "--- ***",
    "===",
    "1. no list",
    "2) no list",
    "> no quotation",
    "    no code",
    "word {#id .class onclick=alert(1)}",
    "[^1]: no footnote [^1]",
    "*[CRISPR]: no abbreviation",
    "[x]: http://example.org/ no reference",
    "<http://example.org/> and <a@example.org>",
    "&lt;b&gt; &amp;lt; &#60;script&#62;",
    "term\n: no definition",
    '!!! note "no admonition"',
    "line one\n\n    line two\n\n<b>line three</b>",
    "back\\slash \\* \\<",
    "<!-- no comment",
    "<![CDATA[ no section ]]>",
    "<?php no instruction ?>",
    "\x02wzxhzdk:0\x03 placeholder",
    "</td></tr></table></div>",
    '" onmouseover="alert(1)',
    "tide\u202eedit \u2066x\u2069 \u200bzero",
]


class Reader(HTMLParser):
    """Collects the text and the tags of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: list[tuple[str, tuple[str, ...]]] = []

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((name, tuple(key for key, _ in attrs)))


def read(source: str) -> Reader:
    reader = Reader()
    reader.feed(markdown.markdown(source, extensions=EXTENSIONS))
    reader.close()
    return reader


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_a_heading_stays_text(hostile):
    reader = read(heading(2, hostile))
    assert " ".join(reader.words.split()) == clean(hostile)
    assert reader.tags == [("h2", ("id",))]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_a_paragraph_stays_text(hostile):
    reader = read(text(hostile))
    assert " ".join(reader.words.split()) == clean(hostile)
    assert reader.tags == [("p", ())]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_a_raw_block_stays_text(hostile):
    reader = read(block(tag("div", tag("p", hostile), title=hostile)) + "\n\nafter")
    assert " ".join(reader.words.split()) == f"{clean(hostile)} after".strip()
    assert reader.tags == [("div", ("title",)), ("p", ()), ("p", ())]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_a_table_cell_stays_text(hostile):
    reader = read(block(table((hostile, "n"), [(hostile, "1")])))
    assert [name for name, _ in reader.tags].count("td") == 2
    assert not {"script", "img", "a", "b"} & {name for name, _ in reader.tags}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_front_matter_is_escaped_and_comes_back_whole(hostile):
    body = front_matter({"title": hostile}).removeprefix("---\n").removesuffix("---\n")
    title = yaml.safe_load(body)["title"]
    assert unescape(title) == clean(hostile)
    assert not set('<>"') & set(title)
    assert "\n---" not in body
    assert body.count("\n") == 1


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//example.org/x",
        "file:///etc/passwd",
        "\\\\host\\x",
        "http://example.org/\u202ex",
        'http://example.org/"onclick="x',
        "",
    ],
)
def test_link_to_anything_but_the_web_or_this_site_is_only_its_label(url):
    assert link("label", url) == "label"
    assert tag("a", "label", href=url) == "<a>label</a>"


@pytest.mark.parametrize("url", ["https://doi.org/10.1/x", "http://example.org", "../a/#c1", "#c1", "data/a.json"])
def test_web_and_relative_links_are_kept(url):
    assert safe_url(url)
    assert link("a", url) == f'<a href="{url}">a</a>'


def test_child_that_is_not_marked_as_html_is_escaped():
    assert tag("p", "<b>", tag("i", "x")) == "<p>&lt;b&gt;<i>x</i></p>"


def test_html_keeps_what_is_html_already():
    assert html(Html("<i>x</i>")) == "<i>x</i>"


def test_space_at_the_end_of_a_piece_survives():
    assert tag("p", "a ", tag("b", "c"), " d") == "<p>a <b>c</b> d</p>"


def test_attribute_that_is_none_or_false_is_left_out():
    assert tag("i", class_=None, open=False, hidden=True, data_label="x") == '<i hidden data-label="x"></i>'


def test_text_is_cut_at_its_limit():
    assert clean("word " * 5000, 100) == ("word " * 5000)[:99].rstrip() + "…"
    assert len(text("x" * 9000)) == 4000


def test_lone_surrogate_becomes_a_replacement_character():
    assert clean("a\ud800b") == "a\ufffdb"


def test_page_says_that_it_was_generated():
    assert page({"title": "x: y"}, "body").startswith("---\ntitle: 'x: y'\ngenerated_by: report-corpus\n---\n")
