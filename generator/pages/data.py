"""The corpus as JSON: each report, all claims, all papers, and the list of reports."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import catalogue
from generator.plain import claim_data, dumps, paper_data, report_data, summary_data
from generator.records import Corpus, Page


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `data/reports/<id>.json` for each report, then `claims.json`, `papers.json` and `reports.json`."""
    shelf = catalogue(corpus)
    for report in shelf.reports:
        yield Page(path=f"data/reports/{report.id}.json", text=dumps(report_data(report, shelf)))
    claims = [claim_data(report, finding, shelf) for report in shelf.reports for finding in report.findings]
    yield Page(path="data/claims.json", text=dumps(claims))
    yield Page(path="data/papers.json", text=dumps([paper_data(paper, shelf) for paper in shelf.papers.values()]))
    yield Page(path="data/reports.json", text=dumps([summary_data(report) for report in shelf.reports]))
