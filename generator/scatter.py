"""Draw models against their size as inline SVG: a panel for each metric, one under the other on one axis of size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from string import ascii_lowercase
from typing import Final

from generator.axes import RADIUS, Linear, Rectangle, Sizes, along, label, line, linear, mark, sizes, touch
from generator.comparable import Group, Model
from generator.facts import listing
from generator.figuretable import size_said
from generator.markdown import Html, clean, drawing, html, lines, tag
from generator.measure import shorten, width, wrap

_WIDE: Final = 500
_LEFT: Final = 46
_RIGHT: Final = 488
_HIGH: Final = (360, 210)
_HEAD: Final = 34
_FOOT: Final = 30
_SIZE: Final = 14
_ROOM: Final = 200
_LINE: Final = 18
_ASIDE: Final = ((1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, 1), (0, -1))
_AXIS: Final = "against parameters, log scale"

Point = tuple[float, float]


@dataclass(slots=True)
class _Panel:
    """One panel while it is drawn: its scales, what is taken by marks, lines and labels, and what has to go below."""

    group: Group
    across: Sizes
    up: Linear
    taken: list[Rectangle] = field(default_factory=list)
    keyed: list[str] = field(default_factory=list)

    def point(self, model: Model) -> Point:
        return self.across.at(model.size or 1.0), self.up.at(model.value)


def scatter(groups: Sequence[Group], name: str) -> Html:
    """Return the panels of `groups` with a mark for each model of known size; `name` makes the ids its own.

    Sizes of one family are joined by a line.  Every family is labelled, where there is no room with a letter
    that is explained below its panel.
    """
    across = sizes((model.size or 1.0 for group in groups for model in group.sized), _LEFT + 8, _RIGHT - 8)
    parts: list[Html] = []
    top = 0.0
    for place, group in enumerate(groups):
        drawn, top = _panel(group, across, top, _HIGH[min(place, 1)])
        parts.extend(drawn)
    title = " and ".join(clean(group.title, 200) for group in groups) + " against size"
    return drawing(name, title, _told(groups), lines(parts), box=(_WIDE, top), size=_SIZE, css="plot")


def _told(groups: Sequence[Group]) -> Html:
    said = (_extent(group) for group in groups)
    return html(f"{' '.join(said)} The table of figures lists each with its source.")


def _extent(group: Group) -> str:
    known, values = [model.size or 0.0 for model in group.sized], [model.value for model in group.sized]
    return (
        f"{group.title}: {len(values)} models from {size_said(min(known))} to {size_said(max(known))} parameters; "
        f"values from {min(values):g} to {max(values):g} {group.unit}."
    )


def _panel(group: Group, across: Sizes, top: float, high: float) -> tuple[list[Html], float]:
    bottom = top + high
    values = [figure.value for model in group.sized for figure in model.figures]
    up = linear(values, bottom - _FOOT, top + _HEAD, parts=4 if high > _HIGH[1] else 3)
    panel = _Panel(group, across, up)
    families = _families(group.sized)
    paths = [[panel.point(model) for model in family] for family in families.values()]
    panel.taken += [_around(point) for path in paths for point in path]
    panel.taken += [spot for path in paths for spot in along(path)]
    drawn = [*_values(panel), *_sizes(panel), *(line(path, "join") for path in paths)]
    drawn += [part for model in group.sized for part in _marked(model, panel)]
    drawn += _labels(families, panel)
    key = wrap("; ".join(panel.keyed), _WIDE - _LEFT, _SIZE)
    drawn += [label(row, _LEFT, bottom + 16 + place * _LINE, "tick") for place, row in enumerate(key)]
    return drawn, bottom + len(key) * _LINE + 14


def _families(models: Sequence[Model]) -> Mapping[str, list[Model]]:
    """Return the models by family, each in the order of size; the most numerous families first."""
    found: dict[str, list[Model]] = defaultdict(list)
    for model in sorted(models, key=lambda one: (one.size or 0.0, one.name)):
        found[model.family].append(model)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), -max(m.value for m in item[1]), item[0])))


def _around(point: Point) -> Rectangle:
    x, y = point
    return x - RADIUS - 1, y - RADIUS - 1, x + RADIUS + 1, y + RADIUS + 1


def _values(panel: _Panel) -> Iterator[Html]:
    group, up = panel.group, panel.up
    told = f"{clean(group.title, 120)}, {clean(group.unit, 40)}".rstrip(", ")
    told = shorten(told, _WIDE - 8, _SIZE)
    yield label(told, 4, up.end - 16, "strong")
    if 4 + 1.1 * width(told, _SIZE) + width(_AXIS, _SIZE) < _WIDE:
        yield label(_AXIS, _RIGHT, up.end - 16, "tick", anchor="end")
    for value in up.ticks:
        y = up.at(value)
        yield tag("line", x1=_LEFT, x2=_RIGHT, y1=y, y2=y, class_="grid")
        yield label(f"{round(value, 6):g}", _LEFT - 7, y + 5, "tick", anchor="end")


def _sizes(panel: _Panel) -> Iterator[Html]:
    free, y = 0.0, panel.up.start + 20
    for size in panel.across.ticks:
        told, x = size_said(round(size, 6)), panel.across.at(size)
        half = width(told, _SIZE) / 2
        if x - half >= free and x + half <= _WIDE:
            yield label(told, x, y, "tick", anchor="middle")
            free = x + half + 8


def _marked(model: Model, panel: _Panel) -> Iterator[Html]:
    """Yield the mark of a model at the median of its values, with a line over their range where they differ."""
    x, y = panel.point(model)
    values = [figure.value for figure in model.figures]
    yield line([(x, panel.up.at(min(values))), (x, panel.up.at(max(values)))] if len(set(values)) > 1 else [], "range")
    given = listing([f"{value:g}" for value in dict.fromkeys(values)])
    setting = f" ({clean(model.setting, 80)})" if model.setting else ""
    told = f"{clean(model.name, 80)}, {size_said(model.size or 0.0)}{setting}: {given} {panel.group.unit}"
    yield mark(x, y, 0, told)


def _labels(families: Mapping[str, list[Model]], panel: _Panel) -> Iterator[Html]:
    """Yield a label for each family; none touches a mark, a line or another label."""
    names = Counter(family[0].name for family in families.values())
    for family in families.values():
        name, setting = clean(family[0].name, 80), clean(family[0].setting, 40)
        told = f"{name} ({setting})" if names[family[0].name] > 1 and setting else name
        short = shorten(told, _ROOM, _SIZE)
        spot = _free(family, width(short, _SIZE), panel)
        if spot is None:
            turn, place = divmod(len(panel.keyed), len(ascii_lowercase))
            short = f"{ascii_lowercase[place]}{turn or ''}"
            panel.keyed.append(f"{short} {told}")
            spot, near = _letter(family, width(short, _SIZE), panel)
            yield line([near, ((spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2)] if near else [], "leader")
        panel.taken.append(spot)
        yield label(short, spot[0], spot[3] - 4, "label")


def _free(family: Sequence[Model], wide: float, panel: _Panel) -> Rectangle | None:
    """Return a place for a label at one of the marks of a family, the largest model first."""
    bounds = (_LEFT + 2, panel.up.end - 10, _WIDE - 2, panel.up.start - 1)
    for model in reversed(family):
        for left, top in _corners(panel.point(model), wide):
            spot = (left, top, left + wide, top + _LINE)
            inside = spot[0] >= bounds[0] and spot[1] >= bounds[1] and spot[2] <= bounds[2] and spot[3] <= bounds[3]
            if inside and not any(touch(spot, other) for other in panel.taken):
                return spot
    return None


def _corners(point: Point, wide: float) -> tuple[Point, ...]:
    x, y = point
    sides = ((x + 9, y - 9), (x - 9 - wide, y - 9))
    centred = ((x - wide / 2, y - 26), (x - wide / 2, y + 8))
    return (*sides, *centred, (x + 6 - wide, y - 26), (x + 6 - wide, y + 8), (x - 6, y - 26), (x - 6, y + 8))


def _letter(family: Sequence[Model], wide: float, panel: _Panel) -> tuple[Rectangle, Point | None]:
    """Return the place of a letter, and the mark that a line has to lead to where it stands further off."""
    spot = _free(family, wide, panel)
    if spot:
        return spot, None
    x, y = panel.point(family[-1])
    for far, (right, down) in product((26, 40, 54), _ASIDE):
        middle = (x + right * far, y + down * far)
        left, top = middle[0] - wide / 2, middle[1] - _LINE / 2
        spot = (left, top, left + wide, top + _LINE)
        inside = left >= _LEFT and left + wide <= _WIDE and top >= panel.up.end - 10 and spot[3] <= panel.up.start
        leader = along([(x + right * 14, y + down * 14), middle])
        if inside and not any(touch(part, other) for part in (spot, *leader) for other in panel.taken):
            return spot, (x, y)
    return (x + 8, y - 9, x + 8 + wide, y + 9), None
