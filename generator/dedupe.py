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
    known = _dois_by_title(records)
    declared = {version: paper.doi for paper in records if paper.doi for version in paper.versions}
    works: dict[str, Paper] = {}
    for paper in records:
        key = _work_key(paper, known, declared)
        works[key] = _merge(works[key], paper) if key in works else paper
    return tuple(works.values())


def _dois_by_title(records: Iterable[Paper]) -> Mapping[str, set[str]]:
    dois: dict[str, set[str]] = defaultdict(set)
    for paper in records:
        if paper.doi:
            dois[title_key(paper.title, paper.year)].add(paper.doi)
    return dois


def _work_key(paper: Paper, known: Mapping[str, set[str]], declared: Mapping[str, str]) -> str:
    if paper.doi:
        return declared.get(paper.doi, paper.doi)
    title = title_key(paper.title, paper.year)
    dois = known.get(title, set())
    return next(iter(dois)) if len(dois) == 1 else title


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
    return second if _LEVELS[second.level] > _LEVELS[first.level] else first


def _union(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))
