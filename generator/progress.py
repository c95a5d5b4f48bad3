"""How far each source has got: a bar for each on a terminal, nothing elsewhere.

What works tells `advance` in its own thread; whoever shows it listens with `listening`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Self, TextIO

_WIDTH = 24
_UP, _CLEAR = "\x1b[{}A", "\x1b[2K"
_NOBODY: Callable[[int, int], None] = lambda _done, _all: None  # noqa: E731 - a default, not a function of its own
_LISTENER: ContextVar[Callable[[int, int], None]] = ContextVar("listener", default=_NOBODY)


def advance(done: int, of: int) -> None:
    """Say that so many of so many steps of the work of this thread are done."""
    _LISTENER.get()(done, of)


@contextmanager
def listening(listener: Callable[[int, int], None]) -> Iterator[None]:
    """Let `listener` hear what the work of this thread, within the context, tells."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


class Bars:
    """One bar for each name, drawn anew whenever one advances and wiped in the end; none where `stream` is no terminal.

    May be told from several threads.
    """

    def __init__(self, titles: Mapping[str, str], stream: TextIO) -> None:
        """Show the titles by name, in this order."""
        self._titles, self._stream = titles, stream
        self._shares = dict.fromkeys(titles, (0, 1))
        self._lock = threading.Lock()
        self._shown = bool(titles) and stream.isatty()

    def __enter__(self) -> Self:
        if self._shown:
            self._stream.write("\n" * len(self._titles))
            self._draw()
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            lines = len(self._titles)
            self._stream.write(_UP.format(lines) + f"{_CLEAR}\n" * lines + _UP.format(lines))
            self._stream.flush()

    def set(self, name: str, done: int, of: int) -> None:
        """Show that `done` of `of` steps of `name` are done."""
        with self._lock:
            self._shares[name] = (min(done, of), max(of, 1))
            if self._shown:
                self._draw()

    def _draw(self) -> None:
        wide = max(map(len, self._titles.values()))
        rows = (_row(title.ljust(wide), *self._shares[name]) for name, title in self._titles.items())
        self._stream.write(_UP.format(len(self._titles)) + "".join(f"{_CLEAR}  {row}\n" for row in rows))
        self._stream.flush()


def _row(title: str, done: int, of: int) -> str:
    full = _WIDTH * done // of
    return f"{title} [{'#' * full}{'.' * (_WIDTH - full)}] {100 * done // of:3} %"
