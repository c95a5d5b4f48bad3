"""The scoreboard: how well the parts do on data that others made, each figure with its command."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator.catalogue import catalogue
from generator.facts import many
from generator.krippendorff import alpha
from generator.layout import href, paper_link, report_page, scrolling
from generator.markdown import EMPTY, Html, block, drawing, heading, html, join, lines, link, page, table, tag
from generator.records import Corpus, Criterion, Page, Rubric
from generator.scoreboard import Changed, Curve, Figure, Scoreboard, Twin, load_scoreboard

HERE: Final = "scoreboard.md"
_SIDE: Final = 320
_LEFT: Final = 52
_TOP: Final = 16
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_SIZE: Final = 14


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `scoreboard.md`."""
    board = load_scoreboard()
    yield Page(
        path=HERE,
        text=page(
            {"title": "Scoreboard", "description": "How well search, verification and confidence do, measured"},
            heading(1, "Scoreboard"),
            block(_lead(board)),
            *_tables(board),
            heading(2, "What the review panel gives points for"),
            block(*_rubrics(corpus.rubrics)),
            heading(2, "Do the reviewers agree?"),
            block(_agreement(corpus)),
            heading(2, "Is a stated probability right as often as it says?"),
            block(*(_curve(curve, f"curve-{place}") for place, curve in enumerate(board.curves, start=1))),
            heading(2, "Claims written by hand and their altered twins"),
            block(_twins(board.twins, corpus)),
            heading(2, "What the network would change in the reports"),
            block(_changed(board.changed, corpus)),
        ),
    )


def _lead(board: Scoreboard) -> Html:
    return tag(
        "p",
        "Figures are measured by the commands beside them and stored; bad ones stay. Figures for pairs that are given "
        "and for the open pipeline, which has to find the papers itself, answer different questions and cannot be "
        "compared. Development figures come from five folds of SciFact’s training claims: each claim is judged by a "
        "network that has not seen it. The network is ",
        tag("code", f"sha256 {html(board.model[:16])}"),
        ". ",
        link("How it works", href(HERE, "method.md")),
        ".",
        class_="lead",
    )


def _tables(board: Scoreboard) -> Iterator[str]:
    for task, group in groupby(board.figures, key=lambda figure: figure.task):
        figures = list(group)
        yield heading(2, task)
        columns = ("Measure", "Value", "n", "Others", "Aim")
        found = table(columns, [_row(figure) for figure in figures], css="cards board", numeric=(1, 2))
        noted = {figure.note: figure.measure for figure in figures if figure.note}
        notes = [tag("p", html(f"{measure}: {note}.", 600), class_="cap") for note, measure in noted.items()]
        yield block(scrolling(found, task), *notes, tag("p", "Measured with ", join(_measured(figures), "; "), "."))


def _row(figure: Figure) -> tuple[str, ...]:
    value = f"{figure.value:.3f}" if abs(figure.value) < 10 else f"{figure.value:,.0f}"
    return figure.measure, value, f"{figure.n:,}", figure.beat, figure.aim


def _measured(figures: list[Figure]) -> list[Html]:
    """Return each command with date and commit, and which figures it gives where there are several commands."""
    several = len({figure.command for figure in figures}) > 1
    found: dict[tuple[str, str, str], list[str]] = {}
    for figure in figures:
        found.setdefault((figure.command, figure.date, figure.commit), []).append(figure.measure)
    return [
        join(
            [
                tag("code", html(command, 400)),
                html(f" ({', '.join(measures)})" if several else ""),
                html(f" on {date} at commit {commit}"),
            ]
        )
        for (command, date, commit), measures in found.items()
    ]


def _rubrics(rubrics: tuple[Rubric, ...]) -> Iterator[Html]:
    if not rubrics:
        yield tag("p", "No reviewer is known here.")
        return
    yield tag(
        "p",
        "Each reviewer sees the finished draft and gives 0 to 10 points. A criterion earns its points in proportion "
        "to the share that meets it; one that does not apply leaves its points to the others. Several reviewers look "
        "for faults that a build rules out, so a report without damage gets 10 from them: the mean of the panel is "
        "high, and reports differ in what the other reviewers say.",
    )
    yield scrolling(table(("Reviewer", "Points", "Caps the mean"), map(_rubric, rubrics), css="cards board"), "Rubrics")


def _rubric(rubric: Rubric) -> tuple[Html, Html, str]:
    points = tag("ul", *(tag("li", _points(one)) for one in rubric.criteria))
    note = tag("span", html(rubric.note, 400), class_="cap") if rubric.note else EMPTY
    cap = f"at {rubric.cap:g}: {rubric.capped}" if rubric.cap is not None else ""
    asked = join([html(rubric.reviewer), tag("span", html(rubric.asks, 200), class_="cap")], " ")
    return asked, join([points, note]), cap


def _points(one: Criterion) -> Html:
    return html(f"{one.points:g} for {one.what}" if one.points > 0 else f"−{-one.points:g} for {one.what}", 400)


