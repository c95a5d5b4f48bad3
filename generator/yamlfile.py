"""The only YAML reader: values with their line and column, bounded and safe.

YAML is read as people think that it works.  Every scalar stays the text that
was typed: `no`, `on`, `1_000` and `2026-05-30` mean nothing special, and
whoever wants a number or a date converts it.  Only an empty value, `~` and
`null` give None.  Anchors, aliases, tags, merge keys and further documents
are refused: a contributor does not need them, and an attacker does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import yaml

from generator.errors import InvalidInput, Problem
from generator.located import Located, Where, quoted
from generator.textfile import UNSEEN, TextFile, read_text

CODES: Mapping[str, str] = {
    "Y001": "the file is not YAML",
    "Y002": "a tab is used for indentation",
    "Y003": "a key is given twice",
    "Y004": "anchors and aliases are not read",
    "Y005": "values are nested too deeply",
    "Y006": "the file holds too many values",
    "Y007": "the file holds more than one document",
    "Y008": "tags are not read",
    "Y009": "a key is not text",
    "Y010": "merge keys are not read",
    "Y011": "the file is empty",
    "Y012": "a list or text stands where `key: value` lines belong",
    "Y013": "an escape sequence gives a character that cannot be seen",
}
_START = "start with a line of the form `key: value`"
MAX_DEPTH = 12
MAX_VALUES = 50_000

Tree = str | list["Tree"] | dict[str, "Tree"] | None
_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_UNSEEN = re.compile(f"{UNSEEN.pattern}|[\ud800-\udfff]")  # escapes can write half a character, too
_Place = tuple[int, int]

# What the parsers say (two of them, in slightly different words), what it means, what helps.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon is not expected here", "put text that holds ': ' into quotes"),
    ("cannot start any token", "text cannot start with this character", "put the text into quotes"),
    ("alphabetic or numeric", "text cannot start with * or &", "put the text into quotes"),
    ("escape c", "a backslash in double quotes starts no known escape", "use single quotes, or write two backslashes"),
    ("unexpected end of stream", "a quoted text has no closing quote", "add the quote"),
    ("node content", "a bracket is not closed", "add the closing bracket"),
    ("expected ',' or", "a list or mapping in brackets lacks a comma or its closing bracket", "check the brackets"),
    ("expected key", "a line is not indented like the lines that it belongs to", "align it with the line above"),
    ("block end", "a line is not indented like the lines that it belongs to", "align it with the line above"),
    ("'-' indicator", "a `key: value` line follows a list without being part of it", "check the indentation"),
    ("document start", "text follows the end of the document", "remove the line '...'"),
    ("expected ':'", "a key has no colon after it", "write `key: value`"),
)


def read_yaml(path: Path, within: Path) -> tuple[Located | None, tuple[Problem, ...]]:
    """Return the mapping that the file at `path` holds, and what is wrong with the file.

    The mapping is None where nothing can be made of the file; otherwise it
    holds all that could be read, the first of two equal keys included.
    `within` is the corpus, which the file may not lie outside of.
    """
    records, problems = _read(path, within, _as_mapping)
    return (records[0] if records else None), problems


def read_yaml_list(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the mappings of a file that holds one or a list of them, and what is wrong with it."""
    return _read(path, within, _as_list)


_Taken = tuple[tuple[Located, ...], tuple[Problem, ...]]


def _read(path: Path, within: Path, take: Callable[[TextFile, Tree, _Builder], _Taken]) -> _Taken:
    try:
        file = read_text(path, within)
        builder = _Builder(file)
        tree = builder.document()
    except InvalidInput as error:
        return (), error.problems
    records, problems = take(file, tree, builder)
    return records, (*builder.problems, *problems)


def _as_mapping(file: TextFile, tree: Tree, builder: _Builder) -> _Taken:
    if isinstance(tree, dict):
        return (Located(file.shown, tree, builder.find, file.source_hash),), ()
    line, column = builder.find(())
    return (), (Problem(file.shown, line, column, "Y012", CODES["Y012"], _START),)


def _as_list(file: TextFile, tree: Tree, builder: _Builder) -> _Taken:
    if not isinstance(tree, list):
        return _as_mapping(file, tree, builder)
    records: list[Located] = []
    problems: list[Problem] = []
    for index, item in enumerate(tree):
        if isinstance(item, dict):
            records.append(Located(file.shown, item, partial(_find_below, builder, index), file.source_hash))
        else:
            problems.append(Problem(file.shown, *builder.find((index,)), "Y012", CODES["Y012"], _START))
    return tuple(records), tuple(problems)


def _find_below(builder: _Builder, index: int, where: Where, *, key: bool = False) -> _Place:
    return builder.find((index, *where), key=key)


