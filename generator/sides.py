"""Show two sentences that contradict each other side by side, with what differs and what found it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.catalogue import Catalogue
from generator.concordance import Concordance, Spot
from generator.facts import listing, many
from generator.layout import href, paper_link, passage, place, report_page, verdict
from generator.markdown import EMPTY, Html, clean, html, join, lines, link, tag
from generator.records import Conflict, Difference, Passage
from generator.references import short

MOST_WAYS: Final = 5


def conflict(found: Conflict, shelf: Catalogue, here: str, where: Concordance) -> Html:
    """Return a pair for the page `here`, which names the claims of `where`: of all reports, or of its own only."""
    quotes = [_side(span, shelf, here, where) for span in (found.first, found.second)]
    facts = [tag("p", _told(found), class_="facts"), _differs(found)]
    return tag("div", tag("div", quotes[0], Html("\n"), quotes[1], class_="sides"), *facts, class_="pair")


def _side(span: Passage, shelf: Catalogue, here: str, where: Concordance) -> Html:
    paper = shelf.papers.get(span.paper)
    source = paper_link(shelf, here, span.paper, short(paper) if paper else span.paper)
    claims = where.quoting(span)
    facts = [*([verdict(claims[0].finding)] if claims else []), source, html(place(span))]
    none = "no claim of a report" if len(where.reports) > 1 else "no claim of this report"
    told = join([*facts, claim_ways(claims, here) if claims else html(none)], " · ")
    return tag("div", tag("div", passage(span), class_="quote"), tag("p", told, class_="facts"))


def claim_ways(spots: Sequence[Spot], here: str) -> Html:
    """Return the ways to at most five of the places where a claim is printed, and the number of the others."""
    ways = join([_way(spot, here) for spot in spots[:MOST_WAYS]], "; ")
    left = len(spots) - MOST_WAYS
    return join([ways, f"; and {many(left, 'more report')}"]) if left > 0 else ways


def _way(spot: Spot, here: str) -> Html:
    home = report_page(spot.report.id)
    if here == home:
        return link(f"claim {spot.number}", f"#c{spot.number}")
    way = link(f"claim {spot.number}", href(here, home, f"c{spot.number}"))
    return join([way, f" of {clean(spot.report.question.title, 300)}"])


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
