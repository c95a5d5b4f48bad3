"""A question, and the words of its field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["draft", "published", "retired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name of the vocabulary with the other ways to write it."""

    name: str
    synonyms: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return the name and its synonyms."""
        return (self.name, *self.synonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Term):
    """Something that is measured; `units` are those its values are given in.

    With `implied` a value in one of the units is taken for this metric even where the sentence does not name it.
    """

    units: tuple[str, ...] = ()
    implied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark(Term):
    """A test set; `metric` is what a bare figure on it means by convention, if there is one."""

    metric: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of a field, read from `corpus/vocabulary/`.

    `settings` are circumstances that make figures incomparable, `concepts`
    groups of words that mean the same, `units` units of figures, `topics`
    what questions are about with the words papers use for it, `up` and `down` words of direction,
    `plain` capitalised words that are no names of models or methods, `models` what stands in names of models only,
    `tasks` what names of tasks end in.
    """

    benchmarks: tuple[Benchmark, ...] = ()
    metrics: tuple[Metric, ...] = ()
    languages: tuple[Term, ...] = ()
    settings: tuple[Term, ...] = ()
    concepts: tuple[Term, ...] = ()
    units: tuple[Term, ...] = ()
    topics: tuple[Term, ...] = ()
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question wants measured: a name, and the terms that papers use for it."""

    name: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A criterion of inclusion or exclusion: met when a paper uses any of `terms`."""

    reason: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many papers a report may include and how many claims it may print."""

    papers: int = 50
    claims: int = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One research question, as its YAML file states it.

    Dates are ISO strings (`2026-05-30`) or None; `since` and `until`, which say when papers appeared, may be years.
    `file` is the path of the YAML file relative to the corpus, `source_hash` the SHA-256 of its bytes.
    `sources` is empty where all that can be asked are meant.
    `derived` names the fields that were read out of the question's own words.
    """

    id: str
    title: str
    question: str
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    status: Status = "published"
    outcomes: tuple[Outcome, ...] = ()
    benchmarks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    keywords: tuple[tuple[str, ...], ...] = ()
    include: tuple[Rule, ...] = ()
    exclude: tuple[Rule, ...] = ()
    sources: tuple[str, ...] = ()
    must_include: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limits: Limits = field(default_factory=Limits)
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    replaced_by: str | None = None
    review_by: str | None = None
    file: str = ""
    source_hash: str = ""
    derived: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[str, str]:
        """Return the first and the last day on which papers may have appeared, as ISO dates; empty where open."""
        since, until = self.since or "", self.until or ""
        return since + "-01-01" * (len(since) == 4), until + "-12-31" * (len(until) == 4)

    @property
    def period(self) -> str:
        """Return `from 2020`, `until 2024-06-30` or `from 2020 until 2024-06-30`, empty where no date is asked for."""
        parts = (f"from {self.since}" if self.since else "", f"until {self.until}" if self.until else "")
        return " ".join(filter(None, parts))
