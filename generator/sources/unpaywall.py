"""Unpaywall: where a free copy of a paper lies.  It is asked by DOI only."""

from __future__ import annotations

from urllib.parse import quote

from generator.contracts import Fetch
from generator.errors import NoRecord
from generator.harvest import Batch, Record, batch_of
from generator.payload import Table, read_json, refused, rows, table, text, unexpected, year
from generator.people import people, person, written
from generator.records import Author, Paper

NAME, TITLE, KEY = "unpaywall", "Unpaywall", None


def parse(body: bytes, content_type: str) -> tuple[Paper, ...]:
    """Return the paper of an answer, with `open_access`; raises SourceError where it holds none."""
    return parse_page(body, content_type).papers


def parse_page(body: bytes, content_type: str) -> Batch:
    """Return the paper of an answer; raises SourceError as `parse` does."""
    data = table(read_json(TITLE, body, content_type))
    if data.get("error"):
        raise refused(TITLE, data.get("message"))
    if "doi_url" not in data or "is_oa" not in data:
        raise unexpected(TITLE, "it is no record of one paper")
    return batch_of([_record(data)], NAME, TITLE, total=1)


def look_up(doi: str, fetch: Fetch) -> Paper | None:
    """Return the paper of a DOI, None where there is none; raises SourceError when the service cannot say."""
    try:
        answer = fetch(NAME, f"v2/{quote(doi, safe='/')}", {})
    except NoRecord:
        return None
    return next((paper for paper in parse(answer.body, answer.content_type) if paper.doi == doi), None)


def _record(data: Table) -> Record:
    best = table(data.get("best_oa_location"))
    return Record(
        title=text(data.get("title")),
        doi=text(data.get("doi")),
        authors=people(map(_author, rows(data.get("z_authors")))),
        year=year(data.get("year")),
        venue=text(data.get("journal_name")),
        open_access=text(best.get("url_for_pdf")) or text(best.get("url")),
    )


def _author(value: object) -> Author | None:
    entry = table(value)
    return person(entry.get("family"), entry.get("given")) or written(entry.get("raw_author_name"))
