"""Where a value stands in a JSON text."""

from __future__ import annotations

import re
from json import JSONDecoder

from generator.located import Where

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = JSONDecoder()


def find(text: str, where: Where) -> tuple[int, int]:
    """Return line and column, from 1, of the value at the path `where`, or of the deepest part of it that is there.

    `text` is JSON that can be read; of a key that is given twice the first counts.
    """
    at = _skip(text, 0)
    for step in where:
        inside = _within(text, at, step)
        if inside is None:
            break
        at = inside
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _within(text: str, at: int, step: str | int) -> int | None:
    """Return where the value of a key or place starts in the object or list at `at`, None where there is none."""
    if text[at : at + 1] != ("[" if isinstance(step, int) else "{"):
        return None
    at, number = _skip(text, at + 1), 0
    while text[at : at + 1] not in {"]", "}", ""}:
        name: object = number
        if isinstance(step, str):
            name, end = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, end) + 1)
        if name == step:
            return at
        at = _skip(text, _DECODER.raw_decode(text, at)[1])
        at, number = _skip(text, at + 1) if text[at : at + 1] == "," else at, number + 1
    return None


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
