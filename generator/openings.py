"""What no report answers: the open questions that a researcher could pick up, computed from what the reports hold.

What another report holds is not open: a claim on an outcome of the same name and benchmark, on the benchmark at all,
or of a second paper on the outcome closes it.  An outcome without a claim stays open in its own report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.gapmap import GapMap, maps
from generator.records import Report, Summary

Kind = Literal["no claim", "no result", "empty cells", "contested", "one paper"]
KINDS: tuple[Kind, ...] = ("no claim", "no result", "empty cells", "contested", "one paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One open question of a report.

    `subject` is an outcome, or a claim that is contested; `columns` are benchmarks or languages, as `side` says, of
    which nothing is known; `claims` are the claims nearest to it, by id.
    """

    kind: Kind
    report: str
    subject: str
    side: str = ""
    columns: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def openings(reports: Iterable[Report]) -> tuple[Opening, ...]:
    """Return the open questions of all reports, report by report, in the order of `KINDS` within each."""
    shown = tuple(reports)
    filled = {spot for report in shown for spot in _filled(report)}
    repeated = {row.outcome for report in shown for row in report.draft.summary if len(_sources(row, report)) > 1}
    found = (
        opening
        for report in shown
        for opening in (*_missing(report, filled), *_contested(report), *_single(report, repeated))
    )
    places = {report.id: place for place, report in enumerate(shown)}
    return tuple(sorted(found, key=lambda opening: (places[opening.report], KINDS.index(opening.kind))))


def _filled(report: Report) -> Iterator[tuple[str, str]]:
    """Yield each outcome with each benchmark or language that a claim or another sentence speaks to."""
    for found in maps(report):
        yield from ((o, c) for o in found.outcomes for c in found.columns if not found.is_empty(o, c))
    yield from (("", name) for finding in report.findings for name in finding.claim.benchmarks)


def _missing(report: Report, filled: set[tuple[str, str]]) -> Iterator[Opening]:
    """Yield the outcomes without a claim, the columns of which nobody reports, and the empty cells of the rest."""
    known = {column for _, column in filled}
    silent = tuple(row.outcome for row in report.draft.summary if row.certainty is None)
    for outcome in silent:
        yield Opening(kind="no claim", report=report.id, subject=outcome)
    for found in maps(report):
        unknown = tuple(column for column in found.columns if column not in known)
        if unknown:
            yield Opening(kind="no result", report=report.id, subject="", side=found.kind, columns=unknown)
        spoken = [column for column in found.columns if column in known]
        yield from _cells(report, found, [o for o in found.outcomes if o not in silent], spoken, filled)


def _cells(
    report: Report, found: GapMap, outcomes: Sequence[str], columns: Sequence[str], filled: set[tuple[str, str]]
) -> Iterator[Opening]:
    claims = {row.outcome: row.claims for row in report.draft.summary}
    for outcome in outcomes:
        empty = tuple(column for column in columns if (outcome, column) not in filled)
        if empty:
            near = claims.get(outcome, ())
            yield Opening(
                kind="empty cells", report=report.id, subject=outcome, side=found.kind, columns=empty, claims=near
            )


def _contested(report: Report) -> Iterator[Opening]:
    for finding in report.findings:
        if finding.verdict == "contested":
            yield Opening(kind="contested", report=report.id, subject=finding.claim.text, claims=(finding.claim.id,))


def _single(report: Report, repeated: set[str]) -> Iterator[Opening]:
    """Yield the outcomes that rest on one paper here and on no second one in any report."""
    for row in report.draft.summary:
        if row.outcome not in repeated and len(_sources(row, report)) == 1:
            yield Opening(kind="one paper", report=report.id, subject=row.outcome, claims=row.claims)


def _sources(row: Summary, report: Report) -> set[str]:
    """Return the papers whose claims speak to an outcome, and the independent ones that support such a claim."""
    mine = [finding for finding in report.findings if finding.claim.id in row.claims]
    others = (check for finding in mine for check in finding.checks if check.relation == "independent")
    return {finding.claim.paper for finding in mine} | {c.passage.paper for c in others if c.label == "supports"}
