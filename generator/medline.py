"""One record of PubMed: what its XML says of an article, whether a service sent it or a file holds it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial import notice, notice_on
from generator.harvest import Record, bounded
from generator.markup import plain
from generator.payload import date, year
from generator.people import body, people, person
from generator.records import Author
from generator.xmltree import Element, children, content, first

_YEAR_ROUND = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTHS = {name_: str(place // 3 + 1) for place in range(0, 36, 3) if (name_ := _YEAR_ROUND[place : place + 3])}
_VERSIONS = frozenset({"UpdateOf", "UpdateIn"})
_SHOWN = 200  # letters of a reference
_ABOUT = {"RetractionOf": "retraction", "ErratumFor": "erratum", "ExpressionOfConcernFor": "expression_of_concern"}


def record_of(entry: Element) -> Record:
    """Return what the element PubmedArticle says; texts may hold tags that raise or lower, as `harvest` takes them."""
    citation = first(entry, "MedlineCitation")
    article = first(citation, "Article")
    listed = children(first(entry, "PubmedData", "ArticleIdList"), "ArticleId")
    ids = {node.get("IdType"): content(node).strip() for node in listed}
    located = (content(n) for n in children(article, "ELocationID") if n.get("EIdType") == "doi")
    title = content(first(article, "ArticleTitle")).strip()
    number = content(first(citation, "PMID")).strip()
    return Record(
        title=_unbracketed(title) or _unbracketed(content(first(article, "VernacularTitle")).strip()),
        doi=ids.get("doi") or next(located, ""),
        ids={"pmid": number, "pmcid": ids.get("pmc", "")},
        authors=people(map(_author, children(first(article, "AuthorList"), "Author"))),
        year=_year(article),
        venue=content(first(article, "Journal", "Title")),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if _is_number(number) else "",
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
        where = _doi(link) or (f"PMID {number}" if _is_number(number) else "")
        if kind in _ABOUT and where:
            yield notice_on(_ABOUT[kind], "", where)
        elif kind.endswith("In"):
            sentence = notice(kind, _date(link), where or plain(_source(link), _SHOWN))
            told = told or bool(sentence and sentence.startswith("Retracted"))
            yield sentence
    kinds = {content(kind).strip() for kind in children(first(article, "PublicationTypeList"), "PublicationType")}
    if "Retracted Publication" in kinds and not told:
        yield notice("retracted")


def _doi(link: Element) -> str:
    """Return the DOI that a reference such as `Hive J. 2021 May 4;3(2):5. doi: 10.5555/x.` names."""
    _, found, rest = _source(link).lower().partition("doi:")
    return rest.strip().split(" ")[0].rstrip(".;,") if found and rest.strip() else ""


def _source(link: Element) -> str:
    return content(first(link, "RefSource"))[:1000]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _date(link: Element) -> str:
    words = _source(link).replace(";", " ").split()
    for place, word in enumerate(words):
        if len(word.rstrip(".")) == 4 and year(word):
            month, day = (*words[place + 1 : place + 3], "", "")[:2]
            return date(word, _MONTHS.get(month[:3].lower()), day)
    return ""


def _unbracketed(title: str) -> str:
    """Return the title without the brackets of a translated one and its full stop, empty where there is none."""
    if title.strip("[].").lower() == "not available":
        return ""
    title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    return title[1:-1] if title.startswith("[") and title.endswith("]") and "[" not in title[1:] else title
