"""Merge records that describe the same work.

Records that share a DOI, or of which one declares the other's DOI as a version
of itself, are one work.  A record without a DOI joins the work that has its
title and year, when exactly one does.  Different DOIs are never merged for
their title alone: many journals publish an "Editorial" each month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.ids import title_key
from generator.records import Document, Paper

_LEVELS = {"note": 0, "abstract": 1, "full text": 2}


def dedupe(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return one paper per work, in order of first appearance.

    The earliest record wins every field it fills and later ones fill the gaps, so list the most trusted
    source first; the fullest text wins.  `found_by` of the result names every source that held a record.
    """
    records = tuple(papers)
    works_of = _works_by_doi(records)
    titles = _works_by_title(records, works_of)
    works: dict[str, Paper] = {}
    for paper in records:
        key = _work_key(paper, works_of, titles)
        works[key] = _merge(works[key], paper) if key in works else paper
    return tuple(works.values())


def _works_by_doi(records: Iterable[Paper]) -> Mapping[str, str]:
    """Return for each DOI one that stands for its work; declared versions share it, however long the chain."""
    leads: dict[str, str] = {}
    for paper in records:
        dois = _dois(paper)
        for doi in dois:
            leads.setdefault(doi, doi)
        for version in dois[1:]:
            leads[_lead(version, leads)] = _lead(dois[0], leads)
    return {doi: _lead(doi, leads) for doi in leads}


def _lead(doi: str, leads: Mapping[str, str]) -> str:
    while leads[doi] != doi:
        doi = leads[doi]
    return doi


def _dois(paper: Paper) -> tuple[str, ...]:
    return (*((paper.doi,) if paper.doi else ()), *paper.versions)


def _works_by_title(records: Iterable[Paper], works_of: Mapping[str, str]) -> Mapping[str, set[str]]:
    titles: dict[str, set[str]] = defaultdict(set)
    for paper in records:
        titles[title_key(paper.title, paper.year)].update(works_of[doi] for doi in _dois(paper)[:1])
    return titles


def _work_key(paper: Paper, works_of: Mapping[str, str], titles: Mapping[str, set[str]]) -> str:
    dois = _dois(paper)
    if dois:
        return works_of[dois[0]]
    title = title_key(paper.title, paper.year)
    works = titles[title]
    return next(iter(works)) if len(works) == 1 else title


def _merge(first: Paper, second: Paper) -> Paper:
    if not first.doi and second.doi:
        first = replace(first, id=second.id, doi=second.doi)
    return replace(
        first,
        authors=first.authors or second.authors,
        year=first.year or second.year,
        venue=first.venue or second.venue,
        url=first.url or second.url,
        document=_fuller(first.document, second.document),
        versions=_union(
            first.versions, second.versions, *([(second.doi,)] if second.doi and second.doi != first.doi else [])
        ),
        notices=_union(first.notices, second.notices),
        found_by=_union(first.found_by, second.found_by),
    )


def _fuller(first: Document | None, second: Document | None) -> Document | None:
    if first is None or second is None:
        return first or second
    # A full text or abstract beats a note, unless it is a mere stub of one.
    better, other = (second, first) if _LEVELS[second.level] > _LEVELS[first.level] else (first, second)
    return better if 2 * len(better.text) >= len(other.text) else other


def _union(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))
