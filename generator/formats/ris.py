"""Read RIS: records from `TY  -` to `ER  -`, each with the line it starts in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import rispy

from generator.errors import InvalidInput, Problem
from generator.formats.common import MAX_FILE, Entry, Sheet, bad_byte, open_text
from generator.located import Located, quoted
from generator.textfile import read_bytes, shown

_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: |$)")
_FIRST = re.compile(r"^TY  - ", re.MULTILINE)
_TITLES = ("title", "primary_title", "translated_title", "short_title")
_VENUES = ("journal_name", "secondary_title", "alternate_title3", "alternate_title2", "tertiary_title", "publisher")
_KEYS = {"title": ("TI", "T1"), "doi": ("DO",), "year": ("PY", "Y1", "DA"), "url": ("UR",), "abstract": ("AB", "N2")}
_KINDS = frozenset(rispy.config.TYPE_OF_REFERENCE_MAPPING)
_ENDED = "each record ends with a line `ER  - `"

_Chunk = tuple[int, list[str], bool]


def read(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the records of the RIS file at `path`, and what is wrong with the others."""
    try:
        text = open_text(read_bytes(path, within, MAX_FILE))
    except InvalidInput as error:
        return (), error.problems
    sheet = Sheet(shown(path))
    for line, lines, ended in _chunks(text, sheet):
        if sheet.full(line):
            break
        _record(sheet, line, lines, ended=ended)
    return sheet.result()


def _chunks(text: str, sheet: Sheet) -> Iterator[_Chunk]:
    """Yield each record: its first line, its lines, and whether it is ended."""
    start, lines = 0, list[str]()
    stray = begun = False
    whole = bool(_FIRST.search(text))
    for number, line in enumerate(text.split("\n"), start=1):
        found = _TAG.match(line)
        tag = found[1] if found else ""
        if tag == "TY":
            if start:
                yield start, lines, False
            start, lines, stray, begun = number, [line], False, True
        elif tag == "ER" and start:
            yield start, lines, True
            start = 0
        elif start:
            lines.append(line)
        elif line.strip() and not stray and (found or begun or not whole):
            stray = True  # one problem for the whole stretch; what exporters write above all records is none
            sheet.add((number, 1), "I001", "this line belongs to no record", "a record starts with `TY  - `")
    if start:
        yield start, lines, False


def _record(sheet: Sheet, line: int, lines: list[str], *, ended: bool) -> None:
    whole = "\n".join(lines)
    at = bad_byte(whole)
    if at >= 0:
        column = at - whole.rfind("\n", 0, at)
        sheet.add((line + whole.count("\n", 0, at), column), "F003", "a byte is not UTF-8", "save the file as UTF-8")
        return
    if not ended:
        sheet.add((line, 1), "I001", "the record is not ended and is left out", _ENDED)
        return
    try:
        (found,) = rispy.loads(f"{whole}\nER  - ")
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        sheet.add((line, 1), "I001", f"the record cannot be read: {type(error).__name__}", "compare it with another")
        return
    places = {tag[1]: line + at for at, text in enumerate(lines) if (tag := _TAG.match(text))}
    entry = Entry(sheet, line, {key: places[tag] for key, tags in _KEYS.items() for tag in tags if tag in places})
    kind = _text(found, "type_of_reference")
    if kind not in _KINDS:
        sheet.add((line, 7), "I005", f"the type {quoted(kind)} is unknown", "`JOUR` is an article, `GEN` anything")
    _fill(entry, found)
    entry.done()


def _fill(entry: Entry, found: Mapping[str, object]) -> None:
    for name in _TITLES:
        entry.text("title", _text(found, name))
    for name in _VENUES:
        entry.text("venue", _text(found, name))
    unknown = found.get("unknown_tag")
    for text in _texts(unknown, "BT") if isinstance(unknown, dict) else ():
        entry.text("venue", text)
    for name in ("first_authors", "authors"):
        for author in _texts(found, name):
            family, _, given = author.partition(",")
            entry.author(family, given)
    entry.doi(_text(found, "doi"))
    for name in ("year", "publication_year", "date"):
        if not entry.has("year"):
            entry.year(_text(found, name))
    for url in _texts(found, "urls"):
        entry.url(url)
    abstract = _text(found, "abstract") or _text(found, "notes_abstract")
    entry.document("abstract", [abstract] if abstract else [])


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get(name, "")
    return value if isinstance(value, str) else ""


def _texts(found: Mapping[str, object], name: str) -> list[str]:
    value = found.get(name)
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
