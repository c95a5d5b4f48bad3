"""Draw the conclusions: answer, what it leaves open, summary of findings, evidence gaps.

Every sentence of the answer is a claim that its source states, or a range computed
from figures in such claims, and cites them.  What the question names and no
included paper speaks to is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.certainty import certainty
from generator.figuretable import Series, measures, said, series
from generator.records import (
    Dossier,
    Draft,
    Finding,
    GapCell,
    Outcome,
    Paper,
    Quantity,
    Question,
    Statement,
    Summary,
)
from generator.text import mentions, occurrences, prepare

MOST_SENTENCES = 4
MOST_RANGES = 2
MIN_FIGURES = 3
MIN_SUBJECTS = 2
NEW_OUTCOME_BONUS = 0.5
_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Za-z]\w{3,}(?:[+-]\w*)*")


def answer(dossier: Dossier) -> Draft:
    """Return the dossier with all that is concluded from it."""
    papers = {paper.id: paper for paper in dossier.screening.included}
    passing = tuple(finding for finding in dossier.findings if finding.passes)
    statements = tuple(_statements(dossier, passing))
    used = {claim for statement in statements for claim in statement.claims}
    carrying = [finding for finding in dossier.findings if finding.claim.id in used]
    grade, steps = certainty(carrying, papers, dossier.question) if carrying else (None, ())
    included = dossier.screening.included
    return Draft(
        dossier=dossier,
        answer=statements,
        missing=tuple(_missing(dossier, passing)),
        summary=tuple(_summary(outcome, dossier, papers) for outcome in dossier.question.outcomes),
        gaps=tuple(_gaps(dossier.question, dossier.findings)),
        certainty=grade,
        steps=steps,
        closest=included[0].id if included else None,
    )


def _statements(dossier: Dossier, passing: Sequence[Finding]) -> Iterator[Statement]:
    """Yield ranges of comparable figures, then the best claims on outcomes that no range covers, then a dispute."""
    outcomes = dossier.question.outcomes
    told: set[str] = set()
    count = 0
    for outcome, group, claims in _ranges(outcomes, dossier.quantities, passing):
        yield Statement(text=_range_sentence(group), claims=claims)
        told.add(outcome.name)
        count += 1
    disputes = [finding for finding in dossier.findings if finding.verdict == "contested"]
    for finding in _tellers(passing, outcomes, told, MOST_SENTENCES - count - bool(disputes)):
        yield Statement(text=finding.claim.text, claims=(finding.claim.id,))
    if disputes:
        yield _dispute(disputes[0], dossier.findings)


def _ranges(
    outcomes: Sequence[Outcome], figures: Iterable[Quantity], passing: Sequence[Finding]
) -> Iterator[tuple[Outcome, Series, tuple[str, ...]]]:
    """Yield, for the first outcomes that have one, the largest group of comparable figures and its claims."""
    stated = {finding.claim.passage: finding.claim.id for finding in passing}
    usable = [figure for figure in figures if figure.passage in stated and not figure.setting.startswith("average")]
    found = 0
    for outcome in outcomes:
        figured = [f for f in usable if measures(outcome, f)]
        groups = [group for group in series(figured) if _tells(group)]
        if groups and found < MOST_RANGES and _is_about_figures(outcome, figured, passing):
            found += 1
            claims = tuple(dict.fromkeys(stated[figure.passage] for figure in groups[0].figures))
            yield outcome, groups[0], claims


def _is_about_figures(outcome: Outcome, figures: Sequence[Quantity], passing: Sequence[Finding]) -> bool:
    """Return whether at least half of the claims on the outcome give such a figure; a range says little otherwise."""
    speaking = sum(outcome.name in finding.claim.outcomes for finding in passing)
    return 2 * len({figure.passage for figure in figures}) >= speaking


def _tells(group: Series) -> bool:
    subjects = {(figure.subject, figure.parameters_b) for figure in group.figures}
    return len(group.figures) >= MIN_FIGURES and len(subjects) >= MIN_SUBJECTS


def _range_sentence(group: Series) -> str:
    low, high = group.figures[0], group.figures[-1]
    papers = f"{len(group.papers)} papers" if len(group.papers) > 1 else "one paper"
    return (
        f"Reported {group.label} runs from {said(low)} to {said(high)}, "
        f"over {len(group.figures)} figures from {papers}."
    )


def _tellers(passing: Sequence[Finding], outcomes: Sequence[Outcome], told: set[str], room: int) -> Iterator[Finding]:
    """Yield the best claims, those on outcomes not told yet first among equals, each paper once."""
    order = {outcome.name: place for place, outcome in enumerate(outcomes)}
    left = list(passing)
    papers: set[str] = set()
    while left and room > 0:
        best = max(
            left,
            key=lambda finding: (finding.claim.score * (1 + NEW_OUTCOME_BONUS * _new(finding, told)), finding.claim.id),
        )
        left.remove(best)
        if best.claim.paper in papers:
            continue
        papers.add(best.claim.paper)
        told |= set(best.claim.outcomes) & set(order)
        room -= 1
        yield best


def _new(finding: Finding, told: set[str]) -> int:
    return len(set(finding.claim.outcomes) - told)


def _dispute(finding: Finding, findings: Iterable[Finding]) -> Statement:
    against = next(
        check for check in finding.checks if check.label == "contradicts" and check.relation == "independent"
    )
    other = [item.claim.id for item in findings if item.claim.passage == against.passage]
    text = f"Disputed: {finding.claim.text} Another paper is read as saying the opposite: {against.passage.quote}"
    return Statement(text=text, claims=(finding.claim.id, *other))


def _missing(dossier: Dossier, passing: Sequence[Finding]) -> Iterator[str]:
    included = dossier.screening.included
    question = dossier.question
    if not included:
        yield "No paper at hand fits the question."
        return
    texts = [_text(paper) for paper in included]
    for outcome in question.outcomes:
        if not any(outcome.name in finding.claim.outcomes for finding in passing):
            yield _unanswered(outcome, texts)
    for name in dict.fromkeys((*question.benchmarks, *question.languages, *_names(question))):
        if not any(occurrences(name, prepare(text)) for text in texts):
            yield f"No included paper mentions {name}, which the question names."


def _unanswered(outcome: Outcome, texts: Sequence[str]) -> str:
    terms = (outcome.name, *outcome.terms)
    speaking = sum(bool(mentions(terms, prepare(text))) for text in texts)
    if not speaking:
        return f"No included paper speaks to {outcome.name}."
    papers = "one included paper touches" if speaking == 1 else f"{speaking} included papers touch"
    return f"No claim of this report answers {outcome.name}; {papers} on it without a finding that fits the question."


def _names(question: Question) -> list[str]:
    """Return the words of the question's text that look like names: two capitals and more than three letters."""
    return [match[0].rstrip("-") for match in _NAME.finditer(question.question)]


