"""Write pages below the docs folder: whole or not at all, and only what changed.

A manifest lists the generated files with their hashes.  It names old and new
files before the first of them is touched, so that a run that is killed leaves
nothing the next run does not know.  Files are written beside their place and
moved there; a file that people wrote is never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname
from typing import IO, Final

from generator.errors import PageInTheWay
from generator.markdown import MARKER
from generator.plain import dumps
from generator.records import Page

MANIFEST: Final = ".manifest.json"
_TEMPORARY: Final = ".tmp-"
_PART = re.compile(r"(?!\.)[^/\\\x00-\x1f]{1,200}")
_MARK: Final = rb"generated_by: " + MARKER.encode()
_MARKED: Mapping[str, re.Pattern[bytes]] = {
    ".md": re.compile(rb"\A---\n(?:(?!---).*\n)*?" + _MARK + rb"\n"),
    ".bib": re.compile(rb"\A% " + _MARK + rb"\n"),
    ".ris": re.compile(rb"^DB  - " + MARKER.encode() + rb"$", re.MULTILINE),
    ".html": re.compile(rb'<meta name="generator" content="' + MARKER.encode() + rb'">'),
    ".txt": re.compile(_MARK + rb"(?: -->)?\n\Z"),
    ".xml": re.compile(rb"<generator>" + MARKER.encode() + rb"</generator>"),
}
_TABLES: Final = frozenset({".csv", ".jsonl"})
PACKAGE: Final = "datapackage.json"


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
        _sweep(docs / folder for folder in {dirname(path) for path in (*old, *new, MANIFEST)})
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


def generated(docs: Path) -> frozenset[str]:
    """Return the paths below `docs` that the last run wrote; none where it is not known."""
    return frozenset(_manifest(docs))


def _compared(
    pages: Iterable[Page], docs: Path, old: Mapping[str, str], waiting: IO[bytes]
) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Return the hash of every page and the length of each that changed; these go to `waiting`, one after the other."""
    new: dict[str, str] = {}
    changed: dict[str, int] = {}
    looked: set[str] = set()
    for page in pages:
        if not _is_inside(page.path) or page.path in new:
            msg = f"not a path for a page, or one that is taken: {page.path!r}"
            raise ValueError(msg)
        body = page.text.encode("utf-8", "replace")
        new[page.path] = _hash(body)
        if (folder := dirname(page.path)) not in looked:  # there are few, and thousands of files
            looked.add(folder)
            _clear(docs, folder, page.path)
        if _held(docs, page.path, body, known=page.path in old) != body:
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
    kept = [(path, known) for path, known in entries if _is_inside(path)]
    out = {folder for folder in {dirname(path) for path, _ in kept} if not _is_below(docs, folder)}
    return {path: known for path, known in kept if dirname(path) not in out}


def _is_below(docs: Path, folder: str) -> bool:
    """Return whether no link on the way to `folder` leads out of `docs`."""
    return (docs / folder).resolve().is_relative_to(docs.resolve())


def _clear(docs: Path, folder: str, path: str) -> None:
    """Raise `PageInTheWay` when the folder of the page at `path` is something else, or lies outside `docs`."""
    parts = folder.split("/")
    for way in ("/".join(parts[:length]) for length in range(1, len(parts) + 1)):
        if (docs / way).exists() and not (docs / way).is_dir():
            raise PageInTheWay(way)
    if not _is_below(docs, folder):
        raise PageInTheWay(path)


def _held(docs: Path, path: str, body: bytes, *, known: bool) -> bytes | None:
    """Return what stands at `path`; raises `PageInTheWay` when writing there would touch something that is not ours."""
    held = _regular(f"{docs}/{path}", path)
    if held is not None and not known and held != body and not _is_marked(docs, path, held):
        raise PageInTheWay(path)
    return held


def _regular(place: str, path: str) -> bytes | None:
    try:
        mode = os.lstat(place).st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise PageInTheWay(path)
    with open(place, "rb") as file:  # noqa: PTH123 - a path object for each of thousands of files takes its time
        return file.read()


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _is_ours(docs: Path, path: str, known: str) -> bool:
    place = docs / path
    held = None if place.is_symlink() else _content(place)
    return held is not None and (_hash(held) == known or _is_marked(docs, path, held))


def _is_marked(docs: Path, path: str, held: bytes) -> bool:
    """Return whether a file shows that it was generated, without help of a manifest.

    A page says so in its front matter, other formats where they have room for
    a remark.  JSON has none; there the form counts that `dumps` gives and that
    nobody types by hand.  Nor have tables; their hashes stand in the package
    that describes them.
    """
    suffix = Path(path).suffix
    if suffix == ".json":
        try:
            return dumps(json.loads(held)).encode() == held
        except (ValueError, RecursionError):
            return False
    if suffix in _TABLES:
        return f"sha256:{_hash(held)}".encode() in (_content(docs / dirname(path) / PACKAGE) or b"")
    return _MARKED.get(suffix, _MARKED[".md"]).search(held) is not None


def _sweep(folders: Iterable[Path]) -> None:
    """Remove what a killed run left half-written."""
    for folder in folders:
        for left in folder.glob(f"{_TEMPORARY}*"):
            if left.is_file():
                left.unlink()


def _replace(place: Path, body: bytes) -> None:
    beside = place.parent / f"{_TEMPORARY}{_hash(place.name.encode())[:16]}"
    try:
        beside.write_bytes(body)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(body)
    beside.replace(place)


def _prune(docs: Path, stale: Iterable[str]) -> None:
    """Remove folders that are empty now that `stale` is gone."""
    for path in stale:
        for folder in (docs / path).parents:
            if folder == docs or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
