"""The body of an issue that was opened with a form: a heading for each field, and what somebody typed below it.

It comes from anybody on the internet.  It is cut to the length that issues may have, stripped of what cannot be seen,
and only read: nothing in it is a command, a path or markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generator.textfile import UNSEEN

# The labels of the form; a test compares them with the form itself, where the project has one.
QUESTION: Final = "Research question"
TITLE: Final = "Title"
WHY: Final = "Why it matters"
OUTCOMES: Final = "Outcomes"
BENCHMARKS: Final = "Benchmarks"
WORDS: Final = "Search words"
PAPERS: Final = "Papers that must be included (DOIs)"
NAME: Final = "Your name for the page"
LABELS: Final = (QUESTION, TITLE, WHY, OUTCOMES, BENCHMARKS, WORDS, PAPERS, NAME)

# GitHub holds no longer ones.
MOST_CHARACTERS: Final = 65_536
_HEADING: Final = re.compile(rf"^### ({'|'.join(map(re.escape, LABELS))})[ \t]*$", re.MULTILINE)
_NOTHING: Final = "_No response_"


def read_form(body: str) -> Mapping[str, str]:
    """Return what was typed into each field, by label; empty fields are left out, and of two alike the first counts."""
    text = UNSEEN.sub("", body[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n"))
    parts = _HEADING.split(text)
    found: dict[str, str] = {}
    for label, typed in zip(parts[1::2], parts[2::2], strict=True):
        said = typed.strip()
        if said and said != _NOTHING:
            found.setdefault(label, said)
    return found


def entries(typed: str) -> tuple[str, ...]:
    """Return the entries of a field, one a line or divided by semicolons, without the signs of a list."""
    lines = (re.sub(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", "", line) for line in re.split(r"[\n;]", typed))
    return tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


def names(typed: str) -> tuple[str, ...]:
    """Return the names of a field, one a line or divided by commas or semicolons."""
    parts = (part.strip() for line in entries(typed) for part in line.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
