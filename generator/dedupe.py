"""Merge records that describe the same work, and tell apart those that only look alike.

What a person decided comes first.  Then records are one work that share a DOI, a number in another register or
a declared version.  Then, among works that no two DOIs or numbers tell apart, the title decides, with the
first author and the year within two: first the same title in one year, then in another, then one spelt a little
otherwise, then one with its venue, then one without its subtitle, in one year before another.  A record that fits
two works joins neither: many journals publish an "Editorial" each month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from generator.alike import CUT_IN_ONE_YEAR, GRADES, YEARS_APART, candidates, grade, is_cut
from generator.identity import marks, names, own_names
from generator.merge import canonical, merge
from generator.records import Paper
from generator.sameas import NONE, Decisions

Years = tuple[int, int] | None


def dedupe(papers: Iterable[Paper], decisions: Decisions = NONE) -> tuple[Paper, ...]:
    """Return one paper per work, in order of first appearance.

    Which records are one work, and what is kept of each, does not depend on their order: the most trusted source
    wins every field that it fills, others fill the gaps; the fullest text wins.  `found_by` of the result names
    every source that held a record, `decided` what a person had to say.
    """
    records = tuple(papers)
    order = sorted(range(len(records)), key=lambda place: canonical(records[place]))
    works = _Works([records[place] for place in order], decisions)
    works.join_by_name()
    works.join_by_title()
    groups: dict[int, list[int]] = defaultdict(list)
    for here, place in enumerate(order):
        groups[works.root(here)].append(place)
    told = ((min(places), [records[place] for place in places]) for places in groups.values())
    return tuple(_with_decisions(merge(group), group, decisions) for _, group in sorted(told, key=lambda one: one[0]))


class _Works:
    """The records, in an order that is theirs alone, and which of them are one work so far."""

    def __init__(self, records: Sequence[Paper], decisions: Decisions) -> None:
        self.records = records
        self._decisions = decisions
        self._parents = list(range(len(records)))
        self._marks = [marks(paper) for paper in records]
        self._years = [(paper.year, paper.year) if paper.year else None for paper in records]
        sides = _sides(decisions)
        self._sides = [
            frozenset().union(*(sides.get(one, frozenset()) for one in own_names(paper))) if sides else frozenset()
            for paper in records
        ]

    def root(self, place: int) -> int:
        """Return the record that stands for the work of the one at `place`."""
        while self._parents[place] != place:
            self._parents[place] = self._parents[self._parents[place]]
            place = self._parents[place]
        return place

    def join_by_name(self) -> None:
        """Join what a person joined, then what shares a DOI, a number or a declared version."""
        by_name: dict[str, list[int]] = defaultdict(list)
        for place, paper in enumerate(self.records):
            for name in names(paper):
                by_name[name].append(place)
        for group in self._decisions.same:
            self._chain([place for name in group for place in by_name.get(name, ())])
        for name in sorted(by_name):
            self._chain(by_name[name])

    def join_by_title(self) -> None:
        """Join works whose titles, authors and years are alike, the surest first."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for first, second in candidates(self.records):
            if self.root(first) == self.root(second) or self._apart(first, second):
                continue
            surety = grade(self.records[first], self.records[second])
            if surety is not None:
                found[surety].append((first, second))
        torn: set[int] = set()
        placed: set[int] = set()
        for surety in GRADES:
            # A title without its subtitle that has found its work in its own year is not looked for in others.
            pairs = [pair for pair in sorted(found[surety]) if self.root(self._short(pair)) not in placed]
            self._join_alike(pairs, torn)
            if surety == CUT_IN_ONE_YEAR:
                placed = {self.root(pair[0]) for pair in pairs if self.root(pair[0]) == self.root(pair[1])}

    def _short(self, pair: tuple[int, int]) -> int:
        return min(pair, key=lambda place: len(self.records[place].title))

    def _join_alike(self, pairs: Sequence[tuple[int, int]], torn: set[int]) -> None:
        """Join the works of these pairs, save those that fit two works which are not one: they join each other only."""
        near: dict[int, set[int]] = defaultdict(set)
        open_pairs = [(self.root(a), self.root(b)) for a, b in pairs]
        for first, second in open_pairs:
            if first != second and not self._apart(first, second):
                near[first].add(second)
                near[second].add(first)
        settled = frozenset(torn)
        fresh = {one for one in near if any(self._apart(*pair) for pair in combinations(self._kinds(near[one]), 2))}
        fresh |= self._parents_of_two(pairs)
        for first, second in open_pairs:
            if first not in settled and second not in settled and (first in fresh) == (second in fresh):
                self._join(first, second)
        torn |= fresh | {self.root(one) for one in fresh}

    def _kinds(self, works: Iterable[int]) -> tuple[int, ...]:
        """Return one work for each set of numbers, years and decisions: those that share all of it are never apart."""
        kinds: dict[object, int] = {}
        for work in sorted(works):
            numbers = frozenset(self._marks[work].numbers.items())
            kinds.setdefault((numbers, self._years[work], self._sides[work]), work)
        return tuple(kinds.values())

    def _parents_of_two(self, pairs: Sequence[tuple[int, int]]) -> set[int]:
        """Return the works whose title is cut from the titles of two others: which of them is meant is not known."""
        longer: dict[int, set[int]] = defaultdict(set)
        for pair in pairs:
            short = self._short(pair)
            long = pair[0] if pair[1] == short else pair[1]
            if is_cut(self.records[short], self.records[long]):
                longer[self.root(short)].add(self.root(long))
        return {one for one, others in longer.items() if len(others - {one}) > 1}

    def _chain(self, places: Sequence[int]) -> None:
        for first, second in pairwise(places):
            self._join(first, second, sure=True)

    def _join(self, first: int, second: int, *, sure: bool = False) -> None:
        one, other = sorted((self.root(first), self.root(second)))
        if one == other or self._kept_apart(one, other) or not (sure or not self._apart(one, other)):
            return
        self._parents[other] = one
        self._marks[one] = self._marks[one].joined(self._marks[other])
        self._sides[one] |= self._sides[other]
        self._years[one] = _span(self._years[one], self._years[other])

    def _apart(self, first: int, second: int) -> bool:
        """Return whether a person, a number in a register or the years tell two works apart."""
        one, other = self.root(first), self.root(second)
        return one != other and (
            self._kept_apart(one, other)
            or self._marks[one].conflict(self._marks[other])
            or _far(self._years[one], self._years[other])
        )

    def _kept_apart(self, one: int, other: int) -> bool:
        return any((pair, not left) in self._sides[other] for pair, left in self._sides[one])


