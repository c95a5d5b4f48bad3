"""PubMed through the E-utilities: numbers of records by query first, then the records as XML."""

from __future__ import annotations

from dataclasses import replace

from generator.asking import Ask, Request, Service, sweep
from generator.contracts import Answer, Fetch
from generator.harvest import Batch, batch_of
from generator.medline import record_of
from generator.payload import count, read_json, read_xml, refused, rows, table, text, unexpected
from generator.records import Paper, Question, SearchResult
from generator.xmltree import children, content, name

NAME, TITLE, KEY = "pubmed", "PubMed", None


def parse(body: bytes, content_type: str) -> tuple[Paper, ...]:
    """Return the articles of a set of records; raises SourceError with the reason where the answer is none."""
    return parse_page(body, content_type).papers


def parse_page(body: bytes, content_type: str) -> Batch:
    """Return the articles of a set of records; raises SourceError as `parse` does."""
    root = read_xml(TITLE, body, content_type)
    if name(root) in {"ERROR", "eEfetchResult", "eFetchResult", "eSearchResult"}:
        raise refused(TITLE, content(root))
    if name(root) != "PubmedArticleSet":
        raise unexpected(TITLE, "it is no set of articles")
    articles = list(children(root, "PubmedArticle"))
    return batch_of(map(record_of, articles), NAME, TITLE, total=len(articles))


def parse_numbers(body: bytes, content_type: str) -> tuple[tuple[str, ...], int]:
    """Return the numbers that a search found, and how many there are in all; raises SourceError otherwise."""
    data = table(read_json(TITLE, body, content_type))
    found = table(data.get("esearchresult"))
    if "error" in data or "ERROR" in found:
        raise refused(TITLE, data.get("error") or found.get("ERROR"))
    if not isinstance(found.get("idlist"), list):
        raise unexpected(TITLE, "its list of numbers is missing")
    numbers = tuple(number for number in map(text, rows(found["idlist"])) if number.isascii() and number.isdigit())
    return numbers, count(found.get("count"))


def search(question: Question, fetch: Fetch, most: int) -> SearchResult:
    """Return at most `most` articles, the most relevant of each query first, as `LiveSource` promises."""
    return sweep(Service(NAME, request, _page, "0", 100), question, fetch, most)


def look_up(doi: str, fetch: Fetch) -> Paper | None:
    """Return the article of a DOI, None where there is none; raises SourceError when PubMed cannot say."""
    quoted = doi.replace('"', "")
    _, batch = _page(fetch, Request("", "", {"term": f'"{quoted}"[AID]'}), "0", 5)
    return next((paper for paper in batch.papers if paper.doi == doi), None)


def request(ask: Ask) -> Request:
    """Return a query of titles and abstracts in PubMed's language."""
    query = " AND ".join("(" + " OR ".join(f'"{term}"[tiab]' for term in group) + ")" for group in ask.groups)
    if ask.since or ask.until:
        since, until = (ask.since or "1500-01-01").replace("-", "/"), (ask.until or "2100-12-31").replace("-", "/")
        query += f' AND ("{since}"[dp] : "{until}"[dp])'
    return Request(ask.label, query, {"term": query})


def _page(fetch: Fetch, asked: Request, cursor: str, size: int) -> tuple[Answer, Batch]:
    wanted = {"db": "pubmed", "retmode": "json", "sort": "relevance", "retstart": cursor, "retmax": str(size)}
    answer = fetch(NAME, "esearch.fcgi", {**asked.parameters, **wanted})
    numbers, hits = parse_numbers(answer.body, answer.content_type)
    if not numbers:
        return answer, Batch((), hits)
    answer = fetch(NAME, "efetch.fcgi", {"db": "pubmed", "retmode": "xml", "id": ",".join(numbers)})
    after = count(cursor) + len(numbers)
    batch = parse_page(answer.body, answer.content_type)
    return answer, replace(batch, total=hits, next=str(after) if after < hits else "")
