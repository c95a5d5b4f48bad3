"""What the readers share: bounds, places, and values made fit for a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.errors import Problem
from generator.ids import parse_doi
from generator.located import Located, Where, quoted
from generator.markup import abstract, plain
from generator.textfile import MEGABYTE

MAX_FILE = 50 * MEGABYTE
MAX_ENTRIES = 50_000
MAX_PROBLEMS = 1000
MAX_TEXT_BYTES = 800_000  # a record has to fit into a line of JSON Lines
_MAX_AUTHORS = 5000
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d)", re.ASCII)
_BAD_BYTE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Sheet:
    """One file while it is read: its records so far, and what is wrong with the others."""

    file: str
    records: list[Located] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, place: tuple[int, int], code: str, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(self.file, *place, code, message, hint))

    def full(self, line: int) -> bool:
        """Return whether so much was read that the rest is left, and say so as a problem."""
        if len(self.records) < MAX_ENTRIES and len(self.problems) < MAX_PROBLEMS:
            return False
        message = f"reading stopped after {len(self.records):,} entries and {len(self.problems):,} problems"
        self.add((line, 0), "I007", message, "split the file")
        return True

    def result(self) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
        """Return the records in order and the problems; a file without either is a problem itself."""
        if not self.records and not self.problems:
            self.add((0, 0), "I006", "the file holds no entry", "is it what its name says, and saved as UTF-8?")
        return tuple(self.records), tuple(self.problems)


class Entry:
    """One record in the making; a value that cannot be used is a problem and left out, the rest stays."""

    def __init__(self, sheet: Sheet, line: int, lines: Mapping[str, int] | None = None) -> None:
        """Begin the record of `line`; `lines` has the line of each key where that is another one."""
        self._sheet, self._line, self._lines = sheet, line, lines or {}
        self._data: dict[str, object] = {}
        self._lists: dict[str, list[str]] = {}
        self.authors: list[str] = []

    def fault(self, key: str, message: str, hint: str = "", code: str = "I005") -> None:
        """Note a problem with the value of a key."""
        self._sheet.add(self._find((key,)), code, message, hint)

    def text(self, key: str, value: str) -> None:
        """Keep `value` where it says something and the key has none yet."""
        self._keep(key, plain(value, MAX_TEXT_BYTES))

    def doi(self, value: str) -> None:
        """Keep a DOI, however it is written."""
        if not value.strip() or "doi" in self._data:
            return
        doi = parse_doi(value)
        if doi:
            self._data["doi"] = doi
        else:
            self.fault("doi", f"{quoted(value)} is not a DOI and is left out", "a DOI looks like 10.1000/abc")

    def year(self, value: str) -> None:
        """Keep the first year that a date names."""
        found = _YEAR.search(value)
        if found:
            self._data.setdefault("year", int(found[0]))
        elif value.strip():
            self.fault("year", f"{quoted(value)} names no year and is left out", "write four digits")

    def url(self, value: str) -> None:
        """Keep a web address; one that only resolves a DOI gives the DOI."""
        value = value.strip()
        if value and (doi := parse_doi(value)):
            self._data.setdefault("doi", doi)
        elif value.startswith(("http://", "https://")) and not re.search(r"\s", value):
            self._data.setdefault("url", value)
        elif value:
            self.fault("url", f"{quoted(value)} is not a web address and is left out", "it starts with https://")

    def number(self, register: str, value: str) -> None:
        """Keep the number of the paper in another register: `pmid:1`."""
        value = value.strip().lower()
        if value and re.fullmatch(r"[!-~]{1,80}", value):
            self.many("ids", [f"{register}:{value}"])

    def many(self, key: str, values: Iterable[str]) -> None:
        """Keep each of `values` once."""
        self._lists[key] = list(dict.fromkeys([*self._lists.get(key, ()), *values]))

    def author(self, family: str, given: str = "") -> None:
        """Add an author, or a body under its one name."""
        family, given = (" ".join(plain(part).replace(",", " ").split()) for part in (family, given))
        if family or given:
            self.authors.append(f"{family}, {given}" if family and given else family or given)

    def document(self, level: str, paragraphs: Iterable[str]) -> None:
        """Keep a text under its key, `abstract` or `text`; of one that is too long, the paragraphs that fit."""
        kept, room = [], MAX_TEXT_BYTES
        for paragraph in paragraphs:
            room -= len(paragraph.encode("utf-8", "replace")) + 1
            if room < 0:
                said = f"the text is longer than {MAX_TEXT_BYTES:,} bytes and is cut there"
                self.fault(level, said, code="I008")
                break
            kept.append(paragraph)
        self._keep(level, (abstract if level == "abstract" else plain)(" ".join(kept), MAX_TEXT_BYTES))

    def done(self) -> None:
        """Hand the record over."""
        if len(self.authors) > _MAX_AUTHORS:
            self.fault("authors", f"only the first {_MAX_AUTHORS:,} authors are kept", code="I008")
        if self.authors:
            self._data["authors"] = self.authors[:_MAX_AUTHORS]
        self._sheet.records.append(Located(self._sheet.file, {**self._data, **self._lists}, self._find))

    def has(self, key: str) -> bool:
        """Return whether the key has a value."""
        return key in self._data

    def _keep(self, key: str, value: str) -> None:
        if value:
            self._data.setdefault(key, value)

    def _find(self, where: Where, *, key: bool = False) -> tuple[int, int]:  # noqa: ARG002 - the shape of a Finder
        name = str(where[0]) if where else ""
        return self._lines.get(name, self._line), 1


def bad_byte(text: str) -> int:
    """Return where the first byte stands that was not UTF-8, -1 where all were."""
    found = _BAD_BYTE.search(text)
    return found.start() if found else -1


def open_text(data: bytes) -> str:
    """Return `data` as text, line ends as line feeds; bytes that are not UTF-8 stay to be found by `bad_byte`."""
    return data.decode("utf-8", "surrogateescape").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
