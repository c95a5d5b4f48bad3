"""`doctor` says how things are, names what is broken, and gives nothing away."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from generator import neural
from generator.commands.doctor import PACKAGES
from generator.errors import DamagedData
from generator.services import SERVICES
from tests.replay import Replay, login_page, status

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
KEYS = {"OPENALEX_API_KEY": "open-sesame-seeds", "S2_API_KEY": "scholarly-sourdough"}


@pytest.fixture
def replay(monkeypatch):
    with Replay() as server:
        for name, value in {**server.environment(), **KEYS}.items():
            monkeypatch.setenv(name, value)
        yield server


def lines(capsys) -> dict[str, str]:
    """Return what was printed, by the topic at the start of each line."""
    printed = capsys.readouterr().out
    return dict(re.split(r"\s{2,}| (?=set|not)", line, maxsplit=1) for line in printed.splitlines()[:-1])


def test_each_service_answers_or_says_why_not(toy, replay, capsys):
    for name, service in SERVICES.items():
        replay.serve(f"/{name}/{service.probe[0]}", b"{}")
    replay.script("/crossref/works", status(403))
    replay.script("/pubmed/esearch.fcgi", login_page)
    assert toy.run("doctor") == 0
    found = lines(capsys)
    assert "refused to answer (status 403)" in found["Crossref"]
    assert "sent a web page" in found["PubMed"]
    assert {name for name, state in found.items() if state.startswith("answers, in ")} == {
        service.title for service in SERVICES.values() if service.title not in {"Crossref", "PubMed"}
    }
    assert len(replay.seen) == len(SERVICES)


def test_keys_and_contact_are_said_to_be_set_and_not_shown(toy, replay, capsys):
    replay.script("/openalex/works", status(401))
    toy.run("doctor")
    printed = capsys.readouterr()
    assert re.search(r"^contact +set$", printed.out, re.MULTILINE)
    assert re.search(r"^S2_API_KEY +set$", printed.out, re.MULTILINE)
    secrets = (*KEYS.values(), "baker@bread.example")
    assert not [secret for secret in secrets if secret in printed.out + printed.err]


def test_nobody_is_asked_offline(toy, replay, capsys):
    assert toy.run("doctor", "--offline") == 0
    assert lines(capsys)["services"] == "not asked"
    assert replay.seen == []


def test_a_service_whose_key_is_missing_is_not_asked(toy, replay, capsys, monkeypatch):
    monkeypatch.delenv("S2_API_KEY")
    toy.run("doctor")
    assert lines(capsys)["Semantic Scholar"] == "not asked, as S2_API_KEY is not set"
    assert not [path for path in replay.paths() if "semantic" in path]


def test_without_the_extra_it_says_so_and_the_rest(toy, capsys, monkeypatch):
    monkeypatch.setenv("REPORT_CORPUS_CONTACT", "baker@bread.example")
    monkeypatch.setitem(sys.modules, "httpx2", None)
    assert toy.run("doctor") == 0
    found = lines(capsys)
    assert "`live` is not installed" in found["services"]
    assert "no problems" in found["library"]


def test_library_index_and_cache_are_counted(toy, capsys):
    assert toy.run("pages") == 0
    capsys.readouterr()
    assert toy.run("doctor", "--offline") == 0
    found = lines(capsys)
    assert re.match(r"\d+ papers, no problems", found["library"])
    assert re.match(r"whole, \d+ works", found["index"])
    assert not found["cache"].startswith("0.0 MB in 0 files")
    (toy.root / ".cache" / "library.fts").write_bytes(b"flour")
    toy.run("doctor", "--offline")
    assert lines(capsys)["index"] == "made by the next build"


def test_what_a_build_needs_and_lacks_is_broken(toy, capsys, monkeypatch):
    def damaged():
        raise DamagedData("model.onnx", "is not the file that was measured")

    monkeypatch.setattr(neural, "encoder", damaged)
    toy.question("rotor-size").write_text("title: Only a title\n", encoding="utf-8")
    (toy.root / ".cache").write_text("no folder")
    assert toy.run("doctor", "--offline") == 1
    broken = {topic for topic, state in lines(capsys).items() if state.startswith("BROKEN: ")}
    assert broken == {"networks", "questions", "cache"}


@pytest.mark.parametrize(
    ("file", "topic"),
    [
        ("evidence/rotor-size.json", "evidence"),
        ("vocabulary/words.yaml", "other files"),
        ("judgements/rotor-size.json", "other files"),
        ("same-as.yaml", "other files"),
    ],
)
def test_broken_file_of_the_corpus_is_broken(file, topic, toy, capsys):
    path = toy.root / "corpus" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("{ not one", "utf-8")
    assert toy.run("doctor", "--offline") == 1
    state = lines(capsys)[topic]
    assert state.startswith("BROKEN: ")
    assert "1 problem (" in state


def test_services_are_asked_where_nothing_can_be_kept(toy, replay, capsys):
    (toy.root / ".cache").write_text("no folder")
    replay.serve("/arxiv/query", b"{}")
    assert toy.run("doctor") == 1
    assert lines(capsys)["arXiv"].startswith("answers, in ")


def test_without_a_corpus_it_says_so(tmp_path, toy, capsys):
    toy.copy(tmp_path / "bare").root.joinpath("corpus").rename(tmp_path / "bare" / "else")
    assert type(toy)(tmp_path / "bare").run("doctor", "--offline") == 1
    assert "--root" in lines(capsys)["corpus"]


def test_a_missing_package_is_broken_and_a_missing_extra_is_not(toy, capsys, monkeypatch):
    def version(name: str) -> str:
        if name in {"lxml", "httpx2"}:
            raise metadata.PackageNotFoundError
        return "1"

    monkeypatch.setattr(metadata, "version", version)
    assert toy.run("doctor", "--offline") == 1
    found = lines(capsys)
    assert found["packages"].startswith("BROKEN: not installed: lxml")
    assert found["extra live"].startswith("not installed: httpx2")


def test_the_packages_it_looks_for_are_those_that_are_declared():
    extras = PROJECT["optional-dependencies"]
    for extra, names in PACKAGES.items():
        declared = extras[extra] if extra else PROJECT["dependencies"]
        assert sorted(names) == sorted(Requirement(line).name for line in declared)
