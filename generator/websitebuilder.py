"""Run MkDocs in this process as its own command does: `python -m generator.websitebuilder mkdocs build …`."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from pathlib import Path

from generator.rawblocks import RawBlocks
from generator.turns import VARIABLE, turn


def main(words: list[str]) -> None:
    """Run the builder that the first word names with the rest; it ends the process with its status."""
    tool, *rest = words
    # The builder makes millions of objects and few cycles: looking for these less often saves a tenth of the time.
    gc.set_threshold(100_000, 50, 50)
    config = importlib.import_module(f"{tool}.config")
    load = config.load_config

    def load_config(*args: object, **options: object) -> object:
        loaded = load(*args, **options)
        loaded.plugins["raw-blocks"] = RawBlocks()
        return loaded

    config.load_config = load_config  # type: ignore[attr-defined]
    if lock := os.environ.get(VARIABLE):
        serve = importlib.import_module(f"{tool}.commands.serve")
        serve.build = turn(Path(lock))(serve.build)  # type: ignore[attr-defined]
    importlib.import_module(f"{tool}.__main__").cli(rest, prog_name=tool)


if __name__ == "__main__":
    main(sys.argv[1:])
