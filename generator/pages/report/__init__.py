"""The report page: sections in a fixed order, each computed from the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from generator.catalogue import Catalogue, catalogue
from generator.layout import View, report_page
from generator.markdown import clean, page
from generator.pages.report import (
    abstract,
    claims,
    contradictions,
    decisions,
    figures,
    head,
    history,
    limitations,
    methodology,
    provenance,
    results,
    sources,
)
from generator.records import Corpus, Page, Report

Section = Callable[[View], str]

SECTIONS: Final[tuple[Section, ...]] = (
    head.render,
    abstract.render,
    abstract.introduction,
    methodology.render,
    results.render,
    figures.render,
    contradictions.render,
    results.panel,
    limitations.render,
    claims.render,
    decisions.render,
    sources.render,
    provenance.render,
    history.render,
)


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `reports/<id>.md` for every report that is no draft."""
    shelf = catalogue(corpus)
    for report in shelf.reports:
        yield Page(path=report_page(report.id), text=_text(report, shelf))


def _text(report: Report, shelf: Catalogue) -> str:
    view = View(report=report, catalogue=shelf, here=report_page(report.id))
    meta = {
        "title": clean(report.question.title, 300),
        "description": clean(report.question.question, 300),
        "hide": ["navigation"],
        "search": {"boost": 2},
    }
    return page(meta, *(section(view) for section in SECTIONS))
