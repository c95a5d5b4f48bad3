"""`record` adds a version to the history when there is a new one, and nothing else; a build never does."""

from __future__ import annotations

import json

import pytest

from generator import neural
from generator.evidence import dump_evidence, read_evidence
from generator.records import Paper, Query, SearchResult

NAME = "rotor-size"
LOCKED = SearchResult(
    source="meadow",
    queries=(Query(label="all", text="rotor", hits=1),),
    papers=(Paper(id="meadow-1", title="Larger rotors in meadows"),),
    total=1,
    date="2031-01-31",
)


@pytest.fixture
def locked(toy):
    """Return the toy corpus with the judgements of the model."""
    assert toy.run("lock") == 0
    return toy


def files(toy) -> dict[str, bytes]:
    """Return every file of the folder of evidence."""
    folder = toy.root / "corpus" / "evidence"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def history(toy, name: str = NAME):
    """Return the recorded versions of a question."""
    found, problems = read_evidence(toy.root / "corpus", [path.stem for path in toy.question("x").parent.iterdir()])
    assert problems == ()
    return found[name].history


def data(toy, name: str = NAME):
    """Return the data file of a report, built now."""
    assert toy.run("pages") == 0
    return json.loads((toy.docs / "data" / "reports" / f"{name}.json").read_text("utf-8"))


def change_title(toy, title: str) -> None:
    text = toy.question(NAME).read_text("utf-8")
    lines = [f"title: {title}" if line.startswith("title:") else line for line in text.splitlines()]
    toy.question(NAME).write_text("\n".join(lines) + "\n", "utf-8")


def test_second_record_adds_nothing(locked, capsys):
    assert locked.run("record") == 0
    first = files(locked)
    assert set(first) == {"coatings-and-wear.json", "moonlit-honey.json", "rotor-size.json"}
    assert "recorded, the first one" in capsys.readouterr().out
    assert locked.run("record") == 0
    assert files(locked) == first
    assert "is recorded already" in capsys.readouterr().out


def test_recording_changes_neither_the_version_nor_what_is_searched(locked):
    before = data(locked)
    assert [step["recorded"] for step in before["history"]] == [False]
    assert locked.run("record") == 0
    after = data(locked)
    assert [step["recorded"] for step in after["history"]] == [True]
    assert after["provenance"]["evidence_hash"] is not None
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"history", "provenance"}


def test_new_version_is_added_to_the_recorded_ones(locked, capsys):
    locked.run("record", NAME)
    change_title(locked, "Wider rotors")
    capsys.readouterr()
    assert locked.run("record", NAME) == 0
    first, second = history(locked)
    assert first.version != second.version
    assert f"{NAME}: version {second.version} recorded, since {first.version}: " in capsys.readouterr().out
    assert set(files(locked)) == {f"{NAME}.json"}
    assert [step["recorded"] for step in data(locked)["history"]] == [True, True]


def test_locked_searches_are_kept(locked):
    (locked.root / "corpus" / "evidence").mkdir()
    (locked.root / "corpus" / "evidence" / f"{NAME}.json").write_text(dump_evidence(NAME, [LOCKED]), "utf-8")
    assert locked.run("record", NAME) == 0
    found, _ = read_evidence(locked.root / "corpus", [NAME])
    assert found[NAME].results == (LOCKED,)
    assert len(found[NAME].history) == 1


def test_build_writes_no_history(locked):
    assert locked.run("pages") == 0
    assert files(locked) == {}


def test_report_that_another_machine_may_build_otherwise_is_not_recorded(toy, monkeypatch, capsys):
    monkeypatch.setattr(neural, "installed", lambda: False)
    assert toy.run("record", NAME) == 1
    assert "not recorded, for " in capsys.readouterr().err
    assert files(toy) == {}


def test_draft_is_not_recorded_and_an_unknown_question_is_named(locked, capsys):
    text = locked.question(NAME).read_text("utf-8")
    locked.question(NAME).write_text(f"{text}status: draft\n", "utf-8")
    assert locked.run("record", NAME) == 0
    assert "a draft has no version to record" in capsys.readouterr().out
    assert files(locked) == {}
    assert locked.run("record", "no-such-question") == 1
    assert "no-such-question" in capsys.readouterr().err


def test_problem_of_the_corpus_stops_everything(locked, capsys):
    locked.run("record", NAME)
    path = locked.root / "corpus" / "evidence" / f"{NAME}.json"
    spoilt = path.read_text("utf-8").replace('"score": ', '"score": 1')
    path.write_text(spoilt, "utf-8")
    assert locked.run("record") == 1
    assert "E009" in capsys.readouterr().err
    assert path.read_text("utf-8") == spoilt
