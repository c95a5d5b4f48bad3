"""What every generated page gets, whatever its kind: tags and JSON-LD for machines, and what it was made from.

A page keeps its own text; this is put into its front matter and behind its
last block, so that no kind of page can forget it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from types import MappingProxyType
from typing import Final

from generator.catalogue import Catalogue, catalogue
from generator.facts import many
from generator.ids import digest
from generator.jsonld import Node, breadcrumbs, dataset, paper_nodes, report_nodes
from generator.layout import report_page
from generator.markdown import Html, block, clean, data_block, extended, html, join, link, tag
from generator.metadata import Tags, card_file, paper_tags, report_tags
from generator.records import Corpus, Page, Paper, Report, Site
from generator.reuse import CHANGES, FEED
from generator.timeline import timeline

HOME: Final = "index.md"
# The pages that lead to others, by their path, with their titles. A test holds both against the pages themselves.
INDEXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        HOME: "Evidence reports",
        "reports/index.md": "Reports",
        "dois/index.md": "Papers",
        "cross-reference/index.md": "Cross-reference",
    }
)
FILES: Final = tuple(
    f"data/{name}.json" for name in ("claims", "papers", "reports", "contradictions", "open-questions")
)
# The pages that programs which read feeds find it on.
FOLLOWED: Final = frozenset({HOME, "reports/index.md", CHANGES})
MOST_NAMED: Final = 2

_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Shelves:
    """What is looked up for each page: reports and papers by the path of their page, the users of each paper."""

    shelf: Catalogue
    reports: Mapping[str, Report]
    papers: Mapping[str, Paper]
    users: Mapping[str, Sequence[Report]]
    is_dated: bool  # a version of a report has a date, so that there is a feed


def dress(pages: Iterable[Page], corpus: Corpus) -> Iterator[Page]:
    """Yield `pages` in their order, those with front matter with metadata and a line on what they were made from."""
    shelves = _shelves(catalogue(corpus))
    return (_dressed(page, shelves) if page.text.startswith("---\n") else page for page in pages)


def _shelves(shelf: Catalogue) -> _Shelves:
    users: dict[str, list[Report]] = defaultdict(list)
    for report in shelf.reports:
        used = {paper.id for paper in report.papers} | {finding.claim.paper for finding in report.findings}
        for paper in sorted(used):
            users[paper].append(report)
    papers = {page: paper for name, paper in shelf.papers.items() if (page := shelf.page(name))}
    return _Shelves(
        shelf=shelf,
        reports={report_page(report.id): report for report in shelf.reports},
        papers=papers,
        users=users,
        is_dated=any(event.date for event in timeline(shelf.reports)),
    )


def title_of(page: Page) -> str:
    """Return the title in a page's front matter as its generator gave it."""
    found = _TITLE.search(page.text)
    return unescape(found[1].strip().strip("'\"").replace("''", "'")) if found else page.path


def _dressed(page: Page, shelves: _Shelves) -> Page:
    report, paper = shelves.reports.get(page.path), shelves.papers.get(page.path)
    nodes = breadcrumbs(_trail(page), shelves.shelf.site)
    tags: Tags = ()
    made: Sequence[Report] = shelves.shelf.reports
    if report:
        nodes += report_nodes(report, shelves.shelf)
        tags = report_tags(report, shelves.shelf.site)
    elif paper:
        nodes += paper_nodes(paper, shelves.shelf)
        tags, made = paper_tags(paper), shelves.users.get(paper.id, made)
    elif page.path == HOME:
        nodes += dataset(shelves.shelf, FILES)
    feed = FEED if shelves.is_dated and page.path in FOLLOWED else ""
    line = "" if report else block(provenance(made, shelves.shelf.site))
    card = shelves.shelf.site.address(card_file(report.id)) if report else ""
    return replace(page, text=extended(page.text, line, _script(nodes), head=tags, card=card, feed=feed))


def _script(nodes: Sequence[Node]) -> str:
    return data_block({"@context": "https://schema.org", "@graph": nodes}) if nodes else ""


def _trail(page: Page) -> list[tuple[str, str]]:
    """Return title and path of the front page, of the index of the page's first folder, and of the page itself."""
    ways = dict.fromkeys([HOME, f"{page.path.partition('/')[0]}/{HOME}"])
    trail = [(INDEXES[way], way) for way in ways if way in INDEXES and way != page.path]
    return [*trail, (title_of(page), page.path)]


def provenance(reports: Sequence[Report], site: Site) -> Html:
    """Return the line on what a page was made from: question and evidence files with their hashes, and programs.

    The files of up to `MOST_NAMED` reports are named; of more, their number and the hash over all of them.
    """
    named = [_files(report, site) for report in reports]
    if len(named) > MOST_NAMED:
        questions = [report.provenance.question_hash for report in reports]
        evidence = [report.provenance.evidence_hash for report in reports if report.provenance.evidence_hash]
        named = [html(f"{many(len(questions), 'question file')} "), _hash(digest(*questions))]
        named += [html(f" and {many(len(evidence), 'evidence file')} "), _hash(digest(*evidence))] if evidence else []
        files = join(named)
    else:
        files = join(named, "; ")
    return tag(
        "p", html("This page was generated from "), files or html("no question"), _programs(reports), class_="cap made"
    )


def _files(report: Report, site: Site) -> Html:
    made = report.provenance
    way = site.edit_file(f"{site.corpus}/{report.question.file}") if report.question.file else ""
    parts = [html(f"{clean(made.question_file, 200)} "), _hash(made.question_hash)]
    if made.evidence_file and made.evidence_hash:
        parts += [html(f" with {clean(made.evidence_file, 200)} "), _hash(made.evidence_hash)]
    return join([*parts, *([html(" ("), link("edit this question", way), html(")")] if way else [])])


def _programs(reports: Sequence[Report]) -> Html:
    """Return generator and verifier of `reports`, each version once."""
    makers = sorted({report.provenance.generator for report in reports})
    judges = sorted({", ".join(report.provenance.judges) for report in reports})
    rates = sorted({report.provenance.calibration for report in reports} - {""})
    told = [f" by report-corpus {clean(', '.join(makers), 80)}"] if makers else []
    told += [f"verified by {clean('; '.join(judges), 200)}"] if any(judges) else []
    told += [f"calibrated by {clean('; '.join(rates), 300)}"] if rates else []
    return html(", ".join(told) + ".")


def _hash(value: str) -> Html:
    return tag("code", f"sha256 {clean(value, 64)[:12]}", title=value)
