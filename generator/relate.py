"""What ties reports together: papers that several include, claims that agree or conflict across them.

Nothing here compares everything with everything: each claim is told once, however many reports print it, and only
claims that share a key of `Agreement` are laid side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Final, Literal

from generator.agreement import Agreement
from generator.conflicts import across, merged, within
from generator.rarity import Rarity
from generator.records import Conflict, Finding, Paper, Passage, Relation, Relations, Report, SharedPapers, Vocabulary

RULES = "rules"
NEAREST: Final = 30
Kind = Literal["same claim", "agree", "conflict"]


@dataclass(frozen=True, slots=True)
class _Printed:
    """A claim with the places of the reports that print it, ascending, and its place in the first of them."""

    finding: Finding
    reports: tuple[int, ...]
    row: int


def relate(reports: Sequence[Report], vocabulary: Vocabulary) -> Relations:
    """Return shared papers and related claims of the reports, in their order.

    Claims are compared by the rules on figures and directions, and only across reports and independent papers; a
    pair is told once, with the first two reports that print it.  Of each report the 30 that share most papers with it
    are kept.  A retired report has nothing but the contradictions within itself, for its own page.
    """
    shown = [report for report in reports if report.question.status == "published"]
    retired = [report for report in reports if report.question.status == "retired"]
    texts = (finding.claim.text for report in shown for finding in report.findings)
    agreement = Agreement(vocabulary, Rarity(texts))
    printed = _printed(shown)
    claims = tuple(_related(shown, printed, agreement))
    held = {one.finding.claim.id: one.finding for one in printed}
    return Relations(
        shared=tuple(_shared(shown)),
        claims=claims,
        conflicts=merged([*_inside([*shown, *retired], vocabulary), *_between(claims, held, vocabulary)]),
    )


def _printed(shown: Sequence[Report]) -> list[_Printed]:
    """Return every claim once, in the order in which the reports print them."""
    first: dict[str, tuple[Finding, int]] = {}
    places: dict[str, dict[int, None]] = defaultdict(dict)
    for place, report in enumerate(shown):
        for row, finding in enumerate(report.findings):
            first.setdefault(finding.claim.id, (finding, row))
            places[finding.claim.id][place] = None
    return [_Printed(finding, tuple(places[name]), row) for name, (finding, row) in first.items()]


def _inside(shown: Sequence[Report], vocabulary: Vocabulary) -> Iterator[Conflict]:
    return (conflict for report in shown for conflict in within(report, vocabulary))


def _between(claims: Sequence[Relation], held: Mapping[str, Finding], vocabulary: Vocabulary) -> Iterator[Conflict]:
    for row in claims:
        if row.kind == "conflict":
            yield across(held[row.first_claim], held[row.second_claim], row.judge, row.reason, vocabulary)


def _shared(shown: Sequence[Report]) -> Iterator[SharedPapers]:
    """Yield the pairs of reports that include the same papers, as far as one is among the nearest of the other."""
    bits: dict[str, int] = {}
    masks = [sum({1 << bits.setdefault(paper.id, len(bits)) for paper in report.papers}) for report in shown]
    kept: set[tuple[int, int]] = set()
    for place, mask in enumerate(masks):
        counts = ((-(mask & other).bit_count(), there) for there, other in enumerate(masks) if there != place)
        near = nsmallest(NEAREST, (pair for pair in counts if pair[0]))
        kept.update((min(place, there), max(place, there)) for _, there in near)
    for one, other in sorted(kept):
        first, second = shown[one], shown[other]
        theirs = {paper.id for paper in second.papers}
        papers = tuple(paper.id for paper in first.papers if paper.id in theirs)
        yield SharedPapers(first=first.id, second=second.id, papers=papers)


def _related(shown: Sequence[Report], printed: Sequence[_Printed], agreement: Agreement) -> Iterator[Relation]:
    """Return the claims that several reports print, and pairs that agree or conflict, in the order of the reports."""
    papers = {paper.id: paper for report in shown for paper in report.papers}
    found = [
        (one.reports[0], one.reports[1], one.row, one.row, _same(one, shown)) for one in printed if one.reports[1:]
    ]
    for one, other in _plausible(printed, agreement):
        spot = _compared(one, other, papers)
        if spot is None:
            continue
        first, second, here, there = spot
        signal = agreement.signal(_stated(first), _stated(second))
        if signal:
            kind: Kind = "agree" if signal.label == "supports" else "conflict"
            told = _relation(kind, shown[here], first, shown[there], second, f"{signal.rule}: {signal.detail}")
            found.append((here, there, one.row, other.row, told))
    found.sort(key=lambda item: (item[:4], item[4].first_claim, item[4].second_claim))
    return (item[4] for item in found)


def _plausible(printed: Sequence[_Printed], agreement: Agreement) -> Iterator[tuple[_Printed, _Printed]]:
    """Yield the pairs of claims that a rule can have something to say of, each once, the one printed earlier first."""
    holders: dict[object, list[int]] = defaultdict(list)
    for place, one in enumerate(printed):
        keys = agreement.keys(_stated(one.finding))
        near = {other for key in keys for other in holders[key.sought]}
        yield from ((printed[other], one) for other in sorted(near))
        for key in keys:
            holders[key.held].append(place)


def _compared(one: _Printed, other: _Printed, papers: Mapping[str, Paper]) -> tuple[Finding, Finding, int, int] | None:
    """Return two claims in the order in which two reports print them first, and these; None where none do."""
    if not papers[one.finding.claim.paper].independent_of(papers[other.finding.claim.paper]):
        return None
    here = one.reports[0]  # printed no later than the other
    if other.reports[0] != here:
        return one.finding, other.finding, here, other.reports[0]
    later = [*one.reports[1:2], *other.reports[1:2]]
    if not later:
        return None
    there = min(later)
    if there in other.reports:
        return one.finding, other.finding, here, there
    return other.finding, one.finding, here, there


def _stated(finding: Finding) -> Passage:
    """Return the passage in the wording of the claim, which names what the passage may only point at."""
    return replace(finding.claim.passage, quote=finding.claim.text)


def _same(one: _Printed, shown: Sequence[Report]) -> Relation:
    first, second = (shown[place] for place in one.reports[:2])
    told = _relation("same claim", first, one.finding, second, one.finding, "both reports print it")
    return replace(told, judge="")


def _relation(kind: Kind, first: Report, one: Finding, second: Report, other: Finding, reason: str) -> Relation:
    return Relation(
        kind=kind,
        first_report=first.id,
        first_claim=one.claim.id,
        second_report=second.id,
        second_claim=other.claim.id,
        judge=RULES,
        reason=reason,
    )
