"""What is concluded from findings, and what is published of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.records.conflict import Conflict
from generator.records.finding import Decision, Finding, Quantity, Verdict
from generator.records.paper import SPARSE, Paper, Screening, SearchResult
from generator.records.question import Question
from generator.records.rubric import Rubric
from generator.records.site import Site

Certainty = Literal["high", "moderate", "low", "very low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A sentence of an included paper that speaks to outcomes of the question, whether or not it became a claim."""

    paper: str
    outcomes: tuple[str, ...]
    benchmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is known about a question before anything is concluded from it.

    `rejected` are the findings that a person struck, which nothing is concluded from; `decided` is every decision
    of people on the question, those without effect included.
    """

    question: Question
    found: tuple[SearchResult, ...]
    screening: Screening
    findings: tuple[Finding, ...]
    quantities: tuple[Quantity, ...]
    touches: tuple[Touch, ...] = ()
    rejected: tuple[Finding, ...] = field(default=(), metadata=SPARSE)
    decided: tuple[Decision, ...] = field(default=(), metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an answer says on `outcomes` of the question, and the ids of the claims that carry it.

    `agreement` says in words how many papers speak for it and against it, "" where that is not counted.
    """

    text: str
    claims: tuple[str, ...]
    outcomes: tuple[str, ...] = ()
    agreement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One line of the summary of findings: an outcome and, where figures can be compared, what they are compared on.

    `supporting`, `contradicting`, `touching` and `silent` count included papers: with a claim that holds, with a
    passage against one, with other sentences on the outcome, with none.  `steps`
    are the reasons why `certainty` is below high; `certainty` is None when
    no claim speaks to the outcome, and `finding` then says so in words.
    """

    outcome: str
    finding: str
    claims: tuple[str, ...]
    supporting: int
    contradicting: int
    silent: int
    touching: int = 0
    certainty: Certainty | None
    steps: tuple[str, ...] = ()
    comparison: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCell:
    """Which claims speak to an outcome on a benchmark, and how many sentences of included papers do in all."""

    outcome: str
    benchmark: str
    claims: tuple[str, ...]
    sentences: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A dossier with what is concluded from it.

    `missing` are sentences that say what the evidence does not answer.
    """

    dossier: Dossier
    answer: tuple[Statement, ...]
    missing: tuple[str, ...]
    summary: tuple[Summary, ...]
    gaps: tuple[GapCell, ...]
    certainty: Certainty | None
    steps: tuple[str, ...] = ()
    closest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One reviewer's score in 0..10 with its reasons; `cap` limits the mean of the panel."""

    reviewer: str
    score: float
    reasons: tuple[str, ...]
    cap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a report was made from; hashes are SHA-256 in hex.

    `readings` count pairs that the model's locked judgements answered, that it read anew, and that went unread;
    `searches` the locked searches of the evidence file, which may hold none and only a history; `decisions_hash` is of
    what people decided on records, None where nobody did; `overrides_hash` is of what they decided on this report.
    """

    question_file: str
    question_hash: str
    evidence_file: str | None
    evidence_hash: str | None
    library_hash: str
    generator: str
    ranker: str
    judges: tuple[str, ...]
    calibration: str
    judgements_file: str | None = None
    judgements_hash: str | None = None
    readings: tuple[int, int, int] = (0, 0, 0)
    searches: int = 0
    decisions_hash: str | None = None
    overrides_file: str | None = field(default=None, metadata=SPARSE)
    overrides_hash: str | None = field(default=None, metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one version of a report held, as the history in the evidence file keeps it.

    `papers` are ids of included papers in order of rank, `claims` ids of claims with their verdicts in order of id;
    `score` has one decimal, `answer` is the answer's sentences.  `decisions` are those of people that took effect, as
    "exclude 10.5555/tide.1".
    """

    version: str
    date: str | None
    papers: tuple[str, ...]
    claims: tuple[tuple[str, Verdict], ...]
    score: float | None
    answer: tuple[str, ...]
    decisions: tuple[str, ...] = field(default=(), metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A finished report.

    `score` is the capped mean of `reviews`, None when there is no claim to
    review; `version` is a short hash of all that the report says.  `date` is
    the reference date (ISO) or None.  `history` are the recorded versions,
    oldest first; it decides on nothing, the version included.
    """

    draft: Draft
    reviews: tuple[Review, ...]
    score: float | None
    caps: tuple[str, ...]
    provenance: Provenance
    version: str
    date: str | None
    history: tuple[Version, ...] = ()

    @property
    def id(self) -> str:
        """Return the id of the question."""
        return self.draft.dossier.question.id

    @property
    def question(self) -> Question:
        """Return the question that the report answers."""
        return self.draft.dossier.question

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Return the included papers; position + 1 is the reference number."""
        return self.draft.dossier.screening.included

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings; position + 1 is the number of the claim."""
        return self.draft.dossier.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPapers:
    """Two reports and the papers that both include, by id."""

    first: str
    second: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two claims that agree or conflict, with the first two reports that print them and what found it.

    Of a claim that several reports print ("same claim") both claims are that one.
    """

    kind: Literal["same claim", "agree", "conflict"]
    first_report: str
    first_claim: str
    second_report: str
    second_claim: str
    judge: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Everything that ties reports together."""

    shared: tuple[SharedPapers, ...] = ()
    claims: tuple[Relation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Corpus:
    """All reports, in the order of their ids' files, what relates them, and what their panel goes by.

    Equal only to itself, so that what is computed from it can be kept without looking at every report.
    """

    reports: tuple[Report, ...]
    relations: Relations
    rubrics: tuple[Rubric, ...] = ()
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site: a path below the docs folder, with `/`, and its text."""

    path: str
    text: str
