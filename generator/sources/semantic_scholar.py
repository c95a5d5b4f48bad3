"""Semantic Scholar: works of every field, searched in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from generator.asking import Ask, Request, Service, boolean, sweep
from generator.contracts import Answer, Fetch
from generator.errors import NoRecord
from generator.harvest import Batch, Record, batch_of, bounded
from generator.payload import Table, count, read_json, refused, rows, table, text, unexpected, year
from generator.people import people, written
from generator.records import Author, Paper, Question, SearchResult

NAME, TITLE, KEY = "semantic_scholar", "Semantic Scholar", "S2_API_KEY"
_FIELDS = "title,abstract,authors,year,publicationDate,venue,journal,externalIds,openAccessPdf,url"
_ARXIV = "10.48550/arxiv."
_NO_CURSOR = "-"


def parse(body: bytes, content_type: str) -> tuple[Paper, ...]:
    """Return the papers of an answer; raises SourceError with the reason where it holds none."""
    return parse_page(body, content_type).papers


def parse_page(body: bytes, content_type: str) -> Batch:
    """Return the papers of an answer, its hits and the next token; raises SourceError as `parse` does."""
    whole = read_json(TITLE, body, content_type)
    data = table(whole)
    if "error" in data or ("message" in data and "data" not in data):
        raise refused(TITLE, data.get("error") or data.get("message"))
    found = _rows(whole, data)
    if found is None:
        raise unexpected(TITLE, "its list of papers is missing")
    return batch_of(
        (_record(table(row)) for row in found if row is not None),
        NAME,
        TITLE,
        total=count(data.get("total")),
        next=text(data.get("token"))[:5000],
    )


def search(question: Question, fetch: Fetch, most: int) -> SearchResult:
    """Return at most `most` papers, in the service's own order, as `LiveSource` promises."""
    return sweep(Service(NAME, request, _page, _NO_CURSOR, 1000), question, fetch, most)


def look_up(doi: str, fetch: Fetch) -> Paper | None:
    """Return the paper of a DOI, None where there is none; raises SourceError when the service cannot say."""
    try:
        answer = fetch(NAME, f"graph/v1/paper/DOI:{quote(doi, safe='/')}", {"fields": _FIELDS})
    except NoRecord:
        return None
    papers = parse(answer.body, answer.content_type)
    return next((paper for paper in papers if paper.doi == doi or doi in paper.versions), None)


def request(ask: Ask) -> Request:
    """Return a query of titles and abstracts in the service's language."""
    query = boolean(ask, joined=(" | ", " + "))
    dates = f"{ask.since}:{ask.until}" if ask.since or ask.until else ""
    shown = f"{query}&publicationDateOrYear={dates}" if dates else query
    return Request(ask.label, shown, {"query": query} | ({"publicationDateOrYear": dates} if dates else {}))


def _page(fetch: Fetch, asked: Request, cursor: str, _: int) -> tuple[Answer, Batch]:
    token = {"token": cursor} if cursor != _NO_CURSOR else {}
    answer = fetch(NAME, "graph/v1/paper/search/bulk", {**asked.parameters, "fields": _FIELDS, **token})
    return answer, parse_page(answer.body, answer.content_type)


def _rows(whole: object, data: Table) -> Sequence[Any] | None:
    """Return the papers of a page, a batch or a single answer; None where the answer is of another form."""
    if isinstance(whole, list):
        return rows(whole)
    if isinstance(data.get("data"), list):
        return rows(data["data"])
    if "paperId" in data:
        return (data,)
    return () if data.keys() == {"total", "offset"} and data["total"] == 0 else None


def _record(row: Table) -> Record:
    ids = table(row.get("externalIds"))
    # The number of a paper says that this is one: records of authors have other numbers.
    own = text(row.get("paperId"))
    arxiv = text(ids.get("ArXiv")) if own else ""
    doi = text(ids.get("DOI")) if own else ""
    preprint = f"{_ARXIV}{arxiv}".lower() if arxiv else ""
    pmcid = text(ids.get("PubMedCentral")).lower().removeprefix("pmc")
    return Record(
        title=text(row.get("title")),
        doi=doi or preprint,
        ids={
            "s2": own,
            "arxiv": arxiv,
            "pmid": text(ids.get("PubMed")) if own else "",
            "pmcid": f"pmc{pmcid}" if pmcid and own else "",
        },
        authors=people(map(_author, rows(row.get("authors")))),
        year=year(row.get("year")) or year(row.get("publicationDate")),
        venue=text(row.get("venue")) or text(table(row.get("journal")).get("name")),
        url=text(row.get("url")),
        abstract=bounded(text(row.get("abstract"))),
        versions=(preprint,) if doi and preprint else (),
        open_access=text(table(row.get("openAccessPdf")).get("url")),
    )


def _author(value: object) -> Author | None:
    return written(table(value).get("name"))
