"""DataCite: DOIs of preprint servers, universities and repositories."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from generator.asking import Ask, Request, Service, boolean, sweep
from generator.contracts import Answer, Fetch
from generator.editorial import notice
from generator.harvest import Batch, Record, batch_of, bounded
from generator.payload import Table, count, read_json, refused, rows, table, text, unexpected, year
from generator.people import body, people, person, written
from generator.records import Author, Paper, Question, SearchResult

NAME, TITLE, KEY = "datacite", "DataCite", None
_ARXIV = "10.48550/arxiv."
_VERSIONS = frozenset(
    {"IsVersionOf", "HasVersion", "IsNewVersionOf", "IsPreviousVersionOf", "IsIdenticalTo", "IsVariantFormOf"}
)
_TEXTS = "Text OR JournalArticle OR ConferencePaper OR Preprint OR Dissertation OR Report OR BookChapter"


def parse(body: bytes, content_type: str) -> tuple[Paper, ...]:
    """Return the records of an answer; raises SourceError with the reason where it holds none."""
    return parse_page(body, content_type).papers


def parse_page(body: bytes, content_type: str) -> Batch:
    """Return the records of an answer, its hits and the next cursor; raises SourceError as `parse` does."""
    data = table(read_json(TITLE, body, content_type))
    if isinstance(data.get("errors"), list):
        raise refused(TITLE, next((table(row).get("title") for row in data["errors"]), None))
    found = data.get("data")
    records = [found] if isinstance(found, dict) else found
    if not isinstance(records, list):
        raise unexpected(TITLE, "its list of records is missing")
    if any(table(row).get("type") != "dois" for row in rows(records)):
        raise unexpected(TITLE, "it holds something else than DOIs")
    return batch_of(
        (_record(table(table(row).get("attributes"))) for row in rows(records)),
        NAME,
        TITLE,
        total=count(table(data.get("meta")).get("total")),
        next=_cursor(text(table(data.get("links")).get("next"))),
    )


def search(question: Question, fetch: Fetch, most: int) -> SearchResult:
    """Return at most `most` texts, the most relevant of each query first, as `LiveSource` promises."""
    return sweep(Service(NAME, request, _page, "1", 100), question, fetch, most)


def look_up(doi: str, fetch: Fetch) -> Paper | None:
    """Return the record of a DOI, None where DataCite has none; raises SourceError when it cannot say."""
    quoted = doi.replace("\\", "").replace('"', "")
    _, batch = _page(fetch, Request("", "", {"query": f'doi:"{quoted}"'}), "1", 1)
    return next((paper for paper in batch.papers if paper.doi == doi), None)


def request(ask: Ask) -> Request:
    """Return a query of all fields of texts in the service's language."""
    query = f"{boolean(ask)} AND types.resourceTypeGeneral:({_TEXTS})"
    if ask.since or ask.until:
        query += f" AND publicationYear:[{ask.since[:4] or '*'} TO {ask.until[:4] or '*'}]"
    return Request(ask.label, query, {"query": query})


def _page(fetch: Fetch, asked: Request, cursor: str, size: int) -> tuple[Answer, Batch]:
    answer = fetch(NAME, "dois", {**asked.parameters, "page[size]": str(size), "page[cursor]": cursor})
    return answer, parse_page(answer.body, answer.content_type)


def _cursor(address: str) -> str:
    """Return the cursor in the address of the next page; the address itself is never followed."""
    try:
        values = parse_qs(urlsplit(address[:5000]).query, max_num_fields=50)
    except ValueError:
        return ""
    return values.get("page[cursor]", [""])[0][:2000]


def _record(found: Table) -> Record:
    doi = text(found.get("doi")).strip().lower()
    titles = [table(title) for title in rows(found.get("titles"))]
    main = next((text(title.get("title")) for title in titles if not title.get("titleType")), "")
    described = (table(row) for row in rows(found.get("descriptions")))
    publisher = found.get("publisher")
    return Record(
        title=main or next((text(title.get("title")) for title in titles), ""),
        doi=doi,
        ids={"arxiv": doi.removeprefix(_ARXIV)} if doi.startswith(_ARXIV) else {},
        authors=people(map(_author, rows(found.get("creators")))),
        year=year(found.get("publicationYear")),
        venue=text(table(found.get("container")).get("title")) or text(publisher) or text(table(publisher).get("name")),
        url=text(found.get("url")),
        abstract=bounded(
            next((text(d.get("description")) for d in described if d.get("descriptionType") == "Abstract"), "")
        ),
        versions=tuple(_versions(found)),
        notices=tuple(_notices(found)),
    )


def _author(value: object) -> Author | None:
    entry = table(value)
    if entry.get("nameType") == "Organizational":
        return body(entry.get("name"))
    if text(entry.get("familyName")):
        return person(entry.get("familyName"), entry.get("givenName"))
    return written(entry.get("name"))


def _versions(found: Table) -> Iterator[str]:
    for link in map(table, rows(found.get("relatedIdentifiers"))):
        if text(link.get("relationType")) in _VERSIONS and link.get("relatedIdentifierType") == "DOI":
            yield text(link.get("relatedIdentifier"))


def _notices(found: Table) -> Iterator[str | None]:
    for entry in map(table, rows(found.get("dates"))):
        if entry.get("dateType") == "Withdrawn":
            yield notice("withdrawn", text(entry.get("date"))[:10] if year(entry.get("date")) else "")