def _agreement(corpus: Corpus) -> Html:
    reviewed = [report for report in corpus.reports if report.reviews]
    value = alpha([review.score for review in report.reviews] for report in reviewed)
    if value is None:
        return tag("p", "There are no reviews to compare.")
    several = "reports" if len(reviewed) > 1 else "report"
    said = f"{value:.2f}".replace("-", "−")
    return tag(
        "p",
        f"Krippendorff’s alpha (interval) of the panel’s scores over {len(reviewed)} {several} is {said}; 1 is "
        "perfect agreement, 0 that of chance. It is no measure of how right the panel is. The reviewers look at "
        "different qualities on purpose: were alpha near 1, one of them would do. Values near 0 or below it are "
        "expected, and say that no reviewer repeats another; over so few reports the figure is rough.",
    )


def _curve(curve: Curve, name: str) -> Html:
    """Return the reliability curve with its table; on the diagonal, what is stated is what is true."""
    most = max((n for _, _, n in curve.points), default=1)
    marks = [
        tag(
            "g",
            tag("title", f"stated {stated:.2f}, true {true:.2f}, n {n}"),
            tag("circle", cx=_x(stated), cy=_y(true), r=round(3 + 7 * (n / most) ** 0.5, 1), class_="mark"),
        )
        for stated, true, n in curve.points
    ]
    diagonal = tag("line", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1), class_="grid diagonal")
    content = lines([*_grid(), diagonal, *marks])
    box = (_LEFT + _SIDE + 14, _TOP + _SIDE + 52)
    drawn = drawing(
        name, html(curve.title, 200), html(curve.told, 600), content, box=box, size=_SIZE, css="plot square"
    )
    rows = [(f"{stated:.2f}", f"{true:.2f}", str(n)) for stated, true, n in curve.points]
    listed = tag(
        "details",
        tag("summary", "The figures behind the curve"),
        table(("Stated", "True", "n"), rows, css="narrow", numeric=(0, 1, 2)),
    )
    caption = tag("figcaption", html(f"{curve.title}. {curve.told} Calibration error {curve.error:.3f}.", 900))
    return tag("figure", drawn, caption, listed)


def _grid() -> list[Html]:
    parts: list[Html] = []
    for tick in _TICKS:
        parts.append(tag("line", x1=_x(0), x2=_x(1), y1=_y(tick), y2=_y(tick), class_="grid"))
        parts.append(tag("text", f"{tick:g}", x=_LEFT - 7, y=_y(tick) + 5, text_anchor="end", class_="tick"))
        parts.append(tag("text", f"{tick:g}", x=_x(tick), y=_y(0) + 22, text_anchor="middle", class_="tick"))
    parts.append(tag("text", "stated", x=_x(1), y=_y(0) + 44, text_anchor="end", class_="axis"))
    parts.append(tag("text", "true", x=4, y=_TOP + 10, class_="axis"))
    return parts


def _x(share: float) -> float:
    return round(_LEFT + share * _SIDE, 1)


def _y(share: float) -> float:
    return round(_TOP + (1 - share) * _SIDE, 1)


def _twins(twins: tuple[Twin, ...], corpus: Corpus) -> Html:
    if not twins:
        return tag("p", "None are stored.")
    shelf = catalogue(corpus)
    rows = []
    for twin in twins:
        paper = paper_link(shelf, HERE, twin.paper, twin.paper)
        rows.append((html(twin.claim), *_shares(twin.judged), paper))
        rows.append((join([tag("em", "altered:"), html(twin.altered)], " "), *_shares(twin.judged_altered), EMPTY))
    right = sum(twin.judged[0] == max(twin.judged) for twin in twins)
    caught = sum(twin.judged_altered[1] == max(twin.judged_altered) for twin in twins)
    told = tag(
        "p",
        f"Written by hand; the network reads each beside the same sentences of our note on the paper. {right} of "
        f"{len(twins)} true claims are called supported, {caught} of {len(twins)} altered ones contradicted.",
    )
    columns = ("Claim", "Supports", "Contradicts", "Neutral", "Paper")
    return lines([told, scrolling(table(columns, rows, css="cards", numeric=(1, 2, 3)), "Twins")])


def _shares(judged: tuple[float, float, float]) -> tuple[str, ...]:
    return tuple(f"{share:.2f}" for share in judged)


def _changed(changed: tuple[Changed, ...], corpus: Corpus) -> Html:
    if not changed:
        return tag("p", "None was read by hand.")
    shelf = catalogue(corpus)
    there = {report.id for report in shelf.reports}
    rows = [
        (
            html(row.claim),
            f"{row.before} → {row.after}",
            paper_link(shelf, HERE, row.paper, row.paper),
            "right" if row.right else "wrong",
            html(row.why),
            link(row.report, href(HERE, report_page(row.report))) if row.report in there else html(row.report),
        )
        for row in changed
    ]
    right = sum(row.right for row in changed)
    told = tag(
        "p",
        f"{many(len(changed), 'reading')} that speak most for or against a claim of the reports, read by hand: {right} "
        f"right, {len(changed) - right} wrong. The bars from which on a report takes a side were chosen on another "
        "field; all of these lie below them, so no verdict of the shipped reports rests on the network.",
    )
    columns = ("Claim", "Verdict", "Deciding paper", "Right?", "Why", "Report")
    return lines([told, scrolling(table(columns, rows, css="cards"), "Strongest readings")])
