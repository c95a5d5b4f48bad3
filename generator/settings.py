"""Where things lie, how many processes work, how services are asked: `generator.toml` and the environment.

Both are optional.  `generator.toml` stands beside the corpus folder and may
hold the keys of `KEYS`; a variable such as REPORT_CORPUS_JOBS comes before
the key of that name.  The table `sources` gives services another address, as
does REPORT_CORPUS_SOURCES_CROSSREF.  Other variables with that prefix belong
to tests and benchmarks and are not looked at.  Keys of services are taken
from the environment only, so that no file can give them away.
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from generator.errors import InvalidInput, Problem
from generator.located import closest, quoted
from generator.services import SERVICES
from generator.textfile import TextFile, read_text

CODES: Mapping[str, str] = {
    "S001": "generator.toml is not TOML",
    "S002": "a setting is unknown",
    "S003": "a path is not text, or empty",
    "S004": "the number of processes is not a whole number in 1..64",
    "S005": "the contact is not an e-mail address",
    "S006": "a source is unknown",
    "S007": "the address of a source is not one that may be asked",
    "S008": "`store_text` is none of its values",
    "S009": "a limit is not a number in its range",
    "S010": "`search` is none of its values",
}
StoreText = Literal["full", "abstract", "none"]
Search = Literal["auto", "material", "pagefind"]
FILE = "generator.toml"
PREFIX = "REPORT_CORPUS_"
# Seconds from the first to the last byte of one request; then seconds and megabytes of one source in one run.
LIMITS: Mapping[str, tuple[float, float]] = {
    "request_seconds": (0.1, 600),
    "source_seconds": (1, 86_400),
    "source_megabytes": (1, 10_000),
}
_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "store_text": ("S008", get_args(StoreText)),
    "search": ("S010", get_args(Search)),
}
_FOLDERS = ("corpus", "docs", "cache")
KEYS = (*_FOLDERS, "jobs", "contact", "store_text", "search", "sources", *LIMITS)
_MAX_JOBS = 64
_OF_SOURCES = "sources."
_SOURCE_VARIABLE = f"{PREFIX}SOURCES_"
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Folders of one project, how many processes synthesise reports, and how services are asked.

    `contact` is the e-mail address that services are told, empty where nobody is named; `sources` gives a base address
    by name of a service where it is not the usual one, and `keys` the key of each service that has one.
    `search` says what the site is searched with; "auto" leaves that to the number of reports.
    """

    root: Path
    corpus: Path
    docs: Path
    cache: Path
    jobs: int = 1
    contact: str = ""
    store_text: StoreText = "abstract"
    search: Search = "auto"
    request_seconds: float = 30.0
    source_seconds: float = 900.0
    source_megabytes: float = 200.0
    sources: Mapping[str, str] = field(default_factory=dict)
    # Left out of the repr: a key is never printed.
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class _Given:
    """One setting as it was written, and where."""

    value: object
    file: str
    line: int = 0

    def problem(self, code: str, message: str, hint: str = "") -> Problem:
        return Problem(self.file, self.line, 1 if self.line else 0, code, message, hint)


