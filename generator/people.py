"""Names of authors, as services write them, to family and given names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.markup import plain
from generator.records import Author

MOST_AUTHORS = 3_000
_LONGEST = 200
_INITIALS = re.compile(r"[^\W\d_]{1,4}|(?:[^\W\d_]\.[- ]?){1,4}")
_BEFORE = "af al av da das de del della den der di dos du el la le los san st st. ten ter van vom von zu zur"
_PARTICLES = frozenset(_BEFORE.split())
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_BODY = re.compile(
    r"\b(?:association|bureau|centre|center|college|collaboration|committee|consortium|council|department|foundation"
    r"|group|institute|laborator(?:y|ies)|ministry|network|organi[sz]ation|project|society|team|university|inc|ltd)\b",
    re.IGNORECASE,
)


def person(family: object, given: object = "") -> Author | None:
    """Return the author of these two names; one given name alone stands as family name; None without any."""
    last, other = _name(family), _name(given)
    if not last and not other:
        return None
    return Author(family=last or other, given=other if last else "")


def body(name: object) -> Author | None:
    """Return the author that is no person, such as a consortium, under its whole name."""
    return person(name)


def written(name: object) -> Author | None:
    """Return the author of a name in one piece: "Doe, Jane", "Jane van der Doe", or that of a body."""
    whole = _name(name)
    if "," in whole:
        family, _, given = whole.partition(",")
        return person(family, given)
    words = whole.split()
    if len(words) < 2 or _BODY.search(whole):
        return body(whole)
    last = len(words) - 1
    if words[last].lower() in _SUFFIXES and last > 1:
        last -= 1
    while last > 1 and words[last - 1].lower() in _PARTICLES:
        last -= 1
    return person(" ".join(words[last:]), " ".join(words[:last]))


def abbreviated(name: object) -> Author | None:
    """Return the author of a name whose initials stand last: "van der Doe JA"."""
    whole = _name(name)
    family, _, initials = whole.rpartition(" ")
    if family and initials.isupper() and _INITIALS.fullmatch(initials):
        return person(family, initials)
    return body(whole)


def people(found: Iterable[Author | None]) -> tuple[Author, ...]:
    """Return the authors that are named, each once, at most `MOST_AUTHORS`."""
    return tuple(dict.fromkeys(author for author in found if author))[:MOST_AUTHORS]


def _name(value: object) -> str:
    name = plain(value, _LONGEST).strip(" ,;") if isinstance(value, str) else ""
    return name if any(char.isalpha() for char in name) else ""
