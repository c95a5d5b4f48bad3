"""Put draft and reviews together into a report, and recheck every quotation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from generator.codec import dumps, encode
from generator.errors import QuoteMismatch
from generator.ids import digest
from generator.records import Draft, Passage, Provenance, Report, Review, Screened, Screening, Version

VERSION_DIGITS = 8
# Keys of a question that came after versions had been recorded: a question without them keeps its version.
LATER: Final = ("since", "until")


def assemble(
    draft: Draft,
    reviews: tuple[Review, ...],
    scored: tuple[float | None, tuple[str, ...]],
    provenance: Provenance,
    date: str | None,
    history: tuple[Version, ...] = (),
) -> Report:
    """Return the finished report; `scored` is the panel's score with its caps in words.

    `history` are the recorded versions.
    Raises QuoteMismatch when a quotation does not equal its span.
    """
    for passage in quoted(draft):
        recheck(passage, draft.dossier.screening)
    score, caps = scored
    slim = replace(
        draft,
        dossier=replace(
            draft.dossier,
            found=tuple(replace(r, papers=()) for r in draft.dossier.found),
            screening=_without_excluded_texts(draft.dossier.screening),
        ),
    )
    report = Report(
        draft=slim,
        reviews=reviews,
        score=score,
        caps=caps,
        provenance=provenance,
        version="",
        date=date,
        history=history,
    )
    # The version names what the report says, so it leaves out how it was made and what was recorded before.
    question = replace(slim.dossier.question, source_hash="")
    said = dumps(_without_later(encode(replace(slim, dossier=replace(slim.dossier, question=question)))))
    return replace(report, version=digest(said, dumps(reviews), length=VERSION_DIGITS))


def _without_later(draft: Any) -> object:  # noqa: ANN401 - what `encode` gives
    """Return an encoded draft without what its question leaves open of `LATER`."""
    question = draft["dossier"]["question"]
    for name in LATER:
        if question[name] is None:
            del question[name]
    return draft


def quoted(draft: Draft) -> Iterable[Passage]:
    """Return every passage that the report quotes."""
    for finding in (*draft.dossier.findings, *draft.dossier.rejected):
        yield finding.claim.passage
        yield from (check.passage for check in finding.checks)
    yield from (figure.passage for figure in draft.dossier.quantities)


def recheck(passage: Passage, screening: Screening) -> None:
    """Raise QuoteMismatch unless the document of an included paper holds exactly this text at these offsets."""
    papers = {paper.id: paper for paper in screening.included}
    paper = papers.get(passage.paper)
    document = paper.document if paper else None
    if document is None or document.text[passage.start : passage.end] != passage.quote:
        raise QuoteMismatch(passage.paper, passage.start, passage.end)


def _without_excluded_texts(screening: Screening) -> Screening:
    # Texts of excluded papers are quoted nowhere; a stored report need not carry them.
    return replace(screening, papers=tuple(row if row.included else _slim(row) for row in screening.papers))


def _slim(row: Screened) -> Screened:
    return replace(row, paper=replace(row.paper, document=None), unread=row.paper.document is None)
