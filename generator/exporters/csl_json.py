"""CSL-JSON: the items that citeproc, Zotero and Pandoc read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalogue import catalogue
from generator.citations import GENRE, Citation, Kind, listings
from generator.plain import dumps
from generator.records import Author, Corpus, Page

_TYPES: Mapping[Kind, str] = {
    "journal": "article-journal",
    "conference": "paper-conference",
    "preprint": "article",
    "report": "report",
    "other": "document",
}


def export(corpus: Corpus) -> Iterator[Page]:
    """Yield a `.csl.json` file for each report, for its references, for each paper, and for all papers."""
    for listing in listings(catalogue(corpus)):
        yield Page(path=f"{listing.stem}.csl.json", text=dumps([_item(work) for work in listing.works]))


def _item(work: Citation) -> Mapping[str, object]:
    fields: Mapping[str, object] = {
        "id": work.key,
        "type": _TYPES[work.kind],
        "title": work.title,
        "author": [_name(author) for author in work.authors],
        "issued": _issued(work),
        "container-title": work.venue,
        "DOI": work.doi,
        "URL": work.url,
        "genre": GENRE if work.kind == "report" else "",
        "number": work.number,
        "version": work.version,
        "note": "; ".join(work.notes),
    }
    return {name: value for name, value in fields.items() if value}


def _issued(work: Citation) -> Mapping[str, object] | None:
    if work.date:
        return {"date-parts": [[int(part) for part in work.date.split("-")]]}
    return {"date-parts": [[work.year]]} if work.year else None


def _name(author: Author) -> Mapping[str, str]:
    """Return the parts of a name; one without a given name may be an institution and is left whole."""
    return {"family": author.family, "given": author.given} if author.given else {"literal": author.family}
