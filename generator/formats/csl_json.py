"""Read CSL-JSON: an array of items, read one by one, so that a broken one leaves the others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from generator.errors import InvalidInput, Problem
from generator.formats.common import MAX_FILE, Entry, Sheet, bad_byte, open_text
from generator.located import Located
from generator.textfile import read_bytes, shown

_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_START = re.compile(r'\s*(?:\[|(?=\{)(?:\{\s*"items"\s*:\s*\[)?)')
_NOTED = re.compile(r"^[ \t]*(DOI|PMID|PMCID):[ \t]*(\S{1,300})[ \t]*$", re.IGNORECASE | re.MULTILINE)  # Zotero's way
_GAP = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def read(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the items of the CSL-JSON file at `path`, and what is wrong with the others."""
    try:
        text = open_text(read_bytes(path, within, MAX_FILE))
    except InvalidInput as error:
        return (), error.problems
    sheet = Sheet(shown(path))
    start = _START.match(text)
    if start is None:
        sheet.add((1, 1), "I001", "the file holds no array of items", 'write [{"title": "…"}, …]')
        return sheet.result()
    _items(sheet, text, start.end())
    return sheet.result()


def _items(sheet: Sheet, text: str, at: int) -> None:
    line, counted = 1, 0
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        line, counted = line + text.count("\n", counted, at), at
        if at >= len(text) or text[at] == "]" or sheet.full(line):
            break
        try:
            value, end = _DECODER.raw_decode(text, at)
            if isinstance(value, dict):
                _item(sheet, line, value, text[at:end])
            else:
                column = at - text.rfind("\n", 0, at)
                sheet.add((line, column), "I001", "this is no item and is left out", 'an item is {"title": "…", …}')
        except json.JSONDecodeError as error:
            message = f"the item is not JSON and is left out: {error.msg[:1].lower()}{error.msg[1:]}"
            sheet.add((error.lineno, error.colno), "I001", message, "the next items are read")
            end = _after(text, max(at, error.pos - 1))
        except RecursionError:
            sheet.add((line, 1), "I001", "the item is nested too deeply and is left out", "no key needs that")
            end = _after(text, at)
        at = end


def _after(text: str, at: int) -> int:
    """Return where the next item probably starts."""
    found = _NEXT.search(text, at)
    return found.end() if found else len(text)


def _item(sheet: Sheet, line: int, value: Mapping[str, object], written: str) -> None:
    bad = bad_byte(written)
    if bad >= 0:
        where = line + written.count("\n", 0, bad)
        sheet.add((where, 1), "F003", "a byte is not UTF-8; the item is left out", "save the file as UTF-8")
        return
    entry = Entry(sheet, line)
    entry.text("title", _text(value, "title"))
    entry.doi(_text(value, "DOI"))
    people = value.get("author")
    for person in people if isinstance(people, list) else ():
        _author(entry, person)
    _year(entry, value)
    entry.text("venue", _text(value, "container-title") or _text(value, "publisher"))
    entry.url(_text(value, "URL"))
    noted = {one[1].upper(): one[2] for one in _NOTED.finditer(_text(value, "note")[:10_000])}
    entry.doi(noted.get("DOI", ""))
    for register in ("PMID", "PMCID"):
        entry.number(register.lower(), _text(value, register) or noted.get(register, ""))
    abstract = _text(value, "abstract")
    entry.document("abstract", [abstract] if abstract else [])
    entry.done()


def _author(entry: Entry, person: object) -> None:
    if not isinstance(person, dict):
        entry.fault("authors", "an author is neither {family, given} nor {literal} and is left out")
        return
    particles = [_text(person, "dropping-particle"), _text(person, "non-dropping-particle")]
    family = " ".join(filter(None, [*particles, _text(person, "family")]))
    given = " ".join(filter(None, [_text(person, "given"), _text(person, "suffix")]))
    entry.author(_text(person, "literal") or family, "" if _text(person, "literal") else given)


def _year(entry: Entry, item: Mapping[str, object]) -> None:
    issued = item.get("issued")
    if not isinstance(issued, dict):
        return
    parts = issued.get("date-parts")
    while isinstance(parts, list) and parts:
        parts = parts[0]
    entry.year(parts if isinstance(parts, str) else _text(issued, "raw") or _text(issued, "literal"))


def _text(item: Mapping[str, object], key: str) -> str:
    """Return the text of a key; Crossref writes a list of one where CSL has a text."""
    value = item.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""
