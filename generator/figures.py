"""Read every included paper for figures and for what it touches, and bind the dossier."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figuretable import measures
from generator.quantities import quantities
from generator.records import (
    Dossier,
    Finding,
    Paper,
    Passage,
    Quantity,
    Question,
    Screening,
    SearchResult,
    Touch,
    Vocabulary,
)
from generator.text import prepare, sentences
from generator.worth import Scale, largest_size

MOST_FIGURES = 300


def figures(
    question: Question,
    found: tuple[SearchResult, ...],
    screening: Screening,
    findings: tuple[Finding, ...],
    vocabulary: Vocabulary,
) -> Dossier:
    """Return the dossier, with the figures on the question's outcomes in the order of the ranked papers.

    Changes and bounds are among them, figures of nobody by name are not.
    A question without outcomes takes all figures; one that bounds the size of models drops those known to be
    larger; at most 300 are kept.
    """
    read = [row for paper in screening.included for row in _read(paper, vocabulary)]
    scale = Scale(question, screening.included, vocabulary)
    wanted = [figure for _, mine in read for figure in mine if _is_wanted(figure, question)]
    return Dossier(
        question=question,
        found=found,
        screening=screening,
        findings=findings,
        quantities=tuple(wanted[:MOST_FIGURES]),
        touches=tuple(touch for passage, mine in read if (touch := _touch(passage, mine, scale))),
    )


def _read(paper: Paper, vocabulary: Vocabulary) -> Iterator[tuple[Passage, tuple[Quantity, ...]]]:
    document = paper.document
    if document is None:
        return
    for start, end in sentences(document):
        quote = document.text[start:end]
        passage = Passage(
            paper=paper.id, start=start, end=end, quote=quote, level=document.level, unchecked=not document.is_whole
        )
        yield passage, quantities(passage, vocabulary)


def _is_wanted(figure: Quantity, question: Question) -> bool:
    if not figure.subject:
        return False
    largest = largest_size(question)
    if largest is not None and figure.parameters_b is not None and figure.parameters_b > largest:
        return False
    return not question.outcomes or any(measures(outcome, figure) for outcome in question.outcomes)


def _touch(passage: Passage, mine: tuple[Quantity, ...], scale: Scale) -> Touch | None:
    outcomes = scale.outcomes(prepare(passage.quote), mine)
    if not outcomes:
        return None
    return Touch(paper=passage.paper, outcomes=outcomes, benchmarks=scale.benchmarks(passage.quote, mine))
