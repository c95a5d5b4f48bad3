"""Draw figures as a row for each model: one mark, or a mark for each setting, language or benchmark, joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.axes import Linear, drawn, label, line, linear, mark
from generator.comparable import Group, Model, Pairs
from generator.facts import listing
from generator.figuretable import size_said
from generator.markdown import Html, clean, drawing, html, lines, tag
from generator.measure import shorten, width

MOST_ROWS: Final = 18
_WIDE: Final = 500
_LEFT: Final = 200
_RIGHT: Final = 484
_ROW: Final = 24
_SIZE: Final = 14

Row = tuple[Model, Mapping[str, float]]


def pairs_plot(pairs: Pairs, name: str) -> Html:
    """Return a row for each model with a mark for each category, the highest first; at most eighteen rows."""
    return _plot(pairs.title, pairs.unit, pairs.categories, pairs.rows, name)


def dots(group: Group, name: str) -> Html:
    """Return a row with one mark for each model of the group, the highest first; at most eighteen rows."""
    models = sorted(group.models, key=lambda model: (-model.value, model.name))
    return _plot(group.title, group.unit, ("",), [(model, {"": model.value}) for model in models], name)


def _plot(title: str, unit: str, categories: Sequence[str], rows: Sequence[Row], name: str) -> Html:
    shown = rows[:MOST_ROWS]
    scale = linear([value for _, values in shown for value in values.values()], _LEFT, _RIGHT)
    head = list(_legend(categories))
    top = 28.0 + 22 * (1 + max((row for row, _ in head), default=-1))
    bottom = top + len(shown) * _ROW
    told = shorten(f"{clean(title, 120)}, {clean(unit, 40)}".rstrip(", "), _WIDE - 8, _SIZE)
    parts = [label(told, 4, 16, "strong"), *(part for _, part in head), *_axis(scale, top, bottom)]
    names = Counter((model.name, model.size) for model, _ in shown)
    for place, (model, values) in enumerate(shown):
        parts += _row(model, values, names, (scale, categories, unit), top + (place + 0.5) * _ROW)
    about = html(f"{_extent(categories, shown, unit)} The table of figures lists each with its source.")
    return drawing(name, clean(title, 200), about, lines(parts), box=(_WIDE, bottom + 26), size=_SIZE, css="plot")


def _extent(categories: Sequence[str], rows: Sequence[Row], unit: str) -> str:
    values = [value for _, cells in rows for value in cells.values()]
    by = f" under {listing(list(categories))}" if any(categories) else ""
    return f"{len(rows)} models{by}; values from {min(values):g} to {max(values):g} {unit}."


def _legend(categories: Sequence[str]) -> Iterator[tuple[int, Html]]:
    """Yield the marks of the categories with their names, each with the number of its line."""
    x, row = 10.0, 0
    for shape, category in enumerate(categories if any(categories) else ()):
        told = clean(category, 40)
        if x > 10 and x + 14 + width(told, _SIZE) > _WIDE:
            x, row = 10.0, row + 1
        y = 34.0 + 22 * row
        yield row, drawn(x, y, shape)
        yield row, label(told, x + 12, y + 5, "tick")
        x += 34 + width(told, _SIZE)


def _axis(scale: Linear, top: float, bottom: float) -> Iterator[Html]:
    for value in scale.ticks:
        x = scale.at(value)
        yield tag("line", x1=x, x2=x, y1=top, y2=bottom, class_="grid")
        yield label(f"{round(value, 6):g}", x, bottom + 18, "tick", anchor="middle")


def _row(
    model: Model,
    values: Mapping[str, float],
    names: Mapping[tuple[str, float | None], int],
    axis: tuple[Linear, Sequence[str], str],
    y: float,
) -> Iterator[Html]:
    scale, categories, unit = axis
    size = f" {size_said(model.size)}" if model.size else ""
    setting = f" ({clean(model.setting, 40)})" if model.setting and names[model.name, model.size] > 1 else ""
    yield label(
        shorten(f"{clean(model.name, 80)}{size}{setting}", _LEFT - 12, _SIZE), _LEFT - 8, y + 5, "label", anchor="end"
    )
    places = sorted((scale.at(value), y) for value in values.values())
    yield line([places[0], places[-1]] if places[0] != places[-1] else [], "join")
    for shape, category in enumerate(categories):
        if category in values:
            by = f" {clean(category, 80)}" if category else ""
            told = f"{clean(model.name, 80)}{size}{by}: {values[category]:g} {unit}"
            yield mark(scale.at(values[category]), y, shape, told)
