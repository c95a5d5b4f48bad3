"""`serve`: the site on this machine, rebuilt whenever a file of the corpus changes."""

from __future__ import annotations

import argparse
import contextlib
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.errors import CorpusError
from generator.settings import Settings
from generator.sitesearch import environment

_LOOPBACK = "127.0.0.1"
_CHANGES = frozenset({"created", "modified", "deleted", "moved"})
_QUIET_SECONDS = 0.3
_LOOK_SECONDS = 0.5
_STOP_SECONDS = 5


class _Corpus(FileSystemEventHandler):
    """Sets `changed` when a file is written; reading one does not count."""

    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change."""
        if event.event_type in _CHANGES and not event.is_directory:
            self._changed.set()


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the port."""
    parser.add_argument("--port", type=_port, default=8000, help="port on the loopback address (default: 8000)")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Serve until Ctrl-C and return 0, or the status of MkDocs when that ends by itself.

    Raises CorpusError when the port is taken.
    """
    _require_free(args.port)
    # An ordinary kill has to end the server too, not only Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        _pages(settings.root)
        with _changes_below(settings.corpus) as changed, _site(settings, args.port) as site:
            watch(changed, lambda: _pages(settings.root), lambda: site.poll() is None)
            return site.returncode
    return 0


def watch(changed: threading.Event, rebuild: Callable[[], None], running: Callable[[], bool]) -> None:
    """Call `rebuild` after each burst of changes, until `running` says no."""
    while running():
        if changed.wait(_LOOK_SECONDS):
            while changed.is_set():
                changed.clear()
                changed.wait(_QUIET_SECONDS)
            rebuild()


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 2**16:
        message = f"{port} is not a port (1 to 65535)"
        raise argparse.ArgumentTypeError(message)
    return port


def _require_free(port: int) -> None:
    """Raise CorpusError when another program listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_LOOPBACK, port))
        except OSError:
            message = f"port {port} is taken; choose another with --port"
            raise CorpusError(message) from None


def _pages(root: Path) -> None:
    """Run the `pages` command in a process of its own, which may fail without ending this one."""
    subprocess.run([sys.executable, "-m", "generator", "--root", str(root), "pages"], check=False)


@contextlib.contextmanager
def _changes_below(folder: Path) -> Iterator[threading.Event]:
    changed = threading.Event()
    observer = Observer()
    observer.schedule(_Corpus(changed), str(folder), recursive=True)
    observer.start()
    try:
        yield changed
    finally:
        observer.stop()
        observer.join()


@contextlib.contextmanager
def _site(settings: Settings, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run `mkdocs serve` on the loopback address."""
    # Under Click 8.3.0, MkDocs 1.6.1 watches only when told to.
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{_LOOPBACK}:{port}"]
    with subprocess.Popen(command, cwd=settings.root, env=environment(settings)) as site:
        try:
            yield site
        finally:
            site.terminate()
            site.wait(_STOP_SECONDS)
