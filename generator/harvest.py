"""Records of a service, made into papers: what has no title or no number is dropped and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from generator.errors import SourceError
from generator.ids import doi_url, parse_doi
from generator.markup import MAX_TEXT, abstract, plain
from generator.records import Author, Document, Paper

MOST_LINKS = 100
_TITLED = re.compile(r"\w", re.UNICODE)
_NUMBERS: Mapping[str, re.Pattern[str]] = {
    "arxiv": re.compile(r"\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/\d{7}"),
    "openalex": re.compile(r"w\d{1,15}"),
    "pmcid": re.compile(r"pmc[1-9]\d{0,11}"),
    "pmid": re.compile(r"[1-9]\d{0,11}"),
    "s2": re.compile(r"[0-9a-f]{40}"),
}
_ORDER = tuple(_NUMBERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as a service gave it; texts may hold markup, numbers may be wrong."""

    title: str = ""
    doi: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    authors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str = ""
    url: str = ""
    abstract: str = ""
    versions: tuple[str, ...] = ()
    notices: tuple[str | None, ...] = ()
    open_access: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one answer holds.

    `total` counts all hits of the query, `dropped` the records without title or number, `next` is the cursor of the
    next page, empty after the last.  `told` are (DOI, notice) for papers that other records of the answer are about.
    """

    papers: tuple[Paper, ...]
    total: int = 0
    dropped: int = 0
    next: str = ""
    told: tuple[tuple[str, str], ...] = ()


def paper_of(record: Record, source: str) -> Paper | None:
    """Return the paper of a record found by `source`; None where it has no title or no number."""
    title = plain(record.title)
    doi = parse_doi(record.doi[:400])
    ids = _numbers(record.ids)
    if not _TITLED.search(title) or not (doi or ids):
        return None
    held = abstract(record.abstract)
    versions = [found for text in record.versions[:MOST_LINKS] if (found := parse_doi(text[:400])) and found != doi]
    return Paper(
        id=doi or ids[0],
        title=title,
        doi=doi,
        authors=record.authors,
        year=record.year,
        venue=plain(record.venue),
        url=_address(record.url) or (doi_url(doi) if doi else ""),
        document=Document(level="abstract", text=held) if _TITLED.search(held) else None,
        versions=tuple(dict.fromkeys(versions)),
        notices=tuple(dict.fromkeys(filter(None, record.notices[:MOST_LINKS]))),
        found_by=(source,),
        ids=ids,
        open_access=_address(record.open_access),
    )


def batch_of(records: Iterable[Record], source: str, service: str, **known: object) -> Batch:
    """Return the papers of an answer of `service`, each number once; `known` are further fields of `Batch`.

    Raises:
        SourceError: there are records, and not one holds a number that this service gives.
    """
    taken = tuple(records)
    if taken and not any(parse_doi(record.doi[:400]) or _numbers(record.ids) for record in taken):
        raise SourceError(service, "sent records of another form than was asked for: none of them has a number")
    found = [paper for record in taken if (paper := paper_of(record, source))]
    batch = Batch(papers=tuple({paper.id: paper for paper in reversed(found)}.values())[::-1])
    batch = replace(batch, dropped=len(taken) - len(found), **known)  # type: ignore[arg-type]
    return replace(batch, papers=tell(batch.papers, batch.told))


def tell(papers: Iterable[Paper], told: Iterable[tuple[str, str]]) -> tuple[Paper, ...]:
    """Return the papers with the notices that others tell of them."""
    notices: dict[str, list[str]] = {}
    for doi, sentence in told:
        notices.setdefault(doi, []).append(sentence)
    return tuple(
        replace(paper, notices=tuple(dict.fromkeys((*paper.notices, *notices[paper.id]))))
        if paper.id in notices
        else paper
        for paper in papers
    )


def bounded(text: str) -> str:
    """Return a text no longer than an abstract may be, tags included."""
    return text[: 8 * MAX_TEXT]


def _numbers(given: Mapping[str, str]) -> tuple[str, ...]:
    found = {name: given.get(name, "").strip().lower()[:60] for name in _ORDER}
    return tuple(f"{name}:{number}" for name, number in found.items() if _NUMBERS[name].fullmatch(number))


def _address(text: str) -> str:
    address = text.strip()[:2000]
    try:
        parts = urlsplit(address)
    except ValueError:  # an address such as http://[
        return ""
    good = parts.scheme in {"http", "https"} and bool(parts.hostname) and address.isprintable() and " " not in address
    return address if good and len(text) < 2000 else ""
