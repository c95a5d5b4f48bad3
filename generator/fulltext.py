"""Full-text index of titles and texts: SQLite FTS5, porter stemming, title weight 2.

The index lives in memory.  Between runs it is kept as one file: a SHA-256 of
the rest, and then the database image.  A file that is damaged, cut off or of
another format fails the hash or the format number and is built anew; writing
is atomic, so processes that share the folder never see half a file.  What
was indexed when does not matter: scores depend on the present records alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import unicodedata
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.ids import digest

_FORMAT = 1
_TITLE_WEIGHT, _BODY_WEIGHT = 2.0, 1.0
_HASH_BYTES = hashlib.sha256().digest_size

_SCHEMA = f"""
CREATE TABLE entry (rowid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize='porter unicode61');
PRAGMA user_version = {_FORMAT};
"""
_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"
# Six decimals: the last digits of a logarithm differ between machines.
_BEST = f"""
SELECT entry.id, round(bm25(words, {_TITLE_WEIGHT}, {_BODY_WEIGHT}), 6) AS rank
FROM words JOIN entry ON entry.rowid = words.rowid WHERE words MATCH ? ORDER BY 2, 1 LIMIT ?
"""  # noqa: S608 - two constants
_ALL = -1


class FullText:
    """A searchable set of texts: (id, title, body)."""

    def __init__(self, texts: Iterable[tuple[str, str, str]], file: Path | None = None) -> None:
        """Index `texts`; those that `file` already holds unchanged are taken from there."""
        wanted = {name: (title, body) for name, title, body in texts}
        self._database = _restored(file)
        weakref.finalize(self, self._database.close)
        if _update(self._database, wanted) and file is not None:
            _keep(self._database, file)

    def query(self, match: str, limit: int) -> tuple[int, tuple[str, ...]]:
        """Return the number of all hits and the ids of the best `limit`, ties in order of id.

        Raises:
            ValueError: `match` is not an FTS5 query; one made by `match_any` always is.
        """
        if not match:
            return 0, ()
        ((total,),) = self._rows(_COUNT, match)
        return total, tuple(name for name, _ in self._rows(_BEST, match, max(limit, 0)))

    def scores(self, match: str) -> tuple[tuple[str, float], ...]:
        """Return (id, BM25) of all hits, best first, larger for a better fit, to six decimals.

        A word that more than half of the texts hold scores next to nothing.

        Raises:
            ValueError: `match` is not an FTS5 query.
        """
        return tuple((name, 0.0 - rank) for name, rank in self._rows(_BEST, match, _ALL)) if match else ()

    def _rows(self, statement: str, *values: str | int) -> list[Any]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            raise ValueError(f"not an FTS5 query: {error}") from error


def match_any(terms: Iterable[str]) -> str:
    """Return an FTS5 query that matches any of `terms`, each as a phrase: `"term one" OR "term two"`.

    Terms without a letter or digit are dropped, and so are repetitions; the
    query is empty when none is left.
    """
    phrases: dict[str, str] = {}
    for term in terms:
        text = " ".join("".join(char if _can_stand(char) else " " for char in term).split())
        if any(_is_token(char) for char in text):
            phrases.setdefault(text.casefold(), '"{}"'.format(text.replace('"', '""')))
    return " OR ".join(phrases.values())


def _can_stand(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs"}  # NUL ends a query; half a character is no UTF-8


def _is_token(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN"


def _empty() -> sqlite3.Connection:
    # Searches may come from several threads, one at a time.
    return sqlite3.connect(":memory:", check_same_thread=False)


def _restored(file: Path | None) -> sqlite3.Connection:
    """Return the database that `file` holds, or an empty one."""
    image = _image(file) if file else b""
    if image:
        database = _empty()
        database.deserialize(image)
        with contextlib.suppress(sqlite3.DatabaseError):
            if database.execute("PRAGMA user_version").fetchone() == (_FORMAT,):
                return database
        database.close()
    database = _empty()
    database.executescript(_SCHEMA)
    return database


def entries(file: Path) -> int | None:
    """Return how many texts the index in `file` holds, None where there is none or it is damaged."""
    if not _image(file):
        return None
    with contextlib.closing(_restored(file)) as database:
        ((number,),) = database.execute("SELECT count(*) FROM entry")
        return int(number)


def _image(file: Path) -> bytes:
    with contextlib.suppress(OSError):  # it is only a cache
        data = file.read_bytes()
        image = data[_HASH_BYTES:]
        if hashlib.sha256(image).digest() == data[:_HASH_BYTES]:
            return image
    return b""


def _update(database: sqlite3.Connection, wanted: dict[str, tuple[str, str]]) -> bool:
    """Bring the database to what is wanted; return whether that took any change."""
    hashes = {name: digest(title, body) for name, (title, body) in wanted.items()}
    held = {name: (row, known) for row, name, known in database.execute("SELECT rowid, id, hash FROM entry")}
    gone = [(row,) for name, (row, known) in held.items() if hashes.get(name) != known]
    new = [name for name, known in hashes.items() if name not in held or held[name][1] != known]
    with database:
        database.executemany("DELETE FROM words WHERE rowid = ?", gone)
        database.executemany("DELETE FROM entry WHERE rowid = ?", gone)
        for name in new:
            row = database.execute("INSERT INTO entry (id, hash) VALUES (?, ?)", (name, hashes[name])).lastrowid
            database.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (row, *wanted[name]))
    return bool(gone or new)


def _keep(database: sqlite3.Connection, file: Path) -> None:
    image = database.serialize()
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time and nothing else
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as handle:
            temporary = Path(handle.name)
            try:
                handle.write(hashlib.sha256(image).digest() + image)
                handle.flush()
                os.replace(temporary, file)  # noqa: PTH105 - one rename either way
            finally:
                temporary.unlink(missing_ok=True)
