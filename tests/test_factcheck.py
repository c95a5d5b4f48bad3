"""Claims of a file are checked against documents of another, given or searched."""

from __future__ import annotations

import json

import pytest

from generator import neural
from generator.__main__ import main

DOCUMENTS = [
    {
        "doc_id": 1,
        "title": "Hives",
        "abstract": ["We heated oak hives.", "Heating raised the purity of honey.", "Bees slept."],
    },
    {"doc_id": 2, "title": "Bread", "abstract": ["Rye bread keeps for a week.", "Wheat bread does not."]},
    {"doc_id": 3, "title": "Nothing", "abstract": []},
]
CLAIMS = [
    {"id": 10, "claim": "Heating raises the purity of honey.", "cited_doc_ids": [1, 3]},
    {"id": 11, "claim": "Heating lowers the purity of honey.", "cited_doc_ids": [1]},
    {"id": 12, "claim": "Bees like blue paint.", "cited_doc_ids": []},
]


@pytest.fixture
def files(tmp_path):
    for name, rows in (("documents", DOCUMENTS), ("claims", CLAIMS)):
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    queries = "".join(f"{json.dumps({'id': row['id'], 'text': row['claim']})}\n" for row in CLAIMS)
    (tmp_path / "queries.jsonl").write_text(queries)
    return tmp_path


def verified(files, *words: str) -> list[dict]:
    names = [f"--{name}={files / name}.jsonl" for name in ("documents", "claims")]
    assert main(["--root", str(files), "verify", *names, f"--out={files / 'out.jsonl'}", *words]) == 0
    return [json.loads(line) for line in (files / "out.jsonl").read_text().splitlines()]


def test_given_documents_are_all_judged(files):
    first, second, third = verified(files, "--given")
    assert (first["id"], second["id"], third["id"]) == (10, 11, 12)
    assert (set(first["judged"]), set(second["judged"]), third["judged"]) == ({"1", "3"}, {"1"}, {})
    for row in (first, second):
        for triple in row["judged"].values():
            assert set(triple) == {"support", "contradict", "neutral"}
            assert sum(triple.values()) == pytest.approx(1, abs=2e-4)
    assert first["judged"]["3"]["neutral"] == 1


def test_evidence_has_the_form_that_the_field_scores(files):
    first, second, _ = verified(files, "--given")
    assert first["evidence"]["1"]["label"] == "SUPPORT"
    assert second["evidence"]["1"]["label"] == "CONTRADICT"
    for row in (first, second):
        (found,) = row["evidence"].values()
        assert set(found) == {"label", "sentences", "confidence"}
        assert 1 in found["sentences"]
        assert 0 < found["confidence"] <= 1


def test_open_pipeline_searches_for_itself(files):
    first, *_ = verified(files, "--ranker=fts")
    assert "1" in first["judged"]
    assert "2" not in first["evidence"]


def test_base_judge_needs_no_model(files, monkeypatch):
    monkeypatch.setattr(neural, "installed", lambda: False)
    first, second, _ = verified(files, "--given")
    assert set(first["judged"]) == {"1", "3"}
    assert second["evidence"].get("1", {"label": "CONTRADICT"})["label"] == "CONTRADICT"


def test_asking_for_a_model_that_is_not_installed_is_an_error(files, monkeypatch, capsys):
    monkeypatch.setattr(neural, "installed", lambda: False)
    neural.judge.cache_clear()
    names = [f"--{name}={files / name}.jsonl" for name in ("documents", "claims")]
    assert main(["verify", *names, f"--out={files / 'out.jsonl'}", "--judge=model", "--ranker=fts"]) == 1
    assert "report-corpus[model]" in capsys.readouterr().err
    assert not (files / "out.jsonl").exists()


@pytest.mark.parametrize("words", [["--judge=oracle"], ["--ranker=oracle"]])
def test_unknown_part_is_named(files, words, capsys):
    names = [f"--{name}={files / name}.jsonl" for name in ("documents", "claims")]
    assert main(["verify", *names, f"--out={files / 'out.jsonl'}", *words]) == 1
    assert "oracle" in capsys.readouterr().err


@pytest.mark.parametrize("ranker", ["fts", "hybrid"])
def test_run_has_the_form_of_trec(files, ranker):
    words = [f"--{name}={files / name}.jsonl" for name in ("documents", "queries")]
    assert (
        main(["--root", str(files), "retrieve", *words, f"--out={files / 'run.trec'}", "-k", "2", f"--ranker={ranker}"])
        == 0
    )
    rows = [line.split() for line in (files / "run.trec").read_text().splitlines()]
    assert rows[0][:4] == ["10", "Q0", "1", "1"]
    assert all(len(row) == 6 and row[5] == ranker and int(row[3]) <= 2 for row in rows)


def test_mistakes_in_both_files_are_told_and_nothing_is_written(files, capsys):
    (files / "claims.jsonl").write_text('{"id": 1, "claim": "x", "cited_doc_ids": [99]}\nnot JSON\n')
    names = [f"--{name}={files / name}.jsonl" for name in ("documents", "claims")]
    assert main(["verify", *names, f"--out={files / 'out.jsonl'}"]) == 1
    said = capsys.readouterr().err
    assert "D004" in said
    assert "J001" in said
    assert not (files / "out.jsonl").exists()
