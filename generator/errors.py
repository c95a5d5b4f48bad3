"""What can go wrong, as one tree.

CorpusError
├── InvalidInput       something a person wrote is wrong; carries every Problem
├── QuoteMismatch      a quotation no longer equals the span it was taken from
├── PageInTheWay       a hand-written file stands where a page has to be written
├── HalfBuilt          pages of docs/ are missing in the website, or broken off
├── UnknownName        a ranker, judge, question or command of that name does not exist
├── DamagedData        a file shipped with the package or written by it cannot be used
├── SourceError        the answer of a service cannot be used
│   └── NoRecord       the service answers, and has nothing under the number asked for
└── MissingExtra       what was asked for needs packages that are not installed
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one file.

    `line` and `column` start at 1; 0 stands for "the file as a whole".
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return `file:line:column: CODE message (hint)`."""
        place = f"{self.file}:{self.line}:{self.column}"
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.code} {self.message}{hint}"


class CorpusError(Exception):
    """Base of every error that the generator raises on purpose."""


class InvalidInput(CorpusError):
    """Files of the corpus hold mistakes; `problems` lists all of them in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems`, sorted by file, line and column."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class QuoteMismatch(CorpusError):
    """A quoted passage is not what the document holds at its offsets."""

    def __init__(self, paper: str, start: int, end: int) -> None:
        """Name the paper and the span that failed the recheck."""
        self.paper, self.start, self.end = paper, start, end
        super().__init__(f"the quotation from {paper} [{start}:{end}] does not equal its span")


class PageInTheWay(CorpusError):
    """A file that the generator did not write stands where a page belongs."""

    def __init__(self, path: str) -> None:
        """Name the path relative to the docs folder."""
        self.path = path
        super().__init__(f"{path} was not written by the generator; move or rename it")


class HalfBuilt(CorpusError):
    """The website lacks pages that lie in docs/, so that it may not be finished."""

    def __init__(self, folder: str, missing: Iterable[str]) -> None:
        """Name the folder of the website and the pages that are missing or broken off."""
        self.folder, self.missing = folder, tuple(missing)
        first = ", ".join(self.missing[:3]) + (", …" if len(self.missing) > 3 else "")
        told = f"{len(self.missing)} pages are missing or broken off: {first}" if self.missing else "docs/ is empty"
        super().__init__(f"{folder} is not built to its end ({told}); build it first: make site")


class UnknownName(CorpusError):
    """No part of that kind goes by that name."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        """Name the kind of part, the name asked for and the names there are."""
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(f"no {kind} is called {name!r}; there are: {', '.join(self.known)}")


class DamagedData(CorpusError):
    """A data file cannot be used; nothing is guessed in its place."""

    def __init__(self, path: str, reason: str) -> None:
        """Name the file and say what is wrong with it."""
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


class SourceError(CorpusError):
    """What a service answered is no list of records; the message says why in words for a reader of the page."""

    def __init__(self, source: str, reason: str) -> None:
        """Name the source and say what its answer was instead."""
        self.source, self.reason = source, reason
        super().__init__(f"{source}: {reason}")


class NoRecord(SourceError):
    """The service has nothing under the number or address asked for, which for a look-up is an answer."""

    def __init__(self, source: str, reason: str, date: str = "") -> None:
        """Name the source, what it said, and the ISO day on which it did."""
        self.date = date
        super().__init__(source, reason)


class MissingExtra(CorpusError):
    """What was asked for needs an extra of the package that is not installed."""

    def __init__(self, extra: str) -> None:
        """Name the extra."""
        self.extra = extra
        super().__init__(f"this needs the extra {extra!r}: pip install 'report-corpus[{extra}]', or `make setup`")
