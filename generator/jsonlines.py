"""Read JSON Lines: one object a line, each with its place, every bad line reported."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from json.decoder import JSONDecoder
from pathlib import Path

from generator.errors import InvalidInput, Problem
from generator.located import Located, Where, quoted
from generator.textfile import MEGABYTE, decode, read_bytes, shown

CODES: Mapping[str, str] = {
    "J001": "a line is not JSON",
    "J002": "a line holds something else than an object",
    "J003": "a line is too long",
    "J004": "a key is given twice",
    "J005": "NaN and Infinity are not JSON",
    "J006": "a line is nested too deeply or holds a number with too many digits",
    "J007": "the file holds more mistakes than are listed",
}
MAX_FILE = 200 * MEGABYTE
MAX_LINE = MEGABYTE
MAX_PROBLEMS = 1000
_MAX_DIGITS = 40
_MAX_DEPTH = 20


class _Fault(ValueError):
    """What one line does wrong; the `nth` match of `pattern` in it is the place."""

    def __init__(self, code: str, message: str, hint: str, pattern: str, *, nth: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.pattern, self.nth = code, message, hint, pattern, nth

    def problem(self, file: str, line: int, text: str) -> Problem:
        """Return what to tell about the fault in `text`, the line of that number."""
        columns = [match.start() + 1 for match in re.finditer(self.pattern, text)]
        column = columns[self.nth] if len(columns) > self.nth else 1
        return Problem(file, line, column, self.code, self.message, self.hint)


def read_json_lines(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the objects of the file at `path` in order, and what is wrong with its other lines.

    Empty lines are skipped.  After 1,000 faulty lines the rest is not read,
    and a last problem says so.
    """
    try:
        data = read_bytes(path, within, MAX_FILE).removeprefix(BOM_UTF8)
    except InvalidInput as error:
        return (), error.problems
    file = shown(path)
    records: list[Located] = []
    problems: list[Problem] = []
    for number, line in _lines(data):
        try:
            records.append(_record(file, number, line))
        except InvalidInput as error:
            problems += error.problems
        if len(problems) >= MAX_PROBLEMS:
            message = f"reading stopped after {MAX_PROBLEMS:,} faulty lines"
            problems.append(Problem(file, number, 0, "J007", message, "is this a JSON Lines file?"))
            break
    return tuple(records), tuple(problems)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(BytesIO(data), start=1):
        if line.strip():
            yield number, line.rstrip(b"\r\n")


def _record(file: str, number: int, line: bytes) -> Located:
    if len(line) > MAX_LINE:
        message = f"the line is longer than {MAX_LINE // MEGABYTE} MB"
        raise InvalidInput([Problem(file, number, 0, "J003", message, "shorten the text")])
    text = decode(line, file, number)
    try:
        return Located(file, _object(text), partial(_find, number, text))
    except _Fault as fault:
        raise InvalidInput([fault.problem(file, number, text)]) from fault
    except json.JSONDecodeError as error:
        message = f"the line is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise InvalidInput([Problem(file, number, error.colno, "J001", message, "one object a line")]) from error
    except RecursionError as error:
        raise InvalidInput(
            [Problem(file, number, 1, "J006", f"the line is nested more than {_MAX_DEPTH} deep", "no key needs that")]
        ) from error


def _object(text: str) -> dict[str, object]:
    value = _DECODER.decode(text)
    if not isinstance(value, dict):
        raise _Fault("J002", "the line holds no object", "one {...} a line", r"\S")
    if text.count("[") + text.count("{") > _MAX_DEPTH and _is_deep(value):
        raise _Fault("J006", f"the line is nested more than {_MAX_DEPTH} deep", "no key needs that", r"\S")
    return value


def _is_deep(value: object) -> bool:
    """Return whether the value is nested too deeply for others to walk it by recursion."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        lists = [item for item in level if isinstance(item, list)]
        objects = [item for item in level if isinstance(item, dict)]
        level = [child for item in lists for child in item]
        level += [child for item in objects for child in item.values()]
    return any(isinstance(item, list | dict) for item in level)


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        written = re.escape(json.dumps(twice, ensure_ascii=False))
        raise _Fault("J004", f"the key {quoted(twice)} is given twice", "keep one", rf"{written}\s*:", nth=1)
    return value


def _constant(name: str) -> object:
    raise _Fault("J005", f"{name} is not JSON", "write null", rf"(?<=[:,\[\s]){name}")


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise _Fault("J006", f"the number has more than {_MAX_DIGITS} digits", "put it into quotes", digits)
    return int(digits)


_DECODER = JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant, parse_int=_integer)


def _find(number: int, text: str, where: Where, *, key: bool = False) -> tuple[int, int]:
    """Return the place of a key of the object, or of its value; both are known to be there or not."""
    keys, values = _places(text)
    name = where[0] if where else None
    return number, (keys if key else values).get(name, text.find("{") + 1)


def _places(text: str) -> tuple[dict[str | int | None, int], dict[str | int | None, int]]:
    """Return the column of each key of the object that `text` holds, and of each value."""
    keys: dict[str | int | None, int] = {}
    values: dict[str | int | None, int] = {}
    at = text.find('"')
    while at != -1:
        name, after = _DECODER.raw_decode(text, at)
        start = _skip(text, text.index(":", after) + 1)
        keys[name], values[name] = at + 1, start + 1
        _, end = _DECODER.raw_decode(text, start)
        end = _skip(text, end)
        at = text.find('"', end) if text[end : end + 1] == "," else -1
    return keys, values


def _skip(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())
