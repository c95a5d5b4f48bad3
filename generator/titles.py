"""Do two titles name one work?  Exactly, nearly, or with the subtitle cut off or the venue added.

Titles that many works share ("Editorial"), and those of notices and answers ("Correction to …", "… : a reply"),
name none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, Literal

from rapidfuzz.distance import Levenshtein

from generator.ids import fold

Likeness = Literal["exact", "near", "venue", "cut"]

_LEAST_WORDS = 2
_LONG_WORD = 8
_MOST_READ = 1_000
_MOST_BREAKS = 4
_LEAST_VENUE = 3
_GENERIC: Final = re.compile(
    r"(?:guest |associate |an? )*(?:editorial|preface|foreword|introduction|conclusions?|discussion|summary|abstracts?"
    r"|acknowledge?ments?|appendix|index|contents|table of contents|front ?matter|back ?matter|in this issue|news"
    r"|news in brief|obituary|in memoriam|letter|letters?(?: to the editor)?|correspondence|announcements?|errata"
    r"|from the editors?|message from the \w+(?: \w+)*|invited talks?|keynotes?|tutorials?|methods?|results|overview"
    r"|book reviews?|calendar|masthead|erratum|corrigend(?:um|a)|corrections?|retraction|reply|response|comments?"
    r"|commentary|authors? (?:reply|response)|untitled|title page|references|chapter|part|volume)"
    r"(?: (?:\d+|[ivxl]+))*"
)
_NOTICE: Final = re.compile(
    r"(?:(?:author|publisher)(?:['’]?s)? )?corrections?(?: to\b|:)|(?:addendum|erratum|errata|corrigend(?:um|a))\b"
    r"|expression of concern|retraction(?: notice)?(?: to\b| of\b|:| note\b)|reinstatement"
    r"|(?:(?:the )?authors?['’]?s? )?(?:reply|rejoinder)(?: to\b|:|$)"
    r"|response to (?:the )?(?:letters?|comments?|editor)"
    r"|comments?(?: on\b|:)|commentary(?: on\b|:)|letter to|re:|in reply\b|editorial(?: on\b|:| comment)"
    r"|(?:peer )?review(?:er)?(?:['’]?s)? (?:report|comments?)|decision letter|author response|book review|preface to"
    r"|(?:peer )?review for\b|referee report",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(
    r"[:.(\[–—-]\s*(?:an? |the )?(?:authors?['’]? )?(?:reply|response|rejoinder|errat(?:um|a)|corrections?|corrigendum"
    r"|comments?|commentary|discussion)\b(?: (?:to|on|from|by)\b.*)?[\s.)\]]*$",
    re.IGNORECASE,
)
_STAMP: Final = re.compile(r"^\W*(?:retracted|withdrawn)(?: article| paper)?\W*[:\])]\s*", re.IGNORECASE)
_BREAK: Final = re.compile(r"\s*[:–—]\s+|\s+-\s+|[?!.]\s+|\s*[([](?=[^)\]]*[)\]]\.?$)")
# A number after such a word, or alone, tells one part of a work from another.
_NUMBER: Final = r"(?:\d+\w?|[ivxl]+|[a-h]|one|two|three|four|five|first|second|third|fourth|fifth)"
_PART: Final = re.compile(
    rf"\b(?:parts?|vol|volume|chapter|book|section|no|number|issue|series|phase|supplement|edition) {_NUMBER}\b"
    rf"|^(?:the )?{_NUMBER}(?: (?:part|volume|edition|book|chapter|report|series|year|\w{{1,3}}))?$"
    r"|^(?:\w+ ){0,2}(?:19|20)\d\d$"
)
_TOLD: Final = r"(?:update[ds]?|reply|response|corrections?|comments?|commentary)"
_OTHER_WORK: Final = re.compile(
    r"\b(?:protocol|revisited|appendix|follow up|rejoinder|errat(?:um|a)|corrigend(?:um|a)|supplementary|demo|poster"
    r"|thesis|dissertation|extended abstract|reloaded|redux)\b"
    # Fields have such words of their own: "error correction", "response generation".
    rf"|^(?:(?:an?|the|some|authors?) )*{_TOLD}(?: (?:to|on|of|from|by)\b)|^(?:\w+ ){{0,2}}{_TOLD}$"
)
_SMALL: Final = frozenset(
    {"a", "an", "the", "of", "on", "in", "for", "and", "to", "with", "by", "from", "at", "as", "is", "its", "via"}
)
_PARTED: Final = frozenset(
    {"part", "vol", "volume", "chapter", "book", "section", "type", "class", "group", "phase", "series"}
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: `full` folded, `tight` without spaces too, `main` before the first break.

    `main` is empty where the title has no break.  `cuts` are what stands before a break, without spaces, and what
    stands after it, for each of the first breaks.  `words` are those that carry the title, sorted.
    """

    full: str
    tight: str
    main: str
    cuts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    generic: bool

    @property
    def named(self) -> bool:
        """Return whether the title, or its main part, is a single word: such names are given twice."""
        return " " not in (self.main or self.full)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the three longest words of the main part: near titles have one in common."""
        return tuple(sorted(set((self.main or self.full).split()), key=lambda word: (-len(word), word))[:3])


@lru_cache(maxsize=400_000)
def parse(title: str) -> Title:
    """Return a title taken apart."""
    title = _STAMP.sub("", title.strip()[:_MOST_READ])
    full = fold(title)
    parts = [
        (fold(title[: at.start()]), fold(title[at.end() :])) for at in islice(_BREAK.finditer(title), _MOST_BREAKS)
    ]
    parts = [(head, rest) for head, rest in parts if head and rest]
    cuts = tuple((head.replace(" ", ""), rest) for head, rest in parts)
    generic = bool(_GENERIC.fullmatch(full) or _NOTICE.match(title) or _ANSWER.search(title))
    return Title(full, full.replace(" ", ""), parts[0][0] if parts else "", cuts, _words(full), generic or not full)


def likeness(first: Title, second: Title, venues: str = "") -> Likeness | None:
    """Return how two titles are alike, None when they name two works or none.

    `venues` are the folded names of the places where the works appeared.
    """
    if first.generic or second.generic:
        return None
    if first.tight == second.tight:
        return "exact"
    short, long = sorted((first, second), key=lambda title: (len(title.tight), title.tight))
    if _near(short, long):
        return "near"
    if _with_venue(short, long, venues):
        return "venue"
    return "cut" if _without_subtitle(short, long) else None


def _words(full: str) -> tuple[str, ...]:
    words = full.split()
    # "Vitamin A" and "Part A" end in no article.
    ends = [*[word in _PARTED for word in words[:-1]], False]
    last = len(words) - 1
    kept = [word for n, word in enumerate(words) if word not in _SMALL or n == last or (n and ends[n - 1])]
    return tuple(sorted(map(_spelling, kept)))


def _spelling(word: str) -> str:
    """Return one form for spellings of two sides of an ocean."""
    if len(word) < _LONG_WORD - 2:
        return word
    return re.sub(r"(?<=\w{4})is(?=e[ds]?$|ing$|ations?$)", "iz", word).replace("aemi", "emi").replace("our", "or")


def _near(first: Title, second: Title) -> bool:
    """Return whether the same words carry both titles, one misspelt letter allowed in a long one."""
    if first.words == second.words:
        return bool(first.words)
    if len(first.words) != len(second.words) or min(len(first.words), len(second.words)) <= _LEAST_WORDS:
        return False
    left, right = list(first.words), list(second.words)
    for word in first.words:
        if word in right:
            left.remove(word)
            right.remove(word)
    if len(left) != 1:
        return False
    one, other = left[0], right[0]
    if min(len(one), len(other)) < _LONG_WORD or not (one + other).isalpha() or one[:3] != other[:3]:
        return False
    return Levenshtein.distance(one, other, score_cutoff=1) == 1


def _without_subtitle(short: Title, long: Title) -> bool:
    rest = next((rest for head, rest in long.cuts if head == short.tight), "")
    return bool(rest) and not (_PART.search(rest) or _OTHER_WORK.search(rest))


def _with_venue(short: Title, long: Title, venues: str) -> bool:
    """Return whether the longer title is the shorter one with the place where it appeared."""
    if not venues or not long.full.startswith(f"{short.full} ") or len(short.words) <= _LEAST_WORDS:
        return False
    added = [word for word in long.full[len(short.full) :].split() if word not in _SMALL and word != "proc"]
    known = venues.split()
    if (
        _PART.fullmatch(" ".join(added))
        or (added and _OTHER_WORK.fullmatch(added[0]))
        or sum(map(len, added)) < _LEAST_VENUE
    ):
        return False
    return all(
        any(one == word or (len(word) > _LEAST_WORDS and one.startswith(word)) for one in known) for word in added
    )
