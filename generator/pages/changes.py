"""What changed lately: the newest versions of all reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.catalogue import catalogue
from generator.facts import many
from generator.layout import day, href, report_page
from generator.markdown import EMPTY, Html, block, heading, html, join, link, page, table, tag
from generator.records import Corpus, Page
from generator.reuse import CHANGES, FEED
from generator.timeline import Event, timeline

MOST_ROWS: Final = 100
COLUMNS: Final = ("Date", "Report", "Version", "What changed")


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `changes.md` with the newest versions, at most 100."""
    events = timeline(catalogue(corpus).reports)
    meta = {"title": "What changed lately", "hide": ["navigation", "toc"]}
    rows = [_row(event) for event in events[:MOST_ROWS]]
    listed = table(COLUMNS, rows, css="cards versions") if rows else tag("p", "There is no report yet.")
    yield Page(
        path=CHANGES,
        text=page(meta, heading(1, "What changed lately"), block(_lead(events)), block(listed, _older(events))),
    )


def _lead(events: Sequence[Event]) -> Html:
    feed = [" ", link("Atom feed", href(CHANGES, FEED)), "."] if any(event.date for event in events) else []
    told = f"{many(len(events), 'version')} of the reports, newest first, by the date that each gives itself."
    return tag("p", told, *feed, class_="lead")


def _row(event: Event) -> tuple[str, ...]:
    version = event.step.version
    return (
        day(event.date),
        link(event.report.question.title, href(CHANGES, report_page(event.report.id))),
        join([tag("code", version.version), EMPTY if event.step.recorded else " (this build)"]),
        html(event.told),
    )


def _older(events: Sequence[Event]) -> Html:
    if len(events) <= MOST_ROWS:
        return EMPTY
    return tag("p", f"{many(len(events) - MOST_ROWS, 'older version')}: see the pages of the reports.", class_="cap")
