"""Draw the PRISMA 2020 flow of a screening as inline SVG, legible on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.markdown import Html, clean, drawing, html, join, lines, tag
from generator.measure import wrap
from generator.records import Screening

_WIDE: Final = 500
_BOX: Final = 226
_RIGHT: Final = _WIDE - _BOX - 2
_SIZE: Final = 15
_LINE: Final = 20
_PAD: Final = 10
_GAP: Final = 34


@dataclass(frozen=True, slots=True)
class _Box:
    """A box of the flow: its first row is a heading; `x` and `y` are its upper left corner."""

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
    screened = len(screening.papers)
    included = len(screening.included)
    found = sum(hits for _, hits in screening.identified)
    sources = (f"{clean(source, 60)}: {hits}" for source, hits in screening.identified)
    reasons = (f"{clean(reason, 120) or 'no reason given'}: {hits}" for reason, hits in screening.excluded)
    steps = (
        (_rows(f"Records identified: {found}", sources), _rows(f"Duplicates removed: {screening.duplicates}")),
        (_rows(f"Records screened: {screened}"), _rows(f"Records excluded: {screened - included}", reasons)),
        (_rows(f"Papers included: {included}"), ()),
    )
    boxes, arrows, height = _place(steps)
    return _drawing(name, screening, lines([*arrows, *map(_drawn, boxes)]), height)


def _rows(head: str, rest: Iterable[str] = ()) -> tuple[str, ...]:
    room = _BOX - 2 * _PAD
    return tuple(row for line in (head, *rest) for row in wrap(line, room, _SIZE))


def _place(steps: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> tuple[list[_Box], list[Html], float]:
    boxes: list[_Box] = []
    arrows: list[Html] = []
    above: _Box | None = None
    y = 2.0
    for left_rows, right_rows in steps:
        left = _Box(2, y, left_rows)
        boxes.append(left)
        if above:
            arrows.append(_arrow(left.middle, above.bottom, left.middle, left.y))
        if right_rows:
            right = _Box(_RIGHT, y, right_rows)
            boxes.append(right)
            level = y + min(left.height, right.height) / 2
            arrows.append(_arrow(left.x + _BOX, level, right.x, level))
        y = max(box.bottom for box in boxes) + _GAP
        above = left
    return boxes, arrows, y - _GAP + 2


def _arrow(x1: float, y1: float, x2: float, y2: float) -> Html:
    head = f"M{x2 - 7:g} {y2 - 4:g} L{x2:g} {y2:g} L{x2 - 7:g} {y2 + 4:g}"
    if x1 == x2:
        head = f"M{x2 - 4:g} {y2 - 7:g} L{x2:g} {y2:g} L{x2 + 4:g} {y2 - 7:g}"
    return tag("path", d=f"M{x1:g} {y1:g} L{x2:g} {y2:g} {head}", class_="arrow")


def _drawn(box: _Box) -> Html:
    frame = tag("rect", x=box.x, y=box.y, width=_BOX, height=box.height, rx=4, class_="box")
    rows = [
        tag("text", row, x=box.x + _PAD, y=box.y + _PAD + 15 + place * _LINE, class_="strong" if place == 0 else None)
        for place, row in enumerate(box.rows)
    ]
    return join([frame, *rows])


def _drawing(name: str, screening: Screening, content: Html, height: float) -> Html:
    title = "PRISMA 2020 flow of records"
    return drawing(name, title, _told(screening), content, box=(_WIDE, height), size=_SIZE, css="prisma")


def _told(screening: Screening) -> Html:
    screened = len(screening.papers)
    included = len(screening.included)
    return html(
        f"{sum(hits for _, hits in screening.identified)} records identified, {screening.duplicates} duplicates "
        f"removed, {screened} screened, {screened - included} excluded, {included} included. "
        "The table below lists every source and reason."
    )
