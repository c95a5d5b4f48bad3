"""How long the shipped corpus takes to become pages and a site, and how much memory.

A process of its own, and a small one: a child starts with the peak memory of its parent.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.tables import table

CHECKOUT = Path(__file__).resolve().parent.parent.parent
TITLE = "4 Time and peak memory on a copy of the shipped corpus"
WARM_RUNS = 3
GENERATED = ("index.md", "reports", "dois", "cross-reference", "data", ".manifest.json")
_PER_MEGABYTE = 1_000_000 if sys.platform == "darwin" else 1_000  # ru_maxrss: bytes there, kilobytes elsewhere


def run() -> None:
    """Measure in a new process, which prints."""
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "tests.benchmarks.speed"], cwd=CHECKOUT, check=True)


def main() -> int:
    """Print seconds and megabytes of a cold and a warm `pages` and of `mkdocs build`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "copy"
        _copy(root)
        pages = ("generator", "--root", str(root), "pages")
        cold = _measured(*pages)
        warm = [_measured(*pages) for _ in range(WARM_RUNS)]
        build = _measured("mkdocs", "build", "--quiet", "--strict", "--config-file", str(root / "mkdocs.yml"))
    rows = [
        ("python -m generator pages, cold", *cold, 1),
        ("python -m generator pages, nothing changed", median(s for s, _ in warm), max(m for _, m in warm), WARM_RUNS),
        ("mkdocs build --strict", *build, 1),
    ]
    table(TITLE, ("command", "seconds", "peak MB", "n"), rows)
    print(f"  seconds of several runs: their median; the start of Python is included; {os.cpu_count()} processors")
    return 0


def _copy(root: Path) -> None:
    shutil.copytree(CHECKOUT / "corpus", root / "corpus")
    shutil.copytree(CHECKOUT / "docs", root / "docs", ignore=_generated)
    shutil.copy(CHECKOUT / "mkdocs.yml", root)


def _generated(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(folder) == CHECKOUT / "docs" and name in GENERATED]


def _measured(*words: str) -> tuple[float, int]:
    """Return seconds and peak megabytes of `python -m WORDS`; it has to succeed."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "NO_MKDOCS_2_WARNING": "1"}
    started = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen([sys.executable, "-m", *words], env=environment, stdout=told, stderr=told)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            sys.exit(f"{' '.join(words)} failed:\n{told.read().decode(errors='replace')}")
    return seconds, usage.ru_maxrss // _PER_MEGABYTE


if __name__ == "__main__":
    sys.exit(main())
