"""corpus/overrides/<id>.yaml: what people decided on the papers and claims of one report.

Four lists: papers to `exclude` and to `include`, claims to `reject`, and claims whose verdict to `correct`.  Every
entry says who decided, when and why; the day is written there, for a build has no clock.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal, get_args

from generator.errors import InvalidInput, Problem
from generator.identity import name
from generator.located import Located, Where, closest, quoted
from generator.records import Decision, Verdict
from generator.textfile import list_files, shown
from generator.yamlfile import read_yaml

CODES: Mapping[str, str] = {
    "H001": "no question has the id that the file of decisions is named after",
    "H002": "a key is unknown",
    "H003": "a key that every decision needs is missing",
    "H004": "a value is of the wrong kind",
    "H005": "a text that must say something is empty, or a key has no value",
    "H006": "a text is too long",
    "H007": "a date does not exist or is not written YYYY-MM-DD",
    "H008": "a verdict is none",
    "H009": "what is written cannot be the id of a claim",
    "H010": "two decisions are on one paper or claim",
    "H011": "the file holds too many decisions",
    "H012": "the folder of decisions holds something that is not read",
    "H013": "a decision changes nothing, because its paper or claim is gone",
}
FOLDER: Final = "overrides"
MOST: Final = 500
LONGEST: Final[Mapping[str, int]] = {"paper": 300, "claim": 300, "verdict": 40, "who": 200, "when": 40, "why": 500}
_Kind = Literal["exclude", "include", "reject", "correct"]
_KEYS: Final[Mapping[_Kind, tuple[str, ...]]] = {
    "exclude": ("paper", "who", "when", "why"),
    "include": ("paper", "who", "when", "why"),
    "reject": ("claim", "who", "when", "why"),
    "correct": ("claim", "verdict", "who", "when", "why"),
}
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What people copy: the id, the anchor of the row, or the whole link.
_CLAIM: Final = re.compile(r"(?:.*#)?(?:claim-)?([0-9a-z]{1,64})", re.DOTALL)
_LINK: Final = "copy it from the permanent link of its row"


@dataclass(frozen=True, slots=True)
class Overrides:
    """The decisions on one report, in the order of the file; `places` holds the line and column of each.

    `shown` is the file as problems name it, `file` its path below the corpus, `hash` the SHA-256 of its bytes.
    """

    decisions: tuple[Decision, ...]
    places: tuple[tuple[int, int], ...]
    shown: str
    file: str
    hash: str

    def idle(self, decided: Iterable[tuple[Decision, str]]) -> Iterator[Problem]:
        """Yield a problem for each decision without effect.

        `decided` are all of the file in its order, as they turned out, each with a hint.
        """
        for (line, column), (decision, hint) in zip(self.places, decided, strict=True):
            if decision.idle:
                message = f"{decision.kind!r} of {quoted(decision.target)} changes nothing: {decision.idle}"
                yield Problem(self.shown, line, column, "H013", message, hint)


def read_overrides(corpus: Path, ids: Collection[str]) -> tuple[Mapping[str, Overrides], tuple[Problem, ...]]:
    """Return the decisions of each question that has a file without mistakes, and every problem of these files.

    `ids` are those of the questions; a file that is named after none of them is a problem.
    """
    try:
        paths = list_files(corpus / FOLDER)
    except InvalidInput as error:
        return {}, error.problems
    found: dict[str, Overrides] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.suffix != ".yaml":
            hint = "rename it to .yaml" if path.suffix.lower() in {".yml", ".yaml"} else "move it elsewhere"
            problems.append(Problem(shown(path), 0, 0, "H012", "only files that end in .yaml are read here", hint))
            continue
        located, faults = read_yaml(path, corpus)
        mistakes = [*faults, *([] if path.stem in ids else [_unknown(path, ids)])]
        entries = tuple(_entries(located, mistakes)) if located else ()
        if located and not mistakes:
            decisions, places = (tuple(part) for part in zip(*entries, strict=True)) if entries else ((), ())
            file = f"{FOLDER}/{path.name}"
            found[path.stem] = Overrides(decisions, places, located.file, file, located.source_hash)
        problems += mistakes
    return found, tuple(problems)


def _unknown(path: Path, ids: Collection[str]) -> Problem:
    hint = closest(path.stem, sorted(ids)) if ids else "remove the file"
    return Problem(shown(path), 0, 0, "H001", f"no question has the id {quoted(path.stem)}", hint)


def _entries(file: Located, problems: list[Problem]) -> Iterator[tuple[Decision, tuple[int, int]]]:
    for key in file.data:
        if key not in _KEYS:
            hint = closest(key, _KEYS)
            problems.append(file.problem((key,), "H002", f"the key {quoted(key)} is unknown", hint, key=True))
    seen: dict[tuple[str, str], int] = {}
    for kind in _KEYS:
        for place, entry in enumerate(_list(file, kind, problems)):
            where = (kind, place)
            decision = _decision(file, where, kind, entry, problems)
            if decision is None:
                continue
            spot = file.find(where)
            first = seen.setdefault((_KEYS[kind][0], decision.target), spot[0])
            if first != spot[0]:
                message = f"{quoted(decision.target)} is decided on twice"
                problems.append(file.problem(where, "H010", message, f"the first time is in line {first}"))
            yield decision, spot


def _list(file: Located, kind: _Kind, problems: list[Problem]) -> list[object]:
    if kind not in file.data:
        return []
    entries = file.data[kind]
    if entries is None:
        problems.append(file.problem((kind,), "H005", f"`{kind}` has no value", "remove the line"))
        return []
    if not isinstance(entries, list):
        hint = f"begin each entry with `- {_KEYS[kind][0]}: …`"
        problems.append(file.problem((kind,), "H004", f"`{kind}` has to be a list", hint))
        return []
    if len(entries) > MOST:
        problems.append(file.problem((kind,), "H011", f"`{kind}` has more than {MOST} entries", "remove some"))
    return entries[:MOST]


def _decision(file: Located, where: Where, kind: _Kind, entry: object, problems: list[Problem]) -> Decision | None:
    keys = _KEYS[kind]
    if not isinstance(entry, dict):
        hint = f"write {', '.join(keys)} as `key: value` lines"
        problems.append(file.problem(where, "H004", f"an entry of `{kind}` has to be a group of lines", hint))
        return None
    mistakes = [
        file.problem((*where, key), "H002", f"the key {quoted(key)} is unknown", closest(key, keys), key=True)
        for key in entry
        if key not in keys
    ]
    values: dict[str, str] = {}
    missing = [key for key in keys if key not in entry]
    # Keys that are unknown were probably meant to be those that are missing; one mistake is told once.
    told = missing if len(missing) <= len(mistakes) else []
    for key in keys:
        fault = None if key in told else _fault(key, entry)
        if fault:
            mistakes.append(file.problem((*where, key) if key in entry else where, *fault))
        elif key in entry:
            values[key] = _form(key, entry[key])
    problems += mistakes
    if mistakes:
        return None
    verdict: Verdict | None = next((known for known in get_args(Verdict) if known == values.get("verdict")), None)
    who, when, why = values["who"], values["when"], values["why"]
    return Decision(kind=kind, target=values[keys[0]], who=who, when=when, why=why, verdict=verdict)


def _fault(key: str, entry: Mapping[str, object]) -> tuple[str, str, str] | None:
    """Return code, message and hint of what is wrong with one value, None where it can be used."""
    if key not in entry:
        return "H003", f"the key {quoted(key)} is missing", "every decision says on what, who, when and why"
    value = entry[key]
    if value is None or (isinstance(value, str) and not value.strip()):
        return "H005", f"`{key}` says nothing", "write what it has to say"
    if not isinstance(value, str):
        return "H004", f"`{key}` has to be text", "write one text, in quotes if it holds brackets or ': '"
    if len(value) > LONGEST[key]:
        return "H006", f"`{key}` is longer than {LONGEST[key]} characters", "shorten it"
    return _misfit(key, _line(value))


def _misfit(key: str, text: str) -> tuple[str, str, str] | None:
    """Return what is wrong with a text that is not of the form its key asks for."""
    if key == "when" and not _is_day(text):
        return "H007", f"{quoted(text)} is not a day of the calendar", "write YYYY-MM-DD"
    if key == "verdict" and text not in get_args(Verdict):
        return "H008", f"{quoted(text)} is not a verdict", closest(text, get_args(Verdict))
    if key == "claim" and not _CLAIM.fullmatch(text):
        return "H009", f"{quoted(text)} cannot be the id of a claim", _LINK
    return None


def _form(key: str, value: str) -> str:
    """Return a value in the form that it is compared in."""
    text = _line(value)
    if key == "paper":
        return name(text)
    return _CLAIM.sub(r"\1", text) if key == "claim" else text


def _line(value: str) -> str:
    return " ".join(value.split())


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
