"""The figures that papers state, as a plot where they compare and as a table with their sentences."""

from __future__ import annotations

from collections.abc import Sequence

from generator.facts import many
from generator.figuretable import abreast, size_said, stated_said, value_said
from generator.layout import View, href, passage
from generator.markdown import Html, block, clean, heading, html, join, link, table, tag
from generator.plot import comparable, scatter
from generator.records import Quantity
from generator.references import short

MOST_ROWS = 300
MOST_PLOTS = 2


def render(view: View) -> str:
    """Return the plots, for each metric its largest group of comparable figures, and the table of figures."""
    return (
        f"{heading(3, 'Figures extracted from the papers')}\n\n{block(*_plots(view), *_abreast(view), *_table(view))}"
    )


def _plots(view: View) -> list[Html]:
    parts = []
    groups = {group.metric: group for group in reversed(comparable(view.report.draft.dossier.quantities))}
    for place_, group in enumerate(list(reversed(groups.values()))[:MOST_PLOTS], start=1):
        drawing = scatter(group, f"plot-{view.report.id}-{place_}")
        title = tag("b", f"Figure {place_}: {clean(group.title, 200)}.")
        told = f" {len(group.figures)} figures; the settings in which they were measured differ, see the table below."
        parts.append(tag("figure", drawing, tag("figcaption", title, told), class_="chart"))
    return parts


def _abreast(view: View) -> list[Html]:
    """Return the subjects of one size of which several metrics are known, each metric in a column of its own."""
    metrics, rows = abreast(view.report.draft.dossier.quantities)
    if not rows:
        return []
    told = tag("p", "Where the papers give several measures of one subject of one size:", class_="cap")
    body = [
        (subject, size_said(size), *(_values(view, cells.get(metric, ())) for metric in metrics))
        for subject, size, cells in rows
    ]
    return [told, table(("Subject", "Size", *metrics), body, css="cards abreast", labelled=True)]


def _values(view: View, figures: Sequence[Quantity]) -> Html:
    """Return the values, those of one paper together with a link to it."""
    papers = dict.fromkeys(figure.passage.paper for figure in figures)
    told = []
    for paper in papers:
        mine = [figure for figure in figures if figure.passage.paper == paper]
        told.append(join([", ".join(map(_value, mine)), _reference(view, mine[0])], " – "))
    return join(told, "; ") or html("–")


def _reference(view: View, figure: Quantity) -> Html:
    number = view.reference(figure.passage.paper)
    return link(_source(view, figure), f"#ref-{number}") if number else html(_source(view, figure))


def _value(figure: Quantity) -> str:
    place = ", ".join(part for part in (figure.benchmark, figure.language, figure.setting) if part)
    return f"{value_said(figure)} ({place})" if place else value_said(figure)


def _table(view: View) -> list[Html]:
    figures = view.report.draft.dossier.quantities
    if not figures:
        return [tag("p", "No included paper states a figure that could be read out with its subject and metric.")]
    order = sorted(figures, key=lambda figure: (figure.metric, figure.benchmark or "~", figure.subject, figure.value))
    head = ("Subject", "Size", "Metric", "Value", "Benchmark", "Language", "Source")
    rows = [_row(view, figure) for figure in order[:MOST_ROWS]]
    told = [table(head, rows, css="cards figures", numeric=(1, 3), labelled=False)]
    if len(figures) > MOST_ROWS:
        way = link("data file", href(view.here, f"data/reports/{view.report.id}.json"))
        told.append(
            tag("p", f"The first {MOST_ROWS} of {len(figures)} figures; the ", way, " holds all.", class_="cap")
        )
    opened = tag("summary", f"{many(len(figures), 'figure')} with the sentence behind each")
    return [tag("details", opened, Html("\n"), *told, class_="all", id="figures", open=len(figures) <= 10)]


def _row(view: View, figure: Quantity) -> tuple[str, ...]:
    size = "–" if figure.parameters_b is None else f"{figure.parameters_b:g}B"
    setting = tag("span", f" {clean(figure.setting, 120)}", class_="cap") if figure.setting else html("")
    behind = tag("details", tag("summary", _source(view, figure)), passage(figure.passage))
    return (
        clean(figure.subject, 120),
        size,
        join([clean(figure.metric, 80), setting]),
        stated_said(figure),
        clean(figure.benchmark or "–", 80),
        clean(figure.language or "–", 80),
        behind,
    )


def _source(view: View, figure: Quantity) -> str:
    paper = view.catalogue.papers.get(figure.passage.paper)
    number = view.reference(figure.passage.paper)
    name = short(paper) if paper else figure.passage.paper
    return f"{name} [{number}]" if number else name
