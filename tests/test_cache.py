"""Finished reports are found again whole, or not at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from generator.cache import load, store
from tests.invented import empty_report, full_report

KEY = "ab" * 32


def stored(folder: Path) -> Path:
    """Return the file of a report that was just stored."""
    store(folder, KEY, full_report())
    (path,) = (folder / "reports").iterdir()
    return path


def test_report_is_found_under_its_key_and_no_other(tmp_path):
    store(tmp_path, KEY, full_report())
    store(tmp_path, "cd" * 32, empty_report())
    assert load(tmp_path, KEY) == full_report()
    assert load(tmp_path, "cd" * 32) == empty_report()
    assert load(tmp_path, "ef" * 32) is None
    assert load(tmp_path / "nowhere", KEY) is None


def test_same_report_gives_the_same_bytes(tmp_path):
    assert stored(tmp_path / "a").read_bytes() == stored(tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: b"no gzip" + data,
        lambda data: data[:40] + bytes(8) + data[48:],
        lambda _: gzip.compress(b"{}"),
        lambda _: gzip.compress(b"[" * 100_000),
        lambda _: gzip.compress(b"\xff"),
        lambda data: gzip.compress(json.dumps({**json.loads(gzip.decompress(data)), "colour": "amber"}).encode()),
        lambda data: gzip.compress(json.dumps({**json.loads(gzip.decompress(data)), "score": "high"}).encode()),
    ],
)
def test_damaged_file_counts_as_no_report(tmp_path, damage):
    path = stored(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert load(tmp_path, KEY) is None
    store(tmp_path, KEY, full_report())
    assert load(tmp_path, KEY) == full_report()


def test_folder_in_the_place_of_a_report_counts_as_no_report(tmp_path):
    (tmp_path / "reports" / f"{KEY}.json.gz").mkdir(parents=True)
    assert load(tmp_path, KEY) is None


def test_write_that_fails_leaves_the_old_report_and_no_rubbish(tmp_path, monkeypatch):
    path = stored(tmp_path)
    before = path.read_bytes()

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store(tmp_path, KEY, empty_report())
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
