"""Words for a terminal: as wide as it is, bold where it can be, and nothing of a text from outside that it obeys."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TextIO

from generator.markdown import clean

_LEAST, _MOST, _USUAL = 40, 120, 80
_TONES: Final[Mapping[str, str]] = {"bold": "1", "good": "32", "bad": "31", "faint": "2"}


@dataclass(frozen=True, slots=True)
class Style:
    """How wide lines may be, 40 to 120 characters, and whether they may hold colours."""

    width: int = _USUAL
    colours: bool = False


def style_of(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Style:
    """Return the style for what is printed to `stream`: plain where that is no terminal, or NO_COLOR is set."""
    width = shutil.get_terminal_size((_USUAL, 24)).columns
    dumb = environment.get("TERM") == "dumb" or bool(environment.get("NO_COLOR"))
    return Style(max(_LEAST, min(width, _MOST)), stream.isatty() and not dumb)


def toned(style: Style, tone: str, text: str) -> str:
    """Return `text` in a tone ("bold", "good", "bad", "faint") where the style has colours."""
    return f"\x1b[{_TONES[tone]}m{text}\x1b[0m" if style.colours and text else text


def heading(style: Style, title: str, told: str = "") -> Iterator[str]:
    """Yield an empty line and a heading, with what is told of it after it."""
    yield ""
    first, *rest = wrapped(style, f"{title.upper()}  {told}" if told else title.upper())
    yield toned(style, "bold", first[: len(title)]) + first[len(title) :]
    yield from rest


def wrapped(style: Style, text: str, indent: int = 0, mark: str = "") -> list[str]:
    """Return `text`, from outside or not, as lines behind `indent` spaces; `mark` stands in them on the first line."""
    before = f"{mark:<{indent}}" if mark else " " * indent
    line = textwrap.wrap(
        clean(text), style.width, initial_indent=before, subsequent_indent=" " * indent, break_on_hyphens=False
    )
    return line or [before.rstrip()]


def listed(style: Style, rows: Iterable[tuple[str, str]], indent: int) -> Iterator[str]:
    """Yield rows of a mark and a text, the texts below each other."""
    for mark, text in rows:
        yield from wrapped(style, text, indent, f"  {mark}")
