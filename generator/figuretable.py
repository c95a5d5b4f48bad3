"""Figures that may stand side by side: same metric, unit, benchmark, language and setting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.ids import fold
from generator.records import Outcome, Quantity

_SIZE = re.compile(r"\d+(?:\.\d+)?[BM]\b", re.IGNORECASE)


_SIDES = {"": "", "at most": "up to ", "at least": "at least "}
_SIGNS = {"": "by ", "up": "+", "down": "−"}


@dataclass(frozen=True, slots=True)
class Series:
    """Comparable figures in rising order of value."""

    metric: str
    unit: str
    benchmark: str | None
    language: str | None
    figures: tuple[Quantity, ...]

    @property
    def label(self) -> str:
        """Return what is measured, as a reader says it."""
        return (
            self.metric
            + (f" on {self.benchmark}" if self.benchmark else "")
            + (f" in {self.language}" if self.language else "")
        )

    @property
    def papers(self) -> tuple[str, ...]:
        """Return the papers that give the figures, by id."""
        return tuple(sorted({figure.passage.paper for figure in self.figures}))


def is_level(figure: Quantity) -> bool:
    """Return whether a figure says where a named subject stands: no change, no bound, and of a metric that is named."""
    return figure.kind == "level" and not figure.bound and bool(figure.subject and figure.metric)


def series(figures: Iterable[Quantity]) -> tuple[Series, ...]:
    """Return the levels grouped, the largest group first; a figure that a paper repeats counts once.

    Settings may differ within a group; they are printed beside each figure.
    """
    groups: dict[tuple[str, str, str, str], list[Quantity]] = {}
    for figure in filter(is_level, figures):
        key = (figure.metric, figure.unit, figure.benchmark or "", figure.language or "")
        _add(figure, groups.setdefault(key, []))
    made = [
        Series(metric, unit, benchmark or None, language or None, tuple(sorted(group, key=_order)))
        for (metric, unit, benchmark, language), group in groups.items()
    ]
    return tuple(sorted(made, key=lambda item: (-len(item.papers), -len(item.figures), item.label)))


def _add(figure: Quantity, group: list[Quantity]) -> None:
    """Add a figure to the group, unless its paper gave it before."""
    if not any(_same(figure, other) for other in group):
        group.append(figure)


def _same(one: Quantity, other: Quantity) -> bool:
    paper = one.passage.paper == other.passage.paper
    return paper and (one.subject, one.parameters_b, one.value) == (other.subject, other.parameters_b, other.value)


def _order(figure: Quantity) -> tuple[float, str, int]:
    return figure.value, figure.passage.paper, figure.start


def measures(outcome: Outcome, figure: Quantity) -> bool:
    """Return whether the figure is of the metric that the outcome, or one of its terms, names."""
    return figure.metric.lower() in {term.lower() for term in (outcome.name, *outcome.terms)}


def named_after(outcome: Outcome, figure: Quantity) -> bool:
    """Return whether the figure is of the metric that gives the outcome its name, as in "memory in use"."""
    return measures(outcome, figure) and figure.metric.lower() in outcome.name.lower()


def said(figure: Quantity) -> str:
    """Return value and subject as text: `57.3 % (Somemodel, 15B)`."""
    size = f", {size_said(figure.parameters_b)}" if figure.parameters_b and not _SIZE.search(figure.subject) else ""
    setting = f", {figure.setting}" if figure.setting else ""
    return f"{value_said(figure)} ({figure.subject}{size}{setting})"


def value_said(figure: Quantity) -> str:
    """Return the value with its unit."""
    if figure.unit == "%":
        return f"{figure.value:.15g}%"
    return f"{figure.value:,.15g} {figure.unit}".rstrip()


def stated_said(figure: Quantity) -> str:
    """Return the value as its sentence means it: `57.3%`, `up to 67%`, `+12.2 points against somemodel`."""
    value = value_said(figure)
    if figure.kind == "level":
        return f"{_SIDES[figure.bound]}{value}"
    if figure.unit == "times":
        value = f"{'by ' if figure.direction != 'down' else 'down by '}{_SIDES[figure.bound]}{value}"
    else:
        value = f"{_SIDES[figure.bound]}{_SIGNS[figure.direction]}{value}"
    return f"{value} against {figure.versus}" if figure.versus else value


def size_said(billions: float) -> str:
    """Return a number of parameters as people write it: 15.5B, 350M."""
    return f"{billions:g}B" if billions >= 1 else f"{billions * 1000:g}M"


def abreast(
    figures: Iterable[Quantity],
) -> tuple[tuple[str, ...], tuple[tuple[str, float, Mapping[str, tuple[Quantity, ...]]], ...]]:
    """Return metrics, and the subjects of one size for which levels of at least two of them are given.

    A row is (subject, size in billions, figures by metric); rows are ordered by subject and size.
    """
    rows: dict[tuple[str, float], dict[str, list[Quantity]]] = {}
    names: dict[str, str] = {}
    for figure in filter(is_level, figures):
        if figure.parameters_b is not None:
            subject = _SIZE.sub("", figure.subject).strip(" -")
            key = fold(subject).replace(" ", "")
            names.setdefault(key, subject)
            _add(figure, rows.setdefault((key, figure.parameters_b), {}).setdefault(figure.metric, []))
    several = {key: cells for key, cells in sorted(rows.items()) if len(cells) > 1}
    metrics = tuple(dict.fromkeys(metric for cells in several.values() for metric in sorted(cells)))
    made = (
        (names[key], size, {m: tuple(given) for m, given in cells.items()}) for (key, size), cells in several.items()
    )
    return metrics, tuple(made)
