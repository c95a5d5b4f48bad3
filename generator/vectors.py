"""Vectors of texts, computed once: kept in memory and, where a file is named, between runs."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from generator import neural

FILE = "vectors.sqlite"


class Vectors:
    """The vectors of texts, remembered in memory and, where a file is named, between runs."""

    def __init__(self, file: Path | None) -> None:
        """Open the file; one that cannot be used costs time and nothing else."""
        self._held: dict[str, neural.Vector] = {}
        self._database = _opened(file)

    def of(self, texts: Sequence[str]) -> list[neural.Vector]:
        """Return one unit vector `(384,)` for each text."""
        keys = [
            sha256(f"{neural.ENCODER_SHA256}\n{neural.LONGEST_TEXT}\n{text}".encode()).hexdigest() for text in texts
        ]
        missing = dict(self._missing(dict(zip(keys, texts, strict=True))))
        made = neural.embed(missing.values())
        self._held.update(zip(missing, made, strict=True))
        rows = [(key, neural.packed(vector)) for key, vector in zip(missing, made, strict=True)]
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        return [self._held[key] for key in keys]

    def _missing(self, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for key, text in wanted.items():
            if key in self._held:
                continue
            row = None
            with contextlib.suppress(sqlite3.Error):
                row = self._database.execute("SELECT data FROM vector WHERE key = ?", (key,)).fetchone()
            vector = neural.unpacked(row[0]) if row else None
            if vector is None:
                yield key, text
            else:
                self._held[key] = vector


def _opened(file: Path | None) -> sqlite3.Connection:
    statement = "CREATE TABLE IF NOT EXISTS vector (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID"
    if file is not None:
        with contextlib.suppress(sqlite3.Error, OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(file)
            database.execute("PRAGMA synchronous = OFF")  # a cache; what a crash loses is computed again
            database.execute(statement)
            return database
    database = sqlite3.connect(":memory:")
    database.execute(statement)
    return database
