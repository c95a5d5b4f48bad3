"""Reports in the Markdown of a pull request: answer, counts and warnings of each, and what changed in it.

GitHub makes links, mentions and closing words out of plain text, so that what
comes from papers and questions is escaped once more than for a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.facts import Counts, count, listing, many
from generator.history import compare, in_words, version_of
from generator.markdown import text
from generator.records import Report

# A pull request holds 65,536 characters; some are left for what a workflow writes around these.
LIMIT = 60_000
_SENTENCE = 600
_BREAK = "&#8203;"
# "@", "#" and ":" as `text` writes them; each begins something that GitHub would turn into a link.
_ACTIVE = re.compile(r"&#(?:64|35|58);|\bwww\.|\bGH(?=-\d)", re.IGNORECASE)


def summarise(reports: Iterable[Report], before: Mapping[str, Report] | None = None) -> str:
    """Return the Markdown of `reports`, at most `LIMIT` characters.

    With `before`, the reports of an earlier state by id, only those that differ from it are told, after a table of
    what changed; those that are gone are named.
    """
    after = {report.id: report for report in reports}
    if before is None:
        return _bounded([], [_section(report, None) for report in after.values()])
    changed = [one for one in after.values() if one.id not in before or before[one.id].version != one.version]
    gone = [before[name] for name in sorted(before.keys() - after.keys())]
    if not changed and not gone:
        return "No report changes.\n"
    rows = [_row(report, before.get(report.id)) for report in changed]
    rows += [f"| {inert(report.question.title)} | gone | | |" for report in gone]
    table = ["| report | what changed | score | certainty |", "|---|---|---|---|", *rows]
    return _bounded(table, [_section(report, before.get(report.id)) for report in changed])


def inert(value: str) -> str:
    """Return a text from outside for a line of GitHub's Markdown, where it can mention, close and link nothing."""
    return _ACTIVE.sub(lambda match: match[0] + _BREAK, text(value, _SENTENCE))


def warnings(report: Report) -> Iterator[str]:
    """Yield a sentence, free of markup, for each thing that a reviewer of a question has to know."""
    draft, question = report.draft, report.question
    if question.status == "draft":
        yield "This is a draft: the site does not show it."
    if not report.papers:
        yield "No paper was included."
    if not draft.answer:
        yield "The evidence found does not answer this question."
    if not question.outcomes:
        yield "No outcome is named, so there is no summary of findings and no map of gaps."
    held = {paper.doi for paper in report.papers}
    if absent := [doi for doi in question.must_include if doi not in held]:
        yield f"Required, and not among the included papers: {listing(absent)}."
    yield from draft.missing
    for result in draft.dossier.found:
        if result.outcome != "ok":
            yield f"The source {result.source} was not used in full: {result.outcome}."
    _, computed, unread = report.provenance.readings
    if computed + unread:
        yield f"{many(computed + unread, 'pair')} of claim and passage are not locked: run make lock and commit."
    yield from report.caps


def _row(report: Report, before: Report | None) -> str:
    if before is None:
        return f"| {inert(report.question.title)} | new | {_score(report)} | {_certainty(report)} |"
    told = in_words(compare(version_of(before), version_of(report)))
    score, certainty = ((show(before), show(report)) for show in (_score, _certainty))
    cells = [inert(report.question.title), told, _moved(*score), _moved(*certainty)]
    return f"| {' | '.join(cells)} |"


def _moved(old: str, new: str) -> str:
    return new if old == new else f"{old} → {new}"


def _score(report: Report) -> str:
    return "none" if report.score is None else f"{report.score:.1f}"


def _certainty(report: Report) -> str:
    return report.draft.certainty or "none"


def _section(report: Report, before: Report | None) -> str:
    """Return one report: what was asked, the answer, the counts, the warnings, and the answer that it replaces."""
    question = report.question
    parts = [f"### {inert(question.title)}", f"`{report.id}` · {inert(question.question)}"]
    parts.append("**Answer**" if report.draft.answer else "**No answer**")
    parts += _items(statement.text for statement in report.draft.answer)
    parts.append(f"**Counts**: {_counted(count(report))}; score {_score(report)}; certainty {_certainty(report)}.")
    if told := _items(warnings(report)):
        parts += ["**Warnings**", *told]
    if before and version_of(before).answer != version_of(report).answer:
        old = _items(statement.text for statement in before.draft.answer) or ["There was none."]
        parts += ["<details><summary>Answer before</summary>", *old, "</details>"]
    return "\n\n".join(parts)


def _items(sentences: Iterable[str]) -> list[str]:
    listed = "\n".join(f"* {inert(sentence)}" for sentence in sentences)
    return [listed] if listed else []


def _counted(counts: Counts) -> str:
    verdicts = [f"{number} {name}" for name, number in counts.verdicts.items() if number]
    claims = many(counts.claims, "claim") + (f" ({listing(verdicts)})" if verdicts else "")
    return f"{many(counts.included, 'paper')} of {counts.screened} screened, {claims}, {many(counts.figures, 'figure')}"


def _bounded(head: list[str], sections: list[str]) -> str:
    """Return as much as fits, cut between rows and between reports, and say how much does not."""
    rows = _fitting(head, LIMIT // 2, "\n")
    kept = _fitting(sections, LIMIT - len("\n".join(rows)) - 200, "\n\n")
    parts = ["\n".join(rows)] if rows else []
    left = len(head) - len(rows)
    parts += [f"And {many(left, 'more row')}."] if left else []
    parts += kept
    left = len(sections) - len(kept)
    parts += [f"And {many(left, 'more report')}, for which there is no room here."] if left else []
    return "\n\n".join(parts) + "\n"


def _fitting(parts: list[str], room: int, between: str) -> list[str]:
    kept: list[str] = []
    for part in parts:
        room -= len(part) + len(between)
        if room < 0:
            break
        kept.append(part)
    return kept
