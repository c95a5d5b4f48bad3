"""Long lists in parts of at most 200 rows, a page each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from generator.layout import href
from generator.markdown import EMPTY, Html, html, join, link, tag

MOST_ROWS: Final = 200
_AROUND: Final = 2

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Row]):
    """One part of a list, numbered from 1; `rows` begin at row `start` of the list, `paths` are those of all parts."""

    number: int
    start: int
    rows: tuple[Row, ...]
    paths: tuple[str, ...]

    @property
    def path(self) -> str:
        """Return the path of the page that shows this part."""
        return self.paths[self.number - 1]

    def titled(self, title: str) -> str:
        """Return the title of this part's page: only later ones name their number."""
        return title if self.number == 1 else f"{title}, page {self.number}"


def parts(rows: Sequence[Row], first: str, more: str, most: int = MOST_ROWS) -> Iterator[Part[Row]]:
    """Yield the parts of a list, one where it is empty; `first` is the path of part 1, `more` that of part `{}`."""
    cuts = [*range(0, len(rows), most), len(rows)] if rows else [0, 0]
    yield from _cut(rows, cuts, first, more)


def weighed(rows: Sequence[Row], weight: Callable[[Row], int], first: str, more: str) -> Iterator[Part[Row]]:
    """Yield the parts of a list whose items hold `weight` rows each, as many to a part as 200 rows allow."""
    cuts, held = [0], 0
    for place, row in enumerate(rows):
        if held and held + weight(row) > MOST_ROWS:
            cuts.append(place)
            held = 0
        held += weight(row)
    cuts.append(len(rows))
    yield from _cut(rows, cuts, first, more)


def _cut(rows: Sequence[Row], cuts: Sequence[int], first: str, more: str) -> Iterator[Part[Row]]:
    paths = tuple(first if place == 0 else more.format(place + 1) for place in range(len(cuts) - 1))
    for place in range(len(paths)):
        start, end = cuts[place], cuts[place + 1]
        yield Part(number=place + 1, start=start, rows=tuple(rows[start:end]), paths=paths)


def pager(part: Part[Row], label: str = "Pages of this list") -> Html:
    """Return the way to the other parts: the one before, the first, those around, the last, the next."""
    last = len(part.paths)
    if last == 1:
        return EMPTY
    near = range(part.number - _AROUND, part.number + _AROUND + 1)
    ways: list[Html] = []
    if part.number > 1:
        ways.append(link("Previous", href(part.path, part.paths[part.number - 2]), rel="prev"))
    before = 0
    for number in sorted({1, last, *(place for place in near if 1 <= place <= last)}):
        if number > before + 1:
            ways.append(tag("span", "…", aria_hidden="true"))
        ways.append(_way(part, number))
        before = number
    if part.number < last:
        ways.append(link("Next", href(part.path, part.paths[part.number]), rel="next"))
    return tag("nav", join(ways, " "), class_="pager", aria_label=label)


def _way(part: Part[Row], number: int) -> Html:
    if number == part.number:
        return tag("span", html(f"Page {number} of {len(part.paths)}"), aria_current="page")
    return link(str(number), href(part.path, part.paths[number - 1]), aria_label=f"Page {number}")
