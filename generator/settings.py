"""Where things lie and how many processes work: `generator.toml` and the environment.

Both are optional.  `generator.toml` stands beside the corpus folder and may
hold the keys of `KEYS`; a variable such as REPORT_CORPUS_JOBS comes before
the key of that name.  Other variables with that prefix belong to tests and
benchmarks and are not looked at.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import InvalidInput, Problem
from generator.located import closest, quoted
from generator.textfile import TextFile, read_text

CODES: Mapping[str, str] = {
    "S001": "generator.toml is not TOML",
    "S002": "a setting is unknown",
    "S003": "a path is not text, or empty",
    "S004": "the number of processes is not a whole number in 1..64",
}
FILE = "generator.toml"
PREFIX = "REPORT_CORPUS_"
KEYS = ("corpus", "docs", "cache", "jobs")
_MAX_JOBS = 64
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Folders of one project, and how many processes synthesise reports."""

    root: Path
    corpus: Path
    docs: Path
    cache: Path
    jobs: int = 1


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
    given = _from_file(root)
    for key in KEYS:
        variable = f"{PREFIX}{key.upper()}"
        if variable in environment:
            text = environment[variable]
            number = key == "jobs" and text.isascii() and text.isdigit()
            given[key] = _Given(int(text[:9]) if number else text, variable)
    problems = [problem for key, one in given.items() for problem in _check(key, one)]
    if problems:
        raise InvalidInput(problems)
    paths = {key: root / str(given[key].value) for key in KEYS[:-1] if key in given}
    usual = {"corpus": root / "corpus", "docs": root / "docs", "cache": root / ".cache"}
    jobs = given["jobs"].value if "jobs" in given else 1
    return Settings(root=root, **{**usual, **paths}, jobs=int(str(jobs)))


def _from_file(root: Path) -> dict[str, _Given]:
    path = root / FILE
    if not path.exists():
        return {}
    file = read_text(path, root)
    try:
        table = tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput([_syntax(file, str(error))]) from error
    return {key: _Given(value, file.shown, _line(file, key)) for key, value in table.items()}


def _check(key: str, given: _Given) -> list[Problem]:
    value = given.value
    if key not in KEYS:
        return [given.problem("S002", f"the setting {quoted(key)} is unknown", closest(key, KEYS))]
    if key == "jobs":
        good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MAX_JOBS
        return [] if good else [given.problem("S004", f"`jobs` is not a whole number in 1..{_MAX_JOBS}")]
    good = isinstance(value, str) and bool(value.strip()) and value.isprintable()
    return [] if good else [given.problem("S003", f"`{key}` is not a path", 'write "folder"')]


def _syntax(file: TextFile, said: str) -> Problem:
    place = _PLACE.search(said)
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    return Problem(file.shown, line, column, "S001", f"this is not TOML: {_PLACE.sub('', said)}", "key = value")


def _line(file: TextFile, key: str) -> int:
    """Return the line in which a top-level key is written; 0 where quotes or dots hide it."""
    match = re.search(rf"^[ \t]*\[?[ \t]*{re.escape(key)}[ \t]*[=.\]]", file.text, re.MULTILINE)
    return file.text.count("\n", 0, match.start()) + 1 if match else 0
