"""`build`: the website from the pages, by MkDocs; `make site` calls it between `pages` and `finish`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from typing import Final

from generator.settings import Settings
from generator.sitesearch import environment

# The builder makes millions of objects and few cycles: looking for these less often saves a tenth of the time.
_BUILD: Final = "import gc; gc.set_threshold(100_000, 50, 50); from {tool}.__main__ import cli; cli()"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the choice of another program."""
    parser.add_argument("--with", dest="tool", choices=("mkdocs", "properdocs"), default="mkdocs", help="the builder")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Run MkDocs, which fails on any warning, and return its status."""
    # An index of an earlier build would be taken for that of this one.
    shutil.rmtree(settings.root / "site" / "search", ignore_errors=True)
    command = [sys.executable, "-c", _BUILD.format(tool=args.tool), "build", "--strict", "--quiet"]
    return subprocess.run(command, cwd=settings.root, env=environment(settings), check=False).returncode
