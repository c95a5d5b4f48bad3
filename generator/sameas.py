"""corpus/same-as.yaml: what a person decided on records, which a program joins or keeps apart then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from generator.errors import Problem
from generator.identity import name
from generator.located import Located, Where, closest, quoted
from generator.yamlfile import read_yaml

CODES: Mapping[str, str] = {
    "M001": "a key that the file does not have",
    "M002": "a list stands where another kind of value belongs, or the other way round",
    "M003": "an id is empty or no text",
    "M004": "a decision names fewer than two records",
    "M005": "two records are both joined and kept apart",
    "M006": "the file holds too many decisions, or a decision too many records",
}
FILE = "same-as.yaml"
_KEYS = ("same", "different")
_MOST, _MOST_IDS = 2_000, 50


@dataclass(frozen=True, slots=True)
class Decisions:
    """Groups of names (as `identity.name` gives them) that are one work, and groups of names that are each another.

    `hash` is the SHA-256 of the file, empty where there is none.
    """

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()
    hash: str = ""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of names that are kept apart, each once, in order."""
        return tuple(sorted({tuple(sorted(pair)) for group in self.different for pair in combinations(group, 2)}))  # type: ignore[misc]


NONE = Decisions()


def read_decisions(corpus: Path) -> tuple[Decisions, tuple[Problem, ...]]:
    """Return the decisions of the corpus and every problem of their file; an absent file decides nothing."""
    path = corpus / FILE
    if not (path.exists() or path.is_symlink()):
        return NONE, ()
    located, faults = read_yaml(path, corpus)
    if located is None:
        return NONE, faults
    problems = list(faults)
    for key in located.data:
        if key not in _KEYS:
            message = f"the key {quoted(key)} is unknown"
            problems.append(located.problem((key,), "M001", message, closest(key, _KEYS), key=True))
    groups = {key: dict(_groups(located, key, problems)) for key in _KEYS}
    problems += _contradictions(located, groups["same"].values(), groups["different"])
    same, different = (tuple(groups[key].values()) for key in _KEYS)
    return Decisions(same, different, located.source_hash), tuple(problems)


def _groups(file: Located, key: str, problems: list[Problem]) -> Iterator[tuple[Where, tuple[str, ...]]]:
    entries = file.data.get(key)
    if entries is None:
        return
    if not isinstance(entries, list):
        problems.append(file.problem((key,), "M002", f"`{key}` is not a list", 'write `- ["10.1000/a", "10.1000/b"]`'))
        return
    if len(entries) > _MOST:
        problems.append(file.problem((key,), "M006", f"`{key}` has more than {_MOST:,} entries", "remove some"))
    for place, entry in enumerate(entries[:_MOST]):
        group = _group(file, (key, place), entry, problems)
        if group:
            yield (key, place), group


def _group(file: Located, where: Where, entry: object, problems: list[Problem]) -> tuple[str, ...]:
    if not isinstance(entry, list):
        problems.append(file.problem(where, "M002", "a decision is not a list of ids", 'write ["10.1000/a", "pmid:1"]'))
        return ()
    if len(entry) > _MOST_IDS:
        problems.append(file.problem(where, "M006", f"a decision names more than {_MOST_IDS} records", "split it"))
    found: list[str] = []
    for place, value in enumerate(entry[:_MOST_IDS]):
        if isinstance(value, str) and value.strip():
            found.append(name(value))
        else:
            problems.append(file.problem((*where, place), "M003", f"{quoted(value)} is no id", "write a DOI or an id"))
            return ()
    group = tuple(dict.fromkeys(found))
    if len(group) > 1:
        return group
    problems.append(file.problem(where, "M004", CODES["M004"], "name two ids that are not the same"))
    return ()


def _contradictions(
    file: Located, same: Iterable[tuple[str, ...]], different: Mapping[Where, tuple[str, ...]]
) -> Iterator[Problem]:
    joined: dict[str, set[str]] = {}
    for group in same:
        whole = set(group).union(*(joined.get(one, ()) for one in group))
        joined.update(dict.fromkeys(whole, whole))
    for where, group in different.items():
        for first, second in combinations(group, 2):
            if second in joined.get(first, ()):
                message = f"{quoted(first)} and {quoted(second)} are both joined and kept apart"
                yield file.problem(where, "M005", message, "remove one of the decisions")
