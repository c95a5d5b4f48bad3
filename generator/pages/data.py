"""The corpus as JSON: each report, and all claims, papers, reports, contradictions and open questions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import catalogue
from generator.codec import encode
from generator.openings import openings
from generator.plain import claim_data, dumps, paper_data, report_data, summary_data
from generator.records import Corpus, Page


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `data/reports/<id>.json` for each report, then the files that hold something of all reports."""
    shelf = catalogue(corpus)
    for report in shelf.reports:
        yield Page(path=f"data/reports/{report.id}.json", text=dumps(report_data(report, shelf)))
    # All claims of a thousand reports at once take a hundred megabytes.
    claims = (claim_data(report, finding, shelf) for report in shelf.reports for finding in report.findings)
    yield Page(path="data/claims.json", text=dumps(claims))
    yield Page(path="data/papers.json", text=dumps([paper_data(paper, shelf) for paper in shelf.papers.values()]))
    conflicts = [encode(conflict) for conflict in shelf.conflicts]
    yield Page(path="data/contradictions.json", text=dumps(conflicts))
    published = [report for report in shelf.reports if report.question.status == "published"]
    yield Page(path="data/open-questions.json", text=dumps([encode(opening) for opening in openings(published)]))
    yield Page(path="data/reports.json", text=dumps([summary_data(report) for report in shelf.reports]))
