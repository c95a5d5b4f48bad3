"""Show two sentences that contradict each other side by side, with what differs and what found it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.facts import listing
from generator.layout import View, href, mark, paper_link, passage, place, report_page
from generator.markdown import EMPTY, Html, clean, html, join, lines, link, tag
from generator.records import Conflict, Difference, Finding, Passage
from generator.references import short

Spot = tuple[View, int, Finding]


def conflict(found: Conflict, shelf: Catalogue, here: str, *, report: str = "") -> Html:
    """Return a pair for the page `here`; on a report's own page only its own claims are named."""
    quotes = [_side(span, shelf, here, report) for span in (found.first, found.second)]
    facts = [tag("p", _told(found), class_="facts"), _differs(found)]
    return tag("div", tag("div", quotes[0], Html("\n"), quotes[1], class_="sides"), *facts, class_="pair")


def _side(span: Passage, shelf: Catalogue, here: str, report: str) -> Html:
    paper = shelf.papers.get(span.paper)
    source = paper_link(shelf, here, span.paper, short(paper) if paper else span.paper)
    claims = list(_claims(span, shelf, here, report))
    facts = [*([mark(claims[0][2].verdict)] if claims else []), source, html(place(span))]
    none = "no claim of this report" if report else "no claim of a report"
    ways = join([_way(*claim, here, report) for claim in claims], "; ") if claims else html(none)
    return tag("div", tag("div", passage(span), class_="quote"), tag("p", join([*facts, ways], " · "), class_="facts"))


def _claims(span: Passage, shelf: Catalogue, here: str, only: str) -> Iterator[Spot]:
    """Yield the claims that were taken from a passage, with their numbers."""
    for report in shelf.reports:
        for number, finding in enumerate(report.findings, start=1):
            held = finding.claim.passage
            if (held.paper, held.start) == (span.paper, span.start) and only in ("", report.id):
                yield View(report=report, catalogue=shelf, here=here), number, finding


def _way(view: View, number: int, _: Finding, here: str, only: str) -> Html:
    if only:
        return link(f"claim {number}", f"#c{number}")
    way = link(f"claim {number}", href(here, report_page(view.report.id), f"c{number}"))
    return join([way, f" of {clean(view.report.question.title, 300)}"])


def _told(found: Conflict) -> str:
    chance = "" if found.chance is None else f", probability {found.chance:.2f}"
    return f"Found by {clean(found.judge, 80)}{chance}: {clean(found.reason, 400)}"


def _differs(found: Conflict) -> Html:
    """Return what the two name alike and what differs, in words."""
    alike = f"Both name {listing(_clean(found.shared))}." if found.shared else "They name nothing in common."
    differing = lines(tag("li", tag("b", row.kind), f": {said(row)}") for row in found.differences)
    head = " What differs:" if found.differences else " No size, setting, metric or other known word tells them apart."
    told = tag("p", tag("b", "Why they may differ. "), alike + head)
    return tag("div", told, tag("ul", differing) if found.differences else EMPTY, class_="differs")


def said(row: Difference) -> str:
    """Return a difference in words: "A here, B there", or that only one of the two names something."""
    first, second = (listing(_clean(names)) for names in (row.first, row.second))
    if first and second:
        return f"{first} in the first, {second} in the second"
    return f"only the first names {first}" if first else f"only the second names {second}"


def _clean(names: tuple[str, ...]) -> list[str]:
    return [clean(name, 80) for name in names]
