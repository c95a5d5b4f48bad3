"""`summary`: what reports say, and what changed in them since an earlier state, in Markdown for a pull request."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.errors import CorpusError, UnknownName
from generator.executor import synthesise_all
from generator.pipeline import load_inputs
from generator.pullrequest import summarise
from generator.records import Report
from generator.settings import Settings, load_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the ids of the reports, and the folder of an earlier state."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="id of a question (default: all)")
    parser.add_argument(
        "--before", type=Path, metavar="DIR", help="folder with an earlier corpus/: only what changed since is told"
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Print the Markdown and return 0.

    Raises InvalidInput when the corpus cannot be read, CorpusError when `--before` names no corpus.  An earlier corpus
    with mistakes in it is said to be unreadable, and every report is told.
    """
    reports = _reports(settings)
    for name in args.ids:
        if name not in reports:
            raise UnknownName("question", name, reports)
    chosen = [report for name, report in reports.items() if not args.ids or name in args.ids]
    before = _before(args.before) if args.before else None
    if before is not None and args.ids:
        before = {name: report for name, report in before.items() if name in args.ids}
    print(summarise(chosen, before), end="")
    return 0


def _before(folder: Path) -> dict[str, Report] | None:
    """Return the reports that today's generator makes of an earlier corpus, None where it cannot read that."""
    settings = load_settings(folder)
    if not settings.corpus.is_dir():
        raise CorpusError(f"there is no folder {settings.corpus}")
    try:
        return _reports(settings)
    except CorpusError as error:
        print(f"the earlier corpus cannot be read, so every report is told:\n{error}", file=sys.stderr)
        return None


def _reports(settings: Settings) -> dict[str, Report]:
    return {report.id: report for report in synthesise_all(load_inputs(settings), settings)}
