"""Which figures may stand in one drawing: models of one metric, unit, benchmark and language, or one model's pairs."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from generator.figuretable import is_level, measures
from generator.ids import fold
from generator.records import Outcome, Quantity

FEWEST: Final = 5
MOST_PANELS: Final = 2
MOST_MARKS: Final = 4
_FEWEST_SIZES: Final = 3
_SIZED: Final = 0.75  # where more models than a quarter have no size, a plot against size would hide them
_SIZE = re.compile(r"[-\s]*\d+(?:\.\d+)?[BM]\b", re.IGNORECASE)
DIMENSIONS: Final = ("setting", "language", "benchmark")

Key = tuple[str, float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model of one size in one setting with all values that the papers give for it; `size` is in billions."""

    name: str
    size: float | None
    setting: str
    figures: tuple[Quantity, ...]

    @property
    def family(self) -> str:
        """Return what models of one name and setting have in common, whatever their size."""
        return f"{_folded(self.name)} {self.setting}"

    @property
    def value(self) -> float:
        """Return the median of the values."""
        return float(median(figure.value for figure in self.figures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Models that can be compared: one metric, one unit, one benchmark, one language."""

    metric: str
    unit: str
    benchmark: str
    language: str | None
    models: tuple[Model, ...]

    @property
    def title(self) -> str:
        """Return what is compared, in words."""
        return _place(self.metric, self.benchmark, self.language)

    @property
    def sized(self) -> tuple[Model, ...]:
        """Return the models whose size is known."""
        return tuple(model for model in self.models if model.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Models with values under several settings, languages or benchmarks, everything else being equal.

    A row is a model and its values by category; at most four categories, the most frequent first.
    """

    title: str
    unit: str
    categories: tuple[str, ...]
    rows: tuple[tuple[Model, Mapping[str, float]], ...]


def groups(figures: Iterable[Quantity]) -> tuple[Group, ...]:
    """Return the groups of at least five models, the largest first; a figure without a benchmark compares with none."""
    found: dict[tuple[str, str, str, str], list[Quantity]] = defaultdict(list)
    for figure in filter(is_level, figures):
        if figure.benchmark and math.isfinite(figure.value):
            found[figure.metric, figure.unit, figure.benchmark, figure.language or ""].append(figure)
    made = (
        Group(metric=metric, unit=unit, benchmark=benchmark, language=language or None, models=_models(group))
        for (metric, unit, benchmark, language), group in found.items()
    )
    large = (group for group in made if len(group.models) >= FEWEST)
    return tuple(sorted(large, key=lambda group: (-len(group.models), group.title, group.unit)))


def panels(found: Sequence[Group], outcomes: Sequence[Outcome]) -> tuple[Group, ...]:
    """Return the groups to draw against size: the first that the outcomes name, and one of another unit."""
    fit = [group for group in found if _has_sizes(group)]
    fit.sort(key=lambda group: _rank(group, outcomes))
    chosen: list[Group] = []
    for group in fit:
        if len(chosen) < MOST_PANELS and all(group.unit != other.unit for other in chosen):
            chosen.append(group)
    return tuple(chosen)


def paired(figures: Iterable[Quantity]) -> Pairs | None:
    """Return the largest set of at least five models with two values or more that differ in one thing only."""
    held = [figure for figure in filter(is_level, figures) if math.isfinite(figure.value)]
    candidates = [pairs for dimension in DIMENSIONS for pairs in _pairs(held, dimension)]
    return max(candidates, key=lambda pairs: len(pairs.rows), default=None)


def nearest_miss(figures: Iterable[Quantity]) -> tuple[str, int] | None:
    """Return the title and the number of models of the largest group, however small; None without levels."""
    found: dict[str, list[Quantity]] = defaultdict(list)
    for figure in filter(is_level, figures):
        found[_place(figure.metric, figure.benchmark or "", figure.language)].append(figure)
    sizes = ((title, len(_models(group))) for title, group in found.items())
    return max(sizes, key=lambda item: (item[1], item[0]), default=None)


def _models(figures: Iterable[Quantity]) -> tuple[Model, ...]:
    found: dict[Key, dict[tuple[str, float], Quantity]] = defaultdict(dict)
    for figure in figures:
        found[_key(figure)].setdefault((figure.passage.paper, figure.value), figure)
    return tuple(_model(tuple(same.values())) for same in found.values())


def _model(figures: tuple[Quantity, ...]) -> Model:
    first = figures[0]
    size = first.parameters_b if first.parameters_b and math.isfinite(first.parameters_b) else None
    return Model(name=family_of(first.subject) or first.subject, size=size, setting=first.setting, figures=figures)


def _key(figure: Quantity) -> Key:
    return _folded(figure.subject), figure.parameters_b or 0.0, figure.setting


def family_of(subject: str) -> str:
    """Return the name of a subject without its size, "" for one that is nothing else."""
    return _SIZE.sub("", subject).strip(" -")


def _folded(subject: str) -> str:
    return fold(family_of(subject)).replace(" ", "") or fold(subject)


def _has_sizes(group: Group) -> bool:
    sized = group.sized
    several = len({model.size for model in sized}) >= _FEWEST_SIZES
    return several and len(sized) >= FEWEST and len(sized) >= _SIZED * len(group.models)


def _rank(group: Group, outcomes: Sequence[Outcome]) -> tuple[int, int]:
    named = (place for place, outcome in enumerate(outcomes) if measures(outcome, group.models[0].figures[0]))
    return next(named, len(outcomes)), -len(group.models)


def _pairs(figures: Iterable[Quantity], dimension: str) -> Iterable[Pairs]:
    """Yield the sets of models whose values differ in `dimension`, each with everything else equal."""
    found: dict[tuple[str, ...], dict[Key, dict[str, list[Quantity]]]] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        category = getattr(figure, dimension)
        if category:
            subject, size, setting = _key(figure)
            # Without a benchmark only figures of one paper were measured alike.
            paper = "" if figure.benchmark else figure.passage.paper
            row = (f"{subject} {paper}", size, "" if dimension == "setting" else setting)
            fixed = [figure.benchmark or "", figure.language or ""]
            fixed = [part for part, kind in zip(fixed, ("benchmark", "language"), strict=True) if kind != dimension]
            cells = found[figure.metric, figure.unit, *fixed][row]
            cells.setdefault(category, []).append(figure)
    for (metric, unit, *rest), rows in found.items():
        several = {key: cells for key, cells in rows.items() if len(cells) > 1}
        counts = Counter(category for cells in several.values() for category in cells)
        shown = tuple(sorted(counts, key=lambda name: (-counts[name], name))[:MOST_MARKS])
        made = [(_row(cells, dimension), _values(cells, shown)) for cells in several.values()]
        made = [row for row in made if len(row[1]) > 1]
        if len(made) >= FEWEST:
            title = " ".join([metric, *(part for part in rest if part), f"by {dimension}"])
            yield Pairs(title=title, unit=unit, categories=shown, rows=tuple(sorted(made, key=_highest)))


def _row(cells: Mapping[str, Sequence[Quantity]], dimension: str) -> Model:
    model = _model(tuple(figure for same in cells.values() for figure in same))
    return replace(model, setting="") if dimension == "setting" else model


def _values(cells: Mapping[str, Sequence[Quantity]], shown: Sequence[str]) -> Mapping[str, float]:
    return {name: float(median(figure.value for figure in cells[name])) for name in shown if name in cells}


def _highest(row: tuple[Model, Mapping[str, float]]) -> tuple[float, str]:
    return -max(row[1].values()), row[0].name


def _place(metric: str, benchmark: str, language: str | None) -> str:
    return metric + (f" on {benchmark}" if benchmark else "") + (f" in {language}" if language else "")
