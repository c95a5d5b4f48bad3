"""Where a report has claims and where it has none: its outcomes against benchmarks and against languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.records import Finding, GapCell, Report
from generator.text import mentions, prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMap:
    """Cells by outcome and column; `kind` is what a column is, "benchmark" or "language"."""

    kind: str
    outcomes: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], GapCell]

    def claims(self, outcome: str, column: str) -> tuple[str, ...]:
        """Return the ids of the claims of a cell."""
        cell = self.cells.get((outcome, column))
        return cell.claims if cell else ()

    def is_empty(self, outcome: str, column: str) -> bool:
        """Return whether neither a claim nor another sentence of an included paper falls into a cell."""
        cell = self.cells.get((outcome, column))
        return cell is None or not (cell.claims or cell.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emptiness:
    """The empty cells of a map, grouped so that they can be said in few words.

    `columns` have nothing under any outcome, `outcomes` nothing in any column; `rest` are other outcomes with the
    columns that are empty for all of them.
    """

    columns: tuple[str, ...]
    outcomes: tuple[str, ...]
    rest: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def maps(report: Report) -> tuple[GapMap, ...]:
    """Return the map by benchmark, and one by language where the question names languages."""
    question = report.question
    cells = {(cell.outcome, cell.benchmark): cell for cell in report.draft.gaps}
    outcomes = _once([*(outcome.name for outcome in question.outcomes), *(outcome for outcome, _ in cells)])
    benchmarks = _once([*question.benchmarks, *(benchmark for _, benchmark in cells)])
    made = [GapMap(kind="benchmark", outcomes=outcomes, columns=benchmarks, cells=cells)]
    if question.languages:
        spoken = {
            (cell.outcome, cell.benchmark): cell for name in question.languages for cell in _language(name, report)
        }
        made.append(GapMap(kind="language", outcomes=outcomes, columns=question.languages, cells=spoken))
    return tuple(item for item in made if item.outcomes and item.columns)


def _language(name: str, report: Report) -> Iterator[GapCell]:
    """Yield a cell for each outcome that claims on the language speak to."""
    figures = {figure.passage for figure in report.draft.dossier.quantities if figure.language == name}
    found = [finding for finding in report.findings if _speaks(finding, name) or finding.claim.passage in figures]
    for outcome in report.question.outcomes:
        claims = tuple(finding.claim.id for finding in found if outcome.name in finding.claim.outcomes)
        if claims:
            yield GapCell(outcome=outcome.name, benchmark=name, claims=claims)


def _speaks(finding: Finding, name: str) -> bool:
    return bool(mentions((name,), prepare(finding.claim.text)))


def emptiness(found: GapMap) -> Emptiness:
    """Return the empty cells of a map, grouped."""
    bare = tuple(c for c in found.columns if all(found.is_empty(outcome, c) for outcome in found.outcomes))
    left = [column for column in found.columns if column not in bare]
    holes = {outcome: tuple(column for column in left if found.is_empty(outcome, column)) for outcome in found.outcomes}
    silent = tuple(outcome for outcome, empty in holes.items() if left and len(empty) == len(left))
    groups: dict[tuple[str, ...], list[str]] = {}
    for outcome, empty in holes.items():
        if empty and outcome not in silent:
            groups.setdefault(empty, []).append(outcome)
    rest = tuple((tuple(outcomes), empty) for empty, outcomes in groups.items())
    return Emptiness(columns=bare, outcomes=silent, rest=rest)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
