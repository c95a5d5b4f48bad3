"""A report at a glance, for a terminal: answer, papers, claims and review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.facts import count, listing, many
from generator.records import PASSING, Finding, Report, Screened
from generator.references import short
from generator.terminal import Style, heading, listed, toned, wrapped

SHORT: Final = 10
_INDENT, _COLUMN = 2, 10


def glance(report: Report, style: Style, most: int | None = SHORT) -> Iterator[str]:
    """Yield the lines; of papers in, papers out and claims the first `most` each, all of them for None."""
    asked = report.question
    status = "" if asked.status == "published" else f", {asked.status}"
    first, *rest = wrapped(style, asked.title)
    yield toned(style, "bold", first)
    yield from rest
    yield from wrapped(style, asked.question)
    read = f"; {listing(asked.derived)} read out of its words" if asked.derived else ""
    yield from wrapped(style, f"{report.id}{status}, version {report.version}, {report.date or 'no date'}{read}")
    yield from _answer(report, style)
    yield from _searches(report, style)
    yield from _papers(report, style, most)
    yield from _claims(report, style, most)
    yield from _review(report, style)
    yield from _unlocked(report, style)


def _answer(report: Report, style: Style) -> Iterator[str]:
    draft = report.draft
    certainty = f"certainty {draft.certainty}" if draft.certainty else "none: the evidence at hand does not answer this"
    yield from heading(style, "Answer", ": ".join(filter(None, (certainty, ", ".join(draft.steps)))))
    numbers = {finding.claim.id: place for place, finding in enumerate(report.findings, start=1)}
    for statement in draft.answer:
        cited = "".join(f"[{numbers[name]}]" for name in statement.claims if name in numbers)
        yield from wrapped(style, f"{statement.text} {cited}", _INDENT)
    for sentence in draft.missing:
        yield from wrapped(style, sentence, _INDENT, "-")


def _searches(report: Report, style: Style) -> Iterator[str]:
    counts, screening = count(report), report.draft.dossier.screening
    yield from heading(style, "Papers")
    sources = ", ".join(f"{source} {hits}" for source, hits in screening.identified)
    steps = [
        f"{counts.identified} identified{f' ({sources})' if sources else ''}",
        f"{many(counts.duplicates, 'duplicate')} removed",
        f"{counts.screened} screened, {counts.excluded} excluded, {counts.included} included",
    ]
    yield from wrapped(style, "; ".join(steps), _INDENT)
    held = [f"{level} {number}" for level, number in counts.held.items() if number]
    if held:
        yield from wrapped(style, f"held of the included ones: {', '.join(held)}", _INDENT)
    for result in report.draft.dossier.found:
        if result.searched and result.outcome != "ok":
            yield from wrapped(style, f"{result.source}: {result.outcome}", _INDENT)
    for result in report.draft.dossier.found:
        silent = [f"“{query.label}”" for query in result.queries if not query.hits]
        if silent:
            yield from wrapped(style, f"{result.source}: nothing matches the query {listing(silent)}", _INDENT)


def _papers(report: Report, style: Style, most: int | None) -> Iterator[str]:
    rows = report.draft.dossier.screening.papers
    kept, out = [row for row in rows if row.included], [row for row in rows if not row.included]
    if kept:
        yield from heading(style, "Best papers", "rank, score as a share of the best one's")
        yield from listed(style, map(_paper, kept[:most]), _COLUMN + 2)
        yield from _rest(style, kept, most, "paper")
    if out:
        told = ", ".join(f"{reason} {number}" for reason, number in report.draft.dossier.screening.excluded)
        yield from heading(style, "Excluded", told)
        yield from listed(style, map(_paper, out[:most]), _COLUMN + 2)
        yield from _rest(style, out, most, "paper")


def _paper(row: Screened) -> tuple[str, str]:
    paper = row.paper
    level = f", {paper.document.level}" if paper.document else ""
    why = f": {row.detail or row.reason}" if not row.included else ""
    return f"{row.rank:>3} {row.score:.2f}", f"{paper.title or paper.id} ({short(paper)}{level}) {paper.id}{why}"


def _claims(report: Report, style: Style, most: int | None) -> Iterator[str]:
    counts = count(report)
    told = [f"{verdict} {number}" for verdict, number in counts.verdicts.items() if number]
    yield from heading(style, "Claims", ", ".join(told) or "none")
    for number, finding in list(enumerate(report.findings, start=1))[:most]:
        yield from _claim(number, finding, style)
    yield from _rest(style, report.findings, most, "claim")


def _claim(number: int, finding: Finding, style: Style) -> Iterator[str]:
    sign = "✓" if finding.verdict in PASSING else "×"
    tally = f"+{finding.supporting} / −{finding.contradicting}"
    head = f"  {f'[{number}]':<5}{sign} {finding.verdict}, confidence {finding.confidence:.2f}, {tally}"
    yield toned(style, "good" if sign == "✓" else "bad", head)
    yield from wrapped(style, f"{finding.claim.text} ({finding.claim.paper})", _COLUMN - 1)


def _review(report: Report, style: Style) -> Iterator[str]:
    if report.score is None:
        yield from heading(style, "Review", "none: there is no claim to review")
        return
    yield from heading(style, "Review", f"{report.score:.1f} of 10")
    rows = ((f"{review.score:4.1f}", f"{review.reviewer}: {review.reasons[0]}") for review in report.reviews)
    yield from listed(style, rows, _COLUMN - 1)
    for cap in report.caps:
        yield from wrapped(style, cap, _INDENT)


def _unlocked(report: Report, style: Style) -> Iterator[str]:
    _, computed, unread = report.provenance.readings
    if computed:
        yield ""
        yield from wrapped(style, f"{many(computed, 'pair')} read by the network just now; `lock` keeps what it said")
    if unread:
        yield ""
        yield from wrapped(style, f"{many(unread, 'pair')} went unread: the network is not installed")


def _rest(style: Style, rows: Sequence[object], most: int | None, noun: str) -> Iterable[str]:
    left = len(rows) - most if most is not None else 0
    return wrapped(style, f"and {many(left, f'other {noun}', f'other {noun}s')}; --all lists them", _INDENT) * (
        left > 0
    )
