"""Find the numbers of a sentence, which of them stand in one list, and the names and words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from generator.names import MAX_SENTENCE, Mention, find_names, find_sizes, find_terms
from generator.records import Term, Vocabulary

_NUMBER = r"(?<![\w.,+@–−±<>≤≥-])(\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,12}(?:\.\d{1,9})?)"
_BARE = re.compile(_NUMBER + r"(?=\s(?:at|for)\s|,)")
_ROW_LINK = re.compile(r",\s|/|,?\s(?:and|or|nor)\s")
_LISTED = re.compile(r"(?:,|\band|\bbut|\s[A-Z]\S*[A-Z\d]\S*)\s$")
SIZE = r"\d+(?:\.\d+)?[BM]"

_LINK = re.compile(
    rf"(?:\s[\w-]+@\d+)?(?:\s?\((?:[A-Z]\w+ )?{SIZE}\))?(?:\s(?:at|for)\s[\w.+-]+(?:\s{SIZE})?)?,?(?:\s(?:and|or))?\s+"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence, and what is known of it.

    `left` and `right` are where its neighbours, or the sentence, end and start;
    `settled` says that size or benchmark stand right at it, `dropped` that it must not be used,
    `bound` that it only limits a value.
    """

    value: float
    unit: str
    start: int
    end: int
    left: int
    right: int
    subject: str | None = None
    size: float | None = None
    benchmark: str | None = None
    language: str | None = None
    metric: str | None = None
    settled: bool = False
    dropped: bool = False
    bound: Literal["", "at most", "at least"] = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the names, sizes and words of the vocabulary that stand in it."""

    text: str
    names: tuple[Mention, ...]
    sizes: tuple[Mention, ...]
    benchmarks: tuple[Mention, ...]
    languages: tuple[Mention, ...]
    metrics: tuple[Mention, ...]
    settings: tuple[Mention, ...]
    vocabulary: Vocabulary


def read_sentence(text: str, vocabulary: Vocabulary) -> Sentence:
    """Return the sentence with everything found in it."""
    return Sentence(
        text=text,
        names=find_names(text, vocabulary),
        sizes=find_sizes(text),
        benchmarks=find_terms(vocabulary.benchmarks, text),
        languages=find_terms(vocabulary.languages, text),
        metrics=find_terms(vocabulary.metrics, text),
        settings=find_terms(vocabulary.settings, text),
        vocabulary=vocabulary,
    )


@lru_cache(maxsize=16)
def _values(vocabulary_units: tuple[Term, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return a pattern for a number with its unit, and the name of each way to write a unit."""
    names = {spelling: unit.name for unit in vocabulary_units for spelling in unit.spellings}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    written = "|".join(rf"\s?{re.escape(u)}" if not u[0].isalpha() else rf"\s{re.escape(u)}\b" for u in longest_first)
    return re.compile(rf"{_NUMBER}({written})" if written else "(?!)"), names


def find_figures(text: str, vocabulary: Vocabulary) -> list[Figure]:
    """Return the numbers with a unit, in order, and those that continue a list of such ("50.0 at 3B, 46.9 at 7B").

    None are found in a text of more than `MAX_SENTENCE` characters.
    """
    if len(text) > MAX_SENTENCE:
        return []
    pattern, names = _values(vocabulary.units)
    found = [(m.start(), m.end(), m[1], names[m[2].strip()]) for m in pattern.finditer(text)]
    if found and found[0][3] not in {"%", "times"}:
        taken = [(start, end) for start, end, _, _ in found]
        found += [
            (m.start(), m.end(), m[1], found[0][3])
            for m in _BARE.finditer(text, found[0][1])
            if _LISTED.search(text, 0, m.start()) and not any(start <= m.start() < end for start, end in taken)
        ]
    found.sort()
    ends, starts = [0, *(end for _, end, _, _ in found)], [*(start for start, _, _, _ in found), len(text)]
    return [
        Figure(float(number.replace(",", "")), unit, start, end, ends[place], starts[place + 1])
        for place, (start, end, number, unit) in enumerate(found)
    ]


def grouped(figures: Sequence[Figure], text: str) -> list[list[Figure]]:
    """Return the figures in lists: neighbours of one unit with nothing but sizes and "and" in between."""
    groups: list[list[Figure]] = []
    for figure in figures:
        last = groups[-1][-1] if groups else None
        if last and last.unit == figure.unit and _LINK.fullmatch(text, last.end, figure.start):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def within(mentions: Iterable[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions that lie in `text[start:end]`, in order."""
    return [mention for mention in mentions if start <= mention.start and mention.end <= end]


def row_of(mention: Mention, mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """Return the mentions that stand in a row with `mention` ("X, Y and Z"); it alone where it stands in none."""
    row = [mention]
    for other in reversed([m for m in mentions if m.end <= mention.start]):
        if not _ROW_LINK.fullmatch(text, other.end, row[0].start):
            break
        row.insert(0, other)
    for other in [m for m in mentions if m.start >= mention.end]:
        if not _ROW_LINK.fullmatch(text, row[-1].end, other.start):
            break
        row.append(other)
    is_row = len(row) > 1 and text[row[-2].end : row[-1].start] != ", "
    return tuple(row) if is_row else (mention,)


def last_within(mentions: Iterable[Mention], start: int, end: int) -> str | None:
    """Return the name of the last mention that lies in `text[start:end]`, None when there is none."""
    inside = within(mentions, start, end)
    return inside[-1].name if inside else None
