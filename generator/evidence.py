"""Locked searches and the history of versions: corpus/evidence/<id>.json, replayed by every build.

The file is JSON, sorted, one value a line, so that a pull request shows what a
search changed.  Every text carries its SHA-256; an edited or damaged file is
refused with the record named.  The history may stand alone; a file without a
search locks none.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.codec import decode_any, encode
from generator.errors import InvalidInput, Problem
from generator.historyfile import dump_history, is_date, parse_history
from generator.ids import digest, parse_doi
from generator.located import quoted
from generator.records import Paper, SearchResult, Version
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
    body = []
    for result in results:
        plain = encode(result)
        assert isinstance(plain, dict)  # noqa: S101 - encode gives a record's fields
        for paper in plain["papers"]:
            if paper["document"]:
                paper["document"]["sha256"] = digest(paper["document"]["text"])
        body.append(plain)
    data: dict[str, object] = {"format": FORMAT, "question": question, "results": body}
    if versions := dump_history(history):
        data["history"] = versions
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n"


def read_evidence(corpus: Path, ids: Iterable[str]) -> tuple[Mapping[str, Evidence], tuple[Problem, ...]]:
    """Return the evidence of each question that has a file, and every problem of these files.

    A file that is named after none of `ids` is a problem, for nothing would ever replay it.
    """
    known = frozenset(ids)
    found: dict[str, Evidence] = {}
    problems: list[Problem] = []
    try:
        paths = list_files(corpus / "evidence")
    except InvalidInput as error:
        return {}, error.problems
    for path in paths:
        evidence, faults = _read(path, corpus, known)
        problems.extend(faults)
        if evidence and not faults:
            found[path.stem] = evidence
    return found, tuple(problems)


def _read(path: Path, corpus: Path, known: frozenset[str]) -> tuple[Evidence | None, list[Problem]]:
    try:
        file = read_text(path, corpus, MAX_BYTES)
        data = _opened(file, path.stem, known)
    except InvalidInput as error:
        return None, list(error.problems)
    results, problems = _results(data, file)
    history, faults = parse_history(data.get("history", []), file.text)
    problems += [
        _problem(file, "E009", message, line, hint="restore the history instead of editing it")
        for line, message in faults
    ]
    problems += [_problem(file, "E003", f"the key {quoted(key)} is unknown") for key in sorted(data.keys() - _KEYS)]
    return Evidence(path.stem, results, f"evidence/{path.name}", digest(file.text), history), problems


def _opened(file: TextFile, name: str, known: frozenset[str]) -> Mapping[str, Any]:
    """Return the file's data; raises InvalidInput with the first fault, for the rest would follow from it."""
    data = _parsed(file)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _refused(file, "E002", f"the file does not have format {FORMAT}")
    if name not in known:
        raise _refused(file, "E006", f"no question has the id {quoted(name)}", hint="rename or remove the file")
    if data.get("question") != name:
        owner = quoted(data.get("question"))
        raise _refused(file, "E005", f"the file belongs to the question {owner}", hint="rename the file")
    return data


def _results(data: Mapping[str, Any], file: TextFile) -> tuple[tuple[SearchResult, ...], list[Problem]]:
    """Return the results, and what is wrong with them."""
    if "results" not in data and "history" in data:
        return (), []
    try:
        hashes = [_unlock(paper) for result in data["results"] for paper in result["papers"]]
        results: tuple[SearchResult, ...] = decode_any(tuple[SearchResult, ...], data["results"])
    except ValueError as error:
        return (), [_problem(file, "E003", f"results{error}")]
    except (KeyError, TypeError, AttributeError):
        return (), [_problem(file, "E003", "a result or record lacks a field or is of another type")]
    papers = (paper for result in results for paper in result.papers)
    problems = list(_faulty_results(results, file))
    for paper, locked in zip(papers, hashes, strict=True):
        problems.extend(_faults(paper, locked, file))
    return results, problems


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


def _faulty_results(results: tuple[SearchResult, ...], file: TextFile) -> Iterator[Problem]:
    for source, count in Counter(result.source for result in results).items():
        if count > 1:
            yield _problem(
                file, "E003", f"{count} results are of the source {quoted(source)}", _line(file, "source", source)
            )
    for result in results:
        if result.date is not None and not is_date(result.date):
            line = _line(file, "date", result.date)
            yield _problem(file, "E003", f"the date {quoted(result.date)} of {quoted(result.source)} is none", line)


def _faults(paper: Paper, locked: str | None, file: TextFile) -> Iterator[Problem]:
    document, line = paper.document, _line(file, "id", paper.id)
    if document and digest(document.text) != locked:
        yield _problem(file, "E004", f"the text of {quoted(paper.id)} is not the one that was locked", line)
    if paper.doi is not None and (paper.id != paper.doi or parse_doi(paper.doi) != paper.doi):
        yield _problem(file, "E007", f"{quoted(paper.id)} is not the DOI {quoted(paper.doi)}", line)
    if document and not all(0 <= start < end <= len(document.text) for start, end in document.sentences):
        yield _problem(file, "E008", f"a sentence of {quoted(paper.id)} lies outside its text", line)


def _line(file: TextFile, key: str, value: str) -> int:
    """Return the first line that gives `key` this value, 1 when it is written in another way."""
    at = file.text.find(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return file.text.count("\n", 0, at) + 1 if at >= 0 else 1


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


def _unlock(paper: dict[str, dict[str, str]]) -> str | None:
    document = paper.get("document")
    return document.pop("sha256", None) if document else None
