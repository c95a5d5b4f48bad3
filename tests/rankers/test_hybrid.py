"""Two orders are fused; vectors are kept in a file that may be damaged without harm."""

from __future__ import annotations

import pytest

from generator import neural
from generator.rankers import TEXT_RANKERS, best_text_ranker
from generator.rankers.hybrid import fuse
from generator.vectors import FILE, Vectors

TEXTS = [
    ("a", "Heating honey", "Heating raised the purity of honey in oak hives."),
    ("b", "Warm hives", "Bees in warm hives swarm late."),
    ("c", "Bread", "Rye bread keeps for a week."),
]


def test_fusion_rewards_what_both_orders_hold():
    scores = fuse([["a", "b", "c"], ["b", "a"]])
    assert scores["a"] == scores["b"] == pytest.approx(1 / 11 + 1 / 12)
    assert scores["c"] == pytest.approx(1 / 13)


@pytest.mark.parametrize("name", TEXT_RANKERS)
def test_every_ranker_finds_the_text_and_keeps_to_the_limit(name, tmp_path):
    search = TEXT_RANKERS[name](TEXTS, tmp_path)
    found = search("Does heating raise the purity of honey?", 2)
    assert found[0][0] == "a"
    assert len(found) <= 2
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert list(search("", 5)) == []
    assert list(search('"; DROP TABLE words; --', 5)) == []


def test_best_ranker_is_the_one_that_is_installed(monkeypatch):
    assert best_text_ranker() == "hybrid"
    monkeypatch.setattr(neural, "installed", lambda: False)
    assert best_text_ranker() == "fts"


def test_vectors_are_computed_once(tmp_path, monkeypatch):
    file = tmp_path / FILE
    first = Vectors(file).of(["Bees make honey.", "Rye bread."])

    def refuse(_):
        raise AssertionError("computed again")

    again = Vectors(file)
    monkeypatch.setattr(neural, "embed", lambda texts: [refuse(text) for text in texts])
    assert all(
        (one == other).all() for one, other in zip(first, again.of(["Bees make honey.", "Rye bread."]), strict=True)
    )


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_damaged_file_of_vectors_costs_time_and_nothing_else(tmp_path, content):
    file = tmp_path / FILE
    file.write_bytes(content)
    (vector,) = Vectors(file).of(["Bees make honey."])
    assert float(vector @ vector) == pytest.approx(1)
