"""The corpus as it was in a commit, read with `git` into a folder of its own; the checkout is never touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import CorpusError
from generator.located import quoted

_SHORT = 10
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: what it was called, its hash in hex, and its ISO date."""

    name: str
    hash: str
    date: str

    @property
    def label(self) -> str:
        """Return how people are told of it: "main (1f00d5ea12, 2026-02-03)"."""
        return f"{self.name} ({self.hash[:_SHORT]}, {self.date})"


def revision(root: Path, name: str) -> Revision:
    """Return the commit that `name` means in the repository around the folder `root`.

    Raises:
        CorpusError: there is no git, no repository or no such commit in it, or `name` reads like an option.
    """
    if not name or name.startswith("-"):
        raise CorpusError(f"{quoted(name)} is no revision; name a commit, a branch or a tag")
    if _git(root, "rev-parse", "--git-dir") is None:
        raise CorpusError(f"{root.resolve()} lies in no git repository, so nothing is known of earlier commits")
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found is None:
        if _git(root, "rev-parse", "--is-shallow-repository") == b"true\n":
            hint = "this clone is shallow; `git fetch --unshallow` gets the whole history"
            raise CorpusError(f"no commit is called {quoted(name)} here: {hint}")
        raise CorpusError(f"no commit is called {quoted(name)}; `git log --oneline` lists those there are")
    commit = found.decode().strip()
    date = _git(root, "show", "--no-patch", "--format=%cs", commit) or b""
    return Revision(name, commit, date.decode().strip())


def unpack(root: Path, commit: Revision, corpus: Path, target: Path) -> Path:
    """Write the files that the folder `corpus` held in the commit into `target`, links left out, and return it.

    Raises:
        CorpusError: the folder lies outside `root`, or the commit holds no file of it.
    """
    try:
        folder = corpus.resolve().relative_to(root.resolve())
    except ValueError:
        raise CorpusError(f"{corpus} lies outside {root}, so no commit holds it") from None
    tree = f"{commit.hash}:./{folder.as_posix()}"
    packed = target.parent / f"{target.name}.tar"
    if _git(root, "archive", "--format=tar", f"--output={packed.resolve()}", tree) is None:
        raise CorpusError(f"the commit {commit.label} holds no folder {folder}")
    with tarfile.open(packed) as archive:
        for member in archive:
            parts = PurePosixPath(member.name).parts
            if member.isfile() and ".." not in parts and (source := archive.extractfile(member)):
                path = target.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as file:
                    shutil.copyfileobj(source, file)
    packed.unlink()
    return target


def _git(root: Path, *words: str) -> bytes | None:
    """Return what git prints, None where it fails; it writes nothing into the repository."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ["git", "-C", str(root), *words]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=_SECONDS)
    except FileNotFoundError:
        raise CorpusError("this needs git, which is not on the PATH") from None
    except subprocess.TimeoutExpired:
        raise CorpusError(f"git did not answer within {_SECONDS} s") from None
    return done.stdout if done.returncode == 0 else None
