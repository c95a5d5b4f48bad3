"""Pages of the invented corpus, compared with files that people have looked at.

`UPDATE_GOLDEN=1 pytest tests/pages/test_golden.py` writes them anew; look at the diff.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.render import render
from tests.invented import corpus

GOLDEN = Path(__file__).parent.parent / "golden" / "site"
# The scoreboard shows shipped figures, not the corpus; it has tests of its own. Exports are read back by their formats'
# own parsers, which says more than a copy would.
PAGES = {page.path: page.text for page in render(corpus(), exporters={}) if page.path != "scoreboard.md"}


def test_there_is_a_golden_file_for_each_page_and_no_other():
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, text in PAGES.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text, "utf-8")
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert kept == set(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_page_is_what_its_golden_file_says(path):
    assert PAGES[path] == (GOLDEN / path).read_text("utf-8")
