"""The list of all reports with what they found and how sure they are."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Catalogue, catalogue
from generator.facts import count
from generator.layout import certainty, day, href, report_page
from generator.markdown import EMPTY, Html, block, clean, heading, join, link, page, table, tag
from generator.records import Corpus, Page, Report

HERE = "reports/index.md"
HEAD = ("Report", "Date", "Papers", "Claims", "Stated by source", "Corroborated", "Contested", "Score")


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `reports/index.md`: published reports first, retired ones below them."""
    shelf = catalogue(corpus)
    shown = [report for report in shelf.reports if report.question.status == "published"]
    retired = [report for report in shelf.reports if report.question.status == "retired"]
    parts = [heading(1, "Reports"), block(_table(shown, shelf))]
    if retired:
        parts += [heading(2, "Retired"), block(_table(retired, shelf))]
    yield Page(path=HERE, text=page({"title": "Reports", "hide": ["navigation", "toc"]}, *parts))


def _table(reports: list[Report], shelf: Catalogue) -> Html:
    if not reports:
        return tag("p", "There is no report yet.")
    return table(HEAD, (_row(report, shelf) for report in reports), css="cards reports", numeric=range(2, 8))


def _row(report: Report, shelf: Catalogue) -> tuple[str, ...]:
    counts = count(report)
    return (
        _name(report, shelf),
        day(report.date),
        str(counts.included),
        str(counts.claims),
        str(counts.stated),
        str(counts.corroborated),
        str(counts.contested),
        "none" if counts.score is None else f"{counts.score:.1f}",
    )


def _name(report: Report, shelf: Catalogue) -> Html:
    title = link(report.question.title, href(HERE, report_page(report.id)), class_="title")
    first = report.draft.answer[0].text if report.draft.answer else "The evidence found does not answer this question."
    told = tag("p", clean(first))
    sure = certainty(report.draft.certainty) if report.draft.answer else EMPTY
    tags = join((tag("span", name, class_="badge") for name in report.question.tags), " ")
    return join([title, told, tag("p", sure, " ", tags), _successor(report, shelf)])


def _successor(report: Report, shelf: Catalogue) -> Html:
    other = shelf.report(report.question.replaced_by or "")
    if other is None:
        return EMPTY
    return tag("p", "Replaced by ", link(other.question.title, href(HERE, report_page(other.id))), ".")
