"""Scales, ticks and marks that the drawings of figures share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.markdown import EMPTY, Html, html, tag

_STEPS: Final = (1, 2, 2.5, 5, 10)
RADIUS: Final = 5

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """Maps values in [low, high] to [start, end] of the drawing; `step` lies between two ticks."""

    low: float
    high: float
    step: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value lies, to a tenth."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Return the values to be written at the axis."""
        return tuple(self.low + place * self.step for place in range(round((self.high - self.low) / self.step) + 1))


def linear(values: Sequence[float], start: float, end: float, *, parts: int = 4) -> Linear:
    """Return a scale from zero that holds `values`, with about `parts` ticks at round numbers."""
    low, high = min(0.0, *values), max(0.0, *values)
    step = _step((high - low or 1.0) / parts)
    return Linear(math.floor(low / step) * step, math.ceil(high / step) * step or step, step, start, end)


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(part * power for part in _STEPS if part * power >= rough * 0.999)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Maps sizes in billions, logarithmically, to [start, end] of the drawing; `small` and `large` are logarithms."""

    small: float
    large: float
    start: float
    end: float

    def at(self, size: float) -> float:
        """Return where a size lies, to a tenth."""
        share = (math.log(size) - self.small) / (self.large - self.small)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Return the round sizes that lie on the axis."""
        low, high = math.floor(self.small / math.log(10)), math.ceil(self.large / math.log(10))
        round_ = (part * 10.0**power for power in range(low, high + 1) for part in (1, 2, 5))
        return tuple(size for size in round_ if self.small <= math.log(size) <= self.large)


def sizes(known: Iterable[float], start: float, end: float) -> Sizes:
    """Return a scale that holds all of `known`, with a margin."""
    logs = [math.log(size) for size in known]
    margin = max((max(logs) - min(logs)) * 0.06, 0.1)
    return Sizes(min(logs) - margin, max(logs) + margin, start, end)


def mark(x: float, y: float, shape: int, told: str) -> Html:
    """Return a mark with `told` as its title; shapes 0..3 are a disc, a ring, a square and a triangle."""
    return drawn(x, y, shape, tag("title", told))


def drawn(x: float, y: float, shape: int, title: Html = EMPTY) -> Html:
    """Return a mark of one of four shapes around a place."""
    if shape == 2:
        return tag("rect", title, x=x - 4.5, y=y - 4.5, width=9, height=9, class_="mark")
    if shape == 3:
        return tag("path", title, d=f"M{x:g} {y - 6:g}l6 10h-12z", class_="mark")
    return tag("circle", title, cx=x, cy=y, r=RADIUS, class_="mark" if shape == 0 else "ring")


def line(points: Sequence[tuple[float, float]], css: str) -> Html:
    """Return the line through `points`; nothing for fewer than two."""
    path = "L".join(f"{x:g} {y:g}" for x, y in points)
    return tag("path", d=f"M{path}", class_=css) if len(points) > 1 else html("")


def label(told: str, x: float, y: float, css: str, *, anchor: str | None = None) -> Html:
    """Return a line of text at a place; `anchor` is start, middle or end."""
    return tag("text", told, x=round(x, 1), y=round(y, 1), text_anchor=anchor, class_=css)


def touch(one: Rectangle, other: Rectangle) -> bool:
    """Return whether two rectangles (left, top, right, bottom) share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def along(points: Sequence[tuple[float, float]]) -> Iterable[Rectangle]:
    """Yield small rectangles that cover the line through `points`, for labels to keep clear of."""
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(1, math.ceil(max(abs(x2 - x1), abs(y2 - y1)) / 8))
        for place in range(steps + 1):
            x, y = x1 + (x2 - x1) * place / steps, y1 + (y2 - y1) * place / steps
            yield x - 2, y - 2, x + 2, y + 2