def load_settings(root: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of the project in the folder `root`; relative paths start there.

    Raises:
        InvalidInput: with every setting that is unknown or of the wrong kind.
    """
    given = _from_file(root) | _from_environment(environment)
    problems = [problem for key, one in given.items() for problem in _check(key, one)]
    if problems:
        raise InvalidInput(problems)
    values = {key: one.value for key, one in given.items() if not key.startswith(_OF_SOURCES)}
    usual = {"corpus": root / "corpus", "docs": root / "docs", "cache": root / ".cache"}
    paths = {key: root / str(values.pop(key)) for key in _FOLDERS if key in values}
    sources = {
        key.removeprefix(_OF_SOURCES): str(one.value).rstrip("/")
        for key, one in given.items()
        if key.startswith(_OF_SOURCES)
    }
    keys = {name: key for name, one in SERVICES.items() if (key := environment.get(one.key, "").strip())}
    return Settings(root=root, **{**usual, **paths}, sources=sources, keys=keys, **values)  # type: ignore[arg-type]


def _from_file(root: Path) -> dict[str, _Given]:
    """Return the settings of the file by key; those of the table `sources` as `sources.NAME`."""
    path = root / FILE
    if not path.exists():
        return {}
    file = read_text(path, root)
    try:
        table = tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput([_syntax(file, str(error))]) from error
    sources = table.pop("sources", {})
    given = {key: _Given(value, file.shown, _line(file, key)) for key, value in table.items()}
    if not isinstance(sources, dict):
        return given | {"sources": _Given(sources, file.shown, _line(file, "sources"))}
    return given | {
        f"{_OF_SOURCES}{key}": _Given(value, file.shown, _line(file, key)) for key, value in sources.items()
    }


def _from_environment(environment: Mapping[str, str]) -> dict[str, _Given]:
    given = {}
    for key in KEYS:
        variable = f"{PREFIX}{key.upper()}"
        if variable in environment and key != "sources":
            given[key] = _Given(_typed(key, environment[variable]), variable)
    for variable in sorted(environment):
        if variable.startswith(_SOURCE_VARIABLE):
            name = variable.removeprefix(_SOURCE_VARIABLE).lower()
            given[f"{_OF_SOURCES}{name}"] = _Given(environment[variable], variable)
    return given


def _typed(key: str, text: str) -> object:
    """Return what a variable holds as the file would have it; a number that is none stays text and is refused."""
    if key == "jobs" and text.isascii() and text.isdigit():
        return int(text[:9])
    if key in LIMITS and re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return float(text)
    return text


def _check(key: str, given: _Given) -> list[Problem]:
    if key.startswith(_OF_SOURCES):
        return _check_source(key.removeprefix(_OF_SOURCES), given)
    if key == "sources":
        return [given.problem("S006", "`sources` is not a table", "[sources], and below it crossref = 'https://…'")]
    if key not in KEYS:
        return [given.problem("S002", f"the setting {quoted(key)} is unknown", closest(key, KEYS))]
    good, code, message, hint = _rule(key, given.value)
    return [] if good else [given.problem(code, f"`{key}` is {message}", hint)]


def _rule(key: str, value: object) -> tuple[bool, str, str, str]:
    """Return whether a value may stand for a key, and the problem where it may not: code, what it is, a hint."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if key == "jobs":
        good = number and isinstance(value, int) and 1 <= value <= _MAX_JOBS
        return good, "S004", f"not a whole number in 1..{_MAX_JOBS}", ""
    if key == "contact":
        # One that is not set is often an empty variable in continuous integration.
        good = isinstance(value, str) and (not value or bool(_EMAIL.fullmatch(value)))
        return good, "S005", "not an e-mail address", "name@example.org"
    if key in _CHOICES:
        code, values = _CHOICES[key]
        return value in values, code, "none of its values", f"one of {', '.join(values)}"
    if key in LIMITS:
        low, high = LIMITS[key]
        good = number and isinstance(value, int | float) and low <= value <= high
        return good, "S009", f"not a number in {low:g}..{high:g}", ""
    good = isinstance(value, str) and bool(value.strip()) and value.isprintable()
    return good, "S003", "not a path", 'write "folder"'


def _check_source(name: str, given: _Given) -> list[Problem]:
    if name not in SERVICES:
        return [given.problem("S006", f"no source is called {quoted(name)}", closest(name, SERVICES))]
    if isinstance(given.value, str) and _may_be_asked(given.value):
        return []
    hint = "https://host/path, or http:// on this machine"
    return [given.problem("S007", f"the address of `{name}` is not one that may be asked", hint)]


def _may_be_asked(address: str) -> bool:
    """Return whether an address is https, or http on the loopback address, and names a place and nothing else."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and not set(address) & set(" ?#@\\%")
    return plain and bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _syntax(file: TextFile, said: str) -> Problem:
    place = _PLACE.search(said)
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    return Problem(file.shown, line, column, "S001", f"this is not TOML: {_PLACE.sub('', said)}", "key = value")


def _line(file: TextFile, key: str) -> int:
    """Return the line in which a top-level key is written; 0 where quotes or dots hide it."""
    match = re.search(rf"^[ \t]*\[?[ \t]*{re.escape(key)}[ \t]*[=.\]]", file.text, re.MULTILINE)
    return file.text.count("\n", 0, match.start()) + 1 if match else 0
