"""Put an index of Pagefind 1.5 into one order, for the same reports to give the same bytes.

Pagefind lists filters and their values in an order that changes from run to run, and names files by a hash of what
they hold.  Here both are sorted and their files are named anew.  These files are gzip over CBOR (RFC 8949),
of which Pagefind uses whole numbers, texts and lists.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any, Final

from generator.errors import CorpusError

_MARK: Final = b"pagefind_dcd"
_FILTERS: Final = 3
_WHOLE, _TEXT, _LIST = 0, 3, 4
_INLINE: Final = 24


def settle(folder: Path) -> None:
    """Rewrite filters, the file that lists them and the entry to the index; raises CorpusError for another format."""
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    for language in entry["languages"].values():
        old = folder / f"pagefind.{language['hash']}.pf_meta"
        meta = _read(old)
        for row in meta[_FILTERS]:
            row[1] = _filter(folder / "filter", row[1])
        meta[_FILTERS].sort()
        new = f"{language['hash'].partition('_')[0]}_{_hash(meta)[:10]}"
        old.unlink()
        _write(folder / f"pagefind.{new}.pf_meta", meta)
        language["hash"] = new
    (folder / "pagefind-entry.json").write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")


def _filter(folder: Path, name: str) -> str:
    """Sort the values of a filter and return the new name of its file."""
    old = folder / f"{name}.pf_filter"
    values = _read(old)
    values[1].sort()
    new = f"{name.partition('_')[0]}_{_hash(values)[:10]}"
    old.unlink()
    _write(folder / f"{new}.pf_filter", values)
    return new


def _hash(value: Any) -> str:  # noqa: ANN401 - lists of lists, numbers and texts
    return hashlib.sha256(encode(value)).hexdigest()


def _read(path: Path) -> Any:  # noqa: ANN401
    data = gzip.decompress(path.read_bytes())
    try:
        value, end = decode(data, len(_MARK))
    except (IndexError, ValueError) as error:
        raise CorpusError(f"{path.name} is not as Pagefind 1.5 writes it: {error}") from error
    if not data.startswith(_MARK) or end != len(data):
        raise CorpusError(f"{path.name} is not as Pagefind 1.5 writes it")
    return value


def _write(path: Path, value: Any) -> None:  # noqa: ANN401
    path.write_bytes(gzip.compress(_MARK + encode(value), mtime=0))


def decode(data: bytes, start: int = 0) -> tuple[Any, int]:
    """Return the value that begins at `start` and where it ends; raises ValueError or IndexError for anything else."""
    kind, size = data[start] >> 5, data[start] & 31
    start += 1
    if size >= _INLINE:
        width = {24: 1, 25: 2, 26: 4, 27: 8}.get(size, 0)
        if not width:
            raise ValueError(f"a length of kind {size}")
        size, start = int.from_bytes(data[start : start + width], "big"), start + width
    if kind == _WHOLE:
        return size, start
    if kind == _TEXT:
        return data[start : start + size].decode("utf-8"), start + size
    if kind != _LIST:
        raise ValueError(f"a value of kind {kind}")
    values = []
    for _ in range(size):
        value, start = decode(data, start)
        values.append(value)
    return values, start


def encode(value: Any) -> bytes:  # noqa: ANN401
    """Return a whole number from 0 on, a text or a list of such as CBOR."""
    if isinstance(value, int):
        return _head(_WHOLE, value)
    if isinstance(value, str):
        body = value.encode("utf-8")
        return _head(_TEXT, len(body)) + body
    return _head(_LIST, len(value)) + b"".join(map(encode, value))


def _head(kind: int, size: int) -> bytes:
    if size < _INLINE:
        return bytes([kind << 5 | size])
    code, width = next((code, width) for code, width in ((24, 1), (25, 2), (26, 4), (27, 8)) if size < 256**width)
    return bytes([kind << 5 | code]) + size.to_bytes(width, "big")
