"""`pages`: from the corpus to the Markdown and data files below docs/."""

from __future__ import annotations

import argparse
import gc
import sys
import time

from generator.executor import synthesise_all
from generator.facts import many
from generator.pipeline import load_inputs, publish
from generator.settings import Settings
from generator.siteconfig import read_site
from generator.write import write

_LISTED = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Add nothing: this command has no options of its own."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Write all pages and print what was done; nothing is written when any input is wrong."""
    started = time.perf_counter()
    made: list[str] = []
    inputs = load_inputs(settings)
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
    print(f"{time.perf_counter() - started:.2f} s", file=sys.stderr)
    return 0
