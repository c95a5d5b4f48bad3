"""Where papers are searched, in the order in which their records are trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from generator.contracts import Fetch, LiveSource, Source
from generator.records import Paper
from generator.sources import (
    arxiv,
    crossref,
    datacite,
    europe_pmc,
    library,
    openalex,
    pubmed,
    semantic_scholar,
    unpaywall,
)
from generator.sources.library import MOST_PER_QUERY as MOST_PER_QUERY


class Register(Protocol):
    """A service that can be asked for the record of one DOI."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of a module
        """Return the name by which `fetch` knows the service."""

    @property
    def KEY(self) -> str | None:  # noqa: N802 - a constant of a module
        """Return the variable that has to hold a key, None where none is needed."""

    def parse(self, body: bytes, content_type: str) -> tuple[Paper, ...]:
        """Return the papers of an answer; raises SourceError with the reason where it holds none."""

    def look_up(self, doi: str, fetch: Fetch) -> Paper | None:
        """Return the record of a DOI, None where there is none; raises SourceError when the service cannot say."""


class Live(Register, Protocol):
    """A service that can be searched, too."""

    @property
    def search(self) -> LiveSource:
        """Return the search."""


SOURCES: Mapping[str, Source] = MappingProxyType({"library": library.search})
LIVE: Mapping[str, Live] = MappingProxyType(
    {
        "crossref": crossref,
        "europe_pmc": europe_pmc,
        "arxiv": arxiv,
        "pubmed": pubmed,
        "datacite": datacite,
        "openalex": openalex,
        "semantic_scholar": semantic_scholar,
    }
)
OPEN_ACCESS: Register = unpaywall
# Services that give the records of many DOIs for one request.
AT_ONCE: Mapping[str, Callable[[Sequence[str], Fetch], tuple[Paper, ...]]] = MappingProxyType(
    {"arxiv": arxiv.look_up_all}
)
