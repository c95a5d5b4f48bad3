"""Take turns on docs/: pages are written while MkDocs does not read them, and read while nobody writes.

A page that is written between MkDocs' reading it and writing its HTML ends that build with a traceback, or is never
built again.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

VARIABLE: Final = "REPORT_CORPUS_TURN"


@contextlib.contextmanager
def turn(path: Path) -> Iterator[None]:
    """Hold the lock of the file for the block; other processes wait for its end. Windows takes no turns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
