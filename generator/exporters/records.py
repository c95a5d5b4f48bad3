"""A JSON record of its own for each claim and each paper, at an address that stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from generator.catalogue import Catalogue, catalogue, quoted
from generator.codec import encode
from generator.notices import is_gone
from generator.plain import Plain, dumps, judgement_data, paper_data
from generator.records import Check, Corpus, Finding, Page, Paper, Passage, Report
from generator.reuse import claim_file, paper_file
from generator.tables import passage_sum, quote_of

Place = tuple[Report, int, Finding]
_OF_A_PAPER: Final = ("id", "doi", "slug", "title", "authors", "year", "venue", "url", "notices", "level", "sha256")


def export(corpus: Corpus) -> Iterator[Page]:
    """Yield `data/claims/<id>.json` for each claim of any report, and `data/papers/<slug>.json` for each cited paper.

    One claim in two reports is one record that holds both verdicts.
    """
    shelf = catalogue(corpus)
    papers = {name: paper_data(paper, shelf) for name, paper in shelf.papers.items()}
    claims: defaultdict[str, list[Place]] = defaultdict(list)
    for report in shelf.reports:
        for number, finding in enumerate(report.findings, start=1):
            claims[finding.claim.id].append((report, number, finding))
    for name, places in sorted(claims.items()):
        known = papers.get(places[0][2].claim.paper)
        paper = {key: known[key] for key in _OF_A_PAPER} if known else {"id": places[0][2].claim.paper}
        yield Page(path=claim_file(name), text=dumps(_claim(name, places, paper, shelf)))
    yield from _papers(shelf, papers, claims)


def _claim(name: str, places: list[Place], paper: Plain, shelf: Catalogue) -> Plain:
    return {
        "id": name,
        "text": places[0][2].claim.text,
        "paper": paper,
        "reports": [{**_place(*place), **_verdict(*place, shelf)} for place in places],
    }


def _place(report: Report, number: int, _finding: Finding) -> Plain:
    return {"report": report.id, "version": report.version, "date": report.date, "number": number}


def _verdict(_report: Report, _number: int, finding: Finding, shelf: Catalogue) -> Plain:
    claim = finding.claim
    return {
        "verdict": finding.verdict,
        "decision": encode(finding.decision) if finding.decision else None,
        "machine": finding.machine,
        "passes": finding.passes,
        "confidence": finding.confidence,
        "supporting": finding.supporting,
        "contradicting": finding.contradicting,
        "outcomes": claim.outcomes,
        "benchmarks": claim.benchmarks,
        "passage": {**_span(claim.passage), "quote": claim.passage.quote},
        "checks": [_check(check, shelf) for check in finding.checks],
    }


def _span(passage: Passage) -> Plain:
    return {
        "paper": passage.paper,
        "level": passage.level,
        "start": passage.start,
        "end": passage.end,
        "sha256": passage_sum(passage),
        "rechecked": not passage.unchecked,
    }


def _check(check: Check, shelf: Catalogue) -> Plain:
    paper = shelf.papers.get(check.passage.paper)
    return {
        **_span(check.passage),
        "quote": quote_of(check),
        "doi": paper.doi if paper else None,
        **judgement_data(check),
        "rule": check.rule,
    }


def _papers(shelf: Catalogue, papers: dict[str, Plain], claims: defaultdict[str, list[Place]]) -> Iterator[Page]:
    """Yield the record of each paper with what its page lists, gathered in one pass over all claims."""
    drawn: defaultdict[str, list[Plain]] = defaultdict(list)
    spoken: defaultdict[str, list[Plain]] = defaultdict(list)
    used: defaultdict[str, list[Plain]] = defaultdict(list)
    for place in (place for places in claims.values() for place in places):
        finding = place[2]
        row = {**_place(*place), "claim": finding.claim.id, "text": finding.claim.text, "verdict": finding.verdict}
        drawn[finding.claim.paper].append(row)
        for check in quoted(finding):
            if check.passage.paper != finding.claim.paper:
                spoken[check.passage.paper].append({**row, **_span(check.passage), "label": check.label})
    for report in shelf.reports:
        for rank in report.draft.dossier.screening.papers:
            if rank.paper.id in papers and rank.included:
                used[rank.paper.id].append({"report": report.id, "version": report.version, "rank": rank.rank})
    for name, paper in shelf.papers.items():
        held = {"claims": drawn[name], "about_others": spoken[name], "reports": used[name]}
        yield Page(path=paper_file(shelf.slugs[name], ".json"), text=dumps({**papers[name], **_fate(paper), **held}))


def _fate(paper: Paper) -> Plain:
    return {"retracted": is_gone(paper.notices)}
