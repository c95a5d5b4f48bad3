"""The shapes that can be plugged in; each folder's `__init__` lists what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.rarity import Rarity
from generator.records import (
    Calibration,
    Claim,
    Corpus,
    Draft,
    Label,
    Page,
    Paper,
    Passage,
    Question,
    Review,
    SearchResult,
    Triple,
    Vocabulary,
)


class Searchable(Protocol):
    """Something that can be searched by full-text query: the local library."""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Return all papers, ordered by id."""

    def query(self, match: str, limit: int) -> tuple[int, tuple[Paper, ...]]:
        """Return the number of all hits of the FTS5 query and the best `limit` papers."""


class Source(Protocol):
    """Searches one place for papers."""

    def __call__(self, question: Question, library: Searchable) -> SearchResult:
        """Return papers, exact queries, hits and outcome."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered to one request; `date` is the ISO day on which it did, also for a cached answer.

    With `missing` it answered that it has nothing under this path, which is kept like any other answer.
    """

    body: bytes
    content_type: str
    date: str
    missing: bool = False


class Fetch(Protocol):
    """Asks services politely: cached, limited, retried.  The only way to the network."""

    def __call__(self, source: str, path: str, parameters: Mapping[str, str]) -> Answer:
        """Return the answer of the service behind the source's base address to GET `path?parameters`.

        `source` is its name in `services.py`; our address, our name and its key are added to the parameters.  Raises
        NoRecord when the service has nothing under this path, and SourceError when it is down, slow, wrong or out of
        bounds; its sentence may stand on a page.
        """


class LiveSource(Protocol):
    """Searches one service on the network; each lies in a file of its own, with `parse` beside it."""

    def __call__(self, question: Question, fetch: Fetch, most: int) -> SearchResult:
        """Return at most `most` papers with the exact queries, their hits, the date and the outcome.

        A SourceError ends the search of this source; what it said is the outcome, what was found so far is kept.
        """


class Ranker(Protocol):
    """Orders papers by how well they fit a question."""

    def __call__(self, question: Question, papers: Sequence[Paper]) -> Mapping[str, float]:
        """Return a score for each paper id, larger for a better fit."""


class RankerParts(Protocol):
    """Says what the score of one paper is made of."""

    def __call__(self, question: Question, papers: Sequence[Paper], name: str) -> tuple[tuple[str, float], ...]:
        """Return label and share of each part of the score of the paper of that id; the shares sum to 1."""


class TextRanker(Protocol):
    """Orders texts by how well they fit a query."""

    def __call__(self, query: str, limit: int) -> Sequence[tuple[str, float]]:
        """Return the best `limit` ids with their scores, best first, ties in order of id."""


class TextRankerMaker(Protocol):
    """Makes a text ranker over the texts at hand, (id, title, body); may keep what it computes in `cache`."""

    def __call__(self, texts: Sequence[tuple[str, str, str]], cache: Path | None = None) -> TextRanker:
        """Return the ranker."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of a (claim, passage) pair: a label, three probabilities that sum to 1, and why.

    `rule` names the rule that decided, empty where none did.
    """

    label: Label
    supports: float
    contradicts: float
    neutral: float
    reason: str
    rule: str = ""


class Reader(Protocol):
    """Reads a claim beside passages of one paper, all together, as a model does."""

    def __call__(self, claim: Claim, passages: Sequence[Passage]) -> Triple | None:
        """Return the probabilities of supports, contradicts and neutral to three decimals; None when it cannot read."""


class Judge(Protocol):
    """Judges whether a passage supports or contradicts a claim."""

    def __call__(self, claim: Passage, passage: Passage) -> Judgement | None:
        """Return a judgement on the claim that `claim` quotes, or None when this judge has nothing to say."""


class JudgeMaker(Protocol):
    """Makes a judge for the texts at hand."""

    def __call__(self, vocabulary: Vocabulary, rarity: Rarity, calibration: Calibration) -> Judge:
        """Return a judge that knows the field's words, how rare words are, and how often it is right."""


class Reviewer(Protocol):
    """Scores one quality of a draft."""

    def __call__(self, draft: Draft) -> Review:
        """Return a score in 0..10 with reasons that quote figures of the draft."""


class PageKind(Protocol):
    """Renders one kind of page."""

    def __call__(self, corpus: Corpus) -> Iterable[Page]:
        """Return the pages of this kind."""


class Exporter(Protocol):
    """Writes the corpus in one format that other programs read."""

    def __call__(self, corpus: Corpus) -> Iterable[Page]:
        """Return the files of this format; a field that a record does not hold is left out."""
