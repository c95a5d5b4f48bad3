"""What is declared, pinned, built and documented agrees with the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator import __version__
from generator.commands import COMMANDS, load
from generator.formats import FORMATS
from generator.newcorpus import SHARED

CHECKOUT = Path(__file__).parent.parent
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
LIVE = [Requirement(line) for line in PROJECT["optional-dependencies"]["live"]]
MODEL = [Requirement(line) for line in PROJECT["optional-dependencies"]["model"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
DISTRIBUTION = {"yaml": "pyyaml", "pydantic_core": "pydantic"}
COMMANDS_OF_README = ("make site", "make test")


def read(name: str) -> str:
    """Return the text of a file of the checkout."""
    return (CHECKOUT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """Return each pinned line of a requirements file, hashes and all, by package and version."""
    entries = read(name).replace("\\\n", " ").splitlines()
    return {entry.split(" --hash")[0].strip(): entry for entry in entries if "==" in entry}


def test_every_import_is_a_declared_dependency():
    declared = {canonicalize_name(requirement.name) for requirement in RUNTIME + LIVE + MODEL}
    assert {canonicalize_name(DISTRIBUTION.get(name, name)) for name in third_party_imports()} <= declared


def third_party_imports() -> set[str]:
    """Return the top-level modules that the shipped package imports from elsewhere."""
    found: set[str] = set()
    for path in (CHECKOUT / "generator").rglob("*.py"):
        if "training" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"generator"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-train.txt"])
def test_requirements_name_no_index_and_no_host(name):
    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links|--trusted", read(name)) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-train.txt"])
def test_every_pin_has_hashes(name):
    assert [pin for pin, entry in pins(name).items() if "--hash=sha256:" not in entry] == []


def test_tests_run_with_what_the_site_is_built_with():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize(
    ("name", "requirements"),
    [("requirements.txt", RUNTIME + LIVE + MODEL), ("requirements-dev.txt", RUNTIME + LIVE + MODEL + DEVELOPMENT)],
)
def test_pins_satisfy_what_pyproject_asks_for(name, requirements):
    locked = {canonicalize_name(pin.split("==")[0]): pin.split("==")[1].split()[0] for pin in pins(name)}
    unmet = [str(need) for need in requirements if not need.specifier.contains(locked[canonicalize_name(need.name)])]
    assert unmet == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without a network and return its path."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_wheel_holds_the_package_and_its_data_but_not_the_training_scripts(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    sources = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "generator").rglob("*.py")}
    data = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "generator" / "data").iterdir()}
    data |= {f"generator/data/vocabulary/{path.name}" for path in (CHECKOUT / "corpus" / "vocabulary").iterdir()}
    data |= {path.relative_to(CHECKOUT).as_posix() for path in below(CHECKOUT / "generator" / "starter")}
    for name in SHARED:
        data |= {f"generator/starter/{path.relative_to(CHECKOUT).as_posix()}" for path in below(CHECKOUT / name)}
    wanted = {name for name in sources | data if not name.startswith("generator/training/")}
    assert {name for name in packed if name.startswith("generator/")} == wanted


def below(path: Path) -> list[Path]:
    """Return a file, or all files below a folder."""
    return [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]


def test_a_corpus_begun_by_the_installed_package_is_the_same(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    for home in (CHECKOUT, tmp_path / "installed"):
        words = [sys.executable, "-m", "generator", "init", str(tmp_path / f"from-{home.name}")]
        subprocess.run(words, cwd=home, check=True, capture_output=True)
    one, other = (tmp_path / f"from-{home.name}" for home in (CHECKOUT, tmp_path / "installed"))
    files = [{path.relative_to(root): path.read_bytes() for path in below(root)} for root in (one, other)]
    assert files[0] == files[1]


def test_the_installed_package_builds_the_pages_of_a_corpus(wheel, toy):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(toy.root / "installed")
    words = [sys.executable, "-m", "generator", "pages"]
    environment = {"PYTHONPATH": "installed"}
    subprocess.run(words, cwd=toy.root, env=environment, check=True, capture_output=True)
    assert (toy.docs / "reports" / "rotor-size.md").exists()


def test_installed_command_equals_the_module(wheel, tmp_path):
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(tmp_path)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    script = [sys.executable, str(tmp_path / "bin" / "report-corpus"), "--help"]
    module = [sys.executable, "-m", "generator", "--help"]
    printed = [
        subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, text=True, env={"PYTHONPATH": "."}).stdout
        for words in (script, module)
    ]
    assert printed[0] == printed[1]
    assert wheel.name.startswith(f"report_corpus-{__version__}-py3-none-any")


def make_targets() -> dict[str, str]:
    """Return the recipe of each target of the Makefile."""
    rules = re.findall(r"^([\w$()./-]+):.*\n((?:\t.*\n)*)", read("Makefile"), re.MULTILINE)
    return {name: recipe for name, recipe in rules if name != ".PHONY"}


def test_recipes_have_three_lines_at_most():
    assert {name for name, recipe in make_targets().items() if recipe.count("\n") > 3} == set()


def test_make_alone_lists_every_target():
    printed = subprocess.run(["make"], cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout
    named = {name for name in make_targets() if re.fullmatch(r"[a-z-]+", name)}
    assert named == set(re.findall(r"^  make (\S+)", printed, re.MULTILINE))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_make_target_and_a_line_in_the_readme(name):
    if load(name).needs_corpus:
        assert f"generator {name}" in read("Makefile")
        assert f"make {name}" in read("README.md")
    else:
        assert f"python -m generator {name} " in read("README.md")


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_of_the_library_is_on_the_page_for_contributors(suffix):
    assert f"`{suffix}`" in read("docs/contribute.md")


@pytest.mark.parametrize("words", COMMANDS_OF_README)
def test_continuous_integration_runs_the_commands_of_the_readme(words):
    assert f"\n{words}\n" in read("README.md")
    assert f"step {words}\n" in read(".ci/run")


def test_guide_for_contributors_stays_short():
    assert len(read("CONTRIBUTING.md").splitlines()) < 120
