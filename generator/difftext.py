"""What changed in a corpus, in words: as text for a terminal or as Markdown for a page of a forge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.corpusdiff import ClaimChange, CorpusChange, PaperChange, QuestionChange
from generator.facts import many
from generator.history import score_change
from generator.markdown import clean, text

MOST_QUESTIONS: Final = 50
_MOST_CHARACTERS: Final = 300
_MOST_SENTENCES: Final = 6

Escape = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Form:
    """How headings, entries and words from outside are written; `most` entries of a kind are told of a question."""

    markdown: bool
    most: int

    def line(self, level: int, told: str) -> str:
        """Return an entry at a level from 0; the words of it that come from outside are escaped already."""
        return f"{'  ' * level}- {told}"

    def heading(self, told: str) -> str:
        """Return the heading of a question."""
        return f"### {told}" if self.markdown else told

    def said(self, value: str, limit: int = _MOST_CHARACTERS) -> str:
        """Return words from outside, on one line and without anything that a reader's program obeys."""
        return text(value, limit) if self.markdown else clean(value, limit)


def told(change: CorpusChange, form: Form) -> Iterator[str]:
    """Yield the lines on all that changed: at most `MOST_QUESTIONS` questions, `form.most` entries a list."""
    shown = change.questions[:MOST_QUESTIONS]
    counted = f"{many(len(change.questions), 'question')} changed, {change.same} the same"
    yield f"{counted}; library: {many(len(change.library_new), 'paper')} new, {len(change.library_gone)} gone."
    for question in shown:
        yield ""
        yield from _question(question, form)
    if left := len(change.questions) - len(shown):
        yield ""
        yield f"{many(left, 'other question')} changed; --format json lists all."


def _question(change: QuestionChange, form: Form) -> Iterator[str]:
    former = f" (was {form.said(change.former_id)})" if change.former_id else ""
    yield form.heading(f"{form.said(change.id)}{former}: {change.kind} – {form.said(change.title)}")
    if form.markdown:
        yield ""
    if change.kind == "removed":
        return
    if change.edited:
        yield form.line(0, f"edited: {', '.join(change.edited)}")
    if change.scores:
        yield form.line(
            0, f"{score_change(*change.scores)} ({_number(change.scores[0])} → {_number(change.scores[1])})"
        )
    if change.certainties:
        yield form.line(0, f"certainty: {change.certainties[0]} → {change.certainties[1]}")
    if change.answers:
        yield from _answers(*change.answers, form)
    before = "" if change.kind == "new" else "before: "
    yield from _listed(f"{many(len(change.papers_in), 'paper')} in", _papers(change.papers_in, before, form), form)
    yield from _listed(f"{many(len(change.papers_out), 'paper')} out", _papers(change.papers_out, "now: ", form), form)
    for what, rows in _sorted_claims(change.claims):
        yield from _listed(f"{many(len(rows), what[0])} {what[1]}", [_claim(row, form) for row in rows], form)
    if any(change.unlocked):
        pairs = "{} pairs before and {} now are not locked: verdicts may differ by what reads them here"
        yield form.line(0, pairs.format(*change.unlocked))


def _answers(before: Sequence[str], after: Sequence[str], form: Form) -> Iterator[str]:
    gone = [sentence for sentence in before if sentence not in after]
    new = [sentence for sentence in after if sentence not in before]
    yield form.line(0, f"answer: {many(len(gone), 'sentence')} out, {many(len(new), 'sentence')} in")
    signed = [*((("−", one)) for one in gone[:_MOST_SENTENCES]), *(("+", one) for one in new[:_MOST_SENTENCES])]
    for sign, sentence in signed:
        yield form.line(1, f"{sign} {form.said(sentence)}")
    if (left := len(gone) + len(new) - len(signed)) > 0:
        yield form.line(1, f"and {many(left, 'other sentence')}")


def _papers(papers: Iterable[PaperChange], before: str, form: Form) -> list[str]:
    return [
        f"{form.said(paper.title) or 'Untitled'} ({paper.year or 'no year'}) {form.said(paper.id)}: "
        f"{before}{form.said(paper.why)}"
        for paper in papers
    ]


def _sorted_claims(claims: Iterable[ClaimChange]) -> Iterator[tuple[tuple[str, str], list[ClaimChange]]]:
    rows = list(claims)
    yield ("verdict", "changed"), [row for row in rows if row.before and row.after]
    yield ("claim", "new"), [row for row in rows if not row.before]
    yield ("claim", "gone"), [row for row in rows if not row.after]


def _claim(row: ClaimChange, form: Form) -> str:
    verdict = f"{row.before} → {row.after}" if row.before and row.after else f"{row.after or row.before}"
    return f"{verdict}: {form.said(row.text)} ({form.said(row.paper)})"


def _listed(title: str, rows: Sequence[str], form: Form) -> Iterator[str]:
    if not rows:
        return
    yield form.line(0, title)
    yield from (form.line(1, row) for row in rows[: form.most])
    if left := max(0, len(rows) - form.most):
        yield form.line(1, f"and {left} more")


def _number(score: float | None) -> str:
    return "none" if score is None else f"{score:.1f}"
