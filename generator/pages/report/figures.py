"""The figures that papers state, as a plot where they compare and as a table with their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.comparable import FEWEST, MOST_PANELS, Group, groups, nearest_miss, paired, panels
from generator.dotplot import MOST_ROWS as MOST_DOTS
from generator.dotplot import dots, pairs_plot
from generator.facts import listing, many
from generator.figuretable import abreast, size_said, stated_said, value_said
from generator.layout import View, href, passage
from generator.markdown import Html, block, clean, heading, html, join, lines, link, table, tag
from generator.records import Dossier, Passage, Quantity
from generator.references import short
from generator.scatter import scatter

MOST_ROWS = 150


def render(view: View) -> str:
    """Return the plots where at least five figures compare, several measures of one subject, and all figures."""
    return (
        f"{heading(3, 'Figures extracted from the papers')}\n\n{block(*_plots(view), *_abreast(view), *_table(view))}"
    )


def _plots(view: View) -> list[Html]:
    """Return the drawings that the figures can carry, or a sentence that says why there is none."""
    dossier = view.report.draft.dossier
    found = groups(dossier.quantities)
    drawn = list(_drawn(found, dossier, f"plot-{view.report.id}"))
    if not drawn:
        return [_undrawn(dossier)] if dossier.quantities else []
    return [_figure(place_, *parts) for place_, parts in enumerate(drawn, start=1)]


def _drawn(found: Sequence[Group], dossier: Dossier, name: str) -> Iterator[tuple[Html, str, str]]:
    """Yield each drawing with its title and what to know about it."""
    against = panels(found, dossier.question.outcomes)
    if against:
        title = f"{listing([group.title for group in against])} against size"
        unsized = sum(len(group.models) - len(group.sized) for group in against)
        left = (
            f" {many(unsized, 'model')} of unknown size {'is' if unsized == 1 else 'are'} left out." if unsized else ""
        )
        yield scatter(against, f"{name}-1"), title, f"One mark per model; lines join the sizes of one family.{left}"
    both = paired(dossier.quantities) if len(against) < MOST_PANELS else None
    if both:
        yield pairs_plot(both, f"{name}-2"), both.title, f"{_shown(len(both.rows))} One row per model."
    elif found and not against:
        yield dots(found[0], f"{name}-3"), found[0].title, f"{_shown(len(found[0].models))} One row per model."


def _shown(rows: int) -> str:
    return f"The {MOST_DOTS} highest of {rows} models." if rows > MOST_DOTS else f"{many(rows, 'model')}."


def _figure(number: int, drawing: Html, title: str, told: str) -> Html:
    name = tag("b", f"Figure {number}: {clean(title, 300)}.")
    told = f" {told} Papers measure in different settings; the table below has every figure."
    return tag("figure", drawing, tag("figcaption", name, told), class_="chart")


def _undrawn(dossier: Dossier) -> Html:
    nearest = nearest_miss(dossier.quantities)
    if nearest is None:
        return tag("p", "No plot: the papers give changes here, and a plot sets levels side by side.", class_="cap")
    title, models = nearest
    told = f"No plot: the largest set of comparable figures, {clean(title, 200)}, holds {many(models, 'model')}; "
    return tag("p", f"{told}a plot needs {FEWEST} on one benchmark.", class_="cap")


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
    shown = order[:MOST_ROWS]
    told_by = _told_by(view, shown)
    head = ("Subject", "Size", "Metric", "Value", "Benchmark", "Language", "Sentence")
    rows = [_row(view, figure, told_by[figure.passage]) for figure in shown]
    told = [table(head, rows, css="cards figures sortable", labelled=False)]
    if len(figures) > MOST_ROWS:
        way = link("data file", href(view.here, f"data/reports/{view.report.id}.json"))
        told.append(
            tag("p", f"The first {MOST_ROWS} of {len(figures)} figures; the ", way, " holds all.", class_="cap")
        )
    opened = tag("summary", f"{many(len(figures), 'figure')} with the sentence behind each")
    parts = [*told, *_behind(view, told_by)]
    return [tag("details", opened, Html("\n"), lines(parts), class_="all", id="figures", open=len(figures) <= 10)]


def _told_by(view: View, figures: Sequence[Quantity]) -> Mapping[Passage, str]:
    """Return the anchor of the sentence behind each figure: the row that claims it word for word, else in the list."""
    claims = [finding.claim for finding in view.report.findings]
    rows = {claim.passage: f"c{n}" for n, claim in enumerate(claims, start=1) if claim.text == claim.passage.quote}
    behind = dict.fromkeys(figure.passage for figure in figures)
    others = [span for span in behind if span not in rows]
    return {span: rows.get(span) or f"s{others.index(span) + 1}" for span in behind}


def _behind(view: View, told_by: Mapping[Passage, str]) -> Iterator[Html]:
    """Yield the sentences that no row of a claim quotes."""
    listed = [(span, anchor) for span, anchor in told_by.items() if anchor.startswith("s")]
    if listed:
        other = " and are no claim" if len(listed) < len(told_by) else ""
        yield tag("p", tag("b", f"The sentences that give these figures{other}"))
        yield tag("ol", lines(_sentence(view, anchor, span) for span, anchor in listed), class_="behind")


def _sentence(view: View, anchor: str, span: Passage) -> Html:
    paper = view.catalogue.papers.get(span.paper)
    reference = view.reference(span.paper)
    name = f"{short(paper) if paper else span.paper}{f' [{reference}]' if reference else ''}"
    return tag("li", link(name, f"#ref-{reference}") if reference else name, passage(span), id=anchor)


def _row(view: View, figure: Quantity, sentence: str) -> tuple[str, ...]:
    size = "–" if figure.parameters_b is None else f"{figure.parameters_b:g}B"
    setting = tag("span", f" {clean(figure.setting, 120)}", class_="cap") if figure.setting else html("")
    return (
        clean(figure.subject, 120),
        size,
        join([clean(figure.metric, 80), setting]),
        _sortable(figure),
        clean(figure.benchmark or "–", 80),
        clean(figure.language or "–", 80),
        link(_source(view, figure), f"#{sentence}"),
    )


def _sortable(figure: Quantity) -> Html:
    """Return the figure in words; the number to sort by is named where the words do not begin with it."""
    said = stated_said(figure)
    begins = figure.kind == "level" and not figure.bound
    return html(said) if begins else tag("span", said, data_sort=f"{figure.value:g}")


def _source(view: View, figure: Quantity) -> str:
    paper = view.catalogue.papers.get(figure.passage.paper)
    number = view.reference(figure.passage.paper)
    name = short(paper) if paper else figure.passage.paper
    return f"{name} [{number}]" if number else name
