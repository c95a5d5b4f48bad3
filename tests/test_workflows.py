"""What GitHub runs and shows for this repository: valid, pinned, with few rights, and known to work without it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.commands.services import stand_in
from tests.conftest import CHECKOUT, TOY_CORPUS
from tests.replay import CONTACT, Replay
from tests.workflows import FOLDER, NAMES, Runner, clone, commit, git, load

GITHUB = CHECKOUT / ".github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
MAY_WRITE = {("site", "deploy"): {"pages", "id-token"}, ("refresh", "propose"): {"contents", "pull-requests"}}
PROPOSAL_LABELS = [
    "Research question",
    "Title",
    "Why it matters",
    "Outcomes",
    "Benchmarks",
    "Search words",
    "Papers that must be included (DOIs)",
    "Your name for the page",
]


def tool(name, *words):
    """Run a program of this environment and return its exit status and what it printed."""
    done = subprocess.run(
        [Path(sys.prefix, "bin", name), *words], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def valid(schema, *paths):
    return tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)


def jobs():
    return [(name, job, content) for name in NAMES for job, content in load(name)["jobs"].items()]


def test_workflows_forms_and_citation_are_valid():
    assert NAMES == ["check", "question", "refresh", "site"]
    for schema, paths in {
        "github-workflows": FOLDER.glob("*.yml"),
        "github-issue-forms": FORMS,
        "github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
        "dependabot": [GITHUB / "dependabot.yml"],
        "citation-file-format": [CHECKOUT / "CITATION.cff"],
    }.items():
        status, printed = valid(schema, *paths)
        assert (status, schema) == (0, schema), printed


def test_workflows_have_no_known_hole_and_one_with_a_hole_is_found(tmp_path):
    assert tool("zizmor", "--offline", "--quiet", GITHUB)[0] == 0
    text = (FOLDER / "question.yml").read_text(encoding="utf-8")
    holed = text.replace("make setup", "echo ${{ github.event.pull_request.title }}")
    (tmp_path / "holed.yml").write_text(holed)
    status, printed = tool("zizmor", "--offline", "--quiet", tmp_path / "holed.yml")
    assert status != 0
    assert "template-injection" in printed


@pytest.mark.parametrize("name", NAMES)
def test_actions_are_pinned_by_commit_with_their_version(name):
    used = re.findall(r"uses: (\S+)(.*)", (FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    assert [
        action + said
        for action, said in used
        if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action + said)
    ] == []


def test_one_action_has_one_pin():
    pins = {pin for path in FOLDER.glob("*.yml") for pin in re.findall(r"uses: (\S+)", path.read_text("utf-8"))}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


def test_rights_are_given_to_jobs_and_only_two_may_write():
    assert [load(name)["permissions"] for name in NAMES] == [{}] * len(NAMES)
    for name, job, content in jobs():
        may_write = {right for right, kind in content["permissions"].items() if kind == "write"}
        assert (job, may_write) == (job, MAY_WRITE.get((name, job), set()))
        assert content["timeout-minutes"] <= 180


def test_no_secret_where_a_pull_request_or_a_right_to_write_is():
    for name, job, content in jobs():
        exposed = "pull_request" in load(name)[True] or (name, job) in MAY_WRITE
        assert not (exposed and "secrets." in json.dumps(content)), f"{name}: {job}"
    assert not any("pull_request_target" in load(name)[True] for name in NAMES)


def test_no_expression_becomes_part_of_a_script():
    scripts = [step["run"] for _, _, content in jobs() for step in content["steps"] if "run" in step]
    assert [script for script in scripts if "${{" in script] == []
    assert len(scripts) > 10


def test_every_workflow_has_a_limit_on_how_many_run():
    assert all(load(name)["concurrency"]["group"].startswith(name) for name in NAMES)


def form(name):
    return yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml").read_text("utf-8"))["body"]


def test_form_for_a_question_has_the_labels_that_are_looked_for():
    fields = [field for field in form("question") if field["type"] != "markdown"]
    assert [field["attributes"]["label"] for field in fields] == PROPOSAL_LABELS
    assert [field["id"] for field in fields if field.get("validations", {}).get("required")] == ["question"]


def test_form_for_a_wrong_claim_has_the_fields_that_the_site_fills_in():
    assert {"claim", "page"} <= {field["id"] for field in form("wrong-claim")}


@pytest.mark.slow
def test_steps_of_check_and_site_run_here(tmp_path):
    runner = Runner(clone(tmp_path / "repository"), tmp_path / "runner")
    assert "site/index.html is ready" in runner.run("check", "check")
    assert "-m pytest" in runner.run("check", "test")
    assert "-m pytest" in runner.run("check", "zensical")
    shutil.rmtree(runner.root / "site")
    runner.run("site", "build")
    assert (runner.root / "site" / "index.html").exists()


def test_steps_for_a_question_mark_mistakes_tell_the_answer_and_build_the_site(tmp_path):
    root = clone(tmp_path / "repository")
    path = root / "corpus" / "questions" / "tides-and-rotors.yaml"
    path.write_text("title: 'Rotors @everyone'\nquestion: Do larger rotors raise the yield of tidal turbines?\n")
    commit(root, "Ask")
    runner = Runner(root, tmp_path / "runner")
    runner.run("question", "preview")
    assert "| Rotors &#64;&#8203;everyone | new |" in runner.summary
    assert runner.summary.count("### ") == 1
    assert (root / "site" / "reports" / "tides-and-rotors" / "index.html").exists()
    path.write_text("question: Do larger rotors raise the yield?\n")
    with pytest.raises(AssertionError, match=r"::error file=corpus/questions/tides-and-rotors.yaml,line=1"):
        runner.run("question", "preview")


@pytest.fixture
def asked(tmp_path):
    """Return the machine that has run the first job of `refresh` on the toy corpus; a server plays all services."""
    root = clone(tmp_path / "repository")
    shutil.rmtree(root / "corpus")
    shutil.copytree(TOY_CORPUS, root / "corpus")
    commit(root, "Another corpus")
    values = {"vars.REPORT_CORPUS_CONTACT": CONTACT, "github.token": "none", "steps.ask.outputs.status != '0'": "false"}
    values |= {"github.event.repository.default_branch": "main"}
    values |= {f"secrets.{name}": "" for name in ("OPENALEX_API_KEY", "S2_API_KEY")}
    with Replay() as server:
        stand_in(server)
        runner = Runner(root, tmp_path / "runner", values, server.environment())
        runner.run("refresh", "ask")
    return runner


def proposed(runner, tmp_path):
    """Run the second job in a fresh clone, and return the bare repository that it pushed to."""
    git(tmp_path, "clone", "--quiet", "--bare", str(runner.root), "origin")
    git(tmp_path, "clone", "--quiet", "origin", "checkout")
    Runner(tmp_path / "checkout", runner.temp, runner.values).run("refresh", "propose")
    return tmp_path / "origin"


def test_refresh_proposes_the_new_evidence_and_tells_what_changed(asked, tmp_path):
    assert asked.values["steps.ask.outputs.status"] == "0"
    assert asked.values["steps.tell.outputs.changed"] == "true"
    assert "## What the sources answered\n\n    " in asked.summary
    origin = proposed(asked, tmp_path)
    changed = git(origin, "diff", "--name-only", "main", "refresh-evidence").splitlines()
    assert "corpus/evidence/rotor-size.json" in changed
    assert {Path(name).parts[1] for name in changed} <= {"evidence", "judgements"}
    body = asked.temp / "proposal" / "body.md"
    assert "| report | what changed | score | certainty |" in body.read_text()
    assert [words for words in asked.asked_gh if words.startswith("pr create --base main --head refresh-evidence")]


def test_what_a_proposal_changes_elsewhere_is_not_taken(asked, tmp_path):
    workflow = asked.root / ".github" / "workflows" / "site.yml"
    workflow.write_text("on: push\n")
    patch = git(asked.root, "diff", "HEAD", "--", "corpus/evidence", ".github")
    (asked.temp / "proposal" / "changes.patch").write_text(f"{patch}\n")
    origin = proposed(asked, tmp_path)
    assert "corpus/evidence/" in git(origin, "diff", "--name-only", "main", "refresh-evidence")
    assert ".github" not in git(origin, "diff", "--name-only", "main", "refresh-evidence")
