"""Write pages below the docs folder: whole or not at all, and only what changed.

A manifest lists the generated files with their hashes.  It names old and new
files before the first of them is touched, so that a run that is killed leaves
nothing the next run does not know.  Files are written beside their place and
moved there; a file that people wrote is never touched.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from generator.errors import PageInTheWay
from generator.markdown import MARKER
from generator.plain import dumps
from generator.records import Page

MANIFEST: Final = ".manifest.json"
_TEMPORARY: Final = ".tmp-"
_PART = re.compile(r"(?!\.)[^/\\\x00-\x1f]{1,200}")
_MARKED = re.compile(rb"\A---\n(?:(?!---).*\n)*?generated_by: " + MARKER.encode() + rb"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many files a run wrote, left as they were and removed."""

    written: int
    unchanged: int
    removed: int


def write(pages: Iterable[Page], docs: Path) -> Written:
    """Make `docs` hold exactly `pages` beside what people wrote there.

    Raises `PageInTheWay` before anything is written when a file that the
    generator did not write stands at the path of a page, and ValueError for a
    path that leaves the folder or a path given twice.
    """
    old = _manifest(docs)
    # Changed pages wait in a file, so that memory holds one page at a time however many there are.
    with tempfile.TemporaryFile() as waiting:
        new, changed = _compared(pages, docs, old, waiting)
        stale = [path for path in old if path not in new and _is_ours(docs, path, old[path])]
        _sweep({(docs / path).parent for path in (*old, *new, MANIFEST)})
        if changed or old != new:
            _replace(docs / MANIFEST, _listed({**old, **new}))
        for path, body in _bodies(waiting, changed):
            _replace(docs / path, body)
    for path in stale:
        (docs / path).unlink()
    _prune(docs, stale)
    if _content(docs / MANIFEST) != _listed(new):
        _replace(docs / MANIFEST, _listed(new))
    return Written(written=len(changed), unchanged=len(new) - len(changed), removed=len(stale))


def _compared(
    pages: Iterable[Page], docs: Path, old: Mapping[str, str], waiting: IO[bytes]
) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Return the hash of every page and the length of each that changed; these go to `waiting`, one after the other."""
    new: dict[str, str] = {}
    changed: dict[str, int] = {}
    for page in pages:
        if not _is_inside(page.path) or page.path in new:
            msg = f"not a path for a page, or one that is taken: {page.path!r}"
            raise ValueError(msg)
        body = page.text.encode("utf-8", "replace")
        new[page.path] = _hash(body)
        if _clear(docs, page.path, body, known=page.path in old) != body:
            changed[page.path] = waiting.write(body)
    return dict(sorted(new.items())), changed


def _bodies(waiting: IO[bytes], lengths: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    waiting.seek(0)
    return ((path, waiting.read(length)) for path, length in lengths.items())


def _is_inside(path: str) -> bool:
    """Return whether `path` is relative, has no hidden or odd part and stays in its folder."""
    return all(_PART.fullmatch(part) for part in path.split("/"))


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _listed(files: Mapping[str, str]) -> bytes:
    return dumps({"pages": dict(files)}).encode()


def _manifest(docs: Path) -> Mapping[str, str]:
    """Return path and hash of each file of the last run; nothing when the manifest is missing or damaged."""
    try:
        pages = json.loads((docs / MANIFEST).read_text("utf-8"))["pages"]
        entries = [(path, known) for path, known in pages.items() if isinstance(known, str)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {path: known for path, known in entries if _is_inside(path) and _is_below(docs, path)}


def _is_below(docs: Path, path: str) -> bool:
    """Return whether no link on the way leads out of `docs`."""
    return (docs / path).parent.resolve().is_relative_to(docs.resolve())


def _clear(docs: Path, path: str, body: bytes, *, known: bool) -> bytes | None:
    """Return what stands at `path`; raises `PageInTheWay` when writing there would touch something that is not ours."""
    parts = path.split("/")
    for length in range(1, len(parts)):
        folder = "/".join(parts[:length])
        if (docs / folder).exists() and not (docs / folder).is_dir():
            raise PageInTheWay(folder)
    place = docs / path
    if not _is_below(docs, path) or place.is_symlink() or place.is_dir():
        raise PageInTheWay(path)
    held = _content(place)
    if held is not None and not known and held != body and not _is_marked(path, held):
        raise PageInTheWay(path)
    return held


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _is_ours(docs: Path, path: str, known: str) -> bool:
    place = docs / path
    held = None if place.is_symlink() else _content(place)
    return held is not None and (_hash(held) == known or _is_marked(path, held))


def _is_marked(path: str, held: bytes) -> bool:
    """Return whether a file shows that it was generated, without help of a manifest.

    A page says so in its front matter.  JSON has no room for a remark; there
    the form counts that `dumps` gives and that nobody types by hand.
    """
    if not path.endswith(".json"):
        return _MARKED.match(held) is not None
    try:
        return dumps(json.loads(held)).encode() == held
    except (ValueError, RecursionError):
        return False


def _sweep(folders: Iterable[Path]) -> None:
    """Remove what a killed run left half-written."""
    for folder in folders:
        for left in folder.glob(f"{_TEMPORARY}*"):
            if left.is_file():
                left.unlink()


def _replace(place: Path, body: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.parent / f"{_TEMPORARY}{_hash(place.name.encode())[:16]}"
    beside.write_bytes(body)
    beside.replace(place)


def _prune(docs: Path, stale: Iterable[str]) -> None:
    """Remove folders that are empty now that `stale` is gone."""
    for path in stale:
        for folder in (docs / path).parents:
            if folder == docs or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
