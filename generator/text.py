"""Sentences with offsets, tokens, terms in text, and whether a term is denied there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import nupunkt
import snowballstemmer

from generator.lexicon import CHANGES, CLAUSE_ENDS, DENIALS, STOPWORDS
from generator.records import Document

_TOKEN = re.compile(r"[^\W_]+(?:[@.][^\W_]+)*[+#]*|%")
_STEMMER = snowballstemmer.stemmer("english")

# nupunkt now and then takes a plain word before a full stop for an abbreviation.
_MISSED_END = re.compile(
    r"(?<=[a-z]{3}[)\w])[.?!]\s+(?=[A-Z][\w-]*\s)|"
    r"(?<=[a-z]{3})[.?!](?=[A-Z][a-z]+\s[a-z])|"
    r"[.?!]\s+(?=(?i:background|objectives?|aims?|methods?|results?|findings|conclusions?|discussion):\s)"
)
_ABBREVIATIONS = frozenset({"approx", "appr", "resp", "incl", "excl", "prof", "dept", "univ", "eqns", "figs", "refs"})
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))

# Nothing of this length without a space is prose; nupunkt takes quadratic time over its stops.
_UNBROKEN = re.compile(r"\S{300,}")

_BRITISH_ISE = re.compile(r"(?<=[a-z]{4}[lnrtmd])is(?=(?:e[ds]?|ing|ations?|ers?)$)")
_BRITISH_EMENT = re.compile(r"(?<=jud)gement(?=s?$)|(?<=acknowled)gement(?=s?$)")

_REACH = 7
_NOT_ONLY = (["not", "only"], ["not", "just"], ["not", "merely"])


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or per-cent sign: `text[start:end]`, and its stem in lower case."""

    text: str
    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stemmed:
    """A text made ready for term matching: its tokens, and their stems in one string."""

    tokens: tuple[Token, ...]
    line: str


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the Porter2 stem of a word; what holds a digit or a sign is only lower-cased."""
    lower = word.lower()
    if not lower.isalpha():
        return lower
    stemmed: str = _STEMMER.stemWord(_american(lower))
    return stemmed


def _american(word: str) -> str:
    """Return a British spelling as Americans write it, so that both are one word: "hospitalised", "judgement"."""
    word = _BRITISH_ISE.sub("iz", word)
    return _BRITISH_EMENT.sub("gment", word)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order; hyphens and slashes separate, `@`, `.` and `+` inside do not."""
    return tuple(Token(m[0], stem(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text))


@lru_cache(maxsize=20_000)
def prepare(text: str) -> Stemmed:
    """Return `text` ready for `occurrences` and `mentions`."""
    parts = tokens(text)
    return Stemmed(parts, " " + " ".join(token.stem for token in parts) + " ")


@lru_cache(maxsize=20_000)
def _pattern(term: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    parts = tokens(term)
    exact = tuple(
        (place, token.text)
        for place, token in enumerate(parts)
        if len(token.text.rstrip("+#")) <= 2 and token.text != token.text.lower()
    )
    return " " + " ".join(token.stem for token in parts) + " ", exact


def occurrences(term: str, text: Stemmed) -> tuple[tuple[int, int], ...]:
    """Return (first, last) token positions, both inclusive, of every place where `term` stands.

    Words match by stem; a part of one or two letters with a capital, as in the name of a language, matches by case.
    """
    needle, exact = _pattern(term)
    if not needle.strip():
        return ()
    length = needle.count(" ") - 1
    found = []
    first, counted = 0, 0
    at = text.line.find(needle)
    while at >= 0:
        first += text.line.count(" ", counted, at)
        counted = at
        if all(text.tokens[first + place].text == word for place, word in exact):
            found.append((first, first + length - 1))
        at = text.line.find(needle, at + 1)
    return tuple(found)


def mentions(terms: Iterable[str], text: Stemmed) -> tuple[str, ...]:
    """Return those of `terms` that stand in `text` at least once without being denied."""
    return tuple(term for term in terms if any(not denied(first, text) for first, _ in occurrences(term, text)))


def denied(position: int, text: Stemmed) -> bool:
    """Return whether the token at `position` is named only to say that it is absent.

    "no latency is reported" denies latency; "no loss of accuracy" speaks about accuracy.
    """
    for place in range(position - 1, max(-1, position - 1 - _REACH), -1):
        token = text.tokens[place]
        if token.stem in CHANGES or token.text.lower() in CLAUSE_ENDS:
            return False
        if token.text.lower() in DENIALS and not opens_not_only(place, text):
            return True
    return False


def opens_not_only(position: int, text: Stemmed) -> bool:
    """Return whether the token at `position` is the "not" of "not only", which denies nothing."""
    pair = [token.text.lower() for token in text.tokens[position : position + 2]]
    return pair in _NOT_ONLY


def content_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` that carry meaning, in order, each stem once."""
    seen: dict[str, str] = {}
    for token in tokens(text):
        if token.text.lower() not in STOPWORDS and (len(token.text) > 1 or token.text.isupper()):
            seen.setdefault(token.stem, token.text)
    return tuple(seen.values())


def sentences(document: Document) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) spans of the document's sentences, without surrounding space.

    A record that lists its sentences is taken at its word, and of a text that is not held whole the quotes are its
    sentences; other text is split by nupunkt.
    """
    if document.sentences or not document.is_whole:
        return document.sentences
    spans: list[tuple[int, int]] = []
    for start, end in nupunkt.sent_spans(_UNBROKEN.sub(_masked, document.text)):
        spans.extend(_resplit(document.text, start, end))
    return tuple(spans)


def _masked(run: re.Match[str]) -> str:
    return "x" * len(run[0])


def _resplit(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start]
    for match in _MISSED_END.finditer(text, start, end):
        near = text[max(start, match.start() - _LONGEST_ABBREVIATION - 1) : match.start()]
        if re.split(r"\W", near)[-1].lower() not in _ABBREVIATIONS:
            cuts.append(match.end())
    cuts.append(end)
    pairs = pairwise(cuts)
    trimmed = (_trim(text, first, last) for first, last in pairs)
    return [(first, last) for first, last in trimmed if first < last]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words in `text` that carry meaning."""
    return frozenset(token.stem for token in prepare(text).tokens if token.text.lower() not in STOPWORDS)
