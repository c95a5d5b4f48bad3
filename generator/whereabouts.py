"""What became of one paper in one report: who found it, how it scored, why it is in or out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from generator.concepts import concepts
from generator.identity import name, names
from generator.pipeline import RANKER, Inputs, sift
from generator.rankers import PARTS
from generator.records import Paper, Question, Report, Screened, SearchResult, Verdict
from generator.sources import MOST_PER_QUERY
from generator.text import occurrences, prepare
from generator.understand import understand

State = Literal["included", "excluded", "not found", "not at hand"]
LIBRARY: Final = "library"
_NEAR, _ALIKE = 3, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One query of the library: the place of the paper among its `hits`, from 1; None where it is none of them."""

    query: str
    place: int | None
    hits: int
    taken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A locked search that found the paper: the source, its ISO date, and the paper's place among `of` records."""

    source: str
    date: str | None
    place: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Which terms of a concept or rule of the question stand in title or text of the paper, and which do not."""

    concept: str
    uses: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What is known of the paper that goes by the name `asked`.

    `share` is its score as a share in 0..1 of the best paper's, `parts` what that is made of, as shares that sum to
    1; `merged` are the names of its other records and versions; `claims` the numbers of the claims that it states, each
    with its verdict; `near` names that are alike where the paper is not at hand, `elsewhere` the questions whose
    locked searches hold it where this one's do not.
    """

    asked: str
    state: State
    id: str = ""
    title: str = ""
    year: int | None = None
    level: str = ""
    characters: int = 0
    in_library: bool = False
    searched: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    held: tuple[Held, ...] = ()
    says: tuple[Said, ...] = ()
    rank: int | None = None
    of: int = 0
    share: float = 0.0
    parts: tuple[tuple[str, float], ...] = ()
    reason: str = ""
    detail: str = ""
    merged: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    claims: tuple[tuple[int, Verdict], ...] = ()
    near: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def whereabouts(asked: str, question: Question, report: Report, inputs: Inputs) -> Whereabouts:
    """Return what became of the paper named `asked`, a DOI or another id, in the report of `question`."""
    question = understand(question, inputs.vocabulary)
    found, works, _ = sift(question, inputs)
    searched = tuple(result.source for result in found if result.searched)
    rows = report.draft.dossier.screening.papers
    wanted = name(asked)
    row = next((row for row in rows if wanted in names(row.paper)), None)
    # The report keeps no text of an excluded paper.
    paper = _named(wanted, works) or _named(wanted, inputs.library.papers)
    if paper is None:
        return _missing(asked, wanted, question, inputs, (*works, *inputs.library.papers), searched)
    return Whereabouts(
        asked=asked,
        state="not found" if row is None else "included" if row.included else "excluded",
        id=paper.id,
        title=paper.title,
        year=paper.year,
        level=paper.document.level if paper.document else "",
        characters=len(paper.document.text) if paper.document else 0,
        in_library=_named_any(names(paper), inputs.library.papers),
        searched=searched,
        hits=tuple(_hits(paper, found, inputs)),
        held=tuple(_held(paper, found)),
        says=tuple(_says(paper, question)),
        rank=row.rank if row else None,
        of=len(rows),
        share=row.score if row else 0.0,
        parts=_parts(row, question, works),
        reason=row.reason if row else "",
        detail=row.detail if row else "",
        merged=tuple(other for other in names(paper) if other != name(paper.id)),
        decided=paper.decided,
        notices=paper.notices,
        claims=tuple(
            (number, finding.verdict)
            for number, finding in enumerate(report.findings, start=1)
            if finding.claim.paper == paper.id
        ),
    )


def _missing(
    asked: str,
    wanted: str,
    question: Question,
    inputs: Inputs,
    known: Iterable[Paper],
    searched: tuple[str, ...],
) -> Whereabouts:
    elsewhere = tuple(
        other
        for other, evidence in sorted(inputs.evidence.items())
        if other != question.id and _named(wanted, (paper for result in evidence.results for paper in result.papers))
    )
    ids = {one: paper.id for paper in known for one in names(paper)}
    alike = [] if elsewhere else difflib.get_close_matches(wanted, sorted(ids), n=_NEAR, cutoff=_ALIKE)
    near = tuple(dict.fromkeys(ids[one] for one in alike))
    return Whereabouts(asked=asked, state="not at hand", searched=searched, near=near, elsewhere=elsewhere)


def _named(wanted: str, papers: Iterable[Paper]) -> Paper | None:
    return next((paper for paper in papers if wanted in names(paper)), None)


def _named_any(wanted: Iterable[str], papers: Iterable[Paper]) -> bool:
    those = frozenset(wanted)
    return any(not those.isdisjoint(names(paper)) for paper in papers)


def _hits(paper: Paper, found: Iterable[SearchResult], inputs: Inputs) -> Iterator[Hit]:
    """Yield what each query of the library makes of the paper; a locked search does not tell which query hit what."""
    those = frozenset(names(paper))
    for result in found:
        for query in result.queries if result.source == LIBRARY and result.date is None else ():
            _, hits = inputs.library.query(query.text, query.hits)
            place = next((at for at, hit in enumerate(hits, start=1) if not those.isdisjoint(names(hit))), None)
            yield Hit(query=query.label, place=place, hits=query.hits, taken=min(query.hits, MOST_PER_QUERY))


def _held(paper: Paper, found: Iterable[SearchResult]) -> Iterator[Held]:
    those = frozenset(names(paper))
    for result in found:
        if result.searched and not (result.source == LIBRARY and result.date is None):
            for place, record in enumerate(result.papers, start=1):
                if not those.isdisjoint(names(record)):
                    yield Held(source=result.source, date=result.date, place=place, of=len(result.papers))


def _says(paper: Paper, question: Question) -> Iterator[Said]:
    texts = [prepare(paper.title), prepare(paper.document.text if paper.document else "")]
    groups = [
        *(
            (one.label if one.kind == one.label else f"{one.kind}: {one.label}", one.terms)
            for one in concepts(question)
        ),
        *((f"include: {rule.reason}", rule.terms) for rule in question.include),
        *((f"exclude: {rule.reason}", rule.terms) for rule in question.exclude),
    ]
    for label, group in groups:
        terms = tuple(dict.fromkeys(group))
        uses = tuple(term for term in terms if any(occurrences(term, text) for text in texts))
        yield Said(concept=label, uses=uses, lacks=tuple(term for term in terms if term not in uses))


def _parts(row: Screened | None, question: Question, works: tuple[Paper, ...]) -> tuple[tuple[str, float], ...]:
    return PARTS[RANKER](question, works, row.paper.id) if row else ()
