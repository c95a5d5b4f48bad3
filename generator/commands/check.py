"""`check`: validate every file of the corpus and print all problems at once."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from generator.advice import advise_all
from generator.codes import ASKED
from generator.dedupe import dedupe
from generator.errors import InvalidInput, Problem
from generator.judgements import stale
from generator.located import closest, quoted
from generator.pipeline import Inputs, read_inputs
from generator.problemlist import FORMS
from generator.records import Question
from generator.settings import Settings
from generator.siteconfig import read_site
from generator.textfile import shown
from generator.unheeded import unheeded

# What belongs to a question, by the name of its file.
_FOLDERS = ("questions", "evidence", "judgements", "overrides")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what to look at, the form of the output, and how strict to be."""
    parser.add_argument(
        "asked",
        nargs="*",
        metavar="FILE",
        help="file of the corpus, or id of a question: only its problems are printed, else those of all files",
    )
    parser.add_argument(
        "--format",
        choices=sorted(FORMS),
        default="text",
        help="text: file:line:column: CODE message (hint); github: annotations of a pull request; json; sarif",
    )
    parser.add_argument("--strict", action="store_true", help="fail on warnings, too")
    parser.add_argument(
        "--today",
        type=_day,
        metavar="YYYY-MM-DD",
        help="day that `review_by` is compared with (else that of SOURCE_DATE_EPOCH, else of the last commit)",
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Print every problem of every file, in order of file and line; return 1 if there is any, else 0.

    Warnings do not count unless they are asked to: what is broken in files of other programs, judgements that are
    stale, decisions of people that change nothing, and what a question might do better.
    """
    inputs, problems = read_inputs(settings.corpus, settings.cache)
    problems += _of_the_site(settings)
    questions, missing = _chosen(args.asked, inputs, settings.corpus)
    everything = not args.asked
    today = args.today or _day_of_the_commit(settings.root)
    warnings = (
        *inputs.library.left_out,
        *(_stale(inputs, settings.corpus) if not problems else ()),
        *(unheeded(inputs) if not problems else ()),
        *advise_all(inputs, settings.corpus, questions, today),
    )
    files = _files(args.asked, settings.corpus)
    errors = sorted({*missing, *(one for one in problems if everything or one.file in files)})
    doubts = sorted({one for one in warnings if everything or one.file in files})
    sys.stdout.write(FORMS[args.format](errors, doubts))
    return _concluded(args, errors, doubts, _summary(inputs, settings.corpus) if everything else "")


def _of_the_site(settings: Settings) -> tuple[Problem, ...]:
    try:
        read_site(settings.root, settings.corpus)
    except InvalidInput as error:
        return error.problems
    return ()


def _concluded(args: argparse.Namespace, errors: list[Problem], doubts: list[Problem], summary: str) -> int:
    """Say how many problems there are and return the exit status."""
    warned = f", {_count(len(doubts), 'warning')}" if doubts else ""
    if errors or (doubts and args.strict):
        files = len({problem.file for problem in (*errors, *doubts)})
        print(f"{_count(len(errors), 'problem')}{warned} in {_count(files, 'file')}", file=sys.stderr)
        return 1
    if args.format == "text":
        print(f"{summary or ', '.join(args.asked)}: no problems{warned}")
    return 0


def _summary(inputs: Inputs, corpus: Path) -> str:
    counts = [
        _count(len(inputs.questions), "question"),
        _count(len(inputs.library.papers), "paper"),
        _count(len(list((corpus / "vocabulary").glob("*.yaml"))), "vocabulary file"),
        *([_count(len(inputs.evidence), "evidence file")] if inputs.evidence else []),
        *([_count(len(inputs.judgements), "file", "files") + " of judgements"] if inputs.judgements else []),
    ]
    return ", ".join(counts)


def _chosen(asked: Iterable[str], inputs: Inputs, corpus: Path) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """Return the questions to advise on, and a problem for each word that names nothing."""
    words = tuple(asked)
    files = _files(words, corpus)
    known = sorted(question.id for question in inputs.questions)
    missing = []
    for word in words:
        if _is_path(word):
            if not _inside(Path(word), corpus):
                missing.append(
                    Problem(shown(Path(word)), 0, 0, "C002", ASKED["C002"], f"name a file below {shown(corpus)}")
                )
        elif not (corpus / "questions" / f"{word}.yaml").is_file() and word not in known:
            message = f"no question is called {quoted(word)}"
            missing.append(Problem(shown(corpus / "questions"), 0, 0, "C001", message, closest(word, known)))
    wanted = tuple(one for one in inputs.questions if not words or shown(corpus / one.file) in files or one.id in words)
    return wanted, tuple(missing)


def _is_path(word: str) -> bool:
    return "/" in word or os.sep in word or "." in word


def _inside(path: Path, corpus: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(corpus.resolve())


def _files(asked: Iterable[str], corpus: Path) -> frozenset[str]:
    """Return the files that are asked for, as problems show them; an id stands for all files of its question."""
    found: set[str] = set()
    for word in asked:
        if _is_path(word):
            found.add(shown(Path(word)))
        else:
            found.update(shown(path) for folder in _FOLDERS for path in (corpus / folder).glob(f"{word}.*"))
    return frozenset(found)


def _stale(inputs: Inputs, corpus: Path) -> Iterator[Problem]:
    for name, locked in inputs.judgements.items():
        results = inputs.evidence[name].results if name in inputs.evidence else ()
        found = (paper for result in results for paper in result.papers)
        known = dedupe([*inputs.library.papers, *found], inputs.decisions)
        problem = stale(locked, {paper.id: paper for paper in known}, inputs.combination.model, corpus)
        if problem:
            yield problem


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"{quoted(text)} is not a day, write YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message) from None


def _day_of_the_commit(root: Path) -> str:
    """Return the day of the last commit, so that one commit gives the same warnings every day; empty where unknown."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not stamp.isdecimal():
        try:
            command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
            stamp = subprocess.run(  # noqa: S603 - fixed words and the root of this project
                command, capture_output=True, text=True, check=True, timeout=10
            ).stdout.strip()
        except (OSError, subprocess.SubprocessError):
            return ""
    try:
        return datetime.fromtimestamp(int(stamp), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {several or noun + 's'}"
