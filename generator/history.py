"""What a version of a report held, and what changed from one version to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.facts import many
from generator.records import Decision, Report, Verdict, Version

SAME = "the same papers, claims, verdicts, answer and score; only other parts of the report changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed between two versions, as ids of papers and claims.

    `verdicts` are claims of both versions with the verdict before and after; `scores` is the score before and after,
    None where it is the same; `answer` is None where it reads the same.  `decided` and `undecided` are decisions of
    people that came and went.
    """

    papers_new: tuple[str, ...]
    papers_gone: tuple[str, ...]
    claims_new: tuple[str, ...]
    claims_gone: tuple[str, ...]
    verdicts: tuple[tuple[str, Verdict, Verdict], ...]
    scores: tuple[float | None, float | None] | None
    answer: Literal["new", "gone", "reworded"] | None
    decided: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A version, whether it is recorded, and what changed against the recorded one before; None for the first."""

    version: Version
    recorded: bool
    before: Version | None
    change: Change | None


def version_of(report: Report) -> Version:
    """Return what the history keeps of `report`."""
    return Version(
        version=report.version,
        date=report.date,
        papers=tuple(paper.id for paper in report.papers),
        claims=tuple(sorted((finding.claim.id, finding.verdict) for finding in report.findings)),
        score=None if report.score is None else round(report.score, 1),
        answer=tuple(statement.text for statement in report.draft.answer),
        decisions=tuple(sorted(_decision(one) for one in report.draft.dossier.decided if not one.idle)),
    )


def _decision(decision: Decision) -> str:
    verdict = f" to {decision.verdict}" if decision.verdict else ""
    return f"{decision.kind} {decision.target}{verdict}"


def is_recorded(report: Report) -> bool:
    """Return whether the last recorded version is that of `report`."""
    return bool(report.history) and report.history[-1].version == report.version


def steps(report: Report) -> tuple[Step, ...]:
    """Return every recorded version, newest first; `report` itself comes before them where it is not recorded."""
    recorded = len(report.history)
    versions = report.history if is_recorded(report) else (*report.history, version_of(report))
    found = []
    for place, version in enumerate(versions):
        before = versions[place - 1] if place else None
        change = compare(before, version) if before else None
        found.append(Step(version=version, recorded=place < recorded, before=before, change=change))
    return tuple(reversed(found))


def compare(before: Version, after: Version) -> Change:
    """Return what changed from `before` to `after`."""
    old, new = dict(before.claims), dict(after.claims)
    return Change(
        papers_new=_without(after.papers, before.papers),
        papers_gone=_without(before.papers, after.papers),
        claims_new=_without(new, old),
        claims_gone=_without(old, new),
        verdicts=tuple((name, old[name], new[name]) for name in new if name in old and old[name] != new[name]),
        scores=None if before.score == after.score else (before.score, after.score),
        answer=_answer(before.answer, after.answer),
        decided=_without(after.decisions, before.decisions),
        undecided=_without(before.decisions, after.decisions),
    )


def _answer(before: tuple[str, ...], after: tuple[str, ...]) -> Literal["new", "gone", "reworded"] | None:
    if before == after:
        return None
    if not before or not after:
        return "new" if after else "gone"
    return "reworded"


def _without(
    names: tuple[str, ...] | dict[str, Verdict], others: tuple[str, ...] | dict[str, Verdict]
) -> tuple[str, ...]:
    known = frozenset(others)
    return tuple(name for name in names if name not in known)


def in_words(change: Change) -> str:
    """Return the counts of a change: "2 papers new, 1 verdict changed, score +0.3"."""
    return ", ".join(_counted(change)) or SAME


def _counted(change: Change) -> Iterator[str]:
    for noun, names, what in (
        ("paper", change.papers_new, "new"),
        ("paper", change.papers_gone, "gone"),
        ("claim", change.claims_new, "new"),
        ("claim", change.claims_gone, "gone"),
        ("verdict", change.verdicts, "changed"),
    ):
        if names:
            yield f"{many(len(names), noun)} {what}"
    if change.answer:
        yield f"answer {change.answer}"
    if change.scores:
        yield score_change(*change.scores)
    yield from decisions_in_words(change)


def decisions_in_words(change: Change) -> Iterator[str]:
    """Yield how many decisions of people came and went: a person, and no new evidence, has changed what they touch."""
    for names, what in ((change.decided, "new"), (change.undecided, "taken back")):
        if names:
            yield f"{many(len(names), 'decision')} of people {what}"


def score_change(before: float | None, after: float | None) -> str:
    """Return how a score changed, None standing for none: "score +0.3"."""
    if before is None or after is None:
        return "score gone" if after is None else "score new"
    return f"score {after - before:+.1f}".replace("-", "−")
