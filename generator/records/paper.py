"""Papers, how they were found, and what became of them in the screening."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.ids import fold

Level = Literal["note", "abstract", "full text"]
# Results that tell more of papers found elsewhere: notices on them, and where a free copy lies.
NOTICES, COPIES = "notices", "unpaywall"
BY_HAND: Final = "excluded by a person"  # what the reason of such an exclusion begins with
SPARSE: Final[Mapping[str, object]] = {"sparse": True}  # a field that is written only where it is not its default


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One author; `given` may be initials or empty."""

    family: str
    given: str = ""

    @property
    def key(self) -> str:
        """Return family name and first initial, folded: what independence compares."""
        return f"{fold(self.family)} {fold(self.given)[:1]}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text that is held of a paper.

    `sentences` are the (start, end) spans that the record itself declares;
    empty where the text has to be split.  Where `sha256` is given, only quotes of the text are held, each a sentence
    at its place with blanks between them; it is the hash of the whole.  `fit` is then what the whole text scored when
    it was ranked, as a share in 0..1 of the best paper's score; None where it was not ranked.
    """

    level: Level
    text: str
    sentences: tuple[tuple[int, int], ...] = ()
    sha256: str = field(default="", metadata=SPARSE)
    fit: float | None = field(default=None, metadata=SPARSE)

    @property
    def is_whole(self) -> bool:
        """Return whether the whole text is held, so that a quote can be rechecked."""
        return not self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One work.  `id` is its DOI where it has one; `document` is None when no text is held.

    `ids` are its numbers in other registers, as `pmid:…`, `pmcid:…`, `arxiv:…`, `openalex:…`, `s2:…`, sorted;
    `versions` ids of other versions of the work; `open_access` the address of a free copy.  `decided` are sentences
    on what a person decided about its records.
    """

    id: str
    title: str
    doi: str | None = None
    authors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str = ""
    url: str = ""
    document: Document | None = None
    versions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    found_by: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    open_access: str = ""
    decided: tuple[str, ...] = ()

    def independent_of(self, other: Paper) -> bool:
        """Return whether the authors of both are known, none is in common, and no version link ties the two."""
        if self.id == other.id or not self.authors or not other.authors:
            return False
        works = ({paper.id, *([paper.doi] if paper.doi else []), *paper.versions} for paper in (self, other))
        shared = {author.key for author in self.authors} & {author.key for author in other.authors}
        return not shared and next(works).isdisjoint(next(works))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One exact query that was put to a source, and how many records it hit."""

    label: str
    text: str
    hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What one source answered.

    `date` is the ISO date of the search, None for the local library, which is
    searched anew by every build.  `outcome` is "ok" or says what went wrong;
    `failed` that this broke the search off, so that papers may be missing.
    """

    source: str
    queries: tuple[Query, ...]
    papers: tuple[Paper, ...]
    total: int
    outcome: str = "ok"
    date: str | None = None
    failed: bool = False

    @property
    def searched(self) -> bool:
        """Return whether papers were searched, and not only looked up to learn more of them."""
        return self.source not in (NOTICES, COPIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """One deduplicated paper with its place in the ranking and what became of it.

    `rank` starts at 1 over all screened papers; `reason` names why it is in
    or out ("meets the rules", "off topic", "beyond limit", ...) and `detail` says it in words.
    `unread` says that no text of an excluded paper was held; a finished report drops such texts.
    """

    paper: Paper
    rank: int
    score: float
    included: bool
    reason: str = ""
    detail: str = ""
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """All screened papers in rank order, and the counts before screening."""

    papers: tuple[Screened, ...]
    identified: tuple[tuple[str, int], ...]
    duplicates: int

    @property
    def included(self) -> tuple[Paper, ...]:
        """Return the included papers in rank order; their position is their reference number."""
        return tuple(row.paper for row in self.papers if row.included)

    @property
    def excluded(self) -> tuple[tuple[str, int], ...]:
        """Return the reasons of exclusion with their counts, in order of first appearance."""
        counts: dict[str, int] = {}
        for row in self.papers:
            if not row.included:
                counts[row.reason] = counts.get(row.reason, 0) + 1
        return tuple(counts.items())
