"""Contradictions: what independent papers say against claims of this report, quotes side by side."""

from __future__ import annotations

from generator.concordance import concordance
from generator.layout import View, href
from generator.markdown import EMPTY, Html, block, heading, link, tag
from generator.sides import conflict

MOST = 8
ALL = "contradictions.md"


def render(view: View) -> str:
    """Return the pairs of which both sentences stand in this report."""
    found = [item for item in view.catalogue.conflicts if view.report.id in item.reports]
    where = concordance([view.report])
    shown = [conflict(item, view.catalogue, view.here, where) for item in found[:MOST]]
    way = link("Contradictions of all reports", href(view.here, ALL))
    none = EMPTY if shown else Html("No rule or network found an independent paper that contradicts a claim. ")
    more = Html(f"The first {MOST} of {len(found)}. ") if len(found) > MOST else EMPTY
    return f"{heading(3, 'Contradictions')}\n\n{block(*shown, tag('p', none, more, way, '.', class_='cap'))}"
