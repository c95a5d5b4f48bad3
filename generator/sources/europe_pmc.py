"""Europe PMC: PubMed, PubMed Central and preprints of the life sciences, with abstracts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.asking import Ask, Request, Service, boolean, sweep
from generator.contracts import Answer, Fetch
from generator.editorial import notice
from generator.harvest import Batch, Record, batch_of, bounded
from generator.payload import Table, count, read_json, refused, rows, table, text, unexpected, year
from generator.people import abbreviated, body, people, person
from generator.records import Author, Paper, Question, SearchResult

NAME, TITLE, KEY = "europe_pmc", "Europe PMC", None
_VERSIONS = frozenset({"preprint in", "preprint of"})


def parse(body: bytes, content_type: str) -> tuple[Paper, ...]:
    """Return the records of an answer; raises SourceError with the reason where it holds none."""
    return parse_page(body, content_type).papers


def parse_page(body: bytes, content_type: str) -> Batch:
    """Return the records of an answer, its hits and the next cursor; raises SourceError as `parse` does."""
    data = table(read_json(TITLE, body, content_type))
    if "errMsg" in data or "errCode" in data:
        raise refused(TITLE, data.get("errMsg"))
    found = table(data.get("resultList")).get("result")
    if "hitCount" not in data or not isinstance(found, list):
        raise unexpected(TITLE, "its list of results is missing")
    return batch_of(
        (_record(table(row)) for row in rows(found)),
        NAME,
        TITLE,
        total=count(data["hitCount"]),
        next=text(data.get("nextCursorMark"))[:5000],
    )


def search(question: Question, fetch: Fetch, most: int) -> SearchResult:
    """Return at most `most` records, the most relevant of each query first, as `LiveSource` promises."""
    return sweep(Service(NAME, request, _page, "*", 100), question, fetch, most)


def look_up(doi: str, fetch: Fetch) -> Paper | None:
    """Return the record of a DOI, None where there is none; raises SourceError when the service cannot say."""
    quoted = doi.replace("\\", "").replace('"', "")
    _, batch = _page(fetch, Request("", "", {"query": f'DOI:"{quoted}"'}), "*", 5)
    return next((paper for paper in batch.papers if paper.doi == doi), None)


def request(ask: Ask) -> Request:
    """Return a query of titles and abstracts in the service's language."""
    query = boolean(ask, "TITLE_ABS:")
    if ask.since or ask.until:
        query += f" AND (FIRST_PDATE:[{ask.since or '1500-01-01'} TO {ask.until or '2100-12-31'}])"
    return Request(ask.label, query, {"query": query})


def _page(fetch: Fetch, asked: Request, cursor: str, size: int) -> tuple[Answer, Batch]:
    wanted = {"format": "json", "resultType": "core", "pageSize": str(size), "cursorMark": cursor}
    answer = fetch(NAME, "search", {**asked.parameters, **wanted})
    return answer, parse_page(answer.body, answer.content_type)


def _record(row: Table) -> Record:
    journal = table(table(row.get("journalInfo")).get("journal"))
    named = rows(table(row.get("authorList")).get("author"))
    short = text(row.get("authorString"))[:50_000].rstrip(". ").split(", ")
    return Record(
        title=_without_stop(text(row.get("title"))),
        doi=text(row.get("doi")),
        ids={"pmid": text(row.get("pmid")), "pmcid": text(row.get("pmcid"))},
        authors=people(map(_author, named)) or people(map(abbreviated, short)),
        year=year(row.get("pubYear")) or year(row.get("firstPublicationDate")),
        venue=text(journal.get("title")) or text(row.get("journalTitle")),
        abstract=bounded(text(row.get("abstractText"))),
        versions=tuple(_versions(row)),
        notices=tuple(_notices(row)),
        open_access=_open(row),
    )


def _author(value: object) -> Author | None:
    entry = table(value)
    given = text(entry.get("firstName")) or text(entry.get("initials"))
    return (
        person(entry.get("lastName"), given) or body(entry.get("collectiveName")) or abbreviated(entry.get("fullName"))
    )


def _links(row: Table) -> Iterator[Table]:
    yield from map(table, rows(table(row.get("commentCorrectionList")).get("commentCorrection")))


def _versions(row: Table) -> Iterator[str]:
    for link in _links(row):
        if text(link.get("type")).strip().lower() in _VERSIONS:
            yield text(link.get("doi"))


def _notices(row: Table) -> Iterator[str | None]:
    for link in _links(row):
        number = text(link.get("id"))[:20]
        where = f"PMID {number}" if number.isascii() and number.isdigit() else ""
        kind = text(link.get("type"))
        if kind.strip().lower().endswith(" in"):
            yield notice(kind, "", where)
    kinds = [text(kind).strip().lower() for kind in rows(table(row.get("pubTypeList")).get("pubType"))]
    if "retracted publication" in kinds:
        yield notice("retracted")


def _open(row: Table) -> str:
    for link in map(table, rows(table(row.get("fullTextUrlList")).get("fullTextUrl"))):
        if text(link.get("availabilityCode")) in {"OA", "F"}:
            return text(link.get("url"))
    return ""


def _without_stop(title: str) -> str:
    """Return the title without the full stop that the register puts after every one."""
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title
