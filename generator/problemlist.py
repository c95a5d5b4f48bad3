"""A list of problems as people, GitHub, other programs and code scanners read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Final
from urllib.parse import quote

from generator import __version__
from generator.codes import CODES
from generator.errors import Problem

SARIF_VERSION: Final = "2.1.0"
Problems = Sequence[Problem]


def text(problems: Problems, warnings: Problems) -> str:
    """Return one line each, `file:line:column: CODE message (hint)`."""
    return _lines([*map(str, problems), *(f"warning: {problem}" for problem in warnings)])


def github(problems: Problems, warnings: Problems) -> str:
    """Return annotations of GitHub Actions, one line each."""
    rows = [(problem, "error") for problem in problems] + [(problem, "warning") for problem in warnings]
    return _lines(annotation(problem, kind) for problem, kind in rows)


def annotation(problem: Problem, kind: str = "error") -> str:
    """Return the problem as an annotation of GitHub Actions, on one line, whatever its words hold."""
    place = {"file": problem.file}
    if problem.line:
        place |= {"line": str(problem.line), "col": str(max(problem.column, 1))}
    values = ",".join(f"{name}={_property(value)}" for name, value in (place | {"title": problem.code}).items())
    return f"::{kind} {values}::{_data(_said(problem))}"


def as_json(problems: Problems, warnings: Problems) -> str:
    """Return one JSON object: `problems`, each with its fields and its `severity`, and how many there are."""
    rows = [{"severity": kind, **asdict(problem)} for kind, problem in _graded(problems, warnings)]
    counts = {"errors": len(problems), "warnings": len(warnings)}
    return json.dumps({"format": 1, **counts, "problems": rows}, indent=1, ensure_ascii=False) + "\n"


def sarif(problems: Problems, warnings: Problems) -> str:
    """Return a log of SARIF 2.1.0 with one run; columns count characters, as everywhere here."""
    used = sorted({problem.code for problem in (*problems, *warnings)})
    rules = [{"id": code, "shortDescription": {"text": CODES.get(code, code)}} for code in used]
    results = [_result(problem, kind, used.index(problem.code)) for kind, problem in _graded(problems, warnings)]
    driver = {"name": "report-corpus", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = f"https://json.schemastore.org/sarif-{SARIF_VERSION}.json"
    return json.dumps({"$schema": schema, "version": SARIF_VERSION, "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


FORMS: Final[Mapping[str, Callable[[Problems, Problems], str]]] = {
    "text": text,
    "github": github,
    "json": as_json,
    "sarif": sarif,
}


def _result(problem: Problem, level: str, rule: int) -> Mapping[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(problem.file, safe="/-._~")}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": level,
        "message": {"text": _said(problem)},
        "locations": [{"physicalLocation": place}],
    }


def _graded(problems: Problems, warnings: Problems) -> list[tuple[str, Problem]]:
    return [("error", problem) for problem in problems] + [("warning", problem) for problem in warnings]


def _said(problem: Problem) -> str:
    return problem.message + (f" ({problem.hint})" if problem.hint else "")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
