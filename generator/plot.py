"""Draw figures of one metric against the size of what they were measured on, as inline SVG."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.figuretable import is_level
from generator.markdown import Html, clean, drawing, html, lines, tag
from generator.measure import shorten, width
from generator.records import Quantity

FEWEST: Final = 5
_MOST_LABELS: Final = 7
_WIDE: Final = 520
_HIGH: Final = 400
_LEFT: Final = 52
_RIGHT: Final = 506
_TOP: Final = 34
_BOTTOM: Final = 346
_SIZE: Final = 14
_ROOM: Final = 190
_STEPS: Final = (1, 2, 2.5, 5, 10)

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Figures that can be compared: one metric, one unit, one benchmark, each with a size."""

    metric: str
    unit: str
    benchmark: str
    figures: tuple[Quantity, ...]

    @property
    def title(self) -> str:
        """Return what the plot shows, in words."""
        return f"{self.metric} on {self.benchmark} against size"


def comparable(quantities: Iterable[Quantity]) -> tuple[Group, ...]:
    """Return the groups of at least five different levels, the largest first.

    A figure that is repeated for the same subject counts once; one without a
    benchmark is compared with nothing.
    """
    groups: dict[tuple[str, str, str], dict[tuple[str, float, float], Quantity]] = defaultdict(dict)
    for figure in filter(is_level, quantities):
        size = figure.parameters_b
        if size is not None and size > 0 and figure.benchmark and math.isfinite(size) and math.isfinite(figure.value):
            group = groups[figure.metric, figure.unit, figure.benchmark]
            group.setdefault((figure.subject, size, figure.value), figure)
    found = [
        Group(metric=metric, unit=unit, benchmark=benchmark, figures=tuple(figures.values()))
        for (metric, unit, benchmark), figures in groups.items()
        if len(figures) >= FEWEST and len({figure.parameters_b for figure in figures.values()}) > 1
    ]
    return tuple(sorted(found, key=lambda group: (-len(group.figures), group.metric, group.unit, group.benchmark)))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Maps sizes, logarithmically, and values to places in the drawing."""

    small: float
    large: float
    low: float
    high: float

    def x(self, size: float) -> float:
        share = (math.log(size) - self.small) / (self.large - self.small)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def y(self, value: float) -> float:
        return round(_BOTTOM - (value - self.low) / (self.high - self.low) * (_BOTTOM - _TOP), 1)


def scatter(group: Group, name: str) -> Html:
    """Return the plot of `group`, a mark for each figure; `name` makes its ids its own."""
    step, scale = _scaled(group.figures)
    marks = [_mark(figure, scale) for figure in group.figures]
    content = lines([*_values(scale, step, group), *_sizes(scale), *marks, *_labels(group.figures, scale)])
    title = clean(group.title, 200)
    return drawing(name, title, _told(group), content, box=(_WIDE, _HIGH), size=_SIZE, css="plot")


def _told(group: Group) -> Html:
    sizes = [figure.parameters_b or 0 for figure in group.figures]
    values = [figure.value for figure in group.figures]
    return html(
        f"{len(values)} figures for sizes from {min(sizes):g}B to {max(sizes):g}B parameters; "
        f"values from {min(values):g} to {max(values):g} {group.unit}. The table of figures lists each with its source."
    )


def _scaled(figures: Sequence[Quantity]) -> tuple[float, _Scale]:
    values = [figure.value for figure in figures]
    low, high = min(0.0, *values), max(0.0, *values)
    step = _step((high - low or 1.0) / 4)
    logs = [math.log(figure.parameters_b or 1) for figure in figures]
    margin = max((max(logs) - min(logs)) * 0.06, 0.1)
    bounds = (math.floor(low / step) * step, math.ceil(high / step) * step or step)
    return step, _Scale(min(logs) - margin, max(logs) + margin, *bounds)


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(part * power for part in _STEPS if part * power >= rough * 0.999)


def _values(scale: _Scale, step: float, group: Group) -> list[Html]:
    unit = shorten(clean(f"{group.metric}, {group.unit}".rstrip(", "), 80), _WIDE - 10, _SIZE)
    parts = [tag("text", unit, x=4, y=16, class_="axis")]
    for place in range(round((scale.high - scale.low) / step) + 1):
        value = scale.low + place * step
        y = scale.y(value)
        parts.append(tag("line", x1=_LEFT, x2=_RIGHT, y1=y, y2=y, class_="grid"))
        parts.append(tag("text", f"{round(value, 6):g}", x=_LEFT - 7, y=y + 5, text_anchor="end", class_="tick"))
    return parts


def _sizes(scale: _Scale) -> list[Html]:
    smallest, largest = math.floor(scale.small / math.log(10)), math.ceil(scale.large / math.log(10))
    ticks = [part * 10.0**power for power in range(smallest, largest + 1) for part in (1, 2, 5)]
    shown = [size for size in ticks if scale.small <= math.log(size) <= scale.large]
    parts: list[Html] = []
    free = 0.0
    for size in shown:
        label = f"{round(size, 6):g}B" if size >= 1 else f"{round(size * 1000, 3):g}M"
        half = width(label, _SIZE) / 2
        x = scale.x(size)
        if x - half >= free and x + half <= _WIDE:
            parts.append(tag("text", label, x=x, y=_BOTTOM + 22, text_anchor="middle", class_="tick"))
            free = x + half + 8
    parts.append(tag("text", "parameters, log scale", x=_RIGHT, y=_BOTTOM + 46, text_anchor="end", class_="axis"))
    return parts


def _mark(figure: Quantity, scale: _Scale) -> Html:
    size = figure.parameters_b or 1
    more = ", ".join(clean(part, 80) for part in (figure.language or "", figure.setting) if part)
    told = f"{clean(figure.subject, 80)}: {size:g}B, {figure.value:g} {figure.unit}" + (f" ({more})" if more else "")
    circle = tag("circle", cx=scale.x(size), cy=scale.y(figure.value), r=5, class_="mark")
    return tag("g", tag("title", told), circle)


def _labels(figures: Sequence[Quantity], scale: _Scale) -> list[Html]:
    """Return labels for the outermost figures, none of which touches a mark or another label."""
    points = [(scale.x(figure.parameters_b or 1), scale.y(figure.value)) for figure in figures]
    taken: list[Rectangle] = [(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    parts: list[Html] = []
    named: set[str] = set()
    for place in _outermost(points):
        if len(parts) == _MOST_LABELS:
            break
        name = shorten(clean(figures[place].subject, 80), _ROOM, _SIZE)
        spot = _spot(points[place], width(name, _SIZE), taken)
        if spot and name not in named:
            taken.append(spot)
            named.add(name)
            parts.append(tag("text", name, x=round(spot[0], 1), y=round(spot[3] - 4, 1), class_="label"))
    return parts


def _outermost(points: Sequence[tuple[float, float]]) -> list[int]:
    """Return the places of `points`, highest, lowest, leftmost and rightmost by turns."""
    places = range(len(points))
    ways = [
        sorted(places, key=lambda place: points[place][1]),
        sorted(places, key=lambda place: -points[place][1]),
        sorted(places, key=lambda place: points[place][0]),
        sorted(places, key=lambda place: -points[place][0]),
    ]
    return list(dict.fromkeys(place for turn in zip(*ways, strict=True) for place in turn))


def _spot(point: tuple[float, float], wide: float, taken: Sequence[Rectangle]) -> Rectangle | None:
    x, y = point
    sides = ((x + 9, y - 9), (x - 9 - wide, y - 9))
    centred = ((x - wide / 2, y - 27), (x - wide / 2, y + 9))
    corners = (*sides, *centred, (x + 6 - wide, y - 27), (x + 6 - wide, y + 9), (x - 6, y - 27), (x - 6, y + 9))
    for left, top in corners:
        spot = (left, top, left + wide, top + 18)
        inside = spot[0] >= _LEFT and spot[2] <= _WIDE and spot[1] >= 20 and spot[3] <= _BOTTOM
        if inside and not any(_touch(spot, other) for other in taken):
            return spot
    return None


def _touch(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
