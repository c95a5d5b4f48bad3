"""The way out of MkDocs stays open: its maintained fork builds the same site from the same file."""

from __future__ import annotations

from pathlib import Path


def files(folder: Path) -> set[str]:
    """Return the paths of all files below `folder`."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_properdocs_builds_the_same_files(built_site, tmp_path):
    built_site.build("properdocs", tmp_path / "site")
    assert files(tmp_path / "site") == files(built_site.html)
