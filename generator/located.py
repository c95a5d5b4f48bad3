"""Values as somebody wrote them, with the place of each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from generator.errors import Problem

Where = tuple[str | int, ...]

_SHOWN = 60


class Finder(Protocol):
    """Knows where values stand."""

    def __call__(self, where: Where, *, key: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of the value at the path `where`, or of its key."""


@dataclass(frozen=True, slots=True)
class Located:
    """A mapping from a file.

    `data` holds plain Python values and `find` their places; `source_hash`
    is the SHA-256 of the file's bytes, empty where it is one record of many.
    """

    file: str
    data: Mapping[str, object]
    find: Finder
    source_hash: str = ""

    def problem(self, where: Where, code: str, message: str, hint: str = "", *, key: bool = False) -> Problem:
        """Return a problem with the value at `where`, or with its key; `()` is the mapping itself."""
        line, column = self.find(where, key=key)
        return Problem(self.file, line, column, code, message, hint)


def quoted(value: object) -> str:
    """Return `value` in quotes, on one line, escaped, and cut to 60 characters."""
    text = str(value)
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")


def closest(word: str, known: Iterable[str]) -> str:
    """Return a hint: the one of `known` that `word` was probably meant to be, else all of them."""
    names = tuple(known)
    near = difflib.get_close_matches(word[:_SHOWN].lower(), names, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
