"""One record of PubMed in a file: what `medline` reads, with what cannot be used named as a problem."""

from __future__ import annotations

from generator.formats.common import Entry
from generator.ids import parse_doi
from generator.medline import record_of
from generator.xmltree import Element, content, first


def pubmed(root: Element, entry: Entry) -> None:
    """Fill `entry` from the element PubmedArticle."""
    record = record_of(root)
    entry.text("title", record.title)
    for author in record.authors:
        entry.author(author.family, author.given)
    issued = content(first(root, "MedlineCitation", "Article", "Journal", "JournalIssue", "PubDate"))
    entry.year(str(record.year or issued))
    entry.text("venue", record.venue)
    entry.doi(record.doi)
    entry.url("" if entry.has("doi") else record.url)
    for register, number in record.ids.items():
        entry.number(register, number)
    entry.document("abstract", [record.abstract])
    entry.many("versions", filter(None, map(parse_doi, record.versions)))
    entry.many("notices", filter(None, record.notices))
