"""Every count that a page prints about a report, made once and used by pages and data alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.records import Finding, Report, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counts of one report, as its data file lists them.

    `stated` are the claims that their own source states; `held` says how many
    included papers are held as note, abstract, full text or without any text.
    `score` and `spread` are on the reviewers' scale of 0..10, to one decimal.
    `corrected` verdicts are a person's and not the program's, `rejected` claims are not among `claims`.
    """

    identified: int
    duplicates: int
    screened: int
    excluded: int
    included: int
    claims: int
    stated: int
    verdicts: Mapping[Verdict, int]
    held: Mapping[str, int]
    figures: int
    reviewers: int
    score: float | None
    spread: tuple[float, float] | None
    corrected: int = 0
    rejected: int = 0

    @property
    def corroborated(self) -> int:
        """Return how many claims at least one independent paper supports."""
        return self.verdicts["corroborated"]

    @property
    def contested(self) -> int:
        """Return how many claims at least one independent paper contradicts."""
        return self.verdicts["contested"]


def count(report: Report) -> Counts:
    """Return the counts of `report`."""
    screening = report.draft.dossier.screening
    included = len(report.papers)
    scores = [round(review.score, 1) for review in report.reviews]
    return Counts(
        identified=sum(hits for _, hits in screening.identified),
        duplicates=screening.duplicates,
        screened=len(screening.papers),
        excluded=len(screening.papers) - included,
        included=included,
        claims=len(report.findings),
        stated=sum(map(is_stated, report.findings)),
        verdicts=_verdicts(report),
        held=_held(report),
        figures=len(report.draft.dossier.quantities),
        reviewers=len(report.reviews),
        score=None if report.score is None else round(report.score, 1),
        spread=(min(scores), max(scores)) if scores and report.score is not None else None,
        corrected=sum(finding.corrected for finding in report.findings),
        rejected=len(report.draft.dossier.rejected),
    )


def is_stated(finding: Finding) -> bool:
    """Return whether the claim's own source states it."""
    return finding.passes or any(
        check.relation == "own source" and check.label == "supports" for check in finding.checks
    )


def _verdicts(report: Report) -> Mapping[Verdict, int]:
    names: tuple[Verdict, ...] = ("corroborated", "single source", "contested", "unsupported", "unverified")
    found = [finding.verdict for finding in report.findings]
    return {name: found.count(name) for name in names}


def _held(report: Report) -> Mapping[str, int]:
    levels = [paper.document.level if paper.document else "no text" for paper in report.papers]
    return {level: levels.count(level) for level in ("note", "abstract", "full text", "no text")}


def many(number: int, noun: str, plural: str = "") -> str:
    """Return `number` with its noun in the right form, "no" for 0: "1 paper", "no claims"."""
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number or 'no'} {word}"


def listing(parts: tuple[str, ...] | list[str], last: str = "and") -> str:
    """Return `parts` as an enumeration in words: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
