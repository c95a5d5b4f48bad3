"""A new corpus stands on its own: it is written whole or not at all, and make works in it."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from generator import newcorpus
from generator.__main__ import main
from generator.vocabulary import load_vocabulary
from tests.conftest import CHECKOUT, command
from tests.workflows import install


def tree(root):
    """Return every file below a folder by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def begun(tmp_path):
    """Return the folder of a new corpus."""
    assert main(["init", str(tmp_path / "bread")]) == 0
    return tmp_path / "bread"


@pytest.mark.slow
def test_make_works_in_a_new_corpus(begun):
    install(begun)
    environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
    environment |= {"MYPY_CACHE_DIR": str(CHECKOUT / ".mypy_cache")}
    done = subprocess.run(
        ["make", "check", "test", "site"], cwd=begun, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 question, 8 papers" in done.stdout
    assert "2 passed" in done.stdout
    assert (begun / "site" / "reports" / "example-cold-fermentation" / "index.html").exists()


def test_the_example_shows_an_answer_a_corroborated_claim_and_a_contested_one(begun):
    command(begun, "generator", "pages")
    report = json.loads((begun / "docs" / "data" / "reports" / "example-cold-fermentation.json").read_text("utf-8"))
    assert len(report["answer"]) > 1
    assert {"corroborated", "contested", "single source"} <= {claim["verdict"] for claim in report["claims"]}
    assert {paper["venue"] for paper in report["papers"]} == {"Invented for the Example"}


def test_the_subject_of_another_corpus_is_not_taken_over(begun):
    ours = load_vocabulary(CHECKOUT / "corpus")
    theirs = load_vocabulary(begun / "corpus")
    assert ours.topics
    assert theirs.topics == ()
    assert not {term.name for term in ours.concepts} & {term.name for term in theirs.concepts}
    assert theirs.up == ours.up


def test_what_is_left_behind_is_spoken_of_nowhere(begun):
    made = (begun / "Makefile").read_text("utf-8")
    assert [name for name in re.findall(r"\btests/[\w./]+", made) if not (begun / name).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", made, re.MULTILINE))
    assert {"check", "test", "site", "refresh", "lock"} <= targets
    run = "\n".join(path.read_text("utf-8") for path in (begun / ".github" / "workflows").glob("*.yml"))
    assert set(re.findall(r"make ([a-z-]+)", run)) <= targets
    assert (begun / ".github" / "workflows" / "site.yml").read_bytes() == (
        CHECKOUT / ".github" / "workflows" / "site.yml"
    ).read_bytes()


def test_a_new_corpus_begins_the_same_corpus_again(begun, tmp_path):
    before = tree(begun)
    command(begun, "generator", "init", str(tmp_path / "again"))
    assert tree(tmp_path / "again") == before


@pytest.mark.parametrize("name", ["notes.txt", ".git/config"])
def test_a_folder_that_holds_anything_is_refused_and_left_alone(tmp_path, name, capsys):
    path = tmp_path / "mine" / name
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    assert main(["init", str(tmp_path / "mine")]) == 1
    assert "is not an empty folder" in capsys.readouterr().err
    assert tree(tmp_path) == {f"mine/{name}": b"mine"}


def test_a_file_and_the_current_folder_are_refused(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert [main(["init", "../file"]), main(["init", "."])] == [1, 1]
    assert "go up one level" in capsys.readouterr().err
    assert tree(tmp_path) == {"file": b"mine"}


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "empty").mkdir()
    assert main(["init", str(tmp_path / "empty")]) == 0
    assert (tmp_path / "empty" / "corpus" / "schema" / "question.schema.json").exists()


def test_nothing_is_left_of_a_corpus_that_could_not_be_finished(tmp_path, monkeypatch, capsys):
    def full():
        raise OSError(28, "No space left on device", "bread")

    monkeypatch.setattr(newcorpus, "texts", full)
    assert main(["init", str(tmp_path / "bread")]) == 1
    assert "No space left" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
