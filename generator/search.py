"""Search every source that a question names; what was locked in an evidence file is replayed instead."""

from __future__ import annotations

from collections.abc import Mapping

from generator.contracts import Searchable, Source
from generator.records import Question, SearchResult
from generator.sources import SOURCES


def search(
    question: Question,
    library: Searchable,
    evidence: tuple[SearchResult, ...],
    sources: Mapping[str, Source] = SOURCES,
) -> tuple[SearchResult, ...]:
    """Return one result per source: the locked ones as they were recorded, then the local library searched anew.

    A question that names no source means the library.  A source that is neither locked nor searchable offline comes
    back empty with an outcome that says so.
    """
    locked = {result.source: result for result in evidence}
    wanted = dict.fromkeys((*locked, *(question.sources or ("library",))))
    return tuple(locked.get(name) or _ask(name, question, library, sources) for name in wanted)


def _ask(name: str, question: Question, library: Searchable, sources: Mapping[str, Source]) -> SearchResult:
    if name in sources:
        return sources[name](question, library)
    outcome = "not searched: no evidence file holds an answer of this source"
    return SearchResult(source=name, queries=(), papers=(), total=0, outcome=outcome)
