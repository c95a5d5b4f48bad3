"""What several tests need: the toy corpus, the real site built once, and a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.__main__ import main
from generator.onepage import serving

CHECKOUT = Path(__file__).parent.parent
TOY_CORPUS = CHECKOUT / "tests" / "corpus"
_LEFT_BEHIND = (".*", "site", "dist", "build", "__pycache__", "*.egg-info", "tests")
_GENERATED = (
    *("index.md", "reports", "dois", "cross-reference", "contradictions.md", "open-questions.md", "data"),
    *("changes.md", "feed.xml", "llms.txt"),
)
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
_NO_CHROMIUM = "no Chromium on PATH for the browser tests; install it with: apt-get install chromium"


@dataclass(frozen=True, slots=True)
class Toy:
    """A folder with a corpus of its own."""

    root: Path

    @property
    def docs(self) -> Path:
        """Return the folder of the pages."""
        return self.root / "docs"

    def question(self, name: str) -> Path:
        """Return the path of a question file."""
        return self.root / "corpus" / "questions" / f"{name}.yaml"

    def copy(self, root: Path) -> Toy:
        """Copy everything to another folder."""
        shutil.copytree(self.root, root)
        return Toy(root)

    def run(self, *words: str) -> int:
        """Run a command here, in this process, and return its exit status."""
        return main(["--root", str(self.root), *words])

    def files(self) -> dict[str, tuple[bytes, int]]:
        """Return content and time stamp of each file below docs/, by path."""
        found = sorted(path for path in self.docs.rglob("*") if path.is_file())
        return {path.relative_to(self.docs).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


@dataclass(frozen=True, slots=True)
class Site:
    """The shipped corpus, built: its Markdown, its HTML and the address it is served at."""

    root: Path
    url: str

    @property
    def docs(self) -> Path:
        """Return the folder of the Markdown."""
        return self.root / "docs"

    @property
    def html(self) -> Path:
        """Return the folder of the website."""
        return self.root / "site"

    def build(self, tool: str, target: Path) -> None:
        """Build the website once more, with another program, into `target`."""
        command(self.root, tool, "build", "--strict", "--site-dir", str(target))
        command(self.root, "generator", "finish", "--site-dir", str(target))


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    """Return a folder with a copy of the toy corpus and nothing else."""
    shutil.copytree(TOY_CORPUS, tmp_path / "toy" / "corpus")
    return Toy(tmp_path / "toy")


def copy_checkout(target: Path) -> Path:
    """Copy what a fresh clone holds, tests left out, so that docs/ of the checkout is not touched."""
    shutil.copytree(CHECKOUT, target, ignore=shutil.ignore_patterns(*_LEFT_BEHIND))
    for name in _GENERATED:
        path = target / "docs" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return target


def command(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m WORDS` in `root` and return what it printed; it has to succeed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = clean | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600", "PYTHONHASHSEED": "random"}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the shipped corpus into a temporary folder and serve it on the loopback address."""
    root = copy_checkout(tmp_path_factory.mktemp("checkout") / "report-corpus")
    command(root, "generator", "pages")
    command(root, "generator", "build")
    command(root, "generator", "finish")
    with serving(root / "site") as url:
        yield Site(root, url)


@pytest.fixture(scope="session")
def published_site(built_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the shipped corpus as one that is published, its source too: pages say more of themselves then."""
    root = tmp_path_factory.mktemp("published") / "report-corpus"
    shutil.copytree(built_site.root, root, ignore=shutil.ignore_patterns("site"))
    settings = root / "mkdocs.yml"
    named = "site_url: https://example.org/reports/\nrepo_url: https://github.com/example/report-corpus\n"
    settings.write_text(named + settings.read_text("utf-8"), encoding="utf-8")
    for word in ("pages", "build", "finish"):
        command(root, "generator", word)
    with serving(root / "site") as url:
        yield Site(root, url)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that need a browser when there is none; where CI is set they run, and fail."""
    if chromium_path() or os.environ.get("CI") == "true":
        return
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=_NO_CHROMIUM))


def chromium_path() -> str | None:
    """Return the path of the system's Chromium, or None."""
    return next(filter(None, map(shutil.which, _CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the system's Chromium, started."""
    path = chromium_path() or pytest.fail(_NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
