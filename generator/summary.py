"""The summary of findings by outcome, and the map of evidence gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.certainty import certainty
from generator.figuretable import Series, named_after, said, series
from generator.records import Dossier, Finding, GapCell, Outcome, Quantity, Summary
from generator.worth import largest_size, within

MIN_FIGURES = 3
MIN_SUBJECTS = 2


def summaries(dossier: Dossier) -> tuple[Summary, ...]:
    """Return one line for each outcome of the question, in its order."""
    return tuple(_summary(outcome, dossier) for outcome in dossier.question.outcomes)


def gaps(dossier: Dossier) -> tuple[GapCell, ...]:
    """Return a cell for each outcome and benchmark of the question."""
    return tuple(_cells(dossier))


def ranges(figures: Sequence[Quantity]) -> list[Series]:
    """Return the groups of comparable figures that a range can be told of, the largest first."""
    return [group for group in series(figures) if _tells(group)]


def unanswered(outcome: str, dossier: Dossier) -> str:
    """Return the sentence which says that no claim of the report answers `outcome`, and who touches on it."""
    papers = len({touch.paper for touch in dossier.touches if outcome in touch.outcomes})
    if not papers:
        return f"No text held of an included paper speaks to {outcome}."
    said_by = "one included paper mentions it" if papers == 1 else f"{papers} included papers mention it"
    return f"No claim of this report answers {outcome}; {said_by}, in no sentence near enough to the question."


def _tells(group: Series) -> bool:
    subjects = {(figure.subject, figure.parameters_b) for figure in group.figures}
    return len(group.figures) >= MIN_FIGURES and len(subjects) >= MIN_SUBJECTS


def _summary(outcome: Outcome, dossier: Dossier) -> Summary:
    findings = [finding for finding in dossier.findings if outcome.name in finding.claim.outcomes]
    papers = {paper.id: paper for paper in dossier.screening.included}
    checks = [check for finding in findings for check in finding.checks if check.relation != "not independent"]
    against = {c.passage.paper for c in checks if c.label == "contradicts" and c.relation == "independent"}
    supporting = {c.passage.paper for c in checks if c.label == "supports"} - against
    touching = {t.paper for t in dossier.touches if outcome.name in t.outcomes} - supporting - against
    grade, steps = certainty(findings, papers, dossier.question) if findings else (None, ())
    passing = [finding for finding in findings if finding.passes]
    return Summary(
        outcome=outcome.name,
        finding=_gist(outcome, dossier, passing or findings) if findings else unanswered(outcome.name, dossier),
        claims=tuple(finding.claim.id for finding in findings),
        supporting=len(supporting),
        contradicting=len(against),
        touching=len(touching),
        silent=len(papers) - len(supporting | against | touching),
        certainty=grade,
        steps=steps,
    )


def _gist(outcome: Outcome, dossier: Dossier, findings: Sequence[Finding]) -> str:
    """Return the largest range of comparable figures on the outcome, else its best claim."""
    passages = {finding.claim.passage for finding in findings}
    mine = [f for f in dossier.quantities if f.passage in passages and named_after(outcome, f)]
    bound = largest_size(dossier.question)
    groups = ranges([f for f in mine if within(bound, f)])
    if groups:
        group = groups[0]
        low, high = said(group.figures[0]), said(group.figures[-1])
        return f"{group.label}: {low} to {high}, {len(group.figures)} figures in these claims"
    return max(findings, key=lambda finding: (finding.claim.score, finding.claim.id)).claim.text


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
