"""Ask registers anew about the papers that a question uses: which are retracted, and where a free copy lies.

What they say stands in two results of the evidence file, `notices` and `unpaywall`, beside those of the searches.
Papers of the local library are asked about like all others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from generator.dedupe import dedupe
from generator.library import Library
from generator.lookup import Forgetful, Looked, look_up, side_by_side
from generator.merge import merge
from generator.notices import GONE
from generator.pipeline import RANKER
from generator.rank import rank
from generator.rankers import RANKERS
from generator.records import COPIES, NOTICES, Paper, Query, Question, SearchResult
from generator.sameas import Decisions
from generator.search import search
from generator.services import SERVICES
from generator.sources import LIVE, OPEN_ACCESS
from generator.standing import standing

REGISTERS = ("crossref", "europe_pmc", "pubmed", "arxiv", "openalex")
_ARXIV = "10.48550/arxiv."

Used = Callable[[Sequence[SearchResult]], tuple[Paper, ...]]


def user(question: Question, library: Library, decisions: Decisions, searches: Sequence[SearchResult]) -> Used:
    """Return what gives the papers that a report uses, or would but for a retraction, when more is told of them."""
    found = [result for result in search(question, library, tuple(searches)) if result.searched]
    works = dedupe((paper for result in found for paper in result.papers), decisions)
    scores = RANKERS[RANKER](question, works)  # they follow from the texts, whatever is told

    def used(told: Sequence[SearchResult]) -> tuple[Paper, ...]:
        rows = rank(found, standing((*searches, *told)).of(works), question, lambda *_: scores).papers
        return tuple(row.paper for row in rows if row.included or row.reason in GONE)

    return used


def recheck(
    used: Used, found: Iterable[SearchResult], registers: Collection[str], fetch: Forgetful, *, copies: bool = True
) -> tuple[SearchResult, ...]:
    """Return what these of the `REGISTERS`, and Unpaywall if `copies`, say of the papers that `used` gives.

    `found` are the searches made just now: what a register sent with one of them is not asked again.  A paper that
    comes in because another is retracted is asked about, too.  Without registers there is no result of notices.
    """
    fresh = {result.source: {paper.doi for paper in result.papers} for result in found if not result.failed}
    asked: dict[str, list[Looked]] = {name: [] for name in REGISTERS if name in registers}
    told: tuple[SearchResult, ...] = (_notices(asked),) if asked else ()
    seen: set[str] = set()
    while asked and (new := [paper.doi for paper in used(told) if paper.doi and paper.doi not in seen]):
        seen.update(new)
        _ask(asked, {name: _fit(name, new, fresh.get(name, ())) for name in asked}, fetch)
        told = (_notices(asked),)
    if copies:
        closed = [p.doi for p in used(told) if p.doi and not p.open_access and not _drafted(p.doi)]
        (looked,) = side_by_side(lambda _: look_up(OPEN_ACCESS, closed, fetch), [COPIES], fetch)
        told += (_copies(looked, len(closed)),)
    return told


def _ask(asked: Mapping[str, list[Looked]], wanted: Mapping[str, list[str]], fetch: Forgetful) -> None:
    """Put each register its DOIs, side by side; one that failed before is left alone."""
    able = [name for name, before in asked.items() if wanted[name] and not any(one.trouble for one in before)]
    every = side_by_side(lambda name: look_up(LIVE[name], wanted[name], fetch), able, fetch)
    for name, looked in zip(able, every, strict=True):
        asked[name].append(looked)


def _fit(register: str, dois: Iterable[str], known: Collection[str | None]) -> list[str]:
    """Return the DOIs that a register may hold and has not just sent; preprints of arXiv are in few."""
    able = {"arxiv": (True,), "openalex": (True, False)}.get(register, (False,))
    return [doi for doi in dois if doi not in known and _drafted(doi) in able]


def _drafted(doi: str) -> bool:
    return doi.startswith(_ARXIV)


def _notices(asked: Mapping[str, Sequence[Looked]]) -> SearchResult:
    rounds = [(name, looked) for name, every in asked.items() for looked in every]
    by_doi: dict[str, list[Paper]] = {}
    for name, looked in rounds:
        for paper in looked.papers:
            if paper.notices and paper.doi:
                by_doi.setdefault(paper.doi, []).append(_bare(paper, name, notices=paper.notices))
    queries = [_query(SERVICES[name].title, looked) for name, looked in rounds if looked.asked]
    papers = tuple(merge(records) for _, records in sorted(by_doi.items()))
    return _result(NOTICES, queries, papers, [looked for _, looked in rounds])


def _copies(looked: Looked, number: int) -> SearchResult:
    open_ = [_bare(paper, COPIES, open_access=paper.open_access) for paper in looked.papers if paper.open_access]
    queries = [_query(f"free copies of {number} papers", looked)] if looked.asked else []
    return _result(COPIES, queries, tuple(sorted(open_, key=lambda paper: paper.id)), [looked])


def _bare(paper: Paper, register: str, **said: object) -> Paper:
    """Return nothing of a record but which one it is and what is said of it."""
    return Paper(id=paper.id, title=paper.title, doi=paper.doi, found_by=(register,), **said)  # type: ignore[arg-type]


def _query(label: str, looked: Looked) -> Query:
    return Query(label=label, text=f"DOI: {', '.join(looked.asked)}", hits=len(looked.papers))


def _result(source: str, queries: Sequence[Query], papers: tuple[Paper, ...], rounds: Sequence[Looked]) -> SearchResult:
    trouble = list(dict.fromkeys(looked.trouble for looked in rounds if looked.trouble))
    return SearchResult(
        source=source,
        queries=tuple(queries),
        papers=papers,
        total=sum(query.hits for query in queries),
        outcome=". ".join(trouble) or "ok",
        date=max((looked.date for looked in rounds if looked.date), default=None),
        failed=bool(trouble),
    )
