"""What no report answers, for researchers: by report, and by benchmark or language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from generator.catalogue import Catalogue, catalogue
from generator.facts import listing, many
from generator.layout import View, href, report_page
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, link, page, table, tag
from generator.openings import Kind, Opening, openings
from generator.paging import MOST_ROWS, pager, parts, weighed
from generator.records import Corpus, Page, Report

HERE: Final = "open-questions.md"
MORE: Final = "open-questions/{}.md"
SIDES: Final = "open-questions/names.md"
MORE_SIDES: Final = "open-questions/names-{}.md"
BY_SIDE: Final = "By benchmark and language"
MOST_NAMED = 12
_KINDS: Final[dict[Kind, str]] = {
    "no claim": "outcome without a claim",
    "no result": "nothing reported",
    "empty cells": "not measured together",
    "contested": "contested",
    "one paper": "one paper only",
}
_NOTHING: Final = {"benchmark": "nothing on", "language": "no claim in"}


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `open-questions.md` and its further parts by report, then, where it does not fit there, by benchmark."""
    shelf = catalogue(corpus)
    found = openings(shelf.published)
    by_report = {name: tuple(rows) for name, rows in groupby(found, key=lambda row: row.report)}
    sides = tuple(_columns(found))
    together = max(1, len(found)) + len(sides) <= MOST_ROWS
    way = _beside(together=together)
    for part in weighed(shelf.published, lambda report: max(1, len(by_report.get(report.id, ()))), HERE, MORE):
        blocks = [block(*_lead(len(found)), way)] if part.number == 1 else []
        blocks.append(heading(2, "By report"))
        for report in part.rows:
            rows = by_report.get(report.id, ())
            blocks += [heading(3, report.question.title), block(*_report(report, rows, shelf, part.path))]
        blocks.append(block(pager(part)))
        if together:
            blocks += [heading(2, BY_SIDE), block(*_sides(sides, shelf, HERE))]
        yield _page(part.titled("Open questions"), part.path, blocks)
    if not together:
        for listed in parts(sides, SIDES, MORE_SIDES):
            table_ = block(*_sides(listed.rows, shelf, listed.path), pager(listed))
            yield _page(listed.titled(f"Open questions {BY_SIDE.lower()}"), listed.path, [table_])


def _page(title: str, path: str, blocks: Sequence[str]) -> Page:
    return Page(path=path, text=page({"title": title, "hide": ["navigation"]}, heading(1, title), *blocks))


def _beside(*, together: bool) -> Html:
    return EMPTY if together else tag("p", link(BY_SIDE, href(HERE, SIDES)), ".")


def _lead(number: int) -> list[Html]:
    told = (
        f"{many(number, 'open question').capitalize()} for research to pick up: what the reports ask and the papers "
        "found do not answer, and what rests on one paper or is disputed. What another report "
        "holds on the same outcome and benchmark is not listed."
    )
    careful = (
        "Open means: not in the texts that this corpus holds. A paper that nobody added may answer it, so search "
        "before you start."
    )
    return [tag("p", told, class_="lead"), tag("p", careful)]


def _report(report: Report, rows: Sequence[Opening], shelf: Catalogue, here: str) -> list[Html]:
    way = tag("p", link("To the report", href(here, report_page(report.id), "evidence-gap-map")), class_="cap")
    if not rows:
        return [way, tag("p", "Nothing is open by these measures.")]
    view = View(report=report, catalogue=shelf, here=here)
    made = [(_KINDS[row.kind], _said(row), _near(view, row)) for row in rows[:MOST_ROWS]]
    left = len(rows) - len(made)
    more = tag("p", f"{many(left, 'more row')} left out here.", class_="cap") if left else EMPTY
    return [way, table(("Kind", "What is open", "Nearest claims"), made, css="cards open sortable"), more]


def _said(row: Opening) -> str:
    """Return an open question in words."""
    columns = _named(row.columns)
    if row.kind == "no claim":
        return f"No claim speaks to {clean(row.subject, 200)}."
    if row.kind == "no result":
        return f"Whatever the outcome, {_NOTHING[row.side]} {columns}."
    if row.kind == "empty cells":
        return f"{clean(row.subject, 200)}: {_NOTHING[row.side]} {columns}."
    if row.kind == "contested":
        return f"An independent paper contradicts: “{clean(row.subject, 400)}”"
    return f"{clean(row.subject, 200)} rests on one paper; none found repeats it."


def _near(view: View, row: Opening) -> Html:
    """Return the claims nearest to an open question, at most six."""
    shown = row.claims[:6]
    ways = view.cite(shown) if shown else tag("span", "none", class_="none")
    pairs = link("both sentences", href(view.here, "contradictions.md")) if row.kind == "contested" else EMPTY
    more = f" and {len(row.claims) - len(shown)} more" if len(row.claims) > len(shown) else ""
    return join([ways, more, " " if pairs else "", pairs])


def _named(names: Sequence[str]) -> str:
    shown = [clean(name, 80) for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        shown.append(f"{len(names) - MOST_NAMED} more")
    return listing(shown, "or")


def _columns(found: Iterable[Opening]) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """Yield each benchmark and language with the outcomes that are open there, and the reports that ask for them."""
    sides: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in found:
        for column in row.columns:
            outcome = row.subject or "any outcome"
            sides.setdefault((row.side, column), {}).setdefault(outcome, []).append(row.report)
    for side, column in sorted(sides, key=lambda key: (key[0], key[1].casefold())):
        yield side, column, sides[side, column]


def _sides(rows: Sequence[tuple[str, str, dict[str, list[str]]]], shelf: Catalogue, here: str) -> list[Html]:
    if not rows:
        return [tag("p", "Nothing is open by these measures.")]
    made = [
        (column, side, _few([html(clean(name, 120)) for name in asked]), _asking(asked, shelf, here))
        for side, column, asked in rows
    ]
    return [
        table(("Name", "Kind", "Outcomes of which nothing is known there", "Asked by"), made, css="cards open sortable")
    ]


def _asking(asked: dict[str, list[str]], shelf: Catalogue, here: str) -> Html:
    names = dict.fromkeys(name for reports in asked.values() for name in reports)
    reports = [report for name in names if (report := shelf.report(name))]
    return _few([link(report.question.title, href(here, report_page(report.id))) for report in reports])


def _few(parts_: Sequence[Html]) -> Html:
    left = len(parts_) - MOST_NAMED
    return join([*parts_[:MOST_NAMED], *([html(f"and {left} more")] if left > 0 else [])], "; ")
