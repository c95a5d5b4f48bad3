"""`schema`: write the JSON Schemas of the files of a corpus, for editors and for whoever reads these files."""

from __future__ import annotations

import argparse

from generator.schemas import FOLDER, texts
from generator.settings import Settings
from generator.textfile import shown
from generator.wholefile import write_whole


def configure(parser: argparse.ArgumentParser) -> None:
    """Add nothing: this command has no options of its own."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Write every schema into corpus/schema/ and print its path."""
    for name, text in texts().items():
        path = settings.corpus / FOLDER / name
        write_whole(path, text)
        print(shown(path))
    return 0