class _Builder:
    """Builds one tree from the parser's events and remembers where each value stands."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._values: dict[Where, _Place] = {}
        self._keys: dict[Where, _Place] = {}
        self._count = 0
        self._events = self._parse()

    def find(self, where: Where, *, key: bool = False) -> _Place:
        """Return the place of the value at `where`, else of what it lies in."""
        places = (self._keys, self._values) if key else (self._values, self._keys)
        for length in range(len(where), -1, -1):
            for known in places:
                if where[:length] in known:
                    return known[where[:length]]
        return 1, 1

    def document(self) -> Tree:
        """Return the tree of the first document."""
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise self._fatal((1, 1), "Y011", CODES["Y011"], _START)
        first = next(self._events)
        tree = self._value(first, ())
        if tree is None:
            raise self._fatal(_start(first), "Y011", CODES["Y011"], _START)
        next(self._events)  # the end of the document
        if isinstance(after := next(self._events), yaml.DocumentStartEvent):
            self._add(_start(after), "Y007", CODES["Y007"], "remove the line '---', or use one file each")
        return tree

    def _parse(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.file.text, Loader=_Loader)
        except yaml.YAMLError as error:
            raise InvalidInput([_syntax(self.file, error)]) from error

    def _value(self, event: yaml.Event, where: Where) -> Tree:
        self._values[where] = place = _start(event)
        self._guard(event, where, place)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        return self._mapping(where)

    def _guard(self, event: yaml.Event, where: Where, place: _Place) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._fatal(place, "Y004", CODES["Y004"], "put text that starts with * or & into quotes")
        if len(where) > MAX_DEPTH:
            raise self._fatal(place, "Y005", f"values are nested more than {MAX_DEPTH} deep", "no key needs that")
        self._count += 1
        if self._count > MAX_VALUES:
            raise self._fatal(place, "Y006", f"the file holds more than {MAX_VALUES:,} values", "split it")
        if tag := getattr(event, "tag", None):
            self._add(place, "Y008", f"the tag {quoted(tag)} is not read", "put text that starts with ! into quotes")

    def _scalar(self, event: yaml.ScalarEvent, place: _Place) -> str | None:
        text: str = event.value
        if not event.style and text in _NULLS:
            return None
        shown = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)
        if shown != text:
            self._add(place, "Y013", CODES["Y013"], "use single quotes, or write two backslashes")
        return shown

    def _sequence(self, where: Where) -> list[Tree]:
        items: list[Tree] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*where, len(items))))
        return items

    def _mapping(self, where: Where) -> dict[str, Tree]:
        pairs: dict[str, Tree] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, where, pairs)
            if key is None:
                self._value(next(self._events), (*where, ""))
                continue
            self._keys[*where, key] = _start(event)
            pairs[key] = self._value(next(self._events), (*where, key))
            if pairs[key] is None:
                del self._values[*where, key]  # an empty value stands nowhere: its key is shown instead
        return pairs

    def _key(self, event: yaml.Event, where: Where, pairs: Mapping[str, Tree]) -> str | None:
        key, place = self._value(event, (*where, "")), _start(event)
        if not isinstance(key, str):
            self._add(place, "Y009", CODES["Y009"], "write `key: value`")
        elif key == "<<" and not getattr(event, "style", None):
            self._add(place, "Y010", CODES["Y010"], "write the keys out")
        elif key in pairs:
            first = self._keys[*where, key][0]
            self._add(place, "Y003", f"the key {quoted(key)} is given twice", f"it first stands in line {first}")
        else:
            return key
        return None

    def _add(self, place: _Place, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.file.shown, *place, code, message, hint))

    def _fatal(self, place: _Place, code: str, message: str, hint: str = "") -> InvalidInput:
        self._add(place, code, message, hint)
        return InvalidInput(self.problems)


def _start(event: yaml.Event) -> _Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax(file: TextFile, error: yaml.YAMLError) -> Problem:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    lines = file.text.split("\n")
    for number, text in enumerate(lines[:line], start=1):
        indent = text[: len(text) - len(text.lstrip())]
        if "\t" in indent and text.strip():
            tab = indent.index("\t") + 1
            return Problem(file.shown, number, tab, "Y002", CODES["Y002"], "indent with two spaces")
    said = str(getattr(error, "problem", ""))
    if "unexpected end of stream" in said and (opened := getattr(error, "context_mark", None)):
        line, column = opened.line + 1, opened.column + 1
    for words, message, hint in _SYNTAX:
        if words in said:
            return Problem(file.shown, line, column, "Y001", message, hint)
    return Problem(file.shown, line, column, "Y001", CODES["Y001"], "compare it with another file of this folder")
