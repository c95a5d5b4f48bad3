"""Draw which reports share which papers: reports on the left, shared papers on the right, a line for each inclusion.

Everything is computed from the order of the reports and the ids of the papers, so the same corpus gives the same map.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalogue import Catalogue
from generator.layout import href, report_page
from generator.markdown import EMPTY, Html, clean, lines, link, tag
from generator.measure import shorten, wrap
from generator.records import Report
from generator.references import short

MOST_REPORTS: Final = 24
MOST_PAPERS: Final = 40
_WIDE: Final = 620
_REPORT: Final = 250
_PAPER: Final = 420
_SIZE: Final = 13
_STEP: Final = 19
_TOP: Final = 12
_ROUNDS: Final = 4


@dataclass(frozen=True, slots=True)
class Map:
    """What is drawn: places of reports, ids of papers in the order from top to bottom, and who includes what."""

    reports: tuple[Report, ...]
    papers: tuple[str, ...]
    ties: Mapping[str, tuple[str, ...]]


def choose(reports: Sequence[Report], shelf: Catalogue) -> Map:
    """Return the reports that share most papers, at most 24, and the papers that most of them include, at most 40."""
    uses = Counter(paper.id for report in reports for paper in report.papers)
    shared = {name for name, number in uses.items() if number > 1 and name in shelf.papers}
    ranked = sorted(reports, key=lambda report: (-sum(paper.id in shared for paper in report.papers), report.id))
    chosen = [report for report in ranked[:MOST_REPORTS] if any(paper.id in shared for paper in report.papers)]
    held = Counter(paper.id for report in chosen for paper in report.papers if paper.id in shared)
    papers = sorted((name for name in held if held[name] > 1), key=lambda name: (-held[name], name))[:MOST_PAPERS]
    kept = set(papers)
    ties = {report.id: tuple(paper.id for paper in report.papers if paper.id in kept) for report in chosen}
    return _ordered(sorted((one for one in chosen if ties[one.id]), key=lambda report: report.id), papers, ties)


def _ordered(reports: list[Report], papers: list[str], ties: Mapping[str, tuple[str, ...]]) -> Map:
    """Return both sides in an order in which lines cross less: each beside the middle of what it is tied to."""
    back: dict[str, list[str]] = {}
    for report in reports:
        for paper in ties[report.id]:
            back.setdefault(paper, []).append(report.id)
    for _ in range(_ROUNDS):
        at = {report.id: place for place, report in enumerate(reports)}
        papers = sorted(papers, key=lambda name: (_middle([at[one] for one in back[name]]), name))
        row = {name: place for place, name in enumerate(papers)}
        reports = sorted(reports, key=lambda one: (_middle([row[name] for name in ties[one.id]]), one.id))
    return Map(tuple(reports), tuple(papers), ties)


def _middle(places: Sequence[int]) -> float:
    return sum(places) / len(places)


def crossmap(found: Map, shelf: Catalogue, here: str) -> Html:
    """Return the map as inline SVG with links for the page `here`; nothing where no paper is shared."""
    if not found.papers:
        return EMPTY
    high = max(len(found.papers) * _STEP, len(found.reports) * 3 * _STEP) + 2 * _TOP
    left = {report.id: _spread(place, len(found.reports), high) for place, report in enumerate(found.reports)}
    right = {name: _spread(place, len(found.papers), high) for place, name in enumerate(found.papers)}
    ties = [(report.id, name) for report in found.reports for name in found.ties[report.id]]
    drawn = [_tie(left[report], right[name]) for report, name in ties]
    drawn += [_report(report, left[report.id], here) for report in found.reports]
    drawn += [_paper(name, right[name], shelf, here) for name in found.papers]
    return tag(
        "svg",
        tag("title", "Map of reports and the papers they share", id="map-title"),
        tag("desc", _told(found), id="map-desc"),
        Html("\n"),
        lines(drawn),
        viewBox=f"0 0 {_WIDE} {high:g}",
        role="group",  # not an image: its links have to be reachable
        aria_labelledby="map-title map-desc",
        class_="map",
        font_size=_SIZE,
    )


def _spread(place: int, number: int, high: float) -> float:
    return round(_TOP + (high - 2 * _TOP) * (place + 0.5) / number, 1)


def _tie(start: float, end: float) -> Html:
    middle = (_REPORT + _PAPER) / 2
    way = f"M{_REPORT + 6:g} {start:g} C{middle:g} {start:g} {middle:g} {end:g} {_PAPER - 6:g} {end:g}"
    return tag("path", d=way, class_="join")


def _report(report: Report, y: float, here: str) -> Html:
    rows = wrap(clean(report.question.title, 90), _REPORT - 4, _SIZE)[:3]
    top = y - (len(rows) - 1) * 8 + 4
    words = [
        tag("text", row, x=_REPORT - 4, y=f"{top + 16 * place:g}", text_anchor="end") for place, row in enumerate(rows)
    ]
    dot = tag("rect", x=_REPORT - 1, y=f"{y - 6:g}", width=7, height=12, class_="mark")
    return link(lines([*words, dot]), href(here, report_page(report.id)), aria_label=clean(report.question.title, 200))


def _paper(name: str, y: float, shelf: Catalogue, here: str) -> Html:
    paper = shelf.papers[name]
    dot = tag("circle", cx=_PAPER, cy=f"{y:g}", r=5, class_="ring")
    words = tag("text", shorten(short(paper), _WIDE - _PAPER - 12, _SIZE), x=_PAPER + 11, y=f"{y + 4:g}")
    label = f"{short(paper)}: {clean(paper.title, 160)}"
    return link(lines([dot, words]), href(here, f"dois/{shelf.slugs[name]}.md"), aria_label=label)


def _told(found: Map) -> str:
    ties = sum(len(names) for names in found.ties.values())
    return (
        f"{len(found.reports)} reports on the left, {len(found.papers)} papers that at least two of them include on "
        f"the right, {ties} lines between them. The tables below say the same in numbers."
    )
