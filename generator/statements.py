"""What one text states, without a question: its claims and its figures, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.claimfile import Given
from generator.extract import MIN_SUBSTANCE
from generator.quantities import quantities
from generator.records import Document, Passage, Quantity, Vocabulary
from generator.standalone import standalone
from generator.text import sentences
from generator.worth import substance

_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that states something: `text[start:end]`; `alone` says it so that it can stand alone."""

    alone: str
    start: int
    end: int


def read_text(given: Given, vocabulary: Vocabulary) -> tuple[tuple[Statement, ...], tuple[Quantity, ...]]:
    """Return the claims and the figures of a text, in order; offsets count its characters as they were given."""
    # One space for each, so that every character keeps its place.
    text = _SPACE.sub(" ", given.text)
    document = Document(text=text, level="abstract")
    claims: list[Statement] = []
    figures: list[Quantity] = []
    before = ""
    for start, end in sentences(document):
        quote = text[start:end]
        passage = Passage(paper=str(given.id), start=start, end=end, quote=quote, level="abstract")
        mine = quantities(passage, vocabulary)
        figures.extend(mine)
        stands = standalone(quote, before, given.title, vocabulary)
        before = stands.text if stands else quote
        if stands and substance(stands.text, mine) >= MIN_SUBSTANCE:
            claims.append(Statement(stands.text, start, end))
    return tuple(claims), tuple(figures)


def line_of(given: Given, vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Return what a text states as the object of one line; what a figure does not name is None."""
    claims, figures = read_text(given, vocabulary)
    return {
        "id": given.id,
        "claims": [dict(_claim(claim, given.text)) for claim in claims],
        "results": [_result(figure) for figure in figures],
    }


def _claim(claim: Statement, text: str) -> Iterator[tuple[str, object]]:
    quote = text[claim.start : claim.end]
    yield from (("text", quote), ("start", claim.start), ("end", claim.end))
    if claim.alone != " ".join(quote.split()):
        yield "standalone", claim.alone


def _result(figure: Quantity) -> Mapping[str, Any]:
    return {
        "model": figure.subject or None,
        "parameters_b": figure.parameters_b,
        "benchmark": figure.benchmark or None,
        "language": figure.language or None,
        "metric": figure.metric or None,
        "value": figure.value,
        "unit": figure.unit or None,
        "start": figure.start,
        "end": figure.end,
        "kind": figure.kind,
        "direction": figure.direction or None,
        "versus": figure.versus or None,
        "bound": figure.bound or None,
        "interval": figure.interval,
        "p": figure.p or None,
    }
