"""By which names a record goes: its DOI, its numbers in other registers, the versions that it declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.ids import parse_doi
from generator.records import Paper

# Prefixes, or what follows them, under which servers of preprints register.
_PREPRINT: Final = re.compile(
    r"10\.(?:48550/arxiv\.|1101/(?:(?:19|20)\d\d\.|\d{6}\b)|21203/rs\.|2139/ssrn\.|20944/preprints|26434/chemrxiv"
    r"|31234/|31235/|31219/|35542/|36227/techrxiv|22541/au\.|22541/essoar|1002/essoar\.)"
)
_ARXIV: Final = "10.48550/arxiv."
_STEM: Final = re.compile(r"(?<=\d)(?:v|/v|\.v)\d+$")
_POST_REVIEW: Final = re.compile(r"(10\.12688/[a-z]+\.\d+)\.\d+")
# One work has one number in each; the others number the same work twice at times.
_EXCLUSIVE: Final = ("pmid", "pmcid", "arxiv")
RECORD: Final = "doi"


def is_preprint(doi: str | None) -> bool:
    """Return whether a DOI is that of a preprint, as far as its form tells."""
    return bool(doi and _PREPRINT.match(doi))


def name(text: str) -> str:
    """Return the one form of an id: a DOI in lower case, an arXiv id as `arxiv:…`, both without a version."""
    doi = parse_doi(text)
    if doi is None:
        plain = text.strip().casefold()
        return _STEM.sub("", plain) if plain.startswith("arxiv:") else plain
    if doi.startswith(_ARXIV):
        return _STEM.sub("", f"arxiv:{doi.removeprefix(_ARXIV)}")
    if post := _POST_REVIEW.fullmatch(doi):
        return post[1]
    return _STEM.sub("", doi) if is_preprint(doi) else str(doi)


def own_names(paper: Paper) -> tuple[str, ...]:
    """Return the names of the record itself, each once."""
    return tuple(dict.fromkeys(map(name, filter(None, (paper.doi, paper.id, *paper.ids)))))


def names(paper: Paper) -> tuple[str, ...]:
    """Return the names of the record and of the versions that it declares, each once."""
    return tuple(dict.fromkeys((*own_names(paper), *map(name, paper.versions))))


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of a work in registers that number a work once, by register; a record's DOI is under `doi`."""

    numbers: Mapping[str, frozenset[str]]

    @property
    def drafts_only(self) -> bool:
        """Return whether all that is known is a preprint."""
        return RECORD not in self.numbers and any(register not in ("pmid", "pmcid") for register in self.numbers)

    def conflict(self, other: Marks) -> bool:
        """Return whether a register has one number for this work and another for that."""
        # PubMed numbers a preprint and its record apart.
        passed = ("pmid", "pmcid") if self.drafts_only != other.drafts_only else ()
        return any(
            register not in passed and register in other.numbers and found.isdisjoint(other.numbers[register])
            for register, found in self.numbers.items()
        )

    def joined(self, other: Marks) -> Marks:
        """Return the numbers of both."""
        empty: frozenset[str] = frozenset()
        both = {*self.numbers, *other.numbers}
        return Marks({one: self.numbers.get(one, empty) | other.numbers.get(one, empty) for one in both})


def marks(paper: Paper) -> Marks:
    """Return what the record's DOI and numbers tell."""
    found: dict[str, frozenset[str]] = {}
    for one in _numbered(paper):
        register = _register(one)
        if register:
            found[register] = found.get(register, frozenset()) | {one}
    return Marks(found)


def _numbered(paper: Paper) -> Iterable[str]:
    return map(name, ([paper.doi] if paper.doi else []) + list(paper.ids))


def _register(one: str) -> str | None:
    if one.startswith("10."):
        return f"preprint {one.partition('/')[0]}" if is_preprint(one) else RECORD
    register = one.partition(":")[0]
    return register if register in _EXCLUSIVE else None
