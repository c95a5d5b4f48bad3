"""The top of a report: who and when, title, answer, figures at a glance."""

from __future__ import annotations

from generator.banners import banners
from generator.facts import count, many
from generator.layout import View, certainty, day, href, stats
from generator.markdown import EMPTY, Html, block, heading, html, join, lines, link, tag

UNANSWERED = "The evidence found does not answer this question."
MISSING = "Not answered by the evidence found:"


def render(view: View) -> str:
    """Return the kicker, the title, banners, the answer and the strip of figures."""
    return "\n\n".join(
        [
            block(_kicker(view)),
            heading(1, view.report.question.title),
            block(banners(view), _answer(view), _stats(view)),
        ]
    )


def _kicker(view: View) -> Html:
    report = view.report
    parts = [
        html("Evidence report"),
        html(", ".join(report.question.authors) or "no author named", 300),
        html(day(report.date)),
        html(f"{report.id}, version {report.version}"),
        link("cite", "#provenance"),
        link("data", href(view.here, f"data/reports/{report.id}.json")),
    ]
    return tag("p", join(parts, " · "), class_="kick")


def _answer(view: View) -> Html:
    draft = view.report.draft
    title = tag("p", tag("span", "Answer"), certainty(draft.certainty) if draft.answer else EMPTY, class_="answer-head")
    said = _told(view) if draft.answer else tag("p", UNANSWERED)
    why = tag("p", f"Certainty is {draft.certainty}: {'; '.join(draft.steps)}.", class_="steps")
    parts = [title, said, why if draft.answer and draft.certainty and draft.steps else EMPTY, _missing(draft.missing)]
    return tag("section", Html("\n"), lines(parts), Html("\n"), class_="answer", aria_label="Answer")


def _told(view: View) -> Html:
    """Return the answer as a list, each sentence under the outcomes that it speaks to; the same ones are said once."""
    answer = view.report.draft.answer
    above: list[tuple[str, ...]] = [(), *(statement.outcomes for statement in answer)]
    rows = [
        tag(
            "li",
            tag("b", " · ".join(statement.outcomes), class_="on") if statement.outcomes not in ((), before) else EMPTY,
            join([statement.text, view.cite(statement.claims)]),
            Html(" "),
            tag("span", f"({statement.agreement})", class_="cap") if statement.agreement else EMPTY,
        )
        for before, statement in zip(above, answer, strict=False)
    ]
    return tag("ul", lines(rows), class_="told")


def _missing(sentences: tuple[str, ...]) -> Html:
    told = [sentence.removeprefix(MISSING).strip() for sentence in sentences]
    if not told:
        return EMPTY
    if len(told) == 1:
        return tag("p", tag("b", MISSING), Html(" "), told[0], class_="gap")
    return tag("div", tag("p", tag("b", MISSING)), tag("ul", *(tag("li", line) for line in told)), class_="gap")


def _stats(view: View) -> Html:
    counts = count(view.report)
    cells = [
        (str(counts.included), f"papers included of {counts.screened} screened"),
        (str(counts.claims), "claims extracted"),
        (str(counts.stated), "stated by their source"),
        (str(counts.corroborated), "independently corroborated"),
        (str(counts.contested), "contested"),
    ]
    if counts.score is None or counts.spread is None:
        cells.append(("–", "no review score: nothing to review"))
    else:
        low, high = counts.spread
        cells.append(
            (
                f"{counts.score:.1f}",
                f"of 10, the mean of {many(counts.reviewers, 'reviewer')} from {low:.1f} to {high:.1f}",
            )
        )
    return stats(cells)
