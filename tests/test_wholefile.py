"""A file is written whole or not at all."""

from __future__ import annotations

import os

import pytest

from generator.wholefile import write_whole


def test_text_and_bytes_are_written_and_folders_made(tmp_path):
    write_whole(tmp_path / "a" / "b.txt", "ä\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "ä\n".encode()
    write_whole(tmp_path / "a" / "b.txt", b"new")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    write_whole(tmp_path / "b.txt", "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "b.txt", "\ud800")
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
    assert (tmp_path / "b.txt").read_text() == "old"


def test_full_disk_is_named_by_the_file_that_found_no_room(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*b\.txt'"):
        write_whole(tmp_path / "b.txt", "new")
    assert list(tmp_path.iterdir()) == []
