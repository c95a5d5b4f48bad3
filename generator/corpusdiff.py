"""What changed between two states of a corpus: questions, papers, claims, verdicts, answers and scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, Literal

from generator.history import compare, version_of
from generator.identity import names
from generator.records import Paper, Question, Report, Screened, Verdict

Kind = Literal["new", "removed", "renamed", "retired", "published", "back to draft", "changed"]
# What a reader of the report does not see, or sees elsewhere.
_SILENT: Final = frozenset({"id", "file", "source_hash", "derived", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChange:
    """A paper that a report includes now and did not before, or the other way round.

    `why` says of a paper that is new why it was out before, of one that is gone why it is out now, and in a new report
    why it is in.
    """

    id: str
    title: str
    year: int | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """A claim with its verdict before and after; None where the report did not print it."""

    id: str
    text: str
    paper: str
    before: Verdict | None
    after: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """What changed of one question: `edited` names the keys of its file, `before` and `after` hold answer and score.

    `unlocked` counts pairs that were not read from locked judgements, before and after: verdicts that changed may then
    owe it to the network that is installed here.
    """

    id: str
    title: str
    kind: Kind
    former_id: str = ""
    edited: tuple[str, ...] = ()
    papers_in: tuple[PaperChange, ...] = ()
    papers_out: tuple[PaperChange, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    answers: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    scores: tuple[float | None, float | None] | None = None
    certainties: tuple[str, str] | None = None
    unlocked: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusChange:
    """What changed from one state to the other; `same` counts questions whose report says what it said."""

    questions: tuple[QuestionChange, ...]
    same: int
    library_new: tuple[str, ...]
    library_gone: tuple[str, ...]


def corpus_change(
    before: Sequence[Report], after: Sequence[Report], old: Iterable[Paper], new: Iterable[Paper]
) -> CorpusChange:
    """Return what changed between two states, given the reports and the library of each; questions by id."""
    then, now = {report.id: report for report in before}, {report.id: report for report in after}
    former = _former(then, now)
    changes: list[QuestionChange] = []
    for name, report in sorted(now.items()):
        was = then.get(name) or then.get(former.get(name, ""))
        if change := _question(was, report):
            changes.append(change)
    gone = sorted(then.keys() - now.keys() - set(former.values()))
    changes += [QuestionChange(id=name, title=then[name].question.title, kind="removed") for name in gone]
    held, holds = {paper.id for paper in old}, {paper.id for paper in new}
    return CorpusChange(
        questions=tuple(changes),
        same=len(now) - sum(change.kind != "removed" for change in changes),
        library_new=tuple(sorted(holds - held)),
        library_gone=tuple(sorted(held - holds)),
    )


def _former(then: Mapping[str, Report], now: Mapping[str, Report]) -> dict[str, str]:
    """Return the id that each renamed question had, by its id now: an alias that was an id."""
    return {
        name: alias
        for name, report in now.items()
        for alias in report.question.aliases
        if name not in then and alias in then and alias not in now
    }


def _question(was: Report | None, report: Report) -> QuestionChange | None:
    """Return what changed of a question, None where nothing did that a reader sees."""
    if was is None:
        return _first(report)
    edited = tuple(_edited(was.question, report.question))
    kind = _kind(was.question, report.question)
    same = was.version == report.version and not edited and kind == "changed"
    if same and (was.score, was.question.status) == (report.score, report.question.status):
        return None
    change = compare(version_of(was), version_of(report))
    certainties = (was.draft.certainty or "none", report.draft.certainty or "none")
    return QuestionChange(
        id=report.id,
        title=report.question.title,
        kind=kind,
        former_id=was.id if was.id != report.id else "",
        edited=edited,
        papers_in=tuple(_papers(change.papers_new, report, was)),
        papers_out=tuple(_papers(change.papers_gone, was, report)),
        claims=tuple(_claims(was, report)),
        answers=(version_of(was).answer, version_of(report).answer) if change.answer else None,
        scores=change.scores,
        certainties=certainties if certainties[0] != certainties[1] else None,
        unlocked=(_unlocked(was), _unlocked(report)),
    )


def _first(report: Report) -> QuestionChange:
    version = version_of(report)
    return QuestionChange(
        id=report.id,
        title=report.question.title,
        kind="new",
        papers_in=tuple(_papers(version.papers, report, None)),
        claims=tuple(_claims(None, report)),
        answers=((), version.answer),
        scores=(None, version.score),
        certainties=("none", report.draft.certainty or "none"),
        unlocked=(0, _unlocked(report)),
    )


def _kind(was: Question, question: Question) -> Kind:
    if was.status != question.status:
        return "back to draft" if question.status == "draft" else question.status
    return "renamed" if was.id != question.id else "changed"


def _edited(was: Question, question: Question) -> Iterator[str]:
    for field in fields(question):
        one, other = getattr(was, field.name), getattr(question, field.name)
        # What is read out of the question's words follows from them.
        follows = field.name in was.derived and field.name in question.derived
        if field.name not in _SILENT and not follows and one != other:
            yield field.name


def _papers(ids: Iterable[str], inside: Report, outside: Report | None) -> Iterator[PaperChange]:
    """Yield these papers of `inside`, each with why the other report leaves it out; without one, why it is in."""
    rows = {row.paper.id: row for row in inside.draft.dossier.screening.papers}
    for name in ids:
        paper = rows[name].paper
        yield PaperChange(id=name, title=paper.title, year=paper.year, why=_why(rows[name], outside))


def _why(row: Screened, outside: Report | None) -> str:
    if outside is None:
        return row.detail or row.reason
    those = frozenset(names(row.paper))
    others = outside.draft.dossier.screening.papers
    other = next((one for one in others if not those.isdisjoint(names(one.paper))), None)
    if other is None:
        return "not found"
    return f"now {other.paper.id}" if other.included else f"{other.reason}: {other.detail}"


def _claims(was: Report | None, report: Report) -> Iterator[ClaimChange]:
    """Yield claims whose verdict changed, then those that are new, then those that are gone."""
    then = {finding.claim.id: finding for finding in was.findings} if was else {}
    now = {finding.claim.id: finding for finding in report.findings}
    turned = [name for name in now if name in then and now[name].verdict != then[name].verdict]
    for name in (*turned, *(one for one in now if one not in then), *(one for one in then if one not in now)):
        claim = (now.get(name) or then[name]).claim
        yield ClaimChange(
            id=name,
            text=claim.text,
            paper=claim.paper,
            before=then[name].verdict if name in then else None,
            after=now[name].verdict if name in now else None,
        )


def _unlocked(report: Report) -> int:
    _, computed, unread = report.provenance.readings
    return computed + unread
