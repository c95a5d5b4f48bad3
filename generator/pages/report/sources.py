"""References: every included paper in rank order, and the excluded ones with their reasons."""

from __future__ import annotations

from generator.facts import many
from generator.layout import View, badges, held, href, paper_link
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, link, tag
from generator.notices import GONE
from generator.records import Paper, Screened
from generator.references import free_copy, reference

# A list of more is cut to the few that fit best.
MOST_EXCLUDED, FEW = 60, 20


def render(view: View) -> str:
    """Return the numbered references, and a closed list of what was screened out."""
    papers = view.report.papers
    if not papers:
        listed = tag("p", "No paper was included.")
    else:
        levels = {held(paper) for paper in papers}
        items = lines(
            _item(view, number, paper, held(paper) if len(levels) > 1 else "")
            for number, paper in enumerate(papers, start=1)
        )
        alike = tag("p", f"What is held of each: {levels.pop()}.", class_="cap") if len(levels) == 1 else EMPTY
        listed = lines([alike, tag("ol", Html("\n"), items, Html("\n"), class_="refs")])
    return f"{heading(2, 'References')}\n\n{block(listed, _excluded(view))}"


def _item(view: View, number: int, paper: Paper, level: str) -> Html:
    claims = sum(finding.claim.paper == paper.id for finding in view.report.findings)
    way = paper_link(view.catalogue, view.here, paper.id, "its page")
    here = f", {many(claims, 'claim')} here" if claims else ""
    own = tag("span", " · ", way, here, class_="page")
    known = join([one for one in (reference(paper), free_copy(paper)) if one], " · ")
    return tag("li", join([known, own, " ", badges(paper, level)]), id=f"ref-{number}")


def _excluded(view: View) -> Html:
    rows = [row for row in view.report.draft.dossier.screening.papers if not row.included]
    if not rows:
        return EMPTY
    # Live sources give hundreds; whoever looks for a retracted one has to find it here.
    most = len(rows) if len(rows) <= MOST_EXCLUDED else FEW
    shown = [row for place, row in enumerate(rows) if place < most or row.reason in GONE]
    reasons: dict[tuple[str, str], list[Screened]] = {}
    for row in shown:
        reasons.setdefault((row.reason, row.detail), []).append(row)
    title = tag("summary", f"{many(len(rows), 'paper')} screened and excluded, with the reason for each")
    parts = [title, Html("\n"), lines(_group(view, *why, alike) for why, alike in reasons.items())]
    if len(shown) < len(rows):
        way = link("data file", href(view.here, f"data/reports/{view.report.id}.json"))
        told = f"Shown are {len(shown)}: those that fit best, and all that are retracted; the "
        parts.append(tag("p", told, way, " holds all.", class_="cap"))
    return tag("details", *parts, class_="all")


def _group(view: View, reason: str, detail: str, rows: list[Screened]) -> Html:
    """Return the papers that one reason kept out, the reason said once."""
    said = f": {clean(detail, 400)}" if detail else ""
    why = tag("p", tag("b", reason), said, class_="why")
    return lines([why, tag("ul", lines(_line(view, row) for row in rows), class_="excluded")])


def _line(view: View, row: Screened) -> Html:
    year = f" ({row.paper.year})" if row.paper.year else ""
    name = f" {row.paper.doi}" if row.paper.doi else ""
    title = clean(row.paper.title, 300)
    shown = paper_link(view.catalogue, view.here, row.paper.id, title) if row.reason in GONE else html(title)
    return tag("li", shown, f"{year}{name}")
