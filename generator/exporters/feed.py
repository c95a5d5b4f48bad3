"""An Atom feed of what changed in the reports; its dates are those of their versions, never that of the build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from generator.catalogue import catalogue
from generator.layout import report_page, url
from generator.markdown import EMPTY, MARKER, Html, clean, lines, tag
from generator.records import Corpus, Page, Site
from generator.reuse import CHANGES, FEED
from generator.timeline import Event, timeline

MOST_ENTRIES: Final = 100
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
# A name that nobody can own, and a year in which nobody owned it: what a tag URI needs where the site has no address.
_TAG: Final = "tag:report-corpus.invalid,2026:"


def export(corpus: Corpus) -> Iterator[Page]:
    """Yield `feed.xml`, nothing when no version has a date: a feed and its entries need one."""
    shelf = catalogue(corpus)
    events = {_id(event, shelf.site): event for event in reversed(timeline(shelf.reports)) if event.date}
    newest = list(reversed(events.items()))[:MOST_ENTRIES]
    if newest:
        entries = [_entry(name, event, shelf.site) for name, event in newest]
        yield Page(path=FEED, text=_feed(_moment(newest[0][1]), entries, shelf.site))


def _feed(updated: str, entries: list[Html], site: Site) -> str:
    name = site.name or "Report Corpus"
    parts = [
        tag("id", site.address(FEED) or f"{_TAG}feed"),
        tag("title", _text(f"{name}: what changed")),
        tag("updated", updated),
        tag("author", tag("name", _text(name))),
        _link(site.address(FEED) or FEED, "self"),
        _link(site.address(url(CHANGES)) or url(CHANGES), "alternate"),
        tag("generator", MARKER),
        *entries,
    ]
    body = tag("feed", Html("\n"), lines(parts), Html("\n"), xmlns=_NAMESPACE)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(name: str, event: Event, site: Site) -> Html:
    question, way = event.report.question, url(report_page(event.report.id))
    answer = " ".join(event.step.version.answer) or "The evidence found does not answer the question."
    parts = [
        tag("id", name),
        tag("title", _text(question.title)),
        tag("updated", _moment(event)),
        _link(site.address(way) or way, "alternate"),
        *(tag("author", tag("name", _text(author))) for author in question.authors),
        *(tag("category", EMPTY, term=_text(label)) for label in question.tags),
        tag("summary", _text(f"Version {event.step.version.version}: {event.told}. {answer}"), type="text"),
    ]
    return tag("entry", Html("\n"), lines(parts), Html("\n"))


def _link(address: str, relation: str) -> Html:
    return tag("link", EMPTY, rel=relation, href=address)


def _moment(event: Event) -> str:
    return f"{event.date}T00:00:00Z"


def _id(event: Event, site: Site) -> str:
    """Return what names a version for good; one that comes back on the same day is the same entry."""
    version = f"{event.step.version.version}-{event.date}"
    way = url(report_page(event.report.id))
    return f"{site.address(way)}#{version}" if site.url else f"{_TAG}{quote(way)}{version}"


def _text(value: str) -> str:
    """Return `value` without the two characters that are letters for Python and none for XML."""
    return clean(value).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
