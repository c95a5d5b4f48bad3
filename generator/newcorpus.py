"""A corpus of its own, begun: the generator as a copy, everything around it, and one invented example.

The package is copied, not named as a dependency: a corpus then builds the
same pages for as long as its pinned packages can be had, and its version of
the generator is reviewed as a diff like everything else.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.errors import CorpusError
from generator.schemas import FOLDER, texts
from generator.vocabulary import shipped_corpus

PACKAGE = Path(__file__).parent
STARTER = PACKAGE / "starter"
# What a new corpus shares with the repository of the generator; a wheel holds it in `starter`.
SHARED = (
    ".github",
    ".gitignore",
    "LICENSE",
    "Makefile",
    "NOTICE",
    "docs/about.md",
    "docs/contribute.md",
    "docs/javascripts",
    "docs/method.md",
    "docs/stylesheets",
    "generator/theme",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
)
# Topics of the questions here: in another field the same words mean other things.
SUBJECT = "subject.yaml"
_LEFT_BEHIND = ("__pycache__", "starter", "theme", "training", "vocabulary")
# Targets, jobs and settings that need what is not copied: benchmarks, training, tests of the generator itself.
_DROPPED = re.compile(r"tests/b|generator[.]training|^WEIGHTS :=|/[.]train:|zensical(/[.]done)?:", re.MULTILINE)
_DROPPED_LINES = re.compile(r".*COMPILE_ZENSICAL.*\n")
_TRIMMED = ("Makefile", "pyproject.toml", ".github/workflows/check.yml")


def begin(folder: Path) -> int:
    """Write a new corpus to `folder`, whole or not at all, and return how many files it has.

    Raises CorpusError when the folder holds anything, is the current one, or when the package was installed without
    what a corpus needs; OSError when the place cannot be written.
    """
    target = folder.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CorpusError(f"{folder} is there already and is not an empty folder; name another one")
    if target == Path.cwd():
        raise CorpusError("the current folder cannot be replaced by a new one; go up one level and name it")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=".new-corpus-"))
    try:
        _fill(beside)
        beside.chmod(0o755)
        beside.replace(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return sum(path.is_file() for path in target.rglob("*"))


def _fill(target: Path) -> None:
    for source, name in (*_shared(), *_own()):
        place = target / name
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
    package, starter = target / PACKAGE.name, target / PACKAGE.name / STARTER.name
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns(*_LEFT_BEHIND), dirs_exist_ok=True)
    for source, name in _own(renamed=False):
        (starter / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, starter / name)
    of_another = shutil.ignore_patterns(SUBJECT)
    words = target / "corpus" / "vocabulary"
    shutil.copytree(shipped_corpus() / "vocabulary", words, ignore=of_another, dirs_exist_ok=True)
    (target / "corpus" / FOLDER).mkdir()
    for name, text in texts().items():
        (target / "corpus" / FOLDER / name).write_text(text, encoding="utf-8")
    for name in _TRIMMED:
        path = target / name
        path.write_text(_trimmed(path.read_text(encoding="utf-8")), encoding="utf-8")


def _shared() -> Iterator[tuple[Path, str]]:
    """Yield what is shared, as it lies here and as it is called there."""
    root = STARTER if (STARTER / "Makefile").is_file() else PACKAGE.parent
    for name in SHARED:
        if not (root / name).exists():
            raise CorpusError(f"this generator has no {name}, which a new corpus needs; use a clone of its repository")
        yield root / name, name


def _own(*, renamed: bool = True) -> Iterator[tuple[Path, str]]:
    """Yield the files that are only of a new corpus; the name of one that must not be run here ends in `.in`."""
    for path in sorted(STARTER.rglob("*")):
        name = path.relative_to(STARTER).as_posix()
        shared = any(name == one or name.startswith(f"{one}/") for one in SHARED)
        if path.is_file() and not shared:
            yield path, name.removesuffix(".in") if renamed else name


def _trimmed(text: str) -> str:
    """Return `text` without the paragraphs that speak of what is not copied."""
    kept = [part for part in re.split(r"\n{2,}", text.strip("\n")) if not _DROPPED.search(part)]
    return _DROPPED_LINES.sub("", "\n\n".join(kept) + "\n")
