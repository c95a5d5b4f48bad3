"""Which records may describe one work as their titles go, and how surely they do.

Only records that share a key of their titles are compared, never all with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from generator.ids import fold
from generator.records import Author, Paper
from generator.titles import Title, likeness, parse

YEARS_APART: Final = 2
_MOST_OF_A_KEY: Final = 25
_SHARED_AUTHORS: Final = 0.5
_READ: Final = 800
_LEAST_READ: Final = 200
_ALIKE: Final = 60.0
_GRADES: Final = {"exact": 1, "near": 2, "venue": 3, "cut": 5}
CUT_IN_ONE_YEAR: Final = 4
GRADES: Final = range(6)


def candidates(records: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places of records that share a key of their titles, each pair once, the smaller place first."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    titles = [parse(paper.title) for paper in records]
    for place, (paper, title) in enumerate(zip(records, titles, strict=True)):
        if not title.generic:
            for key in _keys(paper, title):
                blocks[key].append(place)
    seen: set[tuple[int, int]] = set()
    for places in blocks.values():
        for pair in _pairs(places, titles, records):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _keys(paper: Paper, title: Title) -> Iterator[tuple[str, ...]]:
    yield (title.tight,)
    for head, _ in title.cuts:
        yield (head,)
    if paper.authors:
        family = _last_word(paper.authors[0])
        for word in title.keys:
            yield family, word


def _told(paper: Paper) -> tuple[str, int]:
    return _last_word(paper.authors[0]) if paper.authors else "", paper.year or 0


def _pairs(places: Sequence[int], titles: Sequence[Title], records: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    if len(places) <= _MOST_OF_A_KEY:
        yield from combinations(places, 2)
        return
    # A key that very many share: only those that stand close to each other by title, author and year.
    order = sorted(places, key=lambda place: (titles[place].tight, *_told(records[place]), place))
    for here, place in enumerate(order):
        for other in order[here + 1 : here + _MOST_OF_A_KEY]:
            yield (place, other) if place < other else (other, place)


def grade(first: Paper, second: Paper) -> int | None:
    """Return how surely two records describe one work, 0 most surely to 5, None where they do not seem to."""
    known = bool(first.authors and second.authors)
    if (known and not _same_first(first, second)) or not _near_years(first.year, second.year):
        return None
    titles = parse(first.title), parse(second.title)
    alike = likeness(*titles, f"{fold(first.venue)} {fold(second.venue)}".strip())
    if alike == "exact" and first.year == second.year:
        return 0
    if alike is None or not known or _texts_differ(first, second):
        return None
    one_year = first.year == second.year
    named = alike in {"venue", "cut"} and titles[0].named
    least = 1.0 if named else 0.0 if one_year else _SHARED_AUTHORS
    if _shared_authors(first, second) < least:
        return None
    return CUT_IN_ONE_YEAR if alike == "cut" and one_year else _GRADES[alike]


def is_cut(short: Paper, long: Paper) -> bool:
    """Return whether one title is the other without its subtitle."""
    return parse(short.title).tight in (head for head, _ in parse(long.title).cuts)


def _near_years(first: int | None, second: int | None) -> bool:
    if first is None or second is None:
        return True
    return abs(first - second) <= YEARS_APART


def _same_first(first: Paper, second: Paper) -> bool:
    one, other = first.authors[0], second.authors[0]
    if _last_word(one) == _last_word(other):
        initials = fold(one.given)[:1], fold(other.given)[:1]
        return initials[0] == initials[1] or not all(initials)
    # Family and given name change places in some records, and particles move.
    words = [set(fold(f"{author.family} {author.given}").split()) for author in (one, other)]
    return len(words[0]) > 1 and words[0] == words[1]


def _shared_authors(first: Paper, second: Paper) -> float:
    """Return the share in 0..1 of the authors of the longer list that stand in both."""
    one, other = ({_last_word(author) for author in paper.authors} for paper in (first, second))
    return len(one & other) / max(len(one), len(other))


def _last_word(author: Author) -> str:
    return (fold(author.family).split() or [""])[-1]


def _texts_differ(first: Paper, second: Paper) -> bool:
    """Return whether both abstracts are held whole and are not two copies of one."""
    documents = [paper.document for paper in (first, second) if paper.document and paper.document.is_whole]
    held = [document.text for document in documents if document.level == "abstract"]
    if len(held) != len((first, second)) or min(map(len, held)) < _LEAST_READ:
        return False
    one, other = (text[:_READ].casefold() for text in held)
    return fuzz.token_set_ratio(one, other) < _ALIKE
