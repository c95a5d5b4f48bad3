"""The commands, one file each: `configure` adds its options, `run` does the work.

Only the file of the command that was asked for is imported, so that each
starts as fast as its own needs allow.
"""

from __future__ import annotations

import argparse
import keyword
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from generator.settings import Settings

COMMANDS: Mapping[str, str] = {
    "build": "build the website from the pages, with the search that the settings choose",
    "check": "validate every file of the corpus and print all problems at once",
    "diff": "say what changed in the corpus between two commits: questions, papers, claims, verdicts, answers, scores",
    "doctor": "say which services answer, what is set and installed, and whether anything needed is broken",
    "extract": "read the claims and figures that the documents of a file state",
    "finish": "index and seal the website that MkDocs has built; `make site` does it",
    "import": "add papers from files of other programs to the library",
    "init": "begin a corpus of its own, with the generator and one example, in a new folder",
    "new": "write a question file, filled as far as the question itself and the papers at hand allow",
    "pages": "synthesise the reports and write the pages below docs/",
    "preview": "answer one question from what is at hand and print the report, or say why a paper is in it or not",
    "lock": "run the model on what is new and write its judgements into the corpus",
    "record": "add the versions of the reports to the history in the corpus",
    "refresh": "ask the live sources and write what they answer into the corpus",
    "retrieve": "rank the documents of a file for each query of another",
    "schema": "write the JSON Schemas of the files of the corpus, for editors",
    "serve": "show the site on this machine and rebuild it on every change",
    "summary": "print what reports say, and what changed in them, as Markdown for a pull request",
    "verify": "judge the claims of a file against the documents of another",
}


@dataclass(frozen=True, slots=True)
class Command:
    """The two functions of a command, and whether it works on a corpus; `run` returns the exit status."""

    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Settings], int]
    needs_corpus: bool = True


def load(name: str) -> Command:
    """Return the command of that name, one of `COMMANDS`."""
    module = import_module(f"generator.commands.{name}{'_' * keyword.iskeyword(name)}")
    return Command(module.configure, module.run, getattr(module, "NEEDS_CORPUS", True))
