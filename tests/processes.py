"""Commands in processes of their own, to be interrupted as a person would."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from collections.abc import Iterator, Sequence


@contextlib.contextmanager
def started(words: Sequence[str], **options: object) -> Iterator[subprocess.Popen]:
    """Start a command that heeds Ctrl-C, and end it with the context."""
    # A child takes over that its parent ignores interrupts, as a job in the background does.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield process
        finally:
            process.kill()
