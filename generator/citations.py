"""Papers and reports as works that can be cited: what BibTeX, RIS and CSL-JSON have in common.

Nothing is added to a record.  A field that it does not hold is empty here and left out of every format; what kind
of work a paper is gets said only where its venue or DOI says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from generator.catalogue import Catalogue
from generator.ids import doi_url
from generator.layout import report_page, url
from generator.markdown import clean, safe_url
from generator.records import Author, Paper, Report, Site
from generator.reuse import REFERENCES

Kind = Literal["journal", "conference", "preprint", "report", "other"]

NOTICE: Final = "Machine-generated synthesis; not original research."
GENRE: Final = "Machine-generated evidence report"
_LONGEST: Final = 100_000
_ARXIV: Final = "10.48550/arxiv."
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("preprint", re.compile(r"\b(?:arxiv|\w+rxiv|preprints?)\b", re.IGNORECASE)),
    ("journal", re.compile(r"\b(?:journal|transactions|letters|annals)\b", re.IGNORECASE)),
    ("conference", re.compile(r"\b(?:conference|workshop|symposium|annual meeting)\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A work to cite, every text on one line and without anything invisible.

    `key` is a file name's stem and unique in a corpus.  An author without a given name may be an institution.
    `date` is an ISO day, for a report only, whose `number` and `version` are its id and the hash of what it says.
    """

    key: str
    kind: Kind
    title: str
    authors: tuple[Author, ...]
    year: int | None
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    url: str = ""
    date: str = ""
    number: str = ""
    version: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The works of one file: its path below the docs folder, without the ending of a format."""

    stem: str
    works: tuple[Citation, ...]


def listings(shelf: Catalogue) -> Iterator[Listing]:
    """Yield what each format writes: every report, the references of each that has any, every paper, and all papers."""
    papers = {name: of_paper(paper, shelf.slugs[name]) for name, paper in shelf.papers.items()}
    for report in shelf.reports:
        yield Listing(f"data/reports/{report.id}", (of_report(report, shelf.site),))
        if listed := _included(report, papers):
            yield Listing(f"data/reports/{report.id}{REFERENCES}", listed)
    for work in papers.values():
        yield Listing(f"data/papers/{work.key}", (work,))
    yield Listing("data/papers", tuple(papers.values()))


def _included(report: Report, papers: Mapping[str, Citation]) -> tuple[Citation, ...]:
    return tuple(papers[paper.id] for paper in report.papers if paper.id in papers)


def of_paper(paper: Paper, key: str) -> Citation:
    """Return `paper` as a citation; its notices (a retraction, a correction) are its notes."""
    venue = _line(paper.venue)
    doi = paper.doi or ""
    return Citation(
        key=key,
        kind=_kind(doi, venue),
        title=_line(paper.title),
        authors=tuple(filter(None, map(_author, paper.authors))),
        year=paper.year,
        venue=venue,
        doi=doi,
        arxiv=doi.removeprefix(_ARXIV) if doi.startswith(_ARXIV) else "",
        url=doi_url(doi) if doi else (paper.url if safe_url(paper.url) else ""),
        notes=tuple(filter(None, map(_line, paper.notices))),
    )


def of_report(report: Report, site: Site) -> Citation:
    """Return the page of `report` as a citation: authors, date and version as they stand on it."""
    question = report.question
    return Citation(
        key=report.id,
        kind="report",
        title=_line(question.title),
        authors=tuple(filter(None, (_author(Author(family=name)) for name in question.authors))),
        year=int(report.date[:4]) if report.date else None,
        url=site.address(url(report_page(report.id))),
        date=report.date or "",
        number=report.id,
        version=report.version,
        notes=(NOTICE,),
    )


def _kind(doi: str, venue: str) -> Kind:
    if doi.startswith(_ARXIV):
        return "preprint"
    return next((kind for kind, pattern in _KINDS if pattern.search(venue)), "other")


def _author(author: Author) -> Author | None:
    family, given = _line(author.family), _line(author.given)
    if not family:
        family, given = given, ""
    return Author(family=family, given=given) if family else None


def _line(text: str) -> str:
    return clean(text, _LONGEST)
