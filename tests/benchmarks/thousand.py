"""A corpus of a thousand reports: how long `make site` takes, how much memory, how large the pages get.

`python -m tests.benchmarks.thousand` derives a thousand questions from those that are shipped: each asks for some of
the outcomes, benchmarks, languages and keywords of one of them, chosen by a hash of its number.  The papers are those
of the library.  Each command of `make site` runs twice, the second time with all reports synthesised.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from tests.benchmarks.tables import table

CHECKOUT = Path(__file__).resolve().parent.parent.parent
REPORTS = 1000
TITLE = "9 A corpus of {reports} reports"
LEFT_OUT = (".*", "__pycache__", "site", "dist", "build", "tests", "evidence", "judgements", "questions")
_KEPT_WHOLE = ("include", "exclude", "authors", "published")
# How many of a field's entries a derived question keeps, at most.
_MOST = {"outcomes": 3, "benchmarks": 4, "languages": 3, "keywords": 4, "tags": 3}
_MEGABYTE = 1_000_000
_LOOK_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the wall and of processors, and megabytes of it and its children at once."""

    wall: float
    processor: float
    peak: int


def main(words: Sequence[str] | None = None) -> int:
    """Print the table."""
    options = _options(words)
    if options.folder:
        _measure(options.folder, options)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder) / "thousand", options)
    return 0


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=REPORTS, help="how many (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="build there and keep everything; what is there already is used")
    parser.add_argument("--jobs", type=int, default=2, help="processes that synthesise and render (default: 2)")
    parser.add_argument("--warm", action="store_true", help="leave the first, cold run of `pages` out")
    return parser.parse_args(words)


def _measure(root: Path, options: argparse.Namespace) -> None:
    if not root.exists():
        copy(root, options.reports)
    steps = {
        "pages": ("generator", "--root", str(root), "pages"),
        "build": ("generator", "--root", str(root), "build"),
        "finish": ("generator", "--root", str(root), "finish"),
    }
    cold = [] if options.warm else [("pages, cold", _run(steps["pages"], options.jobs))]
    # What `make site` writes is written again, as after a change of the code that renders.
    shutil.rmtree(root / "site", ignore_errors=True)
    warm = [(f"{name}, reports synthesised", _run(step, options.jobs)) for name, step in steps.items()]
    _print(root, [*cold, *warm], [cost for _, cost in warm])


def _print(root: Path, costs: Sequence[tuple[str, Cost]], warm: Sequence[Cost]) -> None:
    whole = Cost(sum(c.wall for c in warm), sum(c.processor for c in warm), max(c.peak for c in warm))
    rows = [(name, c.wall, c.processor, c.peak) for name, c in [*costs, ("make site, reports synthesised", whole)]]
    held = len(list((root / "corpus" / "questions").iterdir()))
    table(TITLE.format(reports=held), ("command", "wall s", "processor s", "peak MB"), rows)
    print(f"  one run; {os.cpu_count()} processors; peak: a command and its children at once")
    table("  What it made", ("", "files", "MB", "largest kB", "which"), _sizes(root / "site"))


def _sizes(site: Path) -> Iterator[tuple[object, ...]]:
    """Yield a row for each kind of file: how many, megabytes, the largest and its kilobytes."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            place = path.relative_to(site)
            kinds.setdefault(_kind(place), []).append((path.stat().st_size, place.as_posix()))
    for kind, files in sorted(kinds.items()):
        size, name = max(files)
        yield kind, len(files), f"{sum(held for held, _ in files) / _MEGABYTE:.1f}", round(size / 1000), name


def _kind(place: Path) -> str:
    top = place.parts[0] if len(place.parts) > 1 else "top"
    if top == "pagefind":
        return "search: pagefind"
    if place.suffix != ".html":
        return f"other: {top}"
    if top == "reports" and place.parent.name != "reports" and place.parent.parent.name == "reports":
        return "page: report"
    return f"page: {top}"


def copy(root: Path, reports: int) -> None:
    """Copy the checkout to `root`, with `reports` derived questions in place of those that are shipped."""
    seeds = {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in sorted((CHECKOUT / "corpus" / "questions").glob("*.yaml"))
    }
    shutil.copytree(CHECKOUT / "corpus", root / "corpus", ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copytree(CHECKOUT / "docs", root / "docs", ignore=_generated)
    shutil.copytree(CHECKOUT / "generator", root / "generator", ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copy(CHECKOUT / "mkdocs.yml", root)
    folder = root / "corpus" / "questions"
    folder.mkdir()
    for name, question in derived(seeds, reports):
        text = yaml.safe_dump(question, sort_keys=False, allow_unicode=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def derived(seeds: Mapping[str, Mapping[str, object]], number: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield name and content of `number` questions, each a narrower form of one of `seeds`; no two ask the same."""
    names, seen = sorted(seeds), set()
    turn = 0
    while len(seen) < number:
        name = names[turn % len(names)]
        question = _narrower(seeds[name], turn)
        turn += 1
        told = str(question["question"])
        if told not in seen:
            seen.add(told)
            yield f"{name}-{len(seen):04d}", question


def _narrower(seed: Mapping[str, object], turn: int) -> dict[str, object]:
    kept = {key: _some(list(seed[key]), f"{turn} {key}", most) for key, most in _MOST.items() if key in seed}  # type: ignore[call-overload]
    outcomes = ", ".join(item["name"] for item in kept["outcomes"])
    subject = str(kept["keywords"][0][0])
    where = ", ".join(map(str, [*kept.get("benchmarks", ()), *kept.get("languages", ())]))
    told = {
        "title": f"{outcomes[:1].upper()}{outcomes[1:]}: {subject} on {where}",
        "question": f"What is reported of {outcomes} where {subject} is studied on {where}?",
    }
    return {**told, **{key: seed[key] for key in _KEPT_WHOLE if key in seed}, **kept}


def _some(items: list[object], key: str, most: int) -> list[object]:
    """Return 1 to `most` of the items, chosen by the hash of `key`, in their own order."""
    marks = [sha256(f"{key} {place}".encode()).digest() for place in range(len(items))]
    wanted = 1 + sha256(key.encode()).digest()[0] % min(most, len(items))
    chosen = sorted(sorted(range(len(items)), key=marks.__getitem__)[:wanted])
    return [items[place] for place in chosen]


def _generated(folder: str, names: list[str]) -> list[str]:
    """Return what git does not know in docs/: the generated pages."""
    if Path(folder) != CHECKOUT / "docs":
        return []
    known = subprocess.run(
        ["git", "ls-files", "docs"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    tops = {Path(path).parts[1] for path in known}
    return [name for name in names if name not in tops]


def _run(words: Sequence[str], jobs: int) -> Cost:
    """Return what `python -m WORDS` takes; it has to succeed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "1767225600",
        "REPORT_CORPUS_JOBS": str(jobs),
    }
    started = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen([sys.executable, "-m", *words], env=environment, stdout=told, stderr=told)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        watch.ended.set()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            sys.exit(f"{' '.join(words)} failed:\n{told.read().decode(errors='replace')[-4000:]}")
    peak = max(watch.peak, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
    return Cost(wall, usage.ru_utime + usage.ru_stime, round(peak / _MEGABYTE))


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants until it has ended, where /proc tells."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(_LOOK_SECONDS):
            self.peak = max(self.peak, _resident(self._pid))


def _resident(pid: int) -> int:
    """Return the bytes in memory of a process and its descendants, shared ones counted once; 0 where unknown."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return own + sum(_resident(int(child)) for child in children)


if __name__ == "__main__":
    sys.exit(main())
