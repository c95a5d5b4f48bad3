"""Papers of files that other programs wrote, as BibTeX or PDF; each file is parsed once and kept until it changes."""

from __future__ import annotations

import gzip
import json
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from generator.codec import decode, dumps
from generator.errors import InvalidInput, Problem
from generator.formats import FORMATS, read_format, sidecar
from generator.formats.common import MAX_FILE
from generator.ids import digest
from generator.paperfile import read_paper
from generator.records import Paper
from generator.textfile import read_bytes, shown
from generator.wholefile import write_whole

KEPT = "papers"
# Another version of these may read a file in another way.
_LIBRARIES = ("bibtexparser", "lxml", "pylatexenc", "pypdf", "rispy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What one file holds: its papers in order, and what is wrong in it; `key` is the hash of all that made it."""

    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...]
    key: str = ""


def is_foreign(file: str) -> bool:
    """Return whether another program wrote the file, as BibTeX or PDF; what is broken in it stops no build."""
    return Path(file).suffix.lower() in FORMATS


def read_foreign(path: Path, within: Path, kept: Path | None = None) -> Parsed:
    """Return what the file at `path` holds; from the folder `kept`, if it was read before and nothing has changed."""
    key = _key(path, within) if kept else ""
    place = kept / KEPT / f"{digest(shown(path), length=32)}.json.gz" if kept and key else None
    held = _load(place, key) if place else None
    if held:
        return held
    records, problems = read_format(path, within)
    read = [read_paper(record) for record in records]
    mistakes = (mistake for _, found in read for mistake in found)
    parsed = Parsed(papers=tuple(paper for paper, _ in read if paper), problems=(*problems, *mistakes), key=key)
    if place:
        with suppress(OSError, UnicodeEncodeError):  # a cache that cannot be written stops nobody
            write_whole(place, gzip.compress(dumps(parsed).encode(), compresslevel=1, mtime=0))
    return parsed


def _load(place: Path, key: str) -> Parsed | None:
    """Return what is kept under `key`; None when it is of another key, damaged or not there."""
    try:
        parsed = decode(Parsed, json.loads(gzip.decompress(place.read_bytes())))
    except (OSError, EOFError, zlib.error, ValueError, RecursionError):
        return None
    return parsed if parsed.key == key else None


def _key(path: Path, within: Path) -> str:
    """Return the hash of a file, of the one beside it, of its name and of the code; empty where it cannot be read."""
    beside = sidecar(path)
    try:
        bodies = [read_bytes(one, within, MAX_FILE) for one in (path, beside) if one == path or beside.exists()]
    except InvalidInput:
        return ""
    return digest(shown(path), *(sha256(body).hexdigest() for body in bodies), _code())


@cache
def _code() -> str:
    package = Path(__file__).parent
    code = (sha256(path.read_bytes()).hexdigest() for path in sorted(package.rglob("*.py")))
    return digest(*code, *map(version, _LIBRARIES))