def _text(paper: Paper) -> str:
    return f"{paper.title} . {paper.document.text if paper.document else ''}"


def _summary(outcome: Outcome, dossier: Dossier, papers: Mapping[str, Paper]) -> Summary:
    findings = [finding for finding in dossier.findings if outcome.name in finding.claim.outcomes]
    passing = [finding for finding in findings if finding.passes]
    included = len(papers)
    if not findings:
        return Summary(
            outcome=outcome.name,
            finding=_unanswered(outcome, [_text(paper) for paper in papers.values()]),
            claims=(),
            supporting=0,
            contradicting=0,
            silent=included,
            certainty=None,
        )
    against = {
        check.passage.paper
        for finding in findings
        for check in finding.checks
        if _contradicts(check.label, check.relation)
    }
    supporting = {finding.claim.paper for finding in passing} - against
    grade, steps = certainty(findings, papers, dossier.question)
    return Summary(
        outcome=outcome.name,
        finding=_gist(outcome, dossier, passing or findings),
        claims=tuple(finding.claim.id for finding in findings),
        supporting=len(supporting),
        contradicting=len(against),
        silent=included - len(supporting | against),
        certainty=grade,
        steps=steps,
    )


def _contradicts(label: str, relation: str) -> bool:
    return label == "contradicts" and relation == "independent"


def _gist(outcome: Outcome, dossier: Dossier, findings: Sequence[Finding]) -> str:
    """Return the largest range of comparable figures on the outcome, else its best claim."""
    passages = {finding.claim.passage for finding in findings}
    figures = [f for f in dossier.quantities if f.passage in passages and measures(outcome, f)]
    groups = [group for group in series(figures) if _tells(group)]
    if groups:
        group = groups[0]
        return f"{group.label}: {said(group.figures[0])} to {said(group.figures[-1])}, {len(group.figures)} figures"
    return max(findings, key=lambda finding: (finding.claim.score, finding.claim.id)).claim.text


def _gaps(question: Question, findings: Sequence[Finding]) -> Iterator[GapCell]:
    for outcome in question.outcomes:
        for benchmark in question.benchmarks:
            claims = tuple(
                finding.claim.id
                for finding in findings
                if outcome.name in finding.claim.outcomes and benchmark in finding.claim.benchmarks
            )
            yield GapCell(outcome=outcome.name, benchmark=benchmark, claims=claims)
