"""arXiv: preprints with abstracts, as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.asking import Ask, Request, Service, boolean, sweep
from generator.contracts import Answer, Fetch
from generator.editorial import notice
from generator.harvest import Batch, Record, batch_of, bounded
from generator.payload import count, read_xml, refused, unexpected, year
from generator.people import people, written
from generator.records import Paper, Question, SearchResult
from generator.xmltree import Element, children, content, first, name

NAME, TITLE, KEY = "arxiv", "arXiv", None
DOI = "10.48550/arxiv."
_ID = re.compile(r"https?://arxiv\.org/abs/(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?")
_WITHDRAWN = re.compile(
    r"\s*(?:this|the) (?:paper|article|manuscript|submission|preprint|work) (?:has been|was|is) withdrawn",
    re.IGNORECASE,
)


def parse(body: bytes, content_type: str) -> tuple[Paper, ...]:
    """Return the entries of a feed; raises SourceError with the reason where it holds none."""
    return parse_page(body, content_type).papers


def parse_page(body: bytes, content_type: str) -> Batch:
    """Return the entries of a feed, its hits and where the next page starts; raises SourceError as `parse` does."""
    feed = read_xml(TITLE, body, content_type)
    total = first(feed, "totalResults")
    if name(feed) != "feed" or total is None:
        raise unexpected(TITLE, "it is no feed of search results")
    entries = list(children(feed, "entry"))
    for entry in entries:
        if "/api/errors" in content(first(entry, "id")):
            raise refused(TITLE, content(first(entry, "summary")))
    hits, start = count(content(total)), count(content(first(feed, "startIndex")))
    after = start + len(entries)
    return batch_of(map(_record, entries), NAME, TITLE, total=hits, next=str(after) if entries and after < hits else "")


def search(question: Question, fetch: Fetch, most: int) -> SearchResult:
    """Return at most `most` preprints, the most relevant of each query first, as `LiveSource` promises."""
    return sweep(Service(NAME, request, _page, "0", 100), question, fetch, most)


def look_up(doi: str, fetch: Fetch) -> Paper | None:
    """Return the preprint of a DOI that arXiv gave, None for any other; raises SourceError when arXiv cannot say."""
    return next(iter(look_up_all([doi], fetch)), None)


def look_up_all(dois: Sequence[str], fetch: Fetch) -> tuple[Paper, ...]:
    """Return the preprints of those of the DOIs that arXiv gave, asked for at once; raises SourceError as `look_up`."""
    numbers = [doi.removeprefix(DOI) for doi in dois if doi.startswith(DOI)]
    wanted = ",".join(number for number in numbers if _ID.fullmatch(f"https://arxiv.org/abs/{number}"))
    if not wanted:
        return ()
    answer = fetch(NAME, "query", {"id_list": wanted, "max_results": str(len(numbers))})
    return tuple(paper for paper in parse(answer.body, answer.content_type) if paper.doi in dois)


def request(ask: Ask) -> Request:
    """Return a query of all fields in arXiv's language."""
    query = boolean(ask, "all:")
    if ask.since or ask.until:
        since, until = (ask.since or "1991-01-01").replace("-", ""), (ask.until or "2100-12-31").replace("-", "")
        query += f" AND submittedDate:[{since}0000 TO {until}2359]"
    return Request(ask.label, query, {"search_query": query})


def _page(fetch: Fetch, asked: Request, cursor: str, size: int) -> tuple[Answer, Batch]:
    wanted = {"start": cursor, "max_results": str(size), "sortBy": "relevance", "sortOrder": "descending"}
    answer = fetch(NAME, "query", {**asked.parameters, **wanted})
    return answer, parse_page(answer.body, answer.content_type)


def _record(entry: Element) -> Record:
    place = _ID.fullmatch(content(first(entry, "id")).strip())
    number = place[1] if place else ""
    summary, remark = content(first(entry, "summary")), content(first(entry, "comment"))
    published = content(first(entry, "doi"))
    withdrawn = bool(_WITHDRAWN.match(summary) or _WITHDRAWN.match(remark))
    return Record(
        title=content(first(entry, "title")),
        doi=f"{DOI}{number}" if number else "",
        ids={"arxiv": number},
        authors=people(written(content(first(author, "name"))) for author in children(entry, "author")),
        year=year(content(first(entry, "published"))),
        venue="arXiv",
        url=f"https://arxiv.org/abs/{number}" if number else "",
        abstract=bounded(summary),
        # One preprint may name several DOIs, with spaces between them.
        versions=tuple(published.split()),
        notices=(notice("withdrawn", content(first(entry, "updated")).strip()[:10]),) if withdrawn else (),
        open_access=f"https://arxiv.org/pdf/{number}" if number else "",
    )
