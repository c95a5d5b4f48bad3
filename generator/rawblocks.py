"""Carry the raw blocks of generated pages past the Markdown parser, which would read each of their tags twice.

MkDocs calls `RawBlocks` as a plug-in, but `build` alone puts it there: `mkdocs.yml` builds the same bytes without it,
in twice the time at a thousand reports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final, Protocol

from generator.markdown import MARKER

# Stands for a block while Markdown is read; no mark of Markdown, and all of its paragraph.
_STAND_IN: Final = "report-corpus-block-{}"
_PARAGRAPH = re.compile(f"<p>{_STAND_IN.format(r'([0-9]+)')}</p>")
_ANCHOR = re.compile(r' id="([^"]*)"')  # a page has a hundred thousand characters: letters are found fast


class Page(Protocol):
    """What is needed of MkDocs' pages: the front matter, and the anchors that links are checked against."""

    meta: Mapping[str, Any]
    present_anchor_ids: set[str] | None


class RawBlocks:
    """Takes the blocks out of a page and puts them back; MkDocs reads one page after the other."""

    def __init__(self) -> None:
        """Begin with none."""
        self._held: list[str] = []

    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: object) -> str:
        """Return the text of a generated page with a stand-in for each raw block; any other page stays as it is."""
        self._held = []
        if page.meta.get("generated_by") != MARKER:
            return markdown
        return "\n\n".join(map(self._stand_in, markdown.strip("\n").split("\n\n")))

    def on_page_content(self, html: str, /, *, page: Page, **_: object) -> str:
        """Return the page's HTML with its blocks, and let the page know their anchors."""
        if self._held and page.present_anchor_ids is not None:
            page.present_anchor_ids.update(unescape(name) for held in self._held for name in _ANCHOR.findall(held))
        # The parser keeps the blank line behind a block, save at the end of a page.
        whole = _PARAGRAPH.sub(lambda match: f"{self._held[int(match[1])]}\n", html) if self._held else html
        self._held = []
        return whole.rstrip("\n")

    def _stand_in(self, block: str) -> str:
        """Return what to read in place of a block; `markdown.block` begins one with a tag and ends it with one."""
        if not (block.startswith("<") and block.endswith(">")):
            return block
        self._held.append(block)
        return _STAND_IN.format(len(self._held) - 1)
