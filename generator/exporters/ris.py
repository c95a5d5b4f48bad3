"""RIS: one line a field, UTF-8."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import rispy

from generator.catalogue import catalogue
from generator.citations import GENRE, Citation, Kind, listings
from generator.markdown import MARKER
from generator.records import Author, Corpus, Page

_TYPES: Mapping[Kind, str] = {"journal": "JOUR", "conference": "CPAPER", "report": "RPRT"}
_ANY: Final = "GEN"


class _Writer(rispy.RisWriter):  # type: ignore[misc] # rispy ships no types
    """Writes no number before a record: other programs take it for a line that belongs to none."""

    def set_header(self, _count: int) -> str:
        """Return nothing."""
        return ""


def export(corpus: Corpus) -> Iterator[Page]:
    """Yield a `.ris` file for each report, for its references, for each paper, and for all papers."""
    made: dict[Citation, str] = {}
    for listing in listings(catalogue(corpus)):
        for work in listing.works:
            if work not in made:
                made[work] = rispy.dumps([_record(work)], implementation=_Writer)
        yield Page(path=f"{listing.stem}.ris", text="\n".join(made[work] for work in listing.works))


def _record(work: Citation) -> Mapping[str, object]:
    fields: Mapping[str, object] = {
        "type_of_reference": _TYPES.get(work.kind, _ANY),
        "id": work.key,
        "title": work.title,
        "authors": [_name(author) for author in work.authors],
        "year": str(work.year) if work.year else "",
        "date": f"{work.date.replace('-', '/')}/" if work.date else "",
        "secondary_title": work.venue,
        "doi": work.doi,
        "urls": [work.url] if work.url else [],
        "type_of_work": GENRE if work.kind == "report" else "",
        "number": work.number,
        "edition": f"version {work.version}" if work.version else "",
        "notes": list(work.notes),
        "name_of_database": MARKER,
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: Author) -> str:
    """Return "Family, Given"; a comma of its own would end a family name early."""
    return f"{author.family.replace(',', ' ')}, {author.given}" if author.given else author.family
