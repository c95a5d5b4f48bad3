"""Two sentences that contradict each other, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.finding import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What of one kind (size, setting, benchmark, ...) only the one sentence names, and only the other."""

    kind: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Sentences of two independent papers of which one contradicts the other.

    `first` is the passage of a claim; `reports` are those that hold both sentences, empty where the two stand in
    different reports only.  `judge`, `rule` (empty for a model) and `reason` say what found it, `chance` (0..1)
    how sure that was, None where no probability was computed.
    """

    first: Passage
    second: Passage
    reports: tuple[str, ...]
    judge: str
    rule: str
    reason: str
    chance: float | None
    shared: tuple[str, ...]
    differences: tuple[Difference, ...]
