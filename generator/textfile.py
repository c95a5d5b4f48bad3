"""The only reader of files that people write: bounded, UTF-8, inside the corpus, one folder at a time."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import InvalidInput, Problem

CODES: Mapping[str, str] = {
    "F001": "the file cannot be read",
    "F002": "the file is too large",
    "F003": "the file is not UTF-8",
    "F004": "the file is a link that leads out of the corpus",
    "F005": "something that is not a file has the name of one",
    "F006": "the file holds a character that cannot be seen and changes how text is read",
}
MEGABYTE = 1_000_000

# Control characters, the separators that only some editors count as line ends, and
# the marks that reorder what is displayed ("Trojan source", CVE-2021-42574).
_UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
UNSEEN = re.compile(f"[{_UNSEEN}]")


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of one file, the path that problems show, and the SHA-256 of its bytes in hex."""

    shown: str
    text: str
    source_hash: str


def shown(path: Path) -> str:
    """Return `path` as problems print it: relative to the current folder where it lies below it."""
    full = os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow links and show another name
    below = os.path.relpath(full)
    chosen = str(path) if below.startswith("..") else below
    name = os.fsencode(chosen).decode("utf-8", "backslashreplace").replace(os.sep, "/")
    return UNSEEN.sub(lambda match: ascii(match[0])[1:-1], name.replace("\n", "\\n").replace("\t", "\\t"))


def list_files(folder: Path) -> tuple[Path, ...]:
    """Return what lies in `folder`, by name; nothing where the folder is missing.

    README files, names that start with a dot and editors' backups (`name~`)
    are nobody's data and left out.

    Raises:
        InvalidInput: `folder` is not a folder or cannot be listed.
    """
    try:
        paths = sorted(folder.iterdir())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _refused(folder, "F001", f"the folder cannot be listed: {error.strerror}") from error
    return tuple(path for path in paths if not _ignored(path.name))


def read_text(path: Path, within: Path, limit: int = MEGABYTE) -> TextFile:
    """Return the text of the file at `path`, without a byte order mark.

    Raises:
        InvalidInput: with one problem, coded F001 to F006.
    """
    data = read_bytes(path, within, limit)
    text = decode(data, shown(path))
    unseen = UNSEEN.search(text)
    if unseen:
        line, column = _place(text[: unseen.start()])
        message = f"the character U+{ord(unseen[0]):04X} cannot be seen and is not allowed"
        raise InvalidInput([Problem(shown(path), line, column, "F006", message, "delete it")])
    return TextFile(shown(path), text, hashlib.sha256(data).hexdigest())


def read_bytes(path: Path, within: Path, limit: int) -> bytes:
    """Return the bytes of the file at `path`, which has to lie below the folder `within`.

    Raises:
        InvalidInput: with one problem, coded F001, F002, F004 or F005.
    """
    inside = os.path.join(os.path.realpath(within), "")  # noqa: PTH118 - the ending slash matters
    if not os.path.realpath(path).startswith(inside):
        raise _refused(path, "F004", "the link leads out of the corpus", "copy the file itself")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _refused(path, "F005", "this is not a file", "only plain files are read here")
        with path.open("rb") as handle:
            data = handle.read(limit + 1)
    except OSError as error:
        raise _refused(path, "F001", f"the file cannot be read: {error.strerror}") from error
    if len(data) > limit:
        raise _refused(path, "F002", f"the file is larger than {limit // MEGABYTE} MB", "split it or shorten it")
    return data


def decode(data: bytes, file: str, line: int = 1) -> str:
    """Return `data` as text; `line` is the number that its first line has in `file`.

    Raises:
        InvalidInput: `data` is not UTF-8; the problem names the first byte at fault.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines, column = _place(data[: error.start].decode("utf-8"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        problem = Problem(file, line + lines - 1, column, "F003", message, "save the file as UTF-8")
        raise InvalidInput([problem]) from error


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _ignored(name: str) -> bool:
    return name.startswith((".", "README")) or name.endswith("~")


def _refused(path: Path, code: str, message: str, hint: str = "") -> InvalidInput:
    return InvalidInput([Problem(shown(path), 0, 0, code, message, hint)])
