"""Runs the `run:` steps of a workflow as GitHub would: bash, in a clone, with files for outputs and summaries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.conftest import CHECKOUT, copy_checkout

FOLDER = CHECKOUT / ".github" / "workflows"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yml"))
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
# It records what it is asked, and says how many pull requests are open.
_GH = '#!/bin/sh\necho "$@" >> "$RUNNER_TEMP/gh.log"\n[ "$1 $2" != "pr list" ] || echo "${OPEN:-0}"\n'


def load(name: str) -> dict:
    """Return a workflow; its key `on` is True, as YAML 1.1 reads it."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def git(root: Path, *words: str) -> str:
    """Run git in `root` and return what it printed."""
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def clone(target: Path) -> Path:
    """Return a repository with one commit: what a fresh clone holds, tests left out, and packages at hand in .venv."""
    copy_checkout(target)
    for name in (".github", ".gitignore"):
        source = CHECKOUT / name
        shutil.copytree(source, target / name) if source.is_dir() else shutil.copy(source, target / name)
    git(target, "init", "--quiet", "--initial-branch", "main")
    commit(target, "Begin")
    install(target)
    return target


def install(root: Path) -> None:
    """Put the packages of this interpreter into `root`/.venv, so that make takes them for installed."""
    home = root / ".venv"
    home.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (home / name).symlink_to(Path(sys.prefix) / name)
    (home / ".runtime").touch()
    (home / ".dev").touch()


def commit(root: Path, message: str) -> str:
    """Commit everything and return the commit."""
    git(root, "add", "--all")
    git(root, "-c", "user.name=A", "-c", "user.email=a@ovens.example", "commit", "--quiet", "--message", message)
    return git(root, "rev-parse", "HEAD")


@dataclass(slots=True)
class Runner:
    """One machine of GitHub's; `values` are the expressions that workflows may ask for."""

    root: Path
    temp: Path
    values: dict[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """Return what the steps wrote for people."""
        path = self.temp / "summary.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def asked_gh(self) -> list[str]:
        """Return the words of each call of `gh`."""
        return (self.temp / "gh.log").read_text(encoding="utf-8").splitlines()

    def run(self, workflow: str, job: str) -> str:
        """Run the `run:` steps of a job and return what they printed; a step whose `if` is not "true" is left out."""
        self.temp.mkdir(exist_ok=True)
        (self.temp / "gh").write_text(_GH)
        (self.temp / "gh").chmod(0o755)
        steps = load(workflow)["jobs"][job]["steps"]
        return "".join(
            self._step(step)
            for step in steps
            if "run" in step and ("if" not in step or self.values[step["if"]] == "true")
        )

    def _step(self, step: dict) -> str:
        output = self.temp / "output"
        output.write_text("")
        given = {name: self._filled(str(value)) for name, value in step.get("env", {}).items()}
        own = {"RUNNER_TEMP": self.temp, "GITHUB_OUTPUT": output, "GITHUB_STEP_SUMMARY": self.temp / "summary.md"}
        base = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REPORT_CORPUS"))}
        path = f"{self.temp}{os.pathsep}{os.environ['PATH']}"
        # The types of the checkout are at hand already where `make check` was run before the tests.
        more = {"PATH": path, "HOME": str(self.temp), "MYPY_CACHE_DIR": str(CHECKOUT / ".mypy_cache")}
        environment = base | more | {name: str(value) for name, value in own.items()} | dict(self.environment) | given
        script = self.temp / "script.sh"
        # The suite cannot run inside itself, nor packages be fetched: of these make only says what it would do.
        script.write_text(re.sub(r"(?m)^make (?=test$|zensical$)", "make --dry-run ", self._filled(step["run"])))
        done = subprocess.run(
            ["bash", "-e", str(script)], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{step['run']}\n{done.stdout}\n{done.stderr}"
        for line in output.read_text().splitlines():
            name, _, value = line.partition("=")
            self.values[f"steps.{step['id']}.outputs.{name}"] = value
        return done.stdout

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self.values[match[1]], text)
