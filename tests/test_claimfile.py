"""Documents, claims and queries of the field's benchmarks are read, or every mistake in them is told."""

from __future__ import annotations

import json

import pytest

from generator.claimfile import read_claims, read_documents, read_queries
from generator.errors import InvalidInput


def written(path, *rows):
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def codes(error) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in error.value.problems]


def test_documents_of_both_forms(tmp_path):
    file = written(
        tmp_path / "d.jsonl",
        {"doc_id": 7, "title": "Rye", "abstract": [" Rye rose. ", "It fell."], "structured": False},
        {"_id": "b", "title": "", "text": "Oats rose. Oats fell.", "metadata": {}},
        {"_id": "c", "text": ""},
    )
    first, second, third = read_documents(file)
    assert (first.id, first.title, first.sentences, first.body) == (
        "7",
        "Rye",
        ("Rye rose.", "It fell."),
        "Rye rose. It fell.",
    )
    assert second.sentences == ("Oats rose.", "Oats fell.")
    assert third.sentences == ()


def test_claims_keep_their_ids_and_name_each_document_once(tmp_path):
    documents = {text.id: text for text in read_documents(written(tmp_path / "d.jsonl", {"doc_id": 7, "abstract": []}))}
    file = written(
        tmp_path / "c.jsonl", {"id": 1, "claim": "Rye rises.", "cited_doc_ids": [7, "7"]}, {"id": "x", "claim": "b"}
    )
    first, second = read_claims(file, documents)
    assert (first.id, first.text, first.cited) == (1, "Rye rises.", ("7",))
    assert (second.id, second.cited) == ("x", ())


def test_every_mistake_is_told_with_its_line(tmp_path):
    file = written(
        tmp_path / "d.jsonl",
        "not JSON",
        {"title": "no id", "abstract": []},
        {"doc_id": 1, "abstract": ["a"]},
        {"doc_id": "1", "abstract": ["b"]},
        {"doc_id": 2, "title": 5, "abstract": ["b"]},
        {"doc_id": 3},
        {"doc_id": 4, "abstract": ["x" * 300_000]},
    )
    with pytest.raises(InvalidInput) as error:
        read_documents(file)
    assert codes(error) == [(1, "J001"), (2, "D001"), (4, "D002"), (5, "D003"), (6, "D003"), (7, "D003")]


def test_claim_that_cites_what_is_not_there_is_refused(tmp_path):
    documents = {text.id: text for text in read_documents(written(tmp_path / "d.jsonl", {"doc_id": 7, "abstract": []}))}
    file = written(
        tmp_path / "c.jsonl",
        {"id": 1, "claim": " ", "cited_doc_ids": []},
        {"id": True, "claim": "b"},
        {"id": 3, "claim": "b", "cited_doc_ids": [8]},
        {"id": 4, "claim": "b", "cited_doc_ids": "7"},
    )
    with pytest.raises(InvalidInput) as error:
        read_claims(file, documents)
    assert codes(error) == [(1, "D003"), (2, "D001"), (3, "D004"), (4, "D003")]


def test_queries_of_both_forms(tmp_path):
    file = written(tmp_path / "q.jsonl", {"id": 1, "text": "rye"}, {"_id": "q2", "text": "oats"})
    assert [(query.id, query.text) for query in read_queries(file)] == [(1, "rye"), ("q2", "oats")]


def test_missing_file_is_one_problem(tmp_path):
    with pytest.raises(InvalidInput, match="F001"):
        read_queries(tmp_path / "none.jsonl")
