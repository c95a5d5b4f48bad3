"""Locked searches and the history of versions: corpus/evidence/<id>.json, replayed by every build.

The file is JSON, sorted, a record a few lines, so that a pull request shows
what a search changed.  Every text carries its SHA-256; an edited or damaged
file is refused with the record named.  The history may stand alone; a file
without a search locks none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.compactjson import dumps
from generator.errors import InvalidInput, Problem
from generator.historyfile import dump_history, parse_history
from generator.ids import digest
from generator.jsonplaces import find
from generator.located import quoted
from generator.lockedrecords import TextOf, parse_results, plain_result
from generator.records import SearchResult, Version
from generator.textfile import TextFile, list_files, read_text

CODES: Mapping[str, str] = {
    "E001": "the evidence file is not JSON",
    "E002": "the evidence file has another format version",
    "E003": "a record or field of the evidence file does not fit",
    "E004": "the text of a record does not have the hash that was locked",
    "E005": "the evidence file belongs to another question",
    "E006": "no question has the id that the evidence file is named after",
    "E007": "the id of a record is not its DOI",
    "E008": "a sentence of a record lies outside its text",
    "E009": "a version of the history does not fit",
    "E010": "a quote of a record does not fit its text",
}
FORMAT = 1
MAX_BYTES = 200_000_000
_KEYS = frozenset({"format", "history", "question", "results"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The locked searches of one question and the recorded versions of its report, oldest first.

    `hash` is the SHA-256 of the file's text.
    """

    question: str
    results: tuple[SearchResult, ...]
    file: str
    hash: str
    history: tuple[Version, ...] = ()

    @property
    def newest(self) -> str | None:
        """Return the ISO date of the last search, None when no result is dated."""
        return max((result.date for result in self.results if result.date), default=None)


def dump_evidence(question: str, results: Iterable[SearchResult], history: Iterable[Version] = ()) -> str:
    """Return the text of an evidence file; `read_evidence` gives back equal results and history."""
    data: dict[str, object] = {"format": FORMAT, "question": question, "results": list(map(plain_result, results))}
    if versions := dump_history(history):
        data["history"] = versions
    return dumps(data)


def read_evidence(
    corpus: Path, ids: Iterable[str], at_hand: TextOf = lambda _: None
) -> tuple[Mapping[str, Evidence], tuple[Problem, ...]]:
    """Return the evidence of each question that has a file, and every problem of these files.

    A file that is named after none of `ids` is a problem, for nothing would ever replay it.  Quotes whose text is
    `at_hand` are rechecked.
    """
    known = frozenset(ids)
    found: dict[str, Evidence] = {}
    problems: list[Problem] = []
    try:
        paths = list_files(corpus / "evidence")
    except InvalidInput as error:
        return {}, error.problems
    for path in paths:
        evidence, faults = _read(path, corpus, known, at_hand)
        problems.extend(faults)
        if evidence and not faults:
            found[path.stem] = evidence
    return found, tuple(problems)


def _read(path: Path, corpus: Path, known: frozenset[str], at_hand: TextOf) -> tuple[Evidence | None, list[Problem]]:
    try:
        file = read_text(path, corpus, MAX_BYTES)
        data = _opened(file, path.stem, known)
    except InvalidInput as error:
        return None, list(error.problems)
    alone = "results" not in data and "history" in data
    results, faults = ((), ()) if alone else parse_results(data.get("results"), at_hand)
    problems = [_problem(file, code, message, *find(file.text, where)) for code, where, message in faults]
    history, gaps = parse_history(data.get("history", []), file.text)
    problems += [
        _problem(file, "E009", message, line, hint="restore the history instead of editing it")
        for line, message in gaps
    ]
    problems += [
        _problem(file, "E003", f"the key {quoted(key)} is unknown", *find(file.text, (key,)))
        for key in sorted(data.keys() - _KEYS)
    ]
    return Evidence(path.stem, results, f"evidence/{path.name}", digest(file.text), history), problems


def _opened(file: TextFile, name: str, known: frozenset[str]) -> Mapping[str, Any]:
    """Return the file's data; raises InvalidInput with the first fault, for the rest would follow from it."""
    data = _parsed(file)
    if not isinstance(data, dict) or data.get("format") != FORMAT or data["format"] is True:
        raise _refused(file, "E002", f"the file does not have format {FORMAT}")
    if name not in known:
        raise _refused(file, "E006", f"no question has the id {quoted(name)}", hint="rename or remove the file")
    if data.get("question") != name:
        owner = quoted(data.get("question"))
        raise _refused(file, "E005", f"the file belongs to the question {owner}", hint="rename the file")
    return data


def _parsed(file: TextFile) -> object:
    try:
        data: object = json.loads(file.text)
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _refused(file, "E001", "the file is not JSON", error.lineno, error.colno) from None
    except UnicodeEncodeError:
        raise _refused(file, "E003", "a text holds half a character, which cannot be written as UTF-8") from None
    except ValueError:
        raise _refused(file, "E001", "the file is not JSON that anybody wrote: it holds too long a number") from None
    except RecursionError:
        raise _refused(file, "E001", "the file is not JSON that anybody wrote: it is nested too deeply") from None
    return data


def _problem(
    file: TextFile,
    code: str,
    message: str,
    line: int = 1,
    column: int = 1,
    hint: str = "search again instead of editing",
) -> Problem:
    return Problem(file.shown, line, column, code, message, hint)


def _refused(
    file: TextFile,
    code: str,
    message: str,
    line: int = 1,
    column: int = 1,
    *,
    hint: str = "search again instead of editing",
) -> InvalidInput:
    return InvalidInput([_problem(file, code, message, line, column, hint)])
