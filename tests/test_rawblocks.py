"""MkDocs builds the same pages with and without reading what is HTML already."""

from __future__ import annotations

from dataclasses import dataclass, field

import markdown
import pytest

from generator.markdown import MARKER, block, heading, page, tag, text
from generator.rawblocks import RawBlocks

HOSTILE = ("<p>report-corpus-block-0</p>", "report-corpus-block-1", "*a* `b` [c](d) <!-- e", "&amp; \\* ![f](g)")


@dataclass
class Built:
    """A page as MkDocs has it once its Markdown is read."""

    meta: dict[str, object] = field(default_factory=lambda: {"generated_by": MARKER})
    present_anchor_ids: set[str] | None = None


def body(*blocks: str) -> str:
    return page({"title": "Ovens"}, *blocks).split("\n---\n", 1)[1].lstrip("\n")


def built(source: str, of: Built) -> tuple[str, str]:
    """Return what is read as Markdown, and the HTML."""
    carrier = RawBlocks()
    read = carrier.on_page_markdown(source, page=of)
    of.present_anchor_ids = {"crust"}
    return read, carrier.on_page_content(markdown.markdown(read, extensions=["toc"]), page=of)


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("last", [block(tag("table", tag("tr", tag("td", "crumb")))), heading(2, "Rye")])
def test_page_is_the_same_as_read_by_markdown_alone(word, last):
    parts = [
        heading(1, word),
        block(tag("p", word), tag("div", tag("p", word, id="crumb"))),
        block(tag("ul", tag("li", text(word)))),
        heading(2, word),
        last,
    ]
    source = body(*parts)
    read, html = built(source, Built())
    assert html == markdown.markdown(source, extensions=["toc"])
    assert "<div>" not in read


def test_links_may_lead_to_anchors_within_blocks():
    made = Built()
    built(body(heading(1, "Ovens"), block(tag("p", "Rye", id="c1"), tag("p", "Oat", id="c&2"))), made)
    assert made.present_anchor_ids == {"crust", "c1", "c&2"}


def test_page_that_a_person_wrote_is_left_to_markdown():
    source = "<div>\n\n*Rye*\n\n</div>\n\nreport-corpus-block-0\n"
    read, html = built(source, Built(meta={}))
    assert read == source
    assert "<p>report-corpus-block-0</p>" in html
