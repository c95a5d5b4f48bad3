"""What ties reports together: papers that several include, claims that agree or conflict across them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Literal

from generator.agreement import Agreement
from generator.conflicts import across, merged, within
from generator.rarity import Rarity
from generator.records import Conflict, Finding, Passage, Relation, Relations, Report, SharedPapers, Vocabulary

RULES = "rules"
Kind = Literal["same claim", "agree", "conflict"]


def relate(reports: Sequence[Report], vocabulary: Vocabulary) -> Relations:
    """Return shared papers and related claims of every pair of reports, in the order of the reports.

    Claims are compared by the rules on figures and directions, and only across independent papers.
    """
    shown = [report for report in reports if report.question.status != "draft"]
    texts = (finding.claim.text for report in shown for finding in report.findings)
    agreement = Agreement(vocabulary, Rarity(texts))
    pairs = tuple(combinations(shown, 2))
    claims = tuple(relation for first, second in pairs for relation in _related(first, second, agreement))
    shared = (_shared(first, second) for first, second in pairs)
    return Relations(
        shared=tuple(item for item in shared if item.papers),
        claims=claims,
        conflicts=merged([*_inside(shown, vocabulary), *_between(shown, claims, vocabulary)]),
    )


def _inside(shown: Sequence[Report], vocabulary: Vocabulary) -> Iterator[Conflict]:
    return (conflict for report in shown for conflict in within(report, vocabulary))


def _between(shown: Sequence[Report], claims: Sequence[Relation], vocabulary: Vocabulary) -> Iterator[Conflict]:
    held = {(report.id, finding.claim.id): finding for report in shown for finding in report.findings}
    for row in claims:
        if row.kind == "conflict":
            one, other = held[row.first_report, row.first_claim], held[row.second_report, row.second_claim]
            yield across(one, other, row.judge, row.reason, vocabulary)


def _shared(first: Report, second: Report) -> SharedPapers:
    others = {paper.id for paper in second.papers}
    papers = tuple(paper.id for paper in first.papers if paper.id in others)
    return SharedPapers(first=first.id, second=second.id, papers=papers)


def _related(first: Report, second: Report, agreement: Agreement) -> Iterator[Relation]:
    papers = {paper.id: paper for report in (first, second) for paper in report.papers}
    for one in first.findings:
        for other in second.findings:
            if one.claim.id == other.claim.id:
                yield _relation("same claim", first, one, second, other, "", "both reports print it")
            elif papers[one.claim.paper].independent_of(papers[other.claim.paper]):
                signal = agreement.signal(_stated(one), _stated(other))
                if signal:
                    kind: Kind = "agree" if signal.label == "supports" else "conflict"
                    yield _relation(kind, first, one, second, other, RULES, f"{signal.rule}: {signal.detail}")


def _stated(finding: Finding) -> Passage:
    """Return the passage in the wording of the claim, which names what the passage may only point at."""
    return replace(finding.claim.passage, quote=finding.claim.text)


def _relation(
    kind: Kind, first: Report, one: Finding, second: Report, other: Finding, judge: str, reason: str
) -> Relation:
    return Relation(
        kind=kind,
        first_report=first.id,
        first_claim=one.claim.id,
        second_report=second.id,
        second_claim=other.claim.id,
        judge=judge,
        reason=reason,
    )
