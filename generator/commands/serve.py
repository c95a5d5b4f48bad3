"""`serve`: the site on this machine, rebuilt whenever a file of the corpus changes.

The pages are made in this process, which has read and imported all there is when a file is saved; MkDocs runs in one
of its own and renders anew only the pages that changed.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.errors import CorpusError, InvalidInput
from generator.executor import synthesise_all
from generator.facts import many
from generator.pipeline import publish, read_inputs
from generator.questions import FOLDER, broken_ids
from generator.records import Question
from generator.settings import Settings
from generator.siteconfig import FILE, read_site
from generator.sitesearch import environment
from generator.turns import VARIABLE, turn
from generator.write import write

_LOOPBACK = "127.0.0.1"
_CHANGES = frozenset({"created", "modified", "deleted", "moved"})
_QUIET_SECONDS = 0.1
_LOOK_SECONDS = 0.5
_STOP_SECONDS = 5
_NAMED = 5
_KEPT = "the reports of these files stay as they were\n"


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
    with contextlib.suppress(KeyboardInterrupt), ThreadPoolExecutor(1) as worker:
        rebuild = functools.partial(_rebuilt, _Pages(settings), worker)
        rebuild()
        with _changes_below(settings.corpus) as changed, _site(settings, args.port) as site:
            watch(changed, rebuild, lambda: site.poll() is None)
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


def _rebuilt(pages: Callable[[], str], worker: Executor) -> None:
    """Write the pages and print what was done; whatever goes wrong is printed and ends nothing."""
    started = time.perf_counter()
    done = worker.submit(pages)
    error = done.exception()
    if error is None:
        print(f"{done.result()}, {time.perf_counter() - started:.2f} s", flush=True)
    elif isinstance(error, CorpusError | OSError):
        print(f"{error}\nthe site shows what was there before", file=sys.stderr, flush=True)
    else:
        traceback.print_exception(error)
        print("this is a fault of the generator, not of a file; the site shows what was there before", file=sys.stderr)


class _Pages:
    """Writes the pages below docs/; while a question's file is wrong, what it said before stands for it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._good: dict[str, Question] = {}

    def __call__(self) -> str:
        """Write what changed and return it in words, with the mistakes of question files.

        Raises InvalidInput when any other file is wrong: all reports may hang on it.
        """
        settings, made = self._settings, list[str]()
        inputs, problems = read_inputs(settings.corpus, settings.cache)
        if any(Path(problem.file).parent.name != FOLDER for problem in problems):
            raise InvalidInput(problems)
        questions = self._standing(inputs.questions, broken_ids(settings.corpus, problems))
        inputs = replace(inputs, questions=tuple(one for one in questions if one.status != "draft"))
        reports = synthesise_all(inputs, settings, made.append)
        with turn(_lock(settings)):
            pages = publish(reports, inputs.vocabulary, read_site(settings.root, settings.corpus))
            done = write(pages, settings.docs)
        told = f": {', '.join(made[:_NAMED])}{' …' if len(made) > _NAMED else ''}" if made else ""
        faults = "".join(f"{problem}\n" for problem in problems)
        counted = f"{len(made)} of {many(len(reports), 'report')} made anew{told}; {many(done.written, 'file')} written"
        return f"{faults}{_KEPT if problems else ''}{counted}"

    def _standing(self, valid: tuple[Question, ...], broken: Collection[str]) -> tuple[Question, ...]:
        """Return the valid questions and, for each broken file, the question that it held before."""
        taken = {one.id for one in valid}
        kept = [one for file, one in self._good.items() if PurePosixPath(file).stem in broken and one.id not in taken]
        standing = tuple(sorted((*valid, *kept), key=lambda question: question.id))
        self._good = {one.file: one for one in standing}
        return standing


def _lock(settings: Settings) -> Path:
    return settings.cache.resolve() / "serve.lock"


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
    builder = [sys.executable, "-m", "generator.websitebuilder", "mkdocs", "serve", "--dirty", "--livereload"]
    command = [*builder, "--dev-addr", f"{_LOOPBACK}:{port}", "--config-file", str(settings.root / FILE)]
    variables = {**environment(settings), VARIABLE: str(_lock(settings))}
    with subprocess.Popen(command, env=variables) as site:
        try:
            yield site
        finally:
            site.terminate()
            site.wait(_STOP_SECONDS)
