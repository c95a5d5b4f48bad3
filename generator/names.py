"""Find names, sizes and words of the vocabulary in a sentence, with their places.

A name is what looks like one: capitals inside a word, letters with digits, or
neighbouring capitalised words that do not open the sentence.  Words of the
vocabulary, authors ("Doe et al.") and sizes are no names.  A text too long to
be a sentence (a table, a list of references) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.records import Term, Vocabulary

MAX_SENTENCE = 1_000
_SHORT, _CAPITALS = 2, 4

_WORD = re.compile(r"[^\W_][\w.+-]*(?<![.-])")
_AUTHOR_AFTER = re.compile(r"\s(?:et al|and [A-Z][\w’'-]+,? \(?\d{4}\b|\(\d{4}\))")
_SIZE = re.compile(
    r"(?<![\w.-])(\d{1,6}(?:\.\d{1,6})?)\s?(B|M|billion|million)\b(?!\s(?:tokens|US|dollars))(?:[- ]parameters?)?"
)
_SIZE_IN_NAME = re.compile(r"(?:^|[-\s_])(\d{1,6}(?:\.\d{1,6})?)(B|M)(?![a-z])")
_YEAR_AFTER = re.compile(r"\s\(?\d{4}\b")
_MIXED = re.compile(r"[A-Z].*[A-Z]|[A-Za-z].*\d")
_GENERIC = re.compile(r"\d+(?:\.\d+)?(?:B|M|K|GB|MB|bit|bits|x|th|nd|rd)?(?:-.*)?|[A-Z]\.?|\S*@\S*|\d+-\w+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, size or word of the vocabulary at `text[start:end]`; sizes are in billions."""

    name: str
    start: int
    end: int
    size: float | None = None


class Same:
    """Holds a value that is looked up by what it is, not by what it equals: a vocabulary takes long to hash."""

    __slots__ = ("value",)

    def __init__(self, value: Hashable) -> None:
        """Hold `value`."""
        self.value: Any = value

    def __hash__(self) -> int:
        """Return the same number for the same object."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same object."""
        return isinstance(other, Same) and self.value is other.value


def billions(number: str, unit: str) -> float:
    """Return a number of parameters in billions; `unit` is B, M, billion or million."""
    return round(float(number) / (1000 if unit[0].lower() == "m" else 1), 6)


def find_sizes(text: str) -> tuple[Mention, ...]:
    """Return the model sizes that `text` writes ("15.5B", "350 million parameters")."""
    found = (Mention(m[0], m.start(), m.end(), billions(m[1], m[2])) for m in _SIZE.finditer(text))
    return tuple(size for size in found if size.size)


def find_terms(terms: Iterable[Term], text: str) -> tuple[Mention, ...]:
    """Return every word of the vocabulary that stands in `text`, the longest one at each place, by its own name."""
    pattern, names, exact = _matcher(Same(terms if isinstance(terms, tuple) else tuple(terms)))
    if pattern is None:
        return ()
    return tuple(
        Mention(names[m[0].lower()], m.start(), m.end())
        for m in pattern.finditer(text)
        if exact.get(m[0].lower(), m[0]) == m[0]
    )


@lru_cache(maxsize=64)
def _matcher(held: Same) -> tuple[re.Pattern[str] | None, dict[str, str], dict[str, str]]:
    """Return a pattern for all spellings, the name of each in lower case, and those that hold in one case only."""
    terms: tuple[Term, ...] = held.value
    names = {spelling.lower(): term.name for term in terms for spelling in term.spellings}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    if not longest_first:
        return None, {}, {}
    starts: dict[str, list[str]] = {}
    for name in longest_first:
        starts.setdefault(name[0], []).append(re.escape(name[1:]))
    # By first letter: a pattern of hundreds of words is slow where each has to be tried in turn.
    body = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in starts.items())
    # "MAP" is no map and "R" no letter r: one or two letters, or up to four capitals, keep their case.
    spelled = (spelling for term in terms for spelling in term.spellings)
    exact = {s.lower(): s for s in spelled if len(s.rstrip("+#")) <= _SHORT or (len(s) <= _CAPITALS and s.isupper())}
    return re.compile(rf"(?<![\w@-])(?:{body})(?![\w@+#]|-\w)", re.IGNORECASE), names, exact


def find_names(text: str, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return the names of models and methods in `text`, each with its size where the name carries one.

    None are found in a text of more than `MAX_SENTENCE` characters.
    """
    if len(text) > MAX_SENTENCE:
        return ()
    taken = _taken(text, vocabulary)
    words = [m for m in _WORD.finditer(text) if not any(start <= m.start() < end for start, end in taken)]
    strong = [m for m in words if _looks_like_name(m, text, vocabulary)]
    return tuple(_joined(strong, text, vocabulary))


def _taken(text: str, vocabulary: Vocabulary) -> tuple[tuple[int, int], ...]:
    groups = (vocabulary.benchmarks, vocabulary.metrics, vocabulary.languages)
    return tuple((mention.start, mention.end) for group in groups for mention in find_terms(group, text))


def _looks_like_name(match: re.Match[str], text: str, vocabulary: Vocabulary) -> bool:
    word = match[0]
    if _GENERIC.fullmatch(word) or word in vocabulary.plain or _AUTHOR_AFTER.match(text, match.end()):
        return False
    if _MIXED.search(word) or word in vocabulary.models:
        return True
    opens = match.start() == 0 or text[match.start() - 2] in ".?!:"
    if opens and word[0].isupper() and re.search(rf"[a-z,] {re.escape(word)}\b", text):
        return True
    return (
        word[0].isupper() and not opens and text[match.start() - 1] != "(" and not _YEAR_AFTER.match(text, match.end())
    )


def _joined(strong: list[re.Match[str]], text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    position = 0
    while position < len(strong):
        start, end = strong[position].start(), strong[position].end()
        position += 1
        while position < len(strong) and text[end : strong[position].start()] in {" ", " + "}:
            end = strong[position].end()
            position += 1
        if " + " in text[start:end] and text.startswith(" ensemble", end):
            end += len(" ensemble")
        start = _with_plain_word(start, text, vocabulary)
        size = _SIZE.match(text, end + 1) if text[end : end + 1] == " " else None
        if size and "parameter" not in size[0]:
            end = size.end()
        name = text[start:end]
        inside = _SIZE_IN_NAME.search(name)
        yield Mention(name, start, end, billions(inside[1], inside[2]) or None if inside else None)


def _with_plain_word(start: int, text: str, vocabulary: Vocabulary) -> int:
    """Return where a name starts whose first word means something else when it stands alone."""
    before = re.search(r"([A-Z][a-z]+)\s$", text[:start])
    return before.start() if before and before[1] in vocabulary.plain and text[start].isupper() else start
