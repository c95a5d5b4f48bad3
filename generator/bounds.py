"""What the fields of a locked record may hold beyond their types; the reader and the schema go by this one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_HASH: Final = r"^[0-9a-f]{64}$"
_ADDRESS: Final = r"^([Hh][Tt][Tt][Pp][Ss]?://.*)?$"
_SPOKEN: Final = r"\S"
MOST_CHARACTERS: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a value has to be, in words, and how that is told: a pattern of a text, the least and most of a number.

    Of a list, each entry is held to it; None and what is no text or number is left to the type.
    """

    words: str
    pattern: str = ""
    least: float | None = None
    most: float | None = None

    def admits(self, value: object) -> bool:
        """Return whether a value may stand."""
        if isinstance(value, tuple):
            return all(map(self.admits, value))
        if isinstance(value, str):
            # In a schema `$` is the very end; here it may stand before a last line break.
            return re.search(self.pattern, value) is not None and not (self.pattern[-1:] == "$" and value[-1:] == "\n")
        if isinstance(value, int | float):
            return (self.least is None or self.least <= value) and (self.most is None or value <= self.most)
        return True


_COUNT = Bound(words="a number from 0 on", least=0)
_HEX = Bound(words="a SHA-256 in hex", pattern=_HASH)
_SOMETHING = Bound(words="a text that says something", pattern=_SPOKEN)
_WEB = Bound(words="empty or an address that starts with http:// or https://", pattern=_ADDRESS)
BOUNDS: Final[Mapping[str, Bound]] = {
    "SearchResult.source": _SOMETHING,
    "SearchResult.total": _COUNT,
    "SearchResult.outcome": _SOMETHING,
    "Query.hits": _COUNT,
    "Paper.id": _SOMETHING,
    "Paper.year": Bound(words="a year from 1500 to 2100, or null", least=1500, most=2100),
    "Paper.url": _WEB,
    "Paper.open_access": _WEB,
    "QuotedText.sha256": _HEX,
    "QuotedText.quotes_sha256": _HEX,
    "QuotedText.characters": Bound(
        words=f"the length of the text, 1 to {MOST_CHARACTERS:,}", least=1, most=MOST_CHARACTERS
    ),
    "QuotedText.fit": Bound(words="a share from 0 to 1, or null", least=0, most=1),
    "Quote.start": _COUNT,
    "Quote.end": Bound(words="a number from 1 on", least=1),
    "Quote.quote": _SOMETHING,
}
# What the reader tells by rules of its own, under codes of their own; the schema says of it as much as a schema can.
RULED: Final[Mapping[str, Bound]] = {
    "SearchResult.date": Bound(words="a day written YYYY-MM-DD, or null", pattern=_DAY),
    "Paper.doi": Bound(words="a DOI in lower case, or null", pattern=r"^10\.[0-9]{4,9}/[^A-Z\s]"),
    "WholeText.sha256": _HEX,
    "WholeText.sentences": Bound(words="places from 0 on", least=0),
}


def out_of_bounds(record: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any record
    """Yield each field of a record that holds what it may not, and what it has to be; records inside are not read."""
    for field in fields(record):
        bound = BOUNDS.get(f"{type(record).__name__}.{field.name}")
        if bound and not bound.admits(getattr(record, field.name)):
            yield field.name, bound.words
