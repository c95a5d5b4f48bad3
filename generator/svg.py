"""Draw the PRISMA 2020 flow of a screening as inline SVG, legible on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.flow import Counts, Flow, flow
from generator.markdown import Html, clean, drawing, html, join, lines, tag
from generator.measure import shorten, wrap
from generator.records import Screening

_WIDE: Final = 520
_BAR: Final = 26
_BOX: Final = 226
_LEFT: Final = _BAR + 8
_RIGHT: Final = _WIDE - _BOX - 2
_SIZE: Final = 15
_LINE: Final = 20
_PAD: Final = 10
_GAP: Final = 28
_TIE: Final = "\ue000"
_HEAD: Final = "Identification of studies via databases and registers"

Rows = tuple[str, ...]
Step = tuple[str, Rows, Rows]


@dataclass(frozen=True, slots=True)
class _Box:
    """A box of the flow: rows that open with "*" are its heading; `x` and `y` are its upper left corner."""

    x: float
    y: float
    rows: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.rows) * _LINE + 2 * _PAD

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + _BOX / 2


def prisma(screening: Screening, name: str) -> Html:
    """Return the flow from identified to included; `name` makes the ids of this drawing its own."""
    found = flow(screening)
    boxes, arrows, spans = _place(_steps(found))
    height = boxes[-1].bottom + 2
    head = _Box(_LEFT, 2, _rows(_HEAD, room=_WIDE - _LEFT - 2))
    content = [_drawn(head, _WIDE - _LEFT - 2), *arrows, *map(_drawn, boxes), *map(_phase, spans)]
    title = "PRISMA 2020 flow diagram"
    return drawing(name, title, _told(found), lines(content), box=(_WIDE, height), size=_SIZE, css="prisma")


def _steps(found: Flow) -> tuple[Step, ...]:
    """Return the boxes of PRISMA 2020, row by row: the phase, what goes on, what leaves."""
    sources = (f"{clean(source, 60)} {_n(hits)}" for source, hits in found.identified)
    removed = (
        f"Duplicate records {_n(found.duplicates)}",
        f"Marked as ineligible by automation tools {_n(0)}",
        f"Removed for other reasons {_n(0)}",
    )
    unfit, excluded = (sum(hits for _, hits in counts) for counts in (found.unfit, found.excluded))
    titled = (f"of which by title only, no text held {_n(found.by_title)}",) if found.by_title else ()
    return (
        (
            "Identification",
            _rows(f"Records identified {_n(found.found)}", sources),
            _rows("Records removed before screening", removed),
        ),
        (
            "Screening",
            _rows(f"Records screened {_n(found.screened)}"),
            _rows(f"Records excluded {_n(unfit)}", _reasons(found.unfit)),
        ),
        (
            "Screening",
            _rows(f"Reports sought for retrieval {_n(found.sought)}"),
            _rows(f"Reports not retrieved {_n(found.missing)}"),
        ),
        (
            "Screening",
            _rows(f"Reports assessed for eligibility {_n(found.assessed)}"),
            _rows(f"Reports excluded {_n(excluded)}", _reasons(found.excluded)),
        ),
        (
            "Included",
            _rows(
                f"Studies included in review {_n(found.included)}",
                (f"Reports of included studies {_n(found.reports)}", *titled),
            ),
            (),
        ),
    )


def _n(number: int) -> str:
    """Return a count as PRISMA writes it, held together when lines are broken."""
    return f"(n{_TIE}={_TIE}{number})"


def _reasons(counts: Counts) -> Iterator[str]:
    return (f"{clean(reason, 120) or 'no reason given'} {_n(hits)}" for reason, hits in counts)


def _rows(head: str, rest: Iterable[str] = (), *, room: float = _BOX) -> Rows:
    heading = wrap(head, room - 2 * _PAD, _SIZE * 1.06)  # bold is wider
    return tuple(f"*{row}" for row in heading) + tuple(
        row for line in rest for row in wrap(line, room - 2 * _PAD, _SIZE)
    )


def _place(steps: Iterable[Step]) -> tuple[list[_Box], list[Html], list[tuple[str, float, float]]]:
    """Return the boxes, the arrows between them, and for each phase where it begins and ends."""
    boxes: list[_Box] = []
    arrows: list[Html] = []
    spans: dict[str, tuple[float, float]] = {}
    above: _Box | None = None
    y = 2.0 + _LINE + 2 * _PAD + 12
    for phase, left_rows, right_rows in steps:
        left = _Box(_LEFT, y, left_rows)
        if above:
            arrows.append(_arrow(left.middle, above.bottom, left.middle, left.y))
        row = [left]
        if right_rows:
            right = _Box(_RIGHT, y, right_rows)
            row.append(right)
            level = y + min(left.height, right.height) / 2
            arrows.append(_arrow(left.x + _BOX, level, right.x, level))
        bottom = max(box.bottom for box in row)
        spans[phase] = (spans.get(phase, (y, y))[0], bottom)
        boxes += row
        y, above = bottom + _GAP, left
    return boxes, arrows, [(phase, top, bottom) for phase, (top, bottom) in spans.items()]


def _arrow(x1: float, y1: float, x2: float, y2: float) -> Html:
    head = f"M{x2 - 7:g} {y2 - 4:g} L{x2:g} {y2:g} L{x2 - 7:g} {y2 + 4:g}"
    if x1 == x2:
        head = f"M{x2 - 4:g} {y2 - 7:g} L{x2:g} {y2:g} L{x2 + 4:g} {y2 - 7:g}"
    return tag("path", d=f"M{x1:g} {y1:g} L{x2:g} {y2:g} {head}", class_="arrow")


def _drawn(box: _Box, wide: float = _BOX) -> Html:
    frame = tag("rect", x=box.x, y=box.y, width=wide, height=box.height, rx=4, class_="box")
    rows = [
        tag(
            "text",
            row.removeprefix("*").replace(_TIE, " "),
            x=box.x + _PAD,
            y=box.y + _PAD + 15 + place * _LINE,
            class_="strong" if row.startswith("*") else None,
        )
        for place, row in enumerate(box.rows)
    ]
    return join([frame, *rows])


def _phase(span: tuple[str, float, float]) -> Html:
    """Return the bar of a phase at the left edge, its name turned upwards."""
    name, top, bottom = span
    x, y = 2 + _BAR / 2 + 5, (top + bottom) / 2
    frame = tag("rect", x=2, y=top, width=_BAR, height=bottom - top, rx=4, class_="box")
    return join(
        [
            frame,
            tag(
                "text",
                shorten(name, bottom - top, _SIZE),
                x=x,
                y=y,
                transform=f"rotate(-90 {x:g} {y:g})",
                text_anchor="middle",
                class_="phase",
            ),
        ]
    )


def _told(found: Flow) -> Html:
    return html(
        f"{found.found} records identified, {found.duplicates} duplicates removed, {found.screened} screened, "
        f"{found.sought} reports sought, {found.missing} not retrieved, {found.assessed} assessed, "
        f"{found.included} studies included. The table below lists every source and reason."
    )
