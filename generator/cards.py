"""The picture that stands for a report where others link to it: its question, its certainty, its counts.

The letters are those that Pillow brings along, so that nothing is loaded and
one version of it draws the same on every machine.  They are few: others are
drawn without their accents, and a title that would lose much is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Final

from generator.errors import MissingExtra
from generator.png import png

SIZE: Final = (1200, 630)
_MARGIN: Final = 80
_INK, _PAPER, _ACCENT = (29, 36, 43), (251, 250, 247), (31, 78, 121)
_LEVELS: Final = 8  # steps from paper to ink
_COLOURS: Final = (
    *(tuple(p + (i - p) * step // (_LEVELS - 1) for p, i in zip(_PAPER, _INK, strict=True)) for step in range(_LEVELS)),
    _ACCENT,
)
_TITLE, _LINE = 60, 34  # heights of letters
_MOST_LINES: Final = 4
_MOST_LETTERS: Final = 300  # more than four lines hold
_OTHER_FORMS: Final = str.maketrans("–—‐‑−×·•", "-----x--")


def installed() -> bool:
    """Return whether Pillow is there."""
    try:
        import_module("PIL.ImageFont")
    except ImportError:
        return False
    return True


def version() -> str:
    """Return what decides on the bytes of a card beside its words; raises MissingExtra without Pillow."""
    if not installed():
        raise MissingExtra("cards")
    return f"1 {import_module('PIL').__version__}"


def card(site: str, title: str, facts: str) -> bytes:
    """Return a PNG of `SIZE`; raises MissingExtra without Pillow."""
    if not installed():
        raise MissingExtra("cards")
    fonts: Any = import_module("PIL.ImageFont")
    image = import_module("PIL.Image").new("L", SIZE, 0)
    pen = import_module("PIL.ImageDraw").Draw(image)
    large, small = fonts.load_default(_TITLE), fonts.load_default(_LINE)
    wide = SIZE[0] - 2 * _MARGIN
    for place, line in enumerate(_wrapped(_drawable(title, large), large, wide)):
        pen.text((_MARGIN, 130 + place * 80), line, fill=255, font=large)
    for high, line in ((60, site), (520, facts)):
        pen.text((_MARGIN, high), next(_wrapped(_drawable(line, small), small, wide), ""), fill=255, font=small)
    levels = image.point([value * _LEVELS // 256 for value in range(256)])
    import_module("PIL.ImageDraw").Draw(levels).rectangle((0, 0, 23, SIZE[1]), fill=_LEVELS)
    return png(levels.tobytes(), SIZE, _COLOURS)


def _drawable(text: str, font: Any) -> str:  # noqa: ANN401 - Pillow's font
    """Return `text` in letters that `font` has; "" where more than a fifth of it would be lost."""
    plain = unicodedata.normalize("NFKD", text[:_MOST_LETTERS].translate(_OTHER_FORMS))[:_MOST_LETTERS]
    letters = [letter for letter in plain if not unicodedata.combining(letter)]
    none = bytes(font.getmask("\uffff"))
    missing = {letter for letter in set(letters) if letter != " " and bytes(font.getmask(letter)) == none}
    kept = [letter for letter in letters if letter not in missing]
    return " ".join("".join(kept).split()) if len(kept) * 5 >= len(letters) * 4 else ""


def _wrapped(text: str, font: Any, wide: int) -> Iterator[str]:  # noqa: ANN401 - Pillow's font
    """Yield at most `_MOST_LINES` lines that are no wider than `wide`; the last ends in "..." where words are left."""
    words: Sequence[str] = text.split()[:60]
    for place in range(_MOST_LINES):
        if not words:
            return
        last = place == _MOST_LINES - 1
        fits = max(1, sum(font.getlength(" ".join(words[:count])) <= wide for count in range(1, len(words) + 1)))
        line, words = " ".join(words[:fits]), words[fits:]
        end = "..." if (last and words) or font.getlength(line) > wide else ""
        while line and font.getlength(line + end) > wide:
            line = line[:-1]
        yield line.rstrip() + end
