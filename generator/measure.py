"""Estimate how wide a text will be drawn, since no font is at hand when a page is built."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_WIDE = frozenset("mwMW@%—")


@lru_cache(maxsize=2**14)
def width(text: str, size: float) -> float:
    """Return an upper estimate of the width of `text` at font size `size`, in the same unit."""
    return size * sum(map(_em, text))


@lru_cache(maxsize=2**10)
def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in _NARROW:
        return 0.42
    if char in _WIDE:
        return 0.98
    return 0.72 if char.isupper() else 0.62


def wrap(text: str, room: float, size: float) -> tuple[str, ...]:
    """Return `text` as lines that fit into `room`; words that are too long are cut into pieces."""
    rows: list[str] = []
    for word in text.split():
        for piece in _pieces(word, room, size):
            longer = f"{rows[-1]} {piece}" if rows else piece
            if rows and width(longer, size) <= room:
                rows[-1] = longer
            else:
                rows.append(piece)
    return tuple(rows)


def _pieces(word: str, room: float, size: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, size) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces


def shorten(text: str, room: float, size: float) -> str:
    """Return `text`, cut with "…" where it would be wider than `room`."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
