"""The rows of the tables that `columns` describes, in the order of the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from generator.catalogue import Catalogue
from generator.columns import CHECKS, CLAIMS, FIGURES, PAPERS, REPORTS, Table
from generator.facts import count
from generator.ids import digest
from generator.notices import is_gone
from generator.plain import Plain, asked_data, judgement_data, paper_data
from generator.records import Author, Check, Finding, Paper, Passage, Quantity, Report


def rows(table: Table, shelf: Catalogue) -> Iterator[Plain]:
    """Yield the rows of `table`: each column's value in order, None for what a record does not hold."""
    names = [column.name for column in table.columns]
    for row in _ROWS[table.name](shelf):
        yield {name: None if (value := row[name]) == "" else value for name in names}


def quote_of(check: Check) -> str | None:
    """Return the passage of a check as far as it is published: quoted on a page, or a note of our own."""
    shown = check.label != "neutral" or check.passage.level == "note"
    return check.passage.quote if shown else None


def passage_sum(passage: Passage) -> str:
    """Return the SHA-256 of what the passage quotes, in hex."""
    return _sum(passage.quote)


_sum = lru_cache(maxsize=4096)(digest)


def _reports(shelf: Catalogue) -> Iterator[Plain]:
    for report in shelf.reports:
        counts = count(report)
        yield {
            **asked_data(report),
            "score": counts.score,
            "answer": [statement.text for statement in report.draft.answer],
            "missing": report.draft.missing,
            "screened": counts.screened,
            "included": counts.included,
            "claims": counts.claims,
            "stated": counts.stated,
            **{verdict.replace(" ", "_"): number for verdict, number in counts.verdicts.items()},
            "figures": counts.figures,
        }


def _papers(shelf: Catalogue) -> Iterator[Plain]:
    uses = Counter(paper.id for report in shelf.reports for paper in report.papers)
    claims = Counter(finding.claim.paper for report in shelf.reports for finding in report.findings)
    for name, paper in shelf.papers.items():
        yield {
            **paper_data(paper, shelf),
            "authors": [_name(author) for author in paper.authors],
            "url": "" if paper.doi else paper.url,
            "retracted": is_gone(paper.notices),
            "reports": uses[name],
            "claims": claims[name],
        }


def _name(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.given else author.family


def _claims(shelf: Catalogue) -> Iterator[Plain]:
    for report in shelf.reports:
        for number, finding in enumerate(report.findings, start=1):
            yield _claim(report, number, finding, shelf)


def _claim(report: Report, number: int, finding: Finding, shelf: Catalogue) -> Plain:
    claim = finding.claim
    return {
        "id": claim.id,
        "report": report.id,
        "version": report.version,
        "number": number,
        "text": claim.text,
        "verdict": finding.verdict,
        "machine_verdict": finding.machine,
        "passes": finding.passes,
        "confidence": finding.confidence,
        "supporting": finding.supporting,
        "contradicting": finding.contradicting,
        "outcomes": claim.outcomes,
        "benchmarks": claim.benchmarks,
        "checked": len(finding.checks),
        "doi": _doi(shelf.papers.get(claim.paper)),
        **_passage(claim.passage),
        "quote": claim.passage.quote,
    }


def _passage(passage: Passage) -> Plain:
    return {
        "paper": passage.paper,
        "start": passage.start,
        "end": passage.end,
        "level": passage.level,
        "passage_sha256": passage_sum(passage),
        "rechecked": not passage.unchecked,
    }


def _doi(paper: Paper | None) -> str | None:
    return paper.doi if paper else None


def _checks(shelf: Catalogue) -> Iterator[Plain]:
    for report in shelf.reports:
        for finding in report.findings:
            for check in finding.checks:
                yield {
                    "report": report.id,
                    "claim": check.claim,
                    **_passage(check.passage),
                    "quote": quote_of(check),
                    **judgement_data(check),
                    "rule": check.rule,
                }


def _figures(shelf: Catalogue) -> Iterator[Plain]:
    for report in shelf.reports:
        for figure in report.draft.dossier.quantities:
            yield _figure(report, figure)


def _figure(report: Report, figure: Quantity) -> Plain:
    low, high = figure.interval or (None, None)
    return {
        "report": report.id,
        **_passage(figure.passage),
        "subject": figure.subject,
        "parameters_b": figure.parameters_b,
        "metric": figure.metric,
        "value": figure.value,
        "unit": figure.unit,
        "benchmark": figure.benchmark,
        "language": figure.language,
        "setting": figure.setting,
        "kind": figure.kind,
        "direction": figure.direction,
        "versus": figure.versus,
        "bound": figure.bound,
        "interval_low": low,
        "interval_high": high,
        "p": figure.p,
        "start": figure.start,
        "end": figure.end,
        "quote": figure.passage.quote,
    }


_ROWS: Mapping[str, Callable[[Catalogue], Iterator[Plain]]] = MappingProxyType(
    {
        REPORTS.name: _reports,
        PAPERS.name: _papers,
        CLAIMS.name: _claims,
        CHECKS.name: _checks,
        FIGURES.name: _figures,
    }
)
