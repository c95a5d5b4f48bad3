"""The command line: `python -m generator` and `report-corpus` are the same program."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import __version__
from generator.commands import COMMANDS, load
from generator.errors import CorpusError
from generator.settings import load_settings

FAILED, MISUSED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0 stands for success, 1 for input that has to be corrected, 2 for a wrong
    command line.  What is wrong is printed to stderr as sentences.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    parser = _parser(words)
    args = parser.parse_args(words)
    if args.command is None:
        parser.print_help()
        return 0
    return _guarded(args)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser; of the commands, only those among `words` are imported."""
    parser = argparse.ArgumentParser(prog="report-corpus", description=sys.modules["generator"].__doc__)
    parser.add_argument("--version", action="version", version=f"report-corpus {__version__}")
    parser.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="folder that holds corpus/ and docs/")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name in words:
            load(name).configure(command)
    return parser


def _guarded(args: argparse.Namespace) -> int:
    """Return the exit status of the command; an expected failure becomes a sentence."""
    try:
        settings = load_settings(args.root)
        command = load(args.command)
        if command.needs_corpus and not settings.corpus.is_dir():
            print(f"there is no folder {settings.corpus}; name the folder above it with --root", file=sys.stderr)
            return MISUSED
        status = command.run(args, settings)
        sys.stdout.flush()
    except CorpusError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        # The reader has gone; without this, Python would complain once more while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        print(f"{error.filename or 'system'}: {error.strerror or error}", file=sys.stderr)
    except KeyboardInterrupt:
        return INTERRUPTED
    else:
        return status
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
