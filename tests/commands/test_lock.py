"""`lock` writes what the model says into the corpus; a build replays it, with or without the model."""

from __future__ import annotations

import json

from generator import neural
from generator.combination import load_combination


def judgements(toy) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (toy.root / "corpus" / "judgements").glob("*.json")}


def readings(toy) -> list[list[int]]:
    reports = [path for path in (toy.docs / "data" / "reports").glob("*.json") if not path.name.endswith(".csl.json")]
    return [json.loads(path.read_text("utf-8"))["provenance"]["readings"] for path in sorted(reports)]


def test_second_lock_changes_nothing(toy, capsys):
    assert toy.run("lock") == 0
    first = judgements(toy)
    assert "0 judgements kept" in capsys.readouterr().out
    assert toy.run("lock") == 0
    assert judgements(toy) == first
    assert " 0 new" in capsys.readouterr().out
    assert all(load_combination().model in text for text in first.values())


def test_locked_corpus_gives_the_same_pages_without_the_model(toy, monkeypatch):
    assert toy.run("lock") == 0
    assert toy.run("pages") == 0
    with_model = {path: content for path, (content, _) in toy.files().items()}
    assert all(computed == unread == 0 for _, computed, unread in readings(toy))
    bare = toy.copy(toy.root.parent / "bare")
    monkeypatch.setattr(neural, "installed", lambda: False)
    assert bare.run("pages") == 0
    assert {path: content for path, (content, _) in bare.files().items()} == with_model


def test_without_model_and_lock_the_report_says_that_pairs_went_unread(toy, monkeypatch):
    monkeypatch.setattr(neural, "installed", lambda: False)
    assert toy.run("pages") == 0
    assert sum(unread for *_, unread in readings(toy)) > 0
    assert all(replayed == computed == 0 for replayed, computed, _ in readings(toy))


def test_damaged_model_stops_the_build_with_a_sentence(toy, monkeypatch, tmp_path, capsys):
    damaged = tmp_path / "judge.onnx"
    damaged.write_bytes(b"damaged")
    monkeypatch.setattr(neural, "JUDGE", damaged)
    neural.judge.cache_clear()
    assert toy.run("pages") == 1
    assert "judge.onnx: is not the file that was measured; install the package again" in capsys.readouterr().err
    assert not toy.docs.exists()
    neural.judge.cache_clear()


def test_unknown_question_is_named_and_a_single_one_locked(toy, capsys):
    assert toy.run("lock", "no-such-question") == 1
    assert "no-such-question" in capsys.readouterr().err
    name = min((toy.root / "corpus" / "questions").glob("*.yaml")).stem
    assert toy.run("lock", name) == 0
    assert list(judgements(toy)) == [f"{name}.json"]


def test_lock_without_the_extra_says_what_to_install(toy, monkeypatch, capsys):
    monkeypatch.setattr(neural, "installed", lambda: False)
    assert toy.run("lock") == 1
    assert "report-corpus[model]" in capsys.readouterr().err
