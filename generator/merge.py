"""Make one paper of the records of one work: the most trusted source decides each field, the others fill gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Final

from generator.identity import is_preprint
from generator.records import Document, Paper

# What people wrote, then registers of publishers, curated indexes, gathered ones, servers of preprints, others.
TRUST: Final = (
    *("library", "crossref", "pubmed", "europe_pmc", "datacite", "openalex", "semantic_scholar"),
    *("arxiv", "unpaywall"),
)
_LEVELS = {"note": 0, "abstract": 1, "full text": 2}


def canonical(paper: Paper) -> tuple[object, ...]:
    """Return what records are ordered by, so that the order in which they came decides nothing."""
    text = (paper.document.level, paper.document.text, paper.document.sentences) if paper.document else ()
    named = (paper.doi or "", paper.id, paper.title, paper.year or 0, paper.ids, paper.versions, text)
    authors = tuple((author.family, author.given) for author in paper.authors)
    rest = (paper.venue, paper.url, paper.notices, paper.open_access, paper.decided)
    return (_trust(paper), paper.found_by, *named, authors, *rest)


def merge(records: Iterable[Paper]) -> Paper:
    """Return the one paper of these records, of which there is at least one; their order decides nothing.

    The DOI and the fields of a version of record come before those of a preprint; the fullest text wins.
    `versions` names every other DOI, `found_by` every source that held a record, most trusted first.
    """
    order = sorted(records, key=lambda paper: (is_preprint(paper.doi), canonical(paper)))
    return replace(reduce(_joined, order), found_by=_union(*(paper.found_by for paper in order)))


def _trust(paper: Paper) -> int:
    names = (re.sub(r"[^a-z]+", " ", source.casefold()) for source in paper.found_by)
    return min((TRUST.index(name) for name in names if name in TRUST), default=len(TRUST))


def _joined(first: Paper, second: Paper) -> Paper:
    if not first.doi and second.doi:
        first = replace(first, id=second.id, doi=second.doi)
    other = [(second.doi,)] if second.doi and second.doi != first.doi else []
    notices = second.notices
    if is_preprint(second.doi) and first.doi and not is_preprint(first.doi):
        # A preprint that was withdrawn says nothing of the article that a journal stands by.
        notices = tuple(f"Preprint: {notice}" for notice in notices)
    versions = _union(first.versions, second.versions, *other)
    return replace(
        fill(first, second),
        document=_fuller(first.document, second.document),
        versions=tuple(version for version in versions if version != first.doi),
        notices=_union(first.notices, notices),
        decided=_union(first.decided, second.decided),
    )


def fill(first: Paper, second: Paper) -> Paper:
    """Return `first` with what it lacks of the bibliography, the numbers and the free copy taken from `second`."""
    return replace(
        first,
        authors=first.authors or second.authors,
        year=first.year or second.year,
        venue=first.venue or second.venue,
        url=first.url or second.url,
        ids=tuple(sorted({*first.ids, *second.ids})),
        open_access=first.open_access or second.open_access,
    )


def _fuller(first: Document | None, second: Document | None) -> Document | None:
    if first is None or second is None:
        return first or second
    # A full text or abstract beats a note, unless it is a mere stub of one.
    better, other = (second, first) if _LEVELS[second.level] > _LEVELS[first.level] else (first, second)
    return better if 2 * len(better.text) >= len(other.text) else other


def _union(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))
