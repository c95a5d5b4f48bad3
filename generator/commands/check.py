"""`check`: validate every file of the corpus and print all problems at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.combination import load_combination
from generator.dedupe import dedupe
from generator.errors import Problem
from generator.evidence import Evidence, read_evidence
from generator.foreign import is_foreign
from generator.judgements import Judgements, read_judgements, stale
from generator.library import Library, read_library
from generator.located import closest, quoted
from generator.questions import read_questions
from generator.records import Paper
from generator.sameas import Decisions, read_decisions
from generator.settings import Settings
from generator.textfile import shown
from generator.vocabulary import read_vocabulary

CODES = {"C001": "a question that is asked for does not exist"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the ids of questions that have to be there, and the form of the output."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="id of a question that has to exist")
    parser.add_argument(
        "--format",
        choices=("text", "github"),
        default="text",
        help="text: file:line:column: CODE message (hint); github: annotations of a pull request",
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Print every problem of every file, in order of file and line; return 1 if there is any, else 0.

    Warnings do not count: what is broken in files of other programs, and judgements that are stale,
    which is looked at where there is no problem.
    """
    problems, summary, warnings = _examined(settings.corpus, args.ids, settings.cache)
    form = github if args.format == "github" else str
    for problem in problems:
        print(form(problem))
    for problem in warnings:
        print(github(problem, "warning") if args.format == "github" else f"warning: {problem}")
    if problems:
        files = len({problem.file for problem in problems})
        print(f"{_count(len(problems), 'problem')} in {_count(files, 'file')}", file=sys.stderr)
        return 1
    warned = f", {_count(len(warnings), 'warning')}" if warnings else ""
    print(f"{summary}: no problems{warned}")
    return 0


def examine(corpus: Path, ids: Iterable[str] = ()) -> tuple[tuple[Problem, ...], str]:
    """Return the problems of all files of the corpus, sorted, and a line that counts what was read."""
    problems, summary, _ = _examined(corpus, ids)
    return problems, summary


def _examined(
    corpus: Path, ids: Iterable[str], cache: Path | None = None
) -> tuple[tuple[Problem, ...], str, tuple[Problem, ...]]:
    """Return what `examine` does, and warnings."""
    questions, question_problems = read_questions(corpus)
    papers, found = read_library(corpus, cache)
    library_problems = [problem for problem in found if not is_foreign(problem.file)]
    broken = [problem for problem in found if is_foreign(problem.file)]
    _, vocabulary_problems = read_vocabulary(corpus)
    ids_there = [question.id for question in questions]
    evidence, evidence_problems = read_evidence(corpus, ids_there, Library(papers).text)
    judgements, judgement_problems = read_judgements(corpus, ids_there)
    decisions, decision_problems = read_decisions(corpus)
    problems = (
        *decision_problems,
        *(*question_problems, *library_problems, *vocabulary_problems, *evidence_problems, *judgement_problems),
        *_unknown(corpus, ids, ids_there),
    )
    counts = [
        _count(len(questions), "question"),
        _count(len(papers), "paper"),
        _count(len(list((corpus / "vocabulary").glob("*.yaml"))), "vocabulary file"),
        *([_count(len(evidence), "evidence file")] if evidence else []),
        *([_count(len(judgements), "file of judgements", "files of judgements")] if judgements else []),
    ]
    stale_ones = _stale(corpus, papers, decisions, evidence, judgements) if judgements and not problems else ()
    return tuple(sorted(set(problems))), ", ".join(counts), (*broken, *stale_ones)


def _stale(
    corpus: Path,
    papers: Iterable[Paper],
    decisions: Decisions,
    evidence: Mapping[str, Evidence],
    judgements: Mapping[str, Judgements],
) -> tuple[Problem, ...]:
    model = load_combination().model
    found = []
    for name, locked in judgements.items():
        results = evidence[name].results if name in evidence else ()
        known = dedupe([*papers, *(paper for result in results for paper in result.papers)], decisions)
        found.append(stale(locked, {paper.id: paper for paper in known}, model, corpus))
    return tuple(problem for problem in found if problem)


def github(problem: Problem, kind: str = "error") -> str:
    """Return the problem as an annotation of GitHub Actions, on one line."""
    place = {"file": problem.file}
    if problem.line:
        place |= {"line": str(problem.line), "col": str(max(problem.column, 1))}
    values = ",".join(f"{name}={_property(value)}" for name, value in (place | {"title": problem.code}).items())
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{kind} {values}::{_data(problem.message + hint)}"


def _unknown(corpus: Path, ids: Iterable[str], known: list[str]) -> Iterable[Problem]:
    folder = corpus / "questions"
    # A file with mistakes in it gives no question; its own problems are listed already.
    there = {*known, *(path.stem for path in folder.glob("*.yaml"))}
    for name in ids:
        if name not in there:
            hint = closest(name, known)
            yield Problem(shown(folder), 0, 0, "C001", f"no question is called {quoted(name)}", hint)


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {several or noun + 's'}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
