"""Finished reports, stored under the hash of all that they were made from."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

from generator.codec import decode, dumps
from generator.records import Report
from generator.wholefile import write_whole


def load(folder: Path, key: str) -> Report | None:
    """Return the report stored under `key`, None when there is none or when it is damaged."""
    try:
        data = json.loads(gzip.decompress(_file(folder, key).read_bytes()))
        return decode(Report, data)
    except (OSError, EOFError, zlib.error, ValueError, RecursionError):
        return None


def store(folder: Path, key: str, report: Report) -> None:
    """Keep `report` under `key`; a reader sees all of it or nothing."""
    write_whole(_file(folder, key), gzip.compress(dumps(report).encode(), compresslevel=3, mtime=0))


def _file(folder: Path, key: str) -> Path:
    return folder / "reports" / f"{key}.json.gz"
