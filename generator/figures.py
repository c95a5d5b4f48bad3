"""Collect the figures of the included papers that bear on the question, and bind the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.figuretable import measures
from generator.quantities import quantities
from generator.records import Dossier, Finding, Paper, Passage, Quantity, Question, Screening, SearchResult, Vocabulary
from generator.text import sentences

MOST_FIGURES = 300


def figures(
    question: Question,
    found: tuple[SearchResult, ...],
    screening: Screening,
    findings: tuple[Finding, ...],
    vocabulary: Vocabulary,
) -> Dossier:
    """Return the dossier, with the figures on the question's outcomes in the order of the ranked papers.

    A question without outcomes takes all figures; at most 300 are kept.
    """
    read = [figure for paper in screening.included for figure in _read(paper, vocabulary)]
    wanted = _wanted(read, question)
    return Dossier(
        question=question, found=found, screening=screening, findings=findings, quantities=tuple(wanted[:MOST_FIGURES])
    )


def _read(paper: Paper, vocabulary: Vocabulary) -> Iterator[Quantity]:
    document = paper.document
    if document is None:
        return
    for start, end in sentences(document):
        quote = document.text[start:end]
        yield from quantities(
            Passage(paper=paper.id, start=start, end=end, quote=quote, level=document.level), vocabulary
        )


def _wanted(read: Sequence[Quantity], question: Question) -> list[Quantity]:
    if not question.outcomes:
        return list(read)
    return [figure for figure in read if any(measures(outcome, figure) for outcome in question.outcomes)]
