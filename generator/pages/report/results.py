"""Results: the summary of findings, the evidence-gap map and the review panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.facts import count, listing, many
from generator.gapmap import GapMap, emptiness, maps
from generator.layout import GRADES, View, bar, certainty, href, scrolling
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, link, table, tag
from generator.records import Review, Summary

FEW = 3
WIDEST = 8
OPEN = "open-questions.md"
RUBRICS = "what-the-review-panel-gives-points-for"  # the anchor of that heading


def render(view: View) -> str:
    """Return section 3 up to the figures: what was found for each outcome, and where nothing was."""
    parts = [
        heading(2, "3 Results"),
        heading(3, "Summary of findings"),
        block(_summary(view)),
        heading(3, "Evidence-gap map"),
        block(*_gaps(view)),
    ]
    return "\n\n".join(parts)


def _summary(view: View) -> Html:
    rows = view.report.draft.summary
    if not rows:
        return tag("p", "The question names no outcome, so findings are not summarised by outcome.")
    head = (
        "Outcome and comparison",
        "Finding",
        "Papers with claims / against / mention / silent",
        "Certainty",
    )
    return table(head, (_row(view, row) for row in rows), css="cards sof sortable")


def _row(view: View, row: Summary) -> tuple[Html, Html, str, Html]:
    finding = tag("span", row.finding, class_=None if row.claims else "none")
    agreement = f"{row.supporting} / {row.contradicting} / {row.touching} / {row.silent}"
    reasons = tag("span", "; ".join(clean(step, 200) for step in row.steps), class_="cap") if row.steps else EMPTY
    return (
        join([row.outcome, tag("span", row.comparison, class_="cap") if row.comparison else EMPTY], " "),
        join([finding, view.cite(row.claims)]),
        agreement,
        join([tag("span", certainty(row.certainty), data_sort=str(_rank(row))), reasons], " "),
    )


def _rank(row: Summary) -> int:
    """Return the place of the certainty, 0 where it is not rated: words would sort by letter."""
    return GRADES.index(row.certainty) + 1 if row.certainty else 0


def _gaps(view: View) -> list[Html]:
    found = maps(view.report)
    if not found:
        return [tag("p", "The question names no outcome and benchmark together, so there is no map to draw.")]
    told = tag(
        "p",
        "Claims that speak to an outcome on a benchmark or in a language. Where there are none, the number of other "
        "sentences in included papers that do; “none” marks a gap in the evidence found. ",
        link("Open questions of all reports", href(view.here, OPEN)),
        ".",
        class_="cap",
    )
    return [told, *(part for item in found for part in _map(view, item))]


def _map(view: View, found: GapMap) -> list[Html]:
    """Return the map, its longer side downwards, and its empty cells in words."""
    across, down = (found.columns, found.outcomes) if len(found.columns) <= WIDEST else (found.outcomes, found.columns)
    turned = down is not found.outcomes
    rows = [(side, *(_cell(view, found, *((top, side) if turned else (side, top))) for top in across)) for side in down]
    head = found.kind.capitalize() if turned else "Outcome"
    drawn = scrolling(table((head, *across), rows, css="gapmap", labelled=False), f"Evidence-gap map by {found.kind}")
    said = list(_empty(found))
    return [drawn, tag("ul", lines(tag("li", line) for line in said), class_="cap") if said else EMPTY]


def _empty(found: GapMap) -> Iterator[str]:
    """Yield the empty cells of a map in words."""
    holes = emptiness(found)
    none = "nothing on" if found.kind == "benchmark" else "no claim in"
    if holes.columns:
        yield f"Whatever the outcome, {none} {_names(holes.columns)}."
    if holes.outcomes:
        other = "other " if holes.columns else ""
        yield f"{_outcomes(holes.outcomes)}: {none} any {other}{found.kind}."
    for outcomes, columns in holes.rest:
        yield f"{_outcomes(outcomes)}: {none} {_names(columns)}."


def _names(names: Sequence[str]) -> str:
    return listing([clean(name, 120) for name in names], "or")


def _outcomes(names: Sequence[str]) -> str:
    return "; ".join(clean(name, 120) for name in names)  # an outcome may hold an "and" of its own


def _cell(view: View, found: GapMap, outcome: str, column: str) -> Html:
    """Return the number of claims with links to them, folded away where they are many, or "none"."""
    if found.is_empty(outcome, column):
        return tag("i", "none")
    claims = found.claims(outcome, column)
    if not claims:
        return tag("span", f"0 ({many(found.cells[outcome, column].sentences, 'sentence')})", class_="cap")
    if len(claims) <= FEW:
        return join([tag("b", str(len(claims))), view.cite(claims)], " ")
    return tag("details", tag("summary", tag("b", str(len(claims)))), view.cite(claims))


def panel(view: View) -> str:
    """Return the scores of the review panel with the reasons of each."""
    counts = count(view.report)
    if counts.score is None or counts.spread is None:
        told = tag("p", "There is no claim to review, so the panel gave no score.")
        return f"{heading(3, 'Review panel')}\n\n{block(told, *_scores(view))}"
    low, high = counts.spread
    told = tag(
        "p",
        f"Score {counts.score:.1f} of 10, the mean of {many(counts.reviewers, 'reviewer')}"
        f"{' under the caps below' if view.report.caps else ''}; single scores run from {low:.1f} to {high:.1f}. ",
        link("What earns points", href(view.here, "scoreboard.md", RUBRICS)),
        ".",
    )
    caps = tag("ul", *(tag("li", cap) for cap in view.report.caps), class_="caps") if view.report.caps else EMPTY
    return f"{heading(3, 'Review panel')}\n\n{block(told, caps, *_scores(view))}"


def _scores(view: View) -> list[Html]:
    rows = [_review(review) for review in view.report.reviews]
    return [table(("Reviewer", "Score", "Reasons"), rows, css="cards panel")] if rows else []


def _review(review: Review) -> tuple[str, str, str]:
    reasons = list(review.reasons)
    if review.cap is not None:
        reasons.append(f"caps the report's score at {review.cap:g}")
    told = lines(tag("li", reason) for reason in reasons)
    return (
        review.reviewer,
        bar(review.score / 10, f"{review.score:.1f}"),
        tag("ul", told) if reasons else html("no reason given"),
    )
