"""PubMed through the E-utilities: numbers of records by query first, then the records as XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.asking import Ask, Request, Service, sweep
from generator.contracts import Answer, Fetch
from generator.editorial import notice, notice_on
from generator.harvest import Batch, Record, batch_of, bounded
from generator.payload import count, date, read_json, read_xml, refused, rows, table, text, unexpected, year
from generator.people import body, people, person
from generator.records import Author, Paper, Question, SearchResult
from generator.xmltree import Element, children, content, first, name

NAME, TITLE, KEY = "pubmed", "PubMed", None
_YEAR_ROUND = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTHS = {name_: str(place // 3 + 1) for place in range(0, 36, 3) if (name_ := _YEAR_ROUND[place : place + 3])}
_VERSIONS = frozenset({"UpdateOf", "UpdateIn"})
_NOTICES_ON = frozenset({"RetractionOf", "ErratumFor", "ExpressionOfConcernFor"})
_ABOUT = {"RetractionOf": "retraction", "ErratumFor": "erratum", "ExpressionOfConcernFor": "expression_of_concern"}


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
    return batch_of(map(_record, articles), NAME, TITLE, total=len(articles))


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


def _record(entry: Element) -> Record:
    citation = first(entry, "MedlineCitation")
    article = first(citation, "Article")
    data = first(entry, "PubmedData")
    ids = {node.get("IdType"): content(node).strip() for node in children(first(data, "ArticleIdList"), "ArticleId")}
    located = (content(n) for n in children(article, "ELocationID") if n.get("EIdType") == "doi")
    title = content(first(article, "ArticleTitle")).strip()
    return Record(
        title=_unbracketed(title) or _unbracketed(content(first(article, "VernacularTitle")).strip()),
        doi=ids.get("doi") or next(located, ""),
        ids={"pmid": content(first(citation, "PMID")), "pmcid": ids.get("pmc", "")},
        authors=people(map(_author, children(first(article, "AuthorList"), "Author"))),
        year=_year(article),
        venue=content(first(article, "Journal", "Title")),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{content(first(citation, 'PMID')).strip()}/",
        abstract=bounded(_abstract(first(article, "Abstract"))),
        versions=tuple(_doi(link) for link in _links(citation) if link.get("RefType") in _VERSIONS),
        notices=tuple(_notices(citation, article)),
    )


def _abstract(element: Element | None) -> str:
    """Return the text; the label of each part of a structured abstract stands before it."""
    parts = []
    for node in children(element, "AbstractText"):
        label = (node.get("Label") or "").strip().rstrip(":")
        said = content(node).strip()
        if said:
            parts.append(f"{label}: {said}" if label and label.upper() != "UNLABELLED" else said)
    return " ".join(parts)


def _author(entry: Element) -> Author | None:
    given = content(first(entry, "ForeName")) or content(first(entry, "Initials"))
    return person(content(first(entry, "LastName")), given) or body(content(first(entry, "CollectiveName")))


def _year(article: Element | None) -> int | None:
    issue = first(article, "Journal", "JournalIssue", "PubDate")
    places = (first(issue, "Year"), first(issue, "MedlineDate"), first(article, "ArticleDate", "Year"))
    return next(filter(None, (year(content(place)) for place in places)), None)


def _links(citation: Element | None) -> Iterator[Element]:
    yield from children(first(citation, "CommentsCorrectionsList"), "CommentsCorrections")


def _notices(citation: Element | None, article: Element | None) -> Iterator[str | None]:
    told = False
    for link in _links(citation):
        kind = link.get("RefType") or ""
        number = content(first(link, "PMID")).strip()
        where = _doi(link) or (f"PMID {number}" if number.isascii() and number.isdigit() else "")
        if kind in _NOTICES_ON and where:
            yield notice_on(_ABOUT[kind], "", where)
        elif kind.endswith("In"):
            sentence = notice(kind, _date(link), where)
            told = told or bool(sentence and sentence.startswith("Retracted"))
            yield sentence
    kinds = {content(kind).strip() for kind in children(first(article, "PublicationTypeList"), "PublicationType")}
    if "Retracted Publication" in kinds and not told:
        yield notice("retracted")


def _doi(link: Element) -> str:
    """Return the DOI that a reference such as `Hive J. 2021 May 4;3(2):5. doi: 10.5555/x.` names."""
    source = content(first(link, "RefSource"))[:1000]
    _, found, rest = source.lower().partition("doi:")
    return rest.strip().split(" ")[0].rstrip(".;,") if found and rest.strip() else ""


def _date(link: Element) -> str:
    words = content(first(link, "RefSource"))[:1000].replace(";", " ").split()
    for place, word in enumerate(words):
        if len(word.rstrip(".")) == 4 and year(word):
            month, day = (*words[place + 1 : place + 3], "", "")[:2]
            return date(word, _MONTHS.get(month[:3].lower()), day)
    return ""


def _unbracketed(title: str) -> str:
    """Return the title without the brackets of a translated one and its full stop, empty where there is none."""
    if title.startswith("[Not Available]"):
        return ""
    title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    return title[1:-1] if title.startswith("[") and title.endswith("]") and "[" not in title[1:] else title
