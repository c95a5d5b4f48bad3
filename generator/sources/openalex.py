"""OpenAlex: works of every field; abstracts come as a list of words with their places."""

from __future__ import annotations

from urllib.parse import quote

from generator.asking import Ask, Request, Service, boolean, sweep
from generator.contracts import Answer, Fetch
from generator.editorial import notice
from generator.errors import NoRecord
from generator.harvest import Batch, Record, batch_of, bounded
from generator.payload import Table, count, read_json, refused, rows, table, text, unexpected, year
from generator.people import people, written
from generator.records import Author, Paper, Question, SearchResult

NAME, TITLE, KEY = "openalex", "OpenAlex", "OPENALEX_API_KEY"
MOST_WORDS = 20_000
_HOME = "https://openalex.org/"


def parse(body: bytes, content_type: str) -> tuple[Paper, ...]:
    """Return the works of an answer; raises SourceError with the reason where it holds none."""
    return parse_page(body, content_type).papers


def parse_page(body: bytes, content_type: str) -> Batch:
    """Return the works of an answer, its hits and the next cursor; raises SourceError as `parse` does."""
    data = table(read_json(TITLE, body, content_type))
    if "error" in data:
        raise refused(TITLE, data.get("message") or data["error"])
    if text(data.get("id")).startswith(_HOME):
        return batch_of([_record(data)], NAME, TITLE, total=1)
    meta, found = table(data.get("meta")), data.get("results")
    if "count" not in meta or not isinstance(found, list):
        raise unexpected(TITLE, "its list of works is missing")
    return batch_of(
        (_record(table(row)) for row in rows(found)),
        NAME,
        TITLE,
        total=count(meta["count"]),
        next=text(meta.get("next_cursor"))[:5000],
    )


def search(question: Question, fetch: Fetch, most: int) -> SearchResult:
    """Return at most `most` works, the most relevant of each query first, as `LiveSource` promises."""
    return sweep(Service(NAME, request, _page, "*", 100), question, fetch, most)


def look_up(doi: str, fetch: Fetch) -> Paper | None:
    """Return the work of a DOI, None where there is none; raises SourceError when OpenAlex cannot say."""
    try:
        # Not by a filter: in its language a comma or an upright stroke would end the DOI.
        answer = fetch(NAME, f"works/doi:{quote(doi, safe='/')}", {})
    except NoRecord:
        return None
    return next((paper for paper in parse(answer.body, answer.content_type) if paper.doi == doi), None)


def request(ask: Ask) -> Request:
    """Return a filter on titles and abstracts in the service's language."""
    wanted = f"title_and_abstract.search:{boolean(ask)}"
    if ask.since:
        wanted += f",from_publication_date:{ask.since}"
    if ask.until:
        wanted += f",to_publication_date:{ask.until}"
    return Request(ask.label, wanted, {"filter": wanted})


def _page(fetch: Fetch, asked: Request, cursor: str, size: int) -> tuple[Answer, Batch]:
    answer = fetch(NAME, "works", {**asked.parameters, "per-page": str(size), "cursor": cursor})
    return answer, parse_page(answer.body, answer.content_type)


def _record(work: Table) -> Record:
    place = table(work.get("primary_location"))
    ids = table(work.get("ids"))
    copy = table(work.get("best_oa_location"))
    free = (
        text(copy.get("pdf_url"))
        or text(copy.get("landing_page_url"))
        or text(table(work.get("open_access")).get("oa_url"))
    )
    return Record(
        title=text(work.get("title")) or text(work.get("display_name")),
        doi=text(work.get("doi")),
        ids={
            "openalex": text(work.get("id")).removeprefix(_HOME),
            "pmid": text(ids.get("pmid")).rstrip("/").rpartition("/")[2],
            "pmcid": _pmcid(text(ids.get("pmcid"))),
        },
        authors=people(map(_author, rows(work.get("authorships")))),
        year=year(work.get("publication_year")),
        venue=text(table(place.get("source")).get("display_name")),
        url=text(place.get("landing_page_url")),
        abstract=bounded(_in_order(table(work.get("abstract_inverted_index")))),
        notices=(notice("retracted"),) if work.get("is_retracted") is True else (),
        open_access=free,
    )


def _author(value: object) -> Author | None:
    entry = table(value)
    return written(table(entry.get("author")).get("display_name")) or written(entry.get("raw_author_name"))


def _pmcid(address: str) -> str:
    number = address.rstrip("/").rpartition("/")[2].lower().removeprefix("pmc")
    return f"pmc{number}" if number else ""


def _in_order(index: Table) -> str:
    """Return the words of an inverted abstract in the order of their places, at most `MOST_WORDS`."""
    placed = [
        (place, word)
        for word, places in index.items()
        for place in rows(places, MOST_WORDS)
        if isinstance(place, int) and not isinstance(place, bool) and 0 <= place < MOST_WORDS
    ]
    return " ".join(word for _, word in sorted(placed)[:MOST_WORDS])