def _span(first: Years, second: Years) -> Years:
    """Return the earliest and the latest year of both."""
    if first is None or second is None:
        return first or second
    return min(first[0], second[0]), max(first[1], second[1])


def _far(first: Years, second: Years) -> bool:
    """Return whether works would span more years together than a title allows, or than either does by its numbers."""
    whole = _span(first, second)
    known = max((years[1] - years[0] for years in (first, second) if years), default=0)
    return whole is not None and whole[1] - whole[0] > max(YEARS_APART, known)


def _sides(decisions: Decisions) -> Mapping[str, frozenset[tuple[int, bool]]]:
    """Return for each name the pairs that are kept apart and on which side of them it stands."""
    found: dict[str, frozenset[tuple[int, bool]]] = {}
    for number, pair in enumerate(decisions.pairs):
        for left, name in zip((True, False), pair, strict=True):
            found[name] = found.get(name, frozenset()) | {(number, left)}
    return found


def _with_decisions(paper: Paper, group: Sequence[Paper], decisions: Decisions) -> Paper:
    """Return the paper with what a person decided on it, in sentences."""
    if not (decisions.same or decisions.different):
        return paper
    held = {name for record in group for name in own_names(record)}
    told = tuple(dict.fromkeys((*paper.decided, *_told(held, decisions))))
    return replace(paper, decided=told)


def _told(held: set[str], decisions: Decisions) -> Iterator[str]:
    for names_ in decisions.same:
        joined = [name for name in names_ if name in held]
        if len(joined) > 1:
            yield f"A person decided that these are one work: {', '.join(joined)}."
    for pair in decisions.pairs:
        if (pair[0] in held) != (pair[1] in held):
            yield f"A person decided that this is another work than {pair[pair[0] in held]}."
