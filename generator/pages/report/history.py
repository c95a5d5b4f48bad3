"""The recorded versions of a report, and what changed from each to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.facts import many
from generator.history import SAME, Change, Step, decisions_in_words, in_words, is_recorded, score_change, steps
from generator.layout import View, day, href, paper_link
from generator.markdown import EMPTY, Html, block, heading, html, join, link, table, tag
from generator.references import short

MOST_ROWS: Final = 5
MOST_NAMED: Final = 3
MOST_CHARACTERS: Final = 500
COLUMNS = ("Version", "Date", "Papers", "Claims", "Score", "What changed")


def render(view: View) -> str:
    """Return the newest versions, at most five, a row each, and where the older ones are listed.

    A single version gets a sentence: the page itself shows what it holds.
    """
    found = steps(view.report)
    parts = [tag("p", _standing(view))]
    if len(found) > 1:
        rows = [_row(view, step) for step in found[:MOST_ROWS]]
        parts += [table(COLUMNS, rows, css="cards", numeric=(2, 3, 4)), _former(found[0]), _older(view, found)]
    return f"{heading(3, 'Version history')}\n\n{block(*parts)}"


def _standing(view: View) -> Html:
    """Return how the version of this build stands to the recorded ones."""
    known, now = view.report.history, tag("code", view.report.version)
    if is_recorded(view.report):
        first = ", the first one" if len(known) == 1 else ""
        return join(["This build is version ", now, f"{first}: unchanged since it was recorded."])
    told = (
        f"not recorded yet; the last one recorded is {known[-1].version}." if known else "no version is recorded yet."
    )
    return join(["This build is version ", now, ": ", told])


def _row(view: View, step: Step) -> tuple[str, ...]:
    version = step.version
    return (
        join([tag("code", version.version), EMPTY if step.recorded else " (this build)"]),
        day(version.date),
        str(len(version.papers)),
        str(len(version.claims)),
        "–" if version.score is None else f"{version.score:.1f}",
        join(_told(view, step.change), "; ") if step.change else "first version recorded",
    )


def _told(view: View, change: Change) -> Iterator[Html]:
    if in_words(change) == SAME:
        yield html(SAME)
    for names, what in ((change.papers_new, "new"), (change.papers_gone, "gone")):
        if names:
            yield _named(f"{many(len(names), 'paper')} {what}", [_paper(view, name) for name in names[:MOST_NAMED]])
    for names, what in ((change.claims_new, "new"), (change.claims_gone, "gone")):
        if names:
            numbered = [shown for name in names if (shown := _claim(view, name))]
            yield _named(f"{many(len(names), 'claim')} {what}", numbered[:MOST_NAMED])
    if change.verdicts:
        turned = [
            join(filter(None, [_claim(view, name), f"{before} → {after}"]), " ")
            for name, before, after in change.verdicts[:MOST_NAMED]
        ]
        yield _named(f"{many(len(change.verdicts), 'verdict')} changed", turned)
    if change.answer:
        yield html(f"answer {change.answer}")
    if change.scores:
        yield html(score_change(*change.scores))
    yield from map(html, decisions_in_words(change))


def _named(counted: str, first: Sequence[str]) -> Html:
    """Return a count, and after it the first that it counts."""
    return join([counted, ": ", join(first, ", ")]) if first else html(counted)


def _paper(view: View, name: str) -> Html:
    known = view.catalogue.papers.get(name)
    return paper_link(view.catalogue, view.here, name, short(known) if known else name[:60])


def _claim(view: View, name: str) -> Html:
    """Return the link to a claim that the report still prints, nothing for another."""
    number = view.number(name)
    return link(f"[{number}]", f"#c{number}") if number else EMPTY


def _former(step: Step) -> Html:
    """Return what the answer was before the newest version changed it."""
    if step.before is None or step.change is None or not step.change.answer or not step.before.answer:
        return EMPTY
    before = html(" ".join(step.before.answer), MOST_CHARACTERS)
    return tag("p", "The answer before the newest change: ", tag("q", before), class_="cap")


def _older(view: View, found: Sequence[Step]) -> Html:
    if len(found) <= MOST_ROWS:
        return EMPTY
    way = link("data file", href(view.here, f"data/reports/{view.report.id}.json"))
    return tag("p", f"{many(len(found) - MOST_ROWS, 'older version')}: see the ", way, ".", class_="cap")
