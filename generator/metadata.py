"""What a page says of itself to reference managers: the Highwire tags that its head holds.

Tags are (name, content) pairs.  One that has nothing to say is left out, and
each author has a tag of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeGuard

from generator.layout import report_page, url
from generator.markdown import clean
from generator.records import Author, Paper, Report, Site

Tags = tuple[tuple[str, str], ...]

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MEETING = re.compile(r"\b(?:proceedings|conference|workshop|symposium|congress|meeting)\b", re.IGNORECASE)
_NUMBERS = {"pmid": "citation_pmid", "arxiv": "citation_arxiv_id"}


def report_tags(report: Report, site: Site) -> Tags:
    """Return the tags of a report's page."""
    question = report.question
    return _filled(
        ("citation_title", question.title),
        *(("citation_author", name) for name in question.authors),
        ("citation_publication_date", report.date.replace("-", "/") if iso_day(report.date) else ""),
        ("citation_technical_report_institution", site.name),
        ("citation_technical_report_number", f"{report.id}, version {report.version}"),
        ("citation_language", "en"),
        ("citation_abstract_html_url", site.address(url(report_page(report.id)))),
    )


def paper_tags(paper: Paper) -> Tags:
    """Return the tags of the page of `paper`: they describe the paper, not our page on it."""
    venue = "citation_conference_title" if _MEETING.search(paper.venue) else "citation_journal_title"
    return _filled(
        ("citation_title", paper.title),
        *(("citation_author", full_name(author)) for author in paper.authors),
        ("citation_publication_date", str(paper.year or "")),
        (venue, paper.venue),
        ("citation_doi", paper.doi or ""),
        *_numbers(paper),
    )


def card_file(report: str) -> str:
    """Return the path, below the front page, of the picture that stands for a report where others link to it."""
    return f"assets/cards/{report}.png"


def full_name(author: Author) -> str:
    """Return "Family, Given" or what there is of it."""
    return ", ".join(filter(None, (clean(author.family, 200), clean(author.given, 200))))


def iso_day(date: str | None) -> TypeGuard[str]:
    """Return whether `date` is written as "2026-05-30"."""
    return bool(date and _ISO_DAY.fullmatch(date))


def _numbers(paper: Paper) -> Iterator[tuple[str, str]]:
    for name in paper.ids:
        register, _, number = name.partition(":")
        if register in _NUMBERS:
            yield _NUMBERS[register], number


def _filled(*pairs: tuple[str, str]) -> Tags:
    lines = ((name, clean(content, 500)) for name, content in pairs)
    return tuple((name, content) for name, content in lines if content)
