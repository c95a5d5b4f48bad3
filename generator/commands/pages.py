"""`pages`: from the corpus to the Markdown and data files below docs/."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from dataclasses import replace

from generator.errors import InvalidInput
from generator.executor import synthesise_all
from generator.facts import many
from generator.pipeline import publish, read_inputs
from generator.settings import Settings
from generator.siteconfig import read_site
from generator.write import write

_LISTED = 20
# The status of a build that had to leave something out; 1 says that nothing was written, 2 that the words were wrong.
INCOMPLETE = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """Add whether faults stop everything."""
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help=f"leave out what is wrong, list it, write the pages of the rest, and exit with {INCOMPLETE}",
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write all pages and print what was done.

    Where any input is wrong, nothing is written; or the pages of the rest, where that is asked for.
    """
    started = time.perf_counter()
    made: list[str] = []
    inputs, problems = read_inputs(settings.corpus, settings.cache)
    if problems and not args.keep_going:
        raise InvalidInput(problems)
    inputs = replace(inputs, questions=tuple(one for one in inputs.questions if one.status != "draft"))
    reports = synthesise_all(inputs, settings, made.append)
    gc.freeze()  # reports stay to the end: looking through them for garbage again and again costs seconds
    done = write(publish(reports, inputs.vocabulary, read_site(settings.root, settings.corpus)), settings.docs)
    pages = done.written + done.unchanged
    print(
        f"{len(reports)} reports ({len(made)} synthesised, {len(reports) - len(made)} from cache), {pages} pages: "
        f"{done.written} written, {done.unchanged} unchanged, {done.removed} removed"
    )
    if left_out := inputs.library.left_out:
        for problem in left_out[:_LISTED]:
            print(f"warning: {problem}", file=sys.stderr)
        rest = "; `check` lists them all" if len(left_out) > _LISTED else ""
        print(f"{many(len(left_out), 'problem')} in files of other programs, the rest is used{rest}", file=sys.stderr)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{many(len(problems), 'problem')}; what they are in is left out", file=sys.stderr)
    print(f"{time.perf_counter() - started:.2f} s", file=sys.stderr)
    return INCOMPLETE if problems else 0
