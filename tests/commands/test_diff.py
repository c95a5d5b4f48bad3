"""`diff` says what changed in the corpus between two commits, and touches nothing."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

LIBRARY = "corpus/library/tides.jsonl"
GONE = "10.5555/tide.2029.02"


def git(root, *words: str) -> str:
    """Run git in `root` and return what it printed."""
    told = {"GIT_AUTHOR_NAME": "Eva", "GIT_AUTHOR_EMAIL": "e@example.org"}
    told |= {"GIT_COMMITTER_NAME": "Eva", "GIT_COMMITTER_EMAIL": "e@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", "-C", str(root), *words], env={**os.environ, **told}, capture_output=True, text=True, check=True
    )
    return done.stdout


def commit(toy, message: str) -> None:
    """Commit all files of the toy corpus."""
    git(toy.root, "add", "--all")
    git(toy.root, "commit", "--quiet", "--message", message)


@pytest.fixture
def repo(toy):
    """Return a repository of two commits: the second loses a paper and a question, edits one and adds another."""
    git(toy.root, "init", "--quiet", "--initial-branch=main")
    (toy.root / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    commit(toy, "one")
    lines = (toy.root / LIBRARY).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if GONE not in line]
    (toy.root / LIBRARY).write_text("".join(kept), encoding="utf-8")
    rotor = toy.question("rotor-size")
    text = rotor.read_text(encoding="utf-8").replace("title: Rotor diameter", "title: <b>Rotor</b> *width*")
    rotor.write_text(text, encoding="utf-8")
    toy.question("moonlit-honey").unlink()
    toy.question("blade-wear").write_text("title: Wear\nquestion: Do coatings reduce blade wear?\n", encoding="utf-8")
    commit(toy, "two")
    return toy


def data(repo, capsys, *words: str):
    """Return what `diff --format json` prints."""
    assert repo.run("diff", *words, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


def test_questions_papers_claims_and_scores_are_told(repo, capsys):
    found = data(repo, capsys, "HEAD~1", "HEAD")["change"]
    kinds = {change["id"]: change["kind"] for change in found["questions"]}
    assert kinds == {
        "blade-wear": "new",
        "coatings-and-wear": "changed",
        "moonlit-honey": "removed",
        "rotor-size": "changed",
    }
    assert found["library_gone"] == [GONE]
    coatings = next(change for change in found["questions"] if change["id"] == "coatings-and-wear")
    assert [(paper["id"], paper["why"]) for paper in coatings["papers_out"]] == [(GONE, "not found")]
    turned = {(claim["before"], claim["after"]) for claim in coatings["claims"]}
    assert ("contested", "single source") in turned
    assert coatings["scores"][0] != coatings["scores"][1]
    assert coatings["edited"] == []
    assert next(change for change in found["questions"] if change["id"] == "rotor-size")["edited"] == ["title"]


def test_same_commit_has_no_changes(repo, capsys):
    found = data(repo, capsys, "HEAD", "main")["change"]
    assert (found["questions"], found["same"]) == ([], 3)


def test_default_is_the_files_as_they_are_now_and_nothing_is_touched(repo, capsys):
    repo.question("blade-wear").write_text("title: Tear\nquestion: Do coatings reduce blade wear?\n", encoding="utf-8")
    before = git(repo.root, "status", "--porcelain"), git(repo.root, "rev-parse", "HEAD")
    found = data(repo, capsys, "HEAD")["change"]
    assert [(change["id"], change["edited"]) for change in found["questions"]] == [("blade-wear", ["title"])]
    assert (git(repo.root, "status", "--porcelain"), git(repo.root, "rev-parse", "HEAD")) == before
    assert git(repo.root, "worktree", "list").count("\n") == 1


def test_renamed_and_retired_questions_are_told(repo, capsys):
    text = repo.question("rotor-size").read_text(encoding="utf-8")
    repo.question("rotor-size").unlink()
    repo.question("rotor-width").write_text(text + "aliases: [rotor-size]\n", encoding="utf-8")
    other = repo.question("coatings-and-wear")
    other.write_text(other.read_text(encoding="utf-8") + "status: retired\n", encoding="utf-8")
    found = {change["id"]: change for change in data(repo, capsys, "HEAD")["change"]["questions"]}
    assert (found["rotor-width"]["kind"], found["rotor-width"]["former_id"]) == ("renamed", "rotor-size")
    assert found["coatings-and-wear"]["kind"] == "retired"
    assert "rotor-size" not in found


def test_markdown_leaves_nothing_of_a_title_to_interpret_and_says_how_it_was_made(repo, capsys):
    assert repo.run("diff", "HEAD~1", "HEAD", "--format", "markdown", "--most", "1") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("## The corpus from HEAD&#126;1 (")
    assert "built by the generator that runs now" in shown
    assert "<b>" not in shown
    assert "*width*" not in shown
    assert "\n  - and " in shown


@pytest.mark.parametrize("name", ["--output=stolen", "-h1", "", "no-such-commit", "HEAD:corpus"])
def test_what_is_no_revision_is_refused_in_a_sentence(repo, capsys, name):
    assert repo.run("diff", "--", name) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert repr(name) in told


def test_shallow_clone_says_what_to_fetch(repo, capsys, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo.root}", "shallow")
    shallow = type(repo)(tmp_path / "shallow")
    assert shallow.run("diff", "HEAD~1") == 1
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_folder_outside_a_repository_is_named(toy, capsys):
    assert toy.run("diff", "HEAD") == 1
    assert "in no git repository" in capsys.readouterr().err


def test_corpus_of_old_that_cannot_be_read_is_listed(repo, capsys):
    repo.question("rotor-size").write_text("title: Only a title\n", encoding="utf-8")
    commit(repo, "broken")
    assert repo.run("diff", "HEAD", "HEAD~1") == 1
    told = capsys.readouterr().err
    assert "cannot read the corpus of HEAD (" in told
    assert "\nquestions/rotor-size.yaml:1:1: Q001 " in told
