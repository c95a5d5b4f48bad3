"""`build`: the website from the pages, by MkDocs; `make site` calls it between `pages` and `finish`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys

from generator.settings import Settings
from generator.siteconfig import FILE
from generator.sitesearch import environment


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the choice of another program."""
    parser.add_argument("--with", dest="tool", choices=("mkdocs", "properdocs"), default="mkdocs", help="the builder")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Run MkDocs, which fails on any warning, and return its status."""
    # An index of an earlier build would be taken for that of this one.
    shutil.rmtree(settings.root / "site" / "search", ignore_errors=True)
    builder = [sys.executable, "-m", "generator.websitebuilder", args.tool]
    command = [*builder, "build", "--strict", "--quiet", "--config-file", str(settings.root / FILE)]
    return subprocess.run(command, env=environment(settings), check=False).returncode
