"""Results: the summary of findings, the evidence-gap map and the review panel."""

from __future__ import annotations

from generator.facts import count, many
from generator.layout import GRADES, View, bar, certainty, scrolling
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, table, tag
from generator.records import GapCell, Review, Summary

FEW = 3


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
    head = ("Outcome and comparison", "Finding", "Papers for / against / mention only / silent", "Certainty")
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
    cells = {(cell.outcome, cell.benchmark): cell for cell in view.report.draft.gaps}
    question = view.report.question
    outcomes = tuple(dict.fromkeys([*(outcome.name for outcome in question.outcomes), *(row for row, _ in cells)]))
    benchmarks = tuple(dict.fromkeys([*question.benchmarks, *(column for _, column in cells)]))
    if not outcomes or not benchmarks:
        return [tag("p", "The question names no outcome and benchmark together, so there is no map to draw.")]
    rows = [
        (outcome, *(_cell(view, cells.get((outcome, benchmark))) for benchmark in benchmarks)) for outcome in outcomes
    ]
    told = tag(
        "p",
        "Claims that speak to an outcome on a benchmark. Where there are none, the number of other sentences in "
        "included papers that do; “none” marks a gap in the evidence found.",
        class_="cap",
    )
    drawn = table(("Outcome", *benchmarks), rows, css="cards gapmap")
    return [told, scrolling(drawn, "Evidence-gap map")]


def _cell(view: View, cell: GapCell | None) -> Html:
    if cell is None or not (cell.claims or cell.sentences):
        return tag("span", "none", class_="none")
    if not cell.claims:
        return tag("span", f"0 ({many(cell.sentences, 'sentence')})", class_="cap")
    number = tag("b", str(len(cell.claims)))
    cites = view.cite(cell.claims)
    if len(cell.claims) <= FEW:
        return join([number, cites], " ")
    return tag("details", tag("summary", number), cites)


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
        f"{' under the caps below' if view.report.caps else ''}; single scores run from {low:.1f} to {high:.1f}.",
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
