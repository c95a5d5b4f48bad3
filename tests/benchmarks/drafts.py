"""The stages of a report, so that a damage can be done between any two of them and all later ones run again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.answer import answer
from generator.dedupe import dedupe
from generator.extract import extract
from generator.figures import figures
from generator.judgements import Replay
from generator.judges import JUDGES
from generator.pipeline import RANKER, Inputs
from generator.rank import rank
from generator.rankers import RANKERS
from generator.rarity import rarity_of
from generator.records import Claim, Draft, Paper, Question, Screening, SearchResult
from generator.search import search
from generator.understand import understand
from generator.verify import shelve, verify


@dataclass(frozen=True, slots=True)
class Case:
    """One report between two stages: what was found, screened, claimed and drafted for a question."""

    inputs: Inputs
    question: Question
    found: tuple[SearchResult, ...]
    papers: tuple[Paper, ...]
    screening: Screening
    claims: tuple[Claim, ...]
    draft: Draft


def undamaged(asked: Question, inputs: Inputs) -> Case:
    """Return the shipped report with all that was on the way to it; pairs that are not locked are judged by rule."""
    question = understand(asked, inputs.vocabulary)
    evidence = inputs.evidence.get(question.id)
    return from_search(inputs, question, search(question, inputs.library, evidence.results if evidence else ()))


def from_search(inputs: Inputs, question: Question, found: tuple[SearchResult, ...]) -> Case:
    """Return what follows from the records that were found."""
    papers = dedupe((paper for result in found for paper in result.papers), inputs.decisions)
    return from_screening(inputs, question, found, papers, rank(found, papers, question, RANKERS[RANKER]))


def from_screening(
    inputs: Inputs, question: Question, found: tuple[SearchResult, ...], papers: tuple[Paper, ...], screening: Screening
) -> Case:
    """Return what follows from the papers that were included."""
    claims = extract(screening.included, question, inputs.vocabulary)
    draft = _concluded(inputs, question, found, papers, screening, claims)
    return Case(inputs, question, found, papers, screening, claims, draft)


def from_claims(case: Case, claims: Iterable[Claim]) -> Draft:
    """Return the draft of a case with other claims."""
    return _concluded(case.inputs, case.question, case.found, case.papers, case.screening, tuple(claims))


def with_papers(case: Case, change: Callable[[Paper], Paper | None]) -> Case:
    """Return the case with each paper changed, or not found where `change` gives None."""
    found = tuple(
        SearchResult(
            source=result.source,
            queries=result.queries,
            papers=tuple(made for paper in result.papers if (made := change(paper)) is not None),
            total=result.total,
            outcome=result.outcome,
            date=result.date,
        )
        for result in case.found
    )
    return from_search(case.inputs, case.question, found)


def _concluded(
    inputs: Inputs,
    question: Question,
    found: tuple[SearchResult, ...],
    papers: tuple[Paper, ...],
    screening: Screening,
    claims: tuple[Claim, ...],
) -> Draft:
    rarity = rarity_of(papers)
    judges = [(name, make(inputs.vocabulary, rarity, inputs.calibration)) for name, make in JUDGES.items()]
    locked = inputs.judgements.get(question.id)
    held = {row.key: row.triple for row in locked.rows} if locked and locked.model == inputs.combination.model else {}
    shelf = shelve(
        screening.included,
        judges,
        rarity,
        inputs.calibration,
        Replay(held, None),
        inputs.combination,
        inputs.vocabulary,
    )
    return answer(figures(question, found, screening, verify(claims, shelf), inputs.vocabulary))
