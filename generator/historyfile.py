"""The history in an evidence file: versions to plain JSON values and back, with every fault and its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.codec import decode, encode
from generator.located import quoted
from generator.records import Version

MOST_VERSIONS = 1000
MOST_CHARACTERS = 4000
MOST_SENTENCES = 50

HASH = re.compile(r"[0-9a-f]{1,64}")
_KEYS = re.compile(r'"(history|version)"\s*:')

Fault = tuple[int, str]


def dump_history(versions: Iterable[Version]) -> list[object]:
    """Return the newest 1000 versions as JSON values, oldest first; each claim's id is the key of its verdict."""
    return [_plain(version) for version in tuple(versions)[-MOST_VERSIONS:]]


def _plain(version: Version) -> object:
    plain = encode(version)
    assert isinstance(plain, dict)  # noqa: S101 - encode gives a record's fields
    return plain | {"claims": dict(version.claims)}


def parse_history(data: object, text: str) -> tuple[tuple[Version, ...], tuple[Fault, ...]]:
    """Return the versions that `data` holds, and line and message of each fault; `text` is the file's."""
    if not isinstance(data, list) or len(data) > MOST_VERSIONS:
        fault = f"is no list of at most {MOST_VERSIONS} versions"
        return (), ((_lines(text, 0)[0], f"the history {fault}"),)
    versions: list[Version] = []
    faults: list[tuple[int, str]] = []
    for place, entry in enumerate(data):
        try:
            version = _version(entry)
        except ValueError as error:
            faults.append((place, f"history[{place}]{error}"))
        else:
            versions.append(version)
            faults.extend((place, f"history[{place}].{fault}") for fault in _faults(version))
    lines = _lines(text, len(data)) if faults else ()
    return tuple(versions), tuple((lines[place], message) for place, message in faults)


def _version(entry: object) -> Version:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("claims"), Mapping):
        raise ValueError(": not a version with its claims by id")  # noqa: TRY004 - as the codec, one kind of error
    return decode(Version, {**entry, "claims": sorted(entry["claims"].items(), key=lambda pair: pair[0])})


def _faults(version: Version) -> Iterator[str]:
    if not HASH.fullmatch(version.version):
        yield f"version: {quoted(version.version)} is none"
    if version.date is not None and not is_date(version.date):
        yield f"date: {quoted(version.date)} is none"
    if version.score is not None and not 0 <= version.score <= 10:
        yield f"score: {version.score} lies outside 0 to 10"
    if len(set(version.papers)) < len(version.papers):
        yield "papers: one is named twice"
    odd = [name for name in version.papers if not name.strip() or len(name) > MOST_CHARACTERS]
    odd += [name for name, _ in version.claims if not HASH.fullmatch(name)]
    if odd:
        yield f"papers and claims: {quoted(odd[0])} is no id"
    if any(not one.strip() or len(one) > MOST_CHARACTERS for one in version.decisions):
        yield f"decisions: one is empty or longer than {MOST_CHARACTERS} characters"
    if len(version.answer) > MOST_SENTENCES or any(len(line) > MOST_CHARACTERS for line in version.answer):
        yield f"answer: longer than {MOST_SENTENCES} sentences of {MOST_CHARACTERS} characters"


def _lines(text: str, versions: int) -> list[int]:
    """Return the line where each version is named; that of the whole history where they cannot be told apart."""
    keys = list(_KEYS.finditer(text))
    start = next((key.start() for key in keys if key[1] == "history"), 0)
    named = [key.start() for key in keys if key[1] == "version" and key.start() > start]
    lines, seen = [1], 0
    for place in named if named and len(named) == versions else [start] * max(versions, 1):
        lines.append(lines[-1] + text.count("\n", seen, place))
        seen = place
    return lines[1:]


def is_date(text: str) -> bool:
    """Return whether `text` is an ISO date such as 2031-02-28."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
