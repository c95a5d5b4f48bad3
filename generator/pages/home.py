"""The front page: what this is, the way to a paper, and the newest reports with their answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalogue import catalogue
from generator.facts import many
from generator.finder import finder
from generator.layout import href
from generator.markdown import EMPTY, Html, block, heading, link, page, tag
from generator.records import Corpus, Page, Report
from generator.reportlist import Cards, tag_pages, totals
from generator.reuse import CHANGES

HERE = "index.md"
MOST: Final = 12


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `index.md` with at most twelve reports, the newest first where there are more."""
    shelf = catalogue(corpus)
    shown = shelf.published
    meta = {"title": "Evidence reports", "hide": ["navigation", "toc"]}
    list_ = Cards(shelf=shelf, here=HERE, tags=tag_pages(shelf))
    cards = [list_.card(report) for report in _newest(shown)] or [tag("p", "There is no report yet.")]
    yield Page(
        path=HERE,
        text=page(
            meta,
            heading(1, "Evidence reports"),
            block(_lead()),
            block(totals(shelf), finder(HERE)),
            block(*cards, _rest(len(shown))),
        ),
    )


def _newest(shown: tuple[Report, ...]) -> tuple[Report, ...]:
    if len(shown) <= MOST:
        return shown
    return tuple(sorted(shown, key=lambda report: report.date or "", reverse=True)[:MOST])


def _rest(number: int) -> Html:
    if number <= MOST:
        return EMPTY
    every = link(f"All {many(number, 'report')}", href(HERE, "reports/index.md"))
    return tag("p", f"The newest {MOST}. ", every, ", ", link("by tag", href(HERE, "tags/index.md")), ".")


def _lead() -> Html:
    return tag(
        "p",
        "Each report answers one research question from papers that were searched, screened and quoted by a program. "
        "Every claim leads to the passage behind it, and where the evidence found is silent, the report says so. ",
        link("How reports are made", href(HERE, "method.md")),
        ". ",
        link("What no report answers", href(HERE, "open-questions.md")),
        ". ",
        link("What changed lately", href(HERE, CHANGES)),
        ".",
        class_="lead",
    )
