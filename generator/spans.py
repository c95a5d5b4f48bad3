"""What comparable figures say together: from where to where they run, and how they change with size in one family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.comparable import family_of
from generator.facts import listing, many
from generator.figuretable import Series, said, series, size_said, value_said
from generator.records import Quantity

MIN_FIGURES = 3
MIN_SUBJECTS = 2
MOST_FAMILIES = 2


@dataclass(frozen=True, slots=True)
class Family:
    """The figures of the smallest and of the largest member of one family, from one paper in one setting."""

    name: str
    smallest: Quantity
    largest: Quantity

    @property
    def factor(self) -> float:
        """Return how many times larger the largest is than the smallest."""
        return (self.largest.parameters_b or 0.0) / (self.smallest.parameters_b or 1.0)


def spans(figures: Iterable[Quantity]) -> list[Series]:
    """Return the groups of comparable levels, averages left out, of which a span can be told, the largest first."""
    single = (figure for figure in figures if "average" not in figure.setting)
    return [group for group in series(single) if _tells(group)]


def _tells(group: Series) -> bool:
    subjects = {(figure.subject, figure.parameters_b) for figure in group.figures}
    return len(group.figures) >= MIN_FIGURES and len(subjects) >= MIN_SUBJECTS


def span_said(group: Series) -> str:
    """Return a clause such as "from 41% (Oak-1) to 62% (Elm-2), 3 figures from 2 papers"."""
    low, high = group.figures[0], group.figures[-1]
    counted = f"{many(len(group.figures), 'figure')} from {many(len(group.papers), 'paper')}"
    return f"from {said(low)} to {said(high)}, {counted}"


def families(group: Series) -> tuple[Family, ...]:
    """Return the families of which one paper gives figures at two sizes or more, the widest span of sizes first."""
    return tuple(sorted(_families(group), key=lambda family: (-family.factor, family.name)))[:MOST_FAMILIES]


def _families(group: Series) -> Iterator[Family]:
    sized = [figure for figure in group.figures if figure.parameters_b]
    for (name, _, _), members in groupby(sorted(sized, key=_kin), key=_kin):
        ordered = sorted(members, key=lambda figure: (figure.parameters_b or 0.0, figure.start))
        sizes = [figure.parameters_b for figure in ordered]
        # Two figures of one size would leave open which of them is meant.
        if len(sizes) > 1 and len(set(sizes)) == len(sizes):
            yield Family(name, ordered[0], ordered[-1])


def _kin(figure: Quantity) -> tuple[str, str, str]:
    return family_of(figure.subject), figure.setting, figure.passage.paper


def families_said(group: Series) -> str:
    """Return how the figures change with size within a family, "" where no paper tells of one."""
    told = [f"{family.name} from {_sized(family.smallest)} to {_sized(family.largest)}" for family in families(group)]
    return f"from the smallest of a family to its largest, it goes for {listing(told)}" if told else ""


def _sized(figure: Quantity) -> str:
    return f"{value_said(figure)} ({size_said(figure.parameters_b or 0.0)})"
