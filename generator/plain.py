"""Reports as plain dictionaries: what the files below `docs/data/` hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import cast

from generator.catalogue import Catalogue, overruled, quoted
from generator.codec import encode
from generator.facts import Counts, count
from generator.flow import flow
from generator.history import Change, Step, steps
from generator.ids import digest
from generator.records import Check, Finding, Paper, Quantity, Report, Screened

Plain = Mapping[str, object]

_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, allow_nan=False).encode
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: object) -> str:
    """Return `value` as JSON in the one form that generated files have: sorted keys, unescaped, an entry a line.

    An entry of a list or of an object stands on a line of its own; what it holds does not, since an indented file of
    a thousand reports is a third larger and takes four times as long to write.  An iterator is written as a list.
    """
    if isinstance(value, Mapping) and value:
        told = (f"{_ENCODE(str(key))}: {_ENCODE(item)}" for key, item in sorted(value.items()))
        body = "{\n " + ",\n ".join(told) + "\n}"
    elif isinstance(value, list | tuple | Iterator):
        rows = ",\n ".join(map(_ENCODE, value))
        body = f"[\n {rows}\n]" if rows else "[]"
    else:
        body = _ENCODE(value)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", body) + "\n"


def _fields(record: object) -> Plain:
    """Return the fields of a record; several times faster than `asdict`, which copies every value."""
    return cast("Plain", encode(record))


def report_data(report: Report, shelf: Catalogue) -> Plain:
    """Return everything that the page of `report` shows."""
    draft = report.draft
    dossier = draft.dossier
    return {
        "id": report.id,
        "question": _fields(report.question),
        "version": report.version,
        "date": report.date,
        "answer": [_fields(statement) for statement in draft.answer],
        "missing": draft.missing,
        "certainty": draft.certainty,
        "steps": draft.steps,
        "closest": draft.closest,
        "summary": [_fields(row) for row in draft.summary],
        "gaps": [_fields(cell) for cell in draft.gaps],
        "claims": [_numbered(place, finding, shelf) for place, finding in enumerate(report.findings, start=1)],
        "quantities": [_quantity(figure, shelf) for figure in dossier.quantities],
        "rejected": [_claim(finding, shelf) for finding in dossier.rejected],
        "decisions": [_fields(decision) for decision in dossier.decided],
        "papers": [_screened(row) for row in dossier.screening.papers],
        "reviews": [_fields(review) for review in report.reviews],
        "score": None if report.score is None else round(report.score, 1),
        "spread": count(report).spread,
        "caps": report.caps,
        "counts": counts_data(count(report)),
        "prisma": _prisma(report),
        "search": [_search(report, place) for place in range(len(dossier.found))],
        "provenance": _fields(report.provenance),
        "history": [_step(step) for step in steps(report)],
    }


def _step(step: Step) -> Plain:
    """Return a version with its counts and answer; the ids of papers and claims stand in what changed."""
    version = step.version
    return {
        "version": version.version,
        "recorded": step.recorded,
        "date": version.date,
        "papers": len(version.papers),
        "claims": len(version.claims),
        "score": version.score,
        "answer": version.answer,
        "change": _change(step.change) if step.change else None,
    }


def _change(change: Change) -> Plain:
    verdicts = [{"claim": claim, "before": before, "after": after} for claim, before, after in change.verdicts]
    scores = dict(zip(("before", "after"), change.scores, strict=True)) if change.scores else None
    return {**_fields(change), "verdicts": verdicts, "scores": scores}


def counts_data(counts: Counts) -> Plain:
    """Return the counts of a report under the names that its page uses."""
    return {
        **{name: value for name, value in _fields(counts).items() if name not in {"verdicts", "held"}},
        "corroborated": counts.corroborated,
        "contested": counts.contested,
        "verdicts": dict(counts.verdicts),
        "held": dict(counts.held),
    }


def _prisma(report: Report) -> Plain:
    screening = report.draft.dossier.screening
    stages = flow(screening)
    return {
        "identified": [{"source": source, "records": hits} for source, hits in screening.identified],
        "duplicates": screening.duplicates,
        "screened": len(screening.papers),
        "excluded": [{"reason": reason, "records": hits} for reason, hits in screening.excluded],
        "included": len(screening.included),
        "unfit": [{"reason": reason, "records": hits} for reason, hits in stages.unfit],
        "sought": stages.sought,
        "not_retrieved": stages.missing,
        "assessed": stages.assessed,
        "ineligible": [{"reason": reason, "records": hits} for reason, hits in stages.excluded],
    }


def _search(report: Report, place: int) -> Plain:
    result = report.draft.dossier.found[place]
    return {
        "source": result.source,
        "outcome": result.outcome,
        "date": result.date,
        "total": result.total,
        "papers": len(result.papers),
        "queries": [_fields(query) for query in result.queries],
    }


def _screened(row: Screened) -> Plain:
    paper = row.paper
    return {
        "id": paper.id,
        "doi": paper.doi,
        "title": paper.title,
        "authors": [_fields(author) for author in paper.authors],
        "year": paper.year,
        "venue": paper.venue,
        "ids": paper.ids,
        "decided": paper.decided,
        "level": paper.document.level if paper.document else None,
        "rank": row.rank,
        "score": row.score,
        "included": row.included,
        "reason": row.reason,
        "detail": row.detail,
    }


def _numbered(number: int, finding: Finding, shelf: Catalogue) -> Plain:
    claim = finding.claim
    return {
        "number": number,
        **_claim(finding, shelf),
        "supporting": finding.supporting,
        "contradicting": finding.contradicting,
        "outcomes": claim.outcomes,
        "benchmarks": claim.benchmarks,
        "relevance": claim.score,
        "resolved": claim.resolved,
        "passage": _fields(claim.passage),
        "checked": len(finding.checks),
    }


def claim_data(report: Report, finding: Finding, shelf: Catalogue) -> Plain:
    """Return a claim of `report` with the passages that speak to it."""
    return {"report": report.id, **_claim(finding, shelf)}


def _claim(finding: Finding, shelf: Catalogue) -> Plain:
    return {
        "id": finding.claim.id,
        "text": finding.claim.text,
        "paper": finding.claim.paper,
        "doi": _doi(finding.claim.paper, shelf),
        "verdict": finding.verdict,
        "passes": finding.passes,
        "confidence": finding.confidence,
        "evidence": [_evidence(check, shelf) for check in (*quoted(finding), *overruled(finding))],
        **_by_hand(finding),
    }


def _by_hand(finding: Finding) -> Plain:
    """Return what a person decided on a claim, and the verdict of the program; nothing for the rest."""
    if finding.decision is None:
        return {}
    return {"decision": _fields(finding.decision), "machine": finding.machine or finding.verdict}


def _evidence(check: Check, shelf: Catalogue) -> Plain:
    return {
        "paper": check.passage.paper,
        "doi": _doi(check.passage.paper, shelf),
        "start": check.passage.start,
        "end": check.passage.end,
        "quote": check.passage.quote,
        "unchecked": check.passage.unchecked,
        "level": check.passage.level,
        **judgement_data(check),
        **({"overruled": check.overruled} if check.overruled else {}),
    }


def judgement_data(check: Check) -> Plain:
    """Return what was judged of a pair: how the papers stand to each other, the label, its probabilities and why."""
    return {
        "relation": check.relation,
        "label": check.label,
        "supports": check.supports,
        "contradicts": check.contradicts,
        "neutral": check.neutral,
        "judge": check.judge,
        "reason": check.reason,
        "narrower": check.narrower,
    }


def _quantity(figure: Quantity, shelf: Catalogue) -> Plain:
    return {**_fields(figure), "doi": _doi(figure.passage.paper, shelf)}


def _doi(paper: str, shelf: Catalogue) -> str | None:
    return shelf.papers[paper].doi if paper in shelf.papers else None


def paper_data(paper: Paper, shelf: Catalogue) -> Plain:
    """Return a cited paper; of its text, a note of ours in full and anything else as a SHA-256."""
    held = paper.document
    own = held is not None and held.level == "note"
    return {
        "id": paper.id,
        "doi": paper.doi,
        "slug": shelf.slugs[paper.id],
        "title": paper.title,
        "authors": [_fields(author) for author in paper.authors],
        "year": paper.year,
        "venue": paper.venue,
        "url": paper.url,
        "versions": paper.versions,
        "notices": paper.notices,
        "ids": paper.ids,
        "decided": paper.decided,
        "level": held.level if held else None,
        "text": held.text if held and own else None,
        "sha256": (held.sha256 or digest(held.text)) if held else None,
        "characters": len(held.text) if held else 0,
    }


def summary_data(report: Report) -> Plain:
    """Return the line of the report index: what it asks, how it scored, where it stands."""
    return {
        **asked_data(report),
        "counts": counts_data(count(report)),
        "score": None if report.score is None else round(report.score, 1),
    }


def asked_data(report: Report) -> Plain:
    """Return what the report asks and where it stands, without what is counted in it."""
    question = report.question
    return {
        "id": report.id,
        "title": question.title,
        "question": question.question,
        "authors": question.authors,
        "status": question.status,
        "replaced_by": question.replaced_by,
        "tags": question.tags,
        "date": report.date,
        "version": report.version,
        "certainty": report.draft.certainty,
    }
