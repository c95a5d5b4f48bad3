"""The summary of findings by outcome, and the map of evidence gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.certainty import certainty
from generator.figuretable import Series, measures
from generator.records import Dossier, Finding, GapCell, Outcome, Summary
from generator.spans import span_said, spans
from generator.telling import compared, only, tells
from generator.worth import largest_size, within

MOST_COMPARISONS = 3


def summaries(dossier: Dossier) -> tuple[Summary, ...]:
    """Return the lines for each outcome of the question, in its order.

    An outcome has a line for each of up to three comparisons that its figures allow, one for each side that the
    question compares, and one for what its other claims say.
    """
    return tuple(row for outcome in dossier.question.outcomes for row in _rows(outcome, dossier))


def gaps(dossier: Dossier) -> tuple[GapCell, ...]:
    """Return a cell for each outcome and benchmark of the question."""
    return tuple(_cells(dossier))


def unanswered(outcome: str, dossier: Dossier) -> str:
    """Return the sentence which says that no claim of the report answers `outcome`, and who touches on it."""
    struck = sum(outcome in finding.claim.outcomes for finding in dossier.rejected)
    if struck:
        claims = "the one claim" if struck == 1 else f"all {struck} claims"
        return f"No claim of this report answers {outcome}: a person rejected {claims} on it."
    papers = len({touch.paper for touch in dossier.touches if outcome in touch.outcomes})
    if not papers:
        return f"No text held of an included paper speaks to {outcome}."
    said_by = "one included paper mentions it" if papers == 1 else f"{papers} included papers mention it"
    return f"No claim of this report answers {outcome}; {said_by}, in no sentence near enough to the question."


def _rows(outcome: Outcome, dossier: Dossier) -> Iterator[Summary]:
    findings = [finding for finding in dossier.findings if outcome.name in finding.claim.outcomes]
    if not findings:
        yield _line(outcome, "", unanswered(outcome.name, dossier), (), dossier)
        return
    left = list(findings)
    for group in _comparisons(outcome, findings, dossier):
        passages = {figure.passage for figure in group.figures}
        mine = [finding for finding in findings if finding.claim.passage in passages]
        left = [finding for finding in left if finding not in mine]
        yield _line(outcome, group.label, f"In these claims it runs {span_said(group)}", mine, dossier)
    groups = compared(dossier.question)
    for side in groups:
        mine = only(side, groups, left)
        if mine:
            yield _line(outcome, side[0], _best(mine, outcome, dossier).claim.text, mine, dossier)
            left = [finding for finding in left if finding not in mine]
    if left:
        label = "other claims" if len(left) < len(findings) else ""
        yield _line(outcome, label, _best(left, outcome, dossier).claim.text, left, dossier)


def _comparisons(outcome: Outcome, findings: Sequence[Finding], dossier: Dossier) -> list[Series]:
    """Return the groups of comparable figures that claims marked ✓ give, those of most papers first."""
    bound = largest_size(dossier.question)
    passages = {finding.claim.passage for finding in findings if finding.passes}
    figures = (f for f in dossier.quantities if f.passage in passages and measures(outcome, f) and within(bound, f))
    return spans(figures)[:MOST_COMPARISONS]


def _best(findings: Sequence[Finding], outcome: Outcome, dossier: Dossier) -> Finding:
    """Return the claim marked ✓ that tells most of the outcome, else the one that does of all."""
    return max(findings, key=lambda f: (f.passes, tells(f, outcome, dossier.quantities), f.claim.id))


def _line(outcome: Outcome, comparison: str, text: str, findings: Sequence[Finding], dossier: Dossier) -> Summary:
    papers = {paper.id: paper for paper in dossier.screening.included}
    checks = [check for finding in findings for check in finding.checks if check.relation != "not independent"]
    against = {c.passage.paper for c in checks if c.label == "contradicts" and c.relation == "independent"}
    supporting = {c.passage.paper for c in checks if c.label == "supports"} - against
    touching = {t.paper for t in dossier.touches if outcome.name in t.outcomes} - supporting - against
    grade, steps = certainty(findings, papers, dossier.question) if findings else (None, ())
    return Summary(
        outcome=outcome.name,
        comparison=comparison,
        finding=text,
        claims=tuple(finding.claim.id for finding in findings),
        supporting=len(supporting),
        contradicting=len(against),
        touching=len(touching),
        silent=len(papers) - len(supporting | against | touching),
        certainty=grade,
        steps=steps,
    )


def _cells(dossier: Dossier) -> Iterator[GapCell]:
    for outcome in dossier.question.outcomes:
        claims = [f.claim for f in dossier.findings if outcome.name in f.claim.outcomes]
        touches = [touch for touch in dossier.touches if outcome.name in touch.outcomes]
        for benchmark in dossier.question.benchmarks:
            yield GapCell(
                outcome=outcome.name,
                benchmark=benchmark,
                claims=tuple(claim.id for claim in claims if benchmark in claim.benchmarks),
                sentences=sum(benchmark in touch.benchmarks for touch in touches),
            )
