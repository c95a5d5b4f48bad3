"""The way out of MkDocs stays open: its maintained fork and Zensical build the same pages from the same file.

Zensical is no dependency of the project: its test runs where the program is installed, as `make zensical` does.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, command

ZENSICAL = shutil.which("zensical")


def files(folder: Path) -> set[str]:
    """Return the paths of all files below `folder`."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def told(folder: Path) -> dict[str, tuple[str, int, list[str]]]:
    """Return of each page its title, how many claims it has anchors for, and the tags in its head."""
    return {path.relative_to(folder).as_posix(): _told(path.read_text("utf-8")) for path in folder.rglob("*.html")}


def _told(text: str) -> tuple[str, int, list[str]]:
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    tags = re.findall(r'<meta name="citation_\w+" content="([^"]*)">', text)
    return html.unescape(title[1]) if title else "", text.count(' id="claim-'), [html.unescape(tag) for tag in tags]


def test_properdocs_builds_the_same_files(built_site, tmp_path):
    built_site.build("properdocs", tmp_path / "site")
    assert files(tmp_path / "site") == files(built_site.html)
    assert told(tmp_path / "site") == told(built_site.html)


@pytest.mark.skipif(not ZENSICAL, reason="zensical is not installed; make zensical installs and runs it")
def test_zensical_builds_the_same_pages_with_the_same_claims(built_site, tmp_path):
    shutil.copytree(built_site.docs, tmp_path / "docs")
    shutil.copytree(CHECKOUT / "generator" / "theme", tmp_path / "generator" / "theme")
    settings = (CHECKOUT / "mkdocs.yml").read_text("utf-8")
    assert "  name: material\n" in settings
    classic = settings.replace("  name: material\n", "  name: material\n  variant: classic\n", 1)
    (tmp_path / "mkdocs.yml").write_text(classic, "utf-8")
    subprocess.run([ZENSICAL, "build", "-f", "mkdocs.yml"], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "corpus").mkdir()
    command(CHECKOUT, "generator", "--root", str(tmp_path), "finish")
    made, usual = told(tmp_path / "site"), told(built_site.html)
    assert set(made) == set(usual)
    assert sum(claims for _, claims, _ in made.values()) > 0
    # Its error page has a title of its own.
    assert {path: page for path, page in made.items() if path != "404.html" and page != usual[path]} == {}
    data = {path for path in files(built_site.html) if path.startswith("data/")}
    assert data <= files(tmp_path / "site")
