"""Where each claim and each paper occurs in the reports, looked up once for all pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.catalogue import quoted, retracted
from generator.records import Check, Finding, Passage, Quantity, Report, Screened

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Spot:
    """A claim as one report prints it; `number` is counted from 1."""

    report: Report
    number: int
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Everything in the order of the reports, and within a report in the order of its claims or ranks.

    `claims` are by id of the claim, `passages` by paper and start; the others by paper: `drawn` the claims that quote
    it as their source, `checked` the quoted checks of claims of other papers, `used` the reports that include it,
    `left_out` those that would, had it not been retracted, `figures` what was read in it, each figure once.
    """

    reports: tuple[Report, ...]
    claims: Mapping[str, tuple[Spot, ...]]
    passages: Mapping[tuple[str, int], tuple[Spot, ...]]
    drawn: Mapping[str, tuple[Spot, ...]]
    checked: Mapping[str, tuple[tuple[Spot, Check], ...]]
    used: Mapping[str, tuple[tuple[Report, Screened], ...]]
    left_out: Mapping[str, tuple[tuple[Report, Screened], ...]]
    figures: Mapping[str, tuple[Quantity, ...]]

    def quoting(self, span: Passage) -> tuple[Spot, ...]:
        """Return the claims that were taken from a passage."""
        return self.passages.get((span.paper, span.start), ())


def concordance(reports: Iterable[Report]) -> Concordance:
    """Return where claims and papers of `reports` occur."""
    shown = tuple(reports)
    spots = [Spot(report, number, held) for report in shown for number, held in enumerate(report.findings, start=1)]
    checks = ((check.passage.paper, (spot, check)) for spot in spots for check in quoted(spot.finding))
    rows = ((row.paper.id, (report, row)) for report in shown for row in report.draft.dossier.screening.papers)
    gone = ((row.paper.id, (report, row)) for report in shown for row in retracted(report))
    read = (figure for report in shown for figure in report.draft.dossier.quantities)
    return Concordance(
        reports=shown,
        claims=_grouped((spot.finding.claim.id, spot) for spot in spots),
        passages=_grouped((_start(spot.finding.claim.passage), spot) for spot in spots),
        drawn=_grouped((spot.finding.claim.paper, spot) for spot in spots),
        checked=_grouped((paper, pair) for paper, pair in checks if pair[0].finding.claim.paper != paper),
        used=_grouped((paper, pair) for paper, pair in rows if pair[1].included),
        left_out=_grouped(gone),
        figures=_grouped((figure.passage.paper, figure) for figure in _once(read)),
    )


def _start(span: Passage) -> tuple[str, int]:
    return span.paper, span.start


def _once(figures: Iterable[Quantity]) -> Iterable[Quantity]:
    return {(figure.passage.paper, figure.start, figure.subject): figure for figure in figures}.values()


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
