"""Find every pair of sentences that contradict each other: within a report by its checks, across reports by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.differences import differences, shared
from generator.records import Conflict, Finding, Passage, Report, Vocabulary

Spot = tuple[str, int]


def within(report: Report, vocabulary: Vocabulary) -> Iterator[Conflict]:
    """Yield what independent papers contradict of the report's claims; papers with an author in common do not count."""
    for finding in report.findings:
        for check in finding.checks:
            if check.label == "contradicts" and check.relation == "independent":
                yield Conflict(
                    first=finding.claim.passage,
                    second=check.passage,
                    reports=(report.id,),
                    judge=check.judge,
                    rule=check.rule,
                    reason=check.reason,
                    chance=check.contradicts,
                    shared=shared(finding.claim.text, check.passage.quote, vocabulary),
                    differences=differences(finding.claim.text, check.passage.quote, vocabulary),
                )


def across(one: Finding, other: Finding, judge: str, reason: str, vocabulary: Vocabulary) -> Conflict:
    """Return the conflict of two claims of two reports; `reason` opens with the rule that saw it."""
    return Conflict(
        first=one.claim.passage,
        second=other.claim.passage,
        reports=(),
        judge=judge,
        rule=reason.partition(":")[0],
        reason=reason,
        chance=None,
        shared=shared(one.claim.text, other.claim.text, vocabulary),
        differences=differences(one.claim.text, other.claim.text, vocabulary),
    )


def merged(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return each pair of sentences once, with all reports that hold both; the surest finding of a pair tells of it."""
    found: dict[frozenset[Spot], Conflict] = {}
    for conflict in conflicts:
        key = frozenset((_spot(conflict.first), _spot(conflict.second)))
        known = found.get(key, conflict)
        surest = max(known, conflict, key=lambda item: item.chance or 0.0)
        found[key] = replace(surest, reports=tuple(dict.fromkeys(known.reports + conflict.reports)))
    return tuple(found.values())


def _spot(span: Passage) -> Spot:
    return span.paper, span.start
