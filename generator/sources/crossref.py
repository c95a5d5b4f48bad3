"""Crossref: most DOIs of journals, books and proceedings; abstracts where publishers give them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from generator.asking import Ask, Request, Service, sweep
from generator.contracts import Answer, Fetch
from generator.editorial import notice, notice_on
from generator.errors import NoRecord
from generator.harvest import Batch, Record, batch_of, bounded
from generator.ids import parse_doi
from generator.payload import Table, count, date, read_json, refused, rows, table, text, unexpected, year
from generator.people import body, people, person
from generator.records import Author, Paper, Question, SearchResult

NAME, TITLE, KEY = "crossref", "Crossref", None
MOST_TERMS = 3
_VERSIONS = ("is-preprint-of", "has-preprint", "is-version-of", "has-version", "is-identical-to")
_ISSUED = ("issued", "published", "published-print", "published-online")


def parse(body: bytes, content_type: str) -> tuple[Paper, ...]:
    """Return the works of an answer; raises SourceError with the reason where it holds none."""
    return parse_page(body, content_type).papers


def parse_page(body: bytes, content_type: str) -> Batch:
    """Return the works of an answer, its hits and the next cursor; raises SourceError as `parse` does."""
    data = table(read_json(TITLE, body, content_type))
    kind, message = text(data.get("message-type")), data.get("message")
    if data.get("status") == "failed" or (isinstance(message, list) and "status" in data):
        raise refused(TITLE, next((table(row).get("message") for row in rows(message)), None))
    if kind not in {"work", "work-list"} or not isinstance(message, dict):
        raise unexpected(TITLE, "it holds no works")
    if kind == "work-list" and not isinstance(message.get("items"), list):
        raise unexpected(TITLE, "its list of works is missing")
    works = [table(work) for work in (rows(message["items"]) if kind == "work-list" else (message,))]
    return batch_of(
        map(_record, works),
        NAME,
        TITLE,
        total=count(message.get("total-results")) if kind == "work-list" else 1,
        next=text(message.get("next-cursor"))[:5000],
        told=tuple(sentence for work in works for sentence in _told(work)),
    )


def search(question: Question, fetch: Fetch, most: int) -> SearchResult:
    """Return at most `most` works, the most relevant of each query first, as `LiveSource` promises."""
    return sweep(Service(NAME, request, _page, "*", 200), question, fetch, most)


def look_up(doi: str, fetch: Fetch) -> Paper | None:
    """Return the work of a DOI, None where Crossref does not hold it; raises SourceError when it cannot say."""
    try:
        # Not by a filter: in its language a comma would end the DOI.
        answer = fetch(NAME, f"works/{quote(doi, safe='')}", {})
    except NoRecord:
        return None
    return next((paper for paper in parse(answer.body, answer.content_type) if paper.doi == doi), None)


def request(ask: Ask) -> Request:
    """Return a query by relevance: Crossref knows no AND and OR, so the words of all groups stand side by side."""
    terms = ask.groups[0] if len(ask.groups) == 1 else [term for group in ask.groups for term in group[:MOST_TERMS]]
    words = " ".join(dict.fromkeys(word for term in terms for word in term.split()))
    dates = (f"from-pub-date:{ask.since}" * bool(ask.since), f"until-pub-date:{ask.until}" * bool(ask.until))
    bounds = ",".join(filter(None, dates))
    shown = f"query.bibliographic={words}" + (f"&filter={bounds}" if bounds else "")
    return Request(ask.label, shown, {"query.bibliographic": words} | ({"filter": bounds} if bounds else {}))


def _page(fetch: Fetch, asked: Request, cursor: str, size: int) -> tuple[Answer, Batch]:
    answer = fetch(NAME, "works", {**asked.parameters, "rows": str(size), "cursor": cursor})
    return answer, parse_page(answer.body, answer.content_type)


def _record(work: Table) -> Record:
    titles = [text(title) for title in rows(work.get("title"))]
    subtitles = [text(title) for title in rows(work.get("subtitle"))]
    title = next(filter(None, titles), "")
    subtitle = next(filter(None, subtitles), "")
    whole = (
        f"{title.rstrip(': ')}: {subtitle}" if title and subtitle and subtitle.lower() not in title.lower() else title
    )
    return Record(
        title=whole,
        doi=text(work.get("DOI")),
        authors=people(map(_author, rows(work.get("author")))),
        year=next(filter(None, (year(next(iter(_parts(work.get(name))), None)) for name in _ISSUED)), None),
        venue=next(filter(None, map(text, rows(work.get("container-title")))), ""),
        abstract=bounded(text(work.get("abstract"))),
        versions=tuple(_related(work)),
        notices=tuple(_notices(work)),
    )


def _author(value: object) -> Author | None:
    entry = table(value)
    return person(entry.get("family"), entry.get("given")) or body(entry.get("name")) or body(entry.get("literal"))


def _parts(value: object) -> tuple[object, ...]:
    """Return year, month and day of a date, as many as are given."""
    first = next(iter(rows(table(value).get("date-parts"))), ())
    return tuple(rows(first))


def _related(work: Table) -> Iterator[str]:
    relation = table(work.get("relation"))
    for name in _VERSIONS:
        for entry in map(table, rows(relation.get(name))):
            if entry.get("id-type") == "doi":
                yield text(entry.get("id"))


def _notices(work: Table) -> Iterator[str | None]:
    own = parse_doi(text(work.get("DOI"))[:400])
    for update in map(table, rows(work.get("updated-by"))):
        where = parse_doi(text(update.get("DOI"))[:400]) or ""
        yield notice(text(update.get("type")), _day(update), where if where != own else "")
    for update in map(table, rows(work.get("update-to"))):
        target = parse_doi(text(update.get("DOI"))[:400])
        if target == own:
            yield notice(text(update.get("type")), _day(update))
        elif target:
            yield notice_on(text(update.get("type")), _day(update), target)


def _told(work: Table) -> Iterator[tuple[str, str]]:
    """Yield what a record that is a notice tells of other works."""
    own = parse_doi(text(work.get("DOI"))[:400])
    for update in map(table, rows(work.get("update-to"))):
        target = parse_doi(text(update.get("DOI"))[:400])
        sentence = notice(text(update.get("type")), _day(update), own or "")
        if own and target and target != own and sentence:
            yield target, sentence


def _day(update: Table) -> str:
    return date(*_parts(update.get("updated"))[:3]) if _parts(update.get("updated")) else ""
