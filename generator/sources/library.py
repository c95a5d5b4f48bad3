"""The local library as a source: one full-text query for each concept of the question."""

from __future__ import annotations

from generator.concepts import concepts
from generator.contracts import Searchable
from generator.fulltext import match_any
from generator.records import Paper, Query, Question, SearchResult

MOST_PER_QUERY = 200


def search(question: Question, library: Searchable) -> SearchResult:
    """Return every paper that any query hits, best first per query, each paper once.

    A query takes at most `MOST_PER_QUERY` papers; `hits` of the log counts all that matched,
    and the outcome says so where a query matched more than were taken.
    Papers that the question must include are added when the library holds them.
    """
    queries: list[Query] = []
    found: dict[str, Paper] = {}
    for concept in concepts(question):
        match = match_any(concept.terms)
        if not match:
            continue
        hits, papers = library.query(match, MOST_PER_QUERY)
        queries.append(Query(label=concept.label, text=match, hits=hits))
        for paper in papers:
            found.setdefault(paper.id, paper)
    for paper in library.papers if question.must_include else ():
        if not {paper.doi, *paper.versions}.isdisjoint(question.must_include):
            found.setdefault(paper.id, paper)
    cut = sum(query.hits > MOST_PER_QUERY for query in queries)
    outcome = f"{cut} of {len(queries)} queries matched more than the {MOST_PER_QUERY} best records that were taken"
    return SearchResult(
        source="library",
        queries=tuple(queries),
        papers=tuple(found.values()),
        total=len(found),
        outcome=outcome if cut else "ok",
    )
