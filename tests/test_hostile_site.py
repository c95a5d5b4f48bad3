"""A hostile title or question is text on every page of the built website, also where the theme prints it."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import yaml

from tests.conftest import command, copy_checkout

ATTACK = (
    'x"><img src=x onerror=window.PWN=1> </title><script>window.PWN=1</script> <svg onload=window.PWN=1> <!-- <![CDATA['
)
RECORD = {
    "doi": "10.5555/oven",
    "title": f"Ovens {ATTACK}",
    "authors": [f"Doe{ATTACK}, Jane"],
    "year": 2024,
    "venue": ATTACK,
    "note": f"A larger oven raised the loaf by 12%. {ATTACK}",
}


class _Active(HTMLParser):
    """Collects what would run: scripts and attributes that hold the attack's code as code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = "data" if ("type", "application/ld+json") in attrs else tag
        self.found += [f"<{tag} {name}>" for name, value in attrs if name.startswith("on") and "PWN" in (value or "")]

    def handle_endtag(self, _tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script" and "PWN" in data:
            self.found.append("<script>")


def active(page: Path) -> list[str]:
    """Return what of the attack would run when `page` is opened."""
    parser = _Active()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.found


def test_hostile_question_and_record_run_nowhere(tmp_path):
    root = copy_checkout(tmp_path / "checkout")
    shutil.rmtree(root / "corpus")
    question = {"title": f"Ovens {ATTACK}", "question": f"How do ovens change a loaf? {ATTACK}", "status": "published"}
    for name, body in (("questions/ovens.yaml", yaml.safe_dump(question)), ("library/a.jsonl", json.dumps(RECORD))):
        path = root / "corpus" / name
        path.parent.mkdir(parents=True)
        path.write_text(f"{body}\n", encoding="utf-8")
    command(root, "generator", "pages")
    command(root, "mkdocs", "build", "--strict")
    pages = sorted((root / "site").rglob("*.html"))
    assert {str(page.relative_to(root / "site")): active(page) for page in pages if active(page)} == {}
    report = (root / "site" / "reports" / "ovens" / "index.html").read_text(encoding="utf-8")
    assert "onerror=window.PWN" in report, "the attack has to reach the page for this test to mean anything"
    plain = {page: page.read_bytes() for page in pages}
    command(root, "generator", "build")
    assert {page: page.read_bytes() for page in plain} == plain
