"""Make some pages in a second process while this one makes the others."""

from __future__ import annotations

import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator
from multiprocessing import get_all_start_methods, get_context
from typing import IO, Final, TypeVar

from generator.errors import CorpusError

Item = TypeVar("Item")

# A forked process has all reports at once; to send them to a fresh one takes as long as to make the pages.
# macOS offers it too, but its own libraries may not survive it.
POSSIBLE: Final = "fork" in get_all_start_methods() and sys.platform != "darwin"


def beside(here: Iterable[Item], there: Iterable[Item]) -> Iterator[Item]:
    """Yield what `here` yields, then what `there` yields, which a forked process has made meanwhile.

    Raises CorpusError when that process fails; it has said why on stderr.
    """
    # A file, not a pipe: nobody waits for the other, and memory holds none of it.
    with tempfile.TemporaryFile() as kept:
        process = get_context("fork").Process(target=_keep, args=(there, kept), daemon=True)
        process.start()
        try:
            yield from here
            process.join()
        finally:
            process.kill()
            process.join()
        if process.exitcode:
            raise CorpusError("the process that made half of the pages has failed; with one job, none is started")
        kept.seek(0)
        while kept.peek(1):
            yield pickle.load(kept)  # noqa: S301 - a file without a name, written by our own fork


def _keep(items: Iterable[object], kept: IO[bytes]) -> None:
    for item in items:
        pickle.dump(item, kept, protocol=5)
    kept.flush()
