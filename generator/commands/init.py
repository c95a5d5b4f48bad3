"""`init`: begin a corpus of its own in a new folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.newcorpus import begin
from generator.settings import Settings

NEEDS_CORPUS = False


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the folder."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is empty or not there yet")


def run(args: argparse.Namespace, _settings: Settings) -> int:
    """Write the new corpus, say what to do next, and return 0.

    Raises CorpusError, and leaves everything as it was, when the folder holds anything.
    """
    files = begin(args.folder)
    print(f"{args.folder}: {files} files, one invented example among them")
    print(f"next: cd {args.folder} && git init && make site")
    return 0
