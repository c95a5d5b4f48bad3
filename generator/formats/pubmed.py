"""One record of PubMed: its abstract with the labels of its sections, and what was said of it later."""

from __future__ import annotations

from lxml import etree

from generator.formats.common import Entry

# What a link of PubMed says of the record that holds it; only a whole retraction is called one.
_NOTICES = {
    "RetractionIn": "Retracted",
    "PartialRetractionIn": "Corrected: retracted in part",
    "ExpressionOfConcernIn": "Expression of concern",
    "ErratumIn": "Corrected",
    "CorrectedandRepublishedIn": "Corrected: republished",
}


def pubmed(root: etree._Element, entry: Entry) -> None:
    """Fill `entry` from the element PubmedArticle."""
    article = root.find("MedlineCitation/Article")
    if article is None:
        return
    title = words(article.find("ArticleTitle"))
    unnamed = not title or title.strip("[].").lower() == "not available"
    entry.text("title", words(article.find("VernacularTitle")) if unnamed else title)
    for person in article.iterfind("AuthorList/Author"):
        given = words(person.find("ForeName")) or words(person.find("Initials"))
        entry.author(words(person.find("CollectiveName")) or words(person.find("LastName")), given)
    _date(article, entry)
    entry.text("venue", words(article.find("Journal/Title")))
    _numbers(root, article, entry)
    entry.document("abstract", _sections(article.find("Abstract")))
    _notices(root, article, entry)


def words(element: etree._Element | None) -> str:
    """Return all text below an element, on one line; nothing where there is no element."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _date(article: etree._Element, entry: Entry) -> None:
    date = article.find("Journal/JournalIssue/PubDate")
    year = words(date.find("Year")) or words(date.find("MedlineDate")) if date is not None else ""
    entry.year(year or words(article.find("ArticleDate/Year")))


def _numbers(root: etree._Element, article: etree._Element, entry: Entry) -> None:
    entry.number("pmid", words(root.find("MedlineCitation/PMID")))
    listed = [(one.get("IdType"), words(one)) for one in root.iterfind("PubmedData/ArticleIdList/ArticleId")]
    listed += [(one.get("EIdType"), words(one)) for one in article.iterfind("ELocationID")]
    for kind, value in listed:
        if kind == "doi":
            entry.doi(value)
        elif kind == "pmc":
            entry.number("pmcid", value)


def _sections(abstract: etree._Element | None) -> list[str]:
    found = []
    for part in abstract.iterfind("AbstractText") if abstract is not None else ():
        label, text = part.get("Label", ""), words(part)
        if text:
            found.append(f"{label}: {text}" if label and label.upper() != "UNLABELLED" else text)
    return found


def _notices(root: etree._Element, article: etree._Element, entry: Entry) -> None:
    found = [
        f"{kind}: {words(link.find('RefSource'))[:200]}".rstrip(": ")
        for link in root.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
        if (kind := _NOTICES.get(link.get("RefType", "")))
    ]
    kinds = {words(kind) for kind in article.iterfind("PublicationTypeList/PublicationType")}
    if "Retracted Publication" in kinds and not any(notice.startswith("Retracted") for notice in found):
        found.append("Retracted")
    entry.many("notices", found)
