"""What papers say, and what was found out about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.records.paper import SPARSE, Level

Label = Literal["supports", "contradicts", "neutral"]
Standing = Literal["own source", "independent", "not independent"]
Verdict = Literal["unverified", "unsupported", "contested", "corroborated", "single source"]

Triple = tuple[float, float, float]  # probabilities of supports, contradicts and neutral

PASSING: frozenset[Verdict] = frozenset({"corroborated", "single source"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of a paper's document: `document.text[start:end] == quote`.

    `unchecked` says that the build holds the quote alone and not the text that it was taken from.
    """

    paper: str
    start: int
    end: int
    quote: str
    level: Level
    unchecked: bool = field(default=False, metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One figure that a sentence states.

    `subject` is the model, method or treatment that the sentence names for it, "" where it names none;
    `parameters_b` its size in billions of parameters.  `value` is in `unit` ("%", "points", "times",
    "tokens/s", "MB", ..., "" for a bare score).  A level is where something stands; a change is by how much it went
    up or down (`direction`, of the metric) against `versus`, "" where that is unnamed.  `bound` says that the figure
    is a limit only, `interval` holds its confidence limits, `p` its p-value as written.  `passage` is the
    sentence, `start` and `end` delimit the figure itself in the document.
    """

    subject: str
    metric: str
    value: float
    unit: str
    passage: Passage
    start: int
    end: int
    parameters_b: float | None = None
    benchmark: str | None = None
    language: str | None = None
    setting: str = ""
    kind: Literal["level", "change"] = "level"
    direction: Literal["", "up", "down"] = ""
    versus: str = ""
    bound: Literal["", "at most", "at least"] = ""
    interval: tuple[float, float] | None = None
    p: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One self-contained sentence that a paper states.

    `outcomes` and `benchmarks` name those of the question that it speaks to;
    `score` orders claims by relevance to the question, larger first.
    """

    id: str
    text: str
    passage: Passage
    score: float
    outcomes: tuple[str, ...] = ()
    benchmarks: tuple[str, ...] = ()
    resolved: str = ""

    @property
    def paper(self) -> str:
        """Return the id of the paper that states the claim."""
        return self.passage.paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided on a paper or a claim of one report: who, on which day (ISO), and why.

    `target` is the id of the paper or claim, `verdict` what a claim's verdict is corrected to.  `idle` says in words
    why the decision changes nothing, "" where it takes effect.
    """

    kind: Literal["exclude", "include", "reject", "correct"]
    target: str
    who: str
    when: str
    why: str
    verdict: Verdict | None = None
    idle: str = ""

    @property
    def on_paper(self) -> bool:
        """Return whether it is a paper that was decided on, and no claim."""
        return self.kind in ("exclude", "include")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One (claim, passage) pair, judged; the three probabilities sum to 1.

    `narrower` names what the passage is limited to and the claim is not.  Where a person's verdict does not go with
    the side that was seen, `label` is neutral and `overruled` that side.
    """

    claim: str
    passage: Passage
    relation: Standing
    label: Label
    supports: float
    contradicts: float
    neutral: float
    judge: str
    reason: str = ""
    rule: str = ""
    narrower: str = ""
    overruled: Label | None = field(default=None, metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Pairs or findings of the training data whose score lies in [low, high), and what was true of them.

    `shares` sum to 1: for pairs supports, contradicts, neutral; for findings right, wrong.
    """

    low: float
    high: float
    n: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How often the base judge and its rules are right, measured on training claims.

    `pairs` are bins over its score; `rules` what was true where a rule fired; `findings` the share of
    right verdicts by verdict, and by the rule that decided it where one did, in bins over the strongest
    probability that another paper speaks to the claim.
    """

    name: str
    data: str
    command: str
    pairs: tuple[Bin, ...]
    rules: tuple[tuple[str, Bin], ...]
    findings: tuple[tuple[str, tuple[Bin, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim with its checks; `supporting` and `contradicting` count independent papers.

    Where a person decided on it, `decision` says so, and `machine` is the verdict that the program came to;
    `confidence` is always that of the program in its own verdict.
    """

    claim: Claim
    checks: tuple[Check, ...]
    verdict: Verdict
    confidence: float
    supporting: int = 0
    contradicting: int = 0
    machine: Verdict | None = field(default=None, metadata=SPARSE)
    decision: Decision | None = field(default=None, metadata=SPARSE)

    @property
    def passes(self) -> bool:
        """Return whether the page shows ✓ for it."""
        return self.verdict in PASSING

    @property
    def corrected(self) -> bool:
        """Return whether a person gave it another verdict than the program did."""
        return self.machine is not None and self.machine != self.verdict
