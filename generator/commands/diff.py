"""`diff`: what changed in the corpus between two commits, for people who review it."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator import __version__
from generator.codec import encode
from generator.corpusdiff import CorpusChange, corpus_change
from generator.difftext import Form, told
from generator.errors import CorpusError, InvalidInput
from generator.executor import synthesise_all
from generator.pipeline import load_inputs
from generator.records import Paper, Report
from generator.revisions import Revision, revision, unpack
from generator.settings import Settings
from generator.terminal import style_of, wrapped

_MOST = 10
_HOW = (
    "Both sides are built by the generator that runs now ({version}) from the corpus folder of each commit, so that "
    "what differs comes from the corpus and never from a change of the code."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two commits and the form of the output."""
    parser.add_argument("before", metavar="REV", help="the earlier commit, branch or tag")
    parser.add_argument("after", metavar="REV2", nargs="?", help="the later one (default: the files as they are now)")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="json: all of it")
    parser.add_argument("--most", type=_count, default=_MOST, help=f"entries of one list (default: {_MOST})")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Print what changed and return 0; nothing is written but finished reports into the cache.

    Raises CorpusError when a commit is not there, or today's generator cannot read the corpus of one.
    """
    # Both are looked up before the first of them is built.
    before = revision(settings.root, args.before)
    after = revision(settings.root, args.after) if args.after else None
    with tempfile.TemporaryDirectory(prefix="report-corpus-") as folder:
        old = _of_commit(before, settings, Path(folder) / "before")
        new = _of_commit(after, settings, Path(folder) / "after") if after else _built(settings)
    change = corpus_change(old[0], new[0], old[1], new[1])
    later = after.label if after else "the files as they are now"
    _print(change, (before.label, later), args)
    return 0


def _count(word: str) -> int:
    number = int(word)
    if not 1 <= number <= 1000:
        message = f"{number} is not between 1 and 1000"
        raise argparse.ArgumentTypeError(message)
    return number


def _of_commit(commit: Revision, settings: Settings, folder: Path) -> tuple[tuple[Report, ...], tuple[Paper, ...]]:
    try:
        return _built(replace(settings, corpus=unpack(settings.root, commit, settings.corpus, folder)))
    except InvalidInput as error:
        listed = "\n".join(str(replace(problem, file=_within(problem.file, folder))) for problem in error.problems)
        raise CorpusError(f"today's generator cannot read the corpus of {commit.label}:\n{listed}") from None


def _within(file: str, folder: Path) -> str:
    """Return the path below the corpus in place of one in a folder that is gone when it is read."""
    return file.rpartition(f"{folder.name}/")[2]


def _built(settings: Settings) -> tuple[tuple[Report, ...], tuple[Paper, ...]]:
    inputs = load_inputs(settings)
    return synthesise_all(inputs, settings), inputs.library.papers


def _print(change: CorpusChange, sides: tuple[str, str], args: argparse.Namespace) -> None:
    how = _HOW.format(version=__version__)
    if args.format == "json":
        data = {"before": sides[0], "after": sides[1], "how": how, "change": encode(change)}
        # Escapes keep half a character and what a terminal obeys out of the output.
        print(json.dumps(data, indent=1, sort_keys=True, allow_nan=False))
        return
    form = Form(markdown=args.format == "markdown", most=args.most)
    title = f"The corpus from {form.said(sides[0])} to {form.said(sides[1])}"
    head = [f"## {title}", "", how, ""] if form.markdown else [title, how, ""]
    lines: Iterator[str] = iter([*head, *told(change, form)])
    if form.markdown:
        print("\n".join(lines))
        return
    style = style_of(sys.stdout)
    for line in lines:
        indent = len(line) - len(line.lstrip(" -"))
        print("\n".join(wrapped(style, line[indent:], indent, line[:indent].rstrip())) if line else "")
