"""Judgements are locked, replayed as long as their texts stand, and refused when somebody edited them."""

from __future__ import annotations

import json

import pytest

from generator.judgements import Judgements, Replay, dump_judgements, pair_key, read_judgements, stale
from generator.verify import passages
from tests.beehives import claim, paper

MODEL = "a" * 64
SOURCE = paper("source", "Heating raised the purity of honey.")
OTHER = paper("b", "Heating lowered the purity of honey.", "Bees slept.")
CLAIM = claim(SOURCE)


class Counting:
    """A reader that always answers the same and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, _claim, _passages):
        self.asked += 1
        return 0.1, 0.7, 0.2


def locked_text() -> str:
    reader = Replay({}, Counting())
    reader(CLAIM, passages(OTHER))
    reader(CLAIM, passages(OTHER)[:1])
    return dump_judgements("warm-hives", MODEL, reader.rows.values())


def written(tmp_path, text: str, name: str = "warm-hives"):
    (tmp_path / "judgements").mkdir(exist_ok=True)
    (tmp_path / "judgements" / f"{name}.json").write_text(text, "utf-8")
    return tmp_path


def read(tmp_path, text: str) -> Judgements:
    found, problems = read_judgements(written(tmp_path, text), ["warm-hives"])
    assert problems == ()
    return found["warm-hives"]


def test_what_is_dumped_is_read_back_and_dumped_again_the_same(tmp_path):
    text = locked_text()
    held = read(tmp_path, text)
    assert (held.model, len(held.rows)) == (MODEL, 2)
    assert dump_judgements("warm-hives", held.model, held.rows) == text


def test_locked_pairs_are_replayed_and_others_computed():
    live = Counting()
    key = pair_key(CLAIM.text, [span.quote for span in passages(OTHER)])
    reader = Replay({key: (0.6, 0.3, 0.1)}, live)
    assert reader(CLAIM, passages(OTHER)) == (0.6, 0.3, 0.1)
    assert live.asked == 0
    assert reader(CLAIM, passages(OTHER)[:1]) == (0.1, 0.7, 0.2)
    assert reader(CLAIM, passages(OTHER)[:1]) == (0.1, 0.7, 0.2)
    assert (live.asked, reader.replayed, reader.computed, reader.unread) == (1, 1, 1, 0)


def test_without_a_model_what_is_not_locked_goes_unread():
    reader = Replay({}, None)
    assert reader(CLAIM, passages(OTHER)) is None
    assert (reader.unread, reader.rows) == (1, {})


def test_another_text_is_another_pair():
    assert pair_key("a", ["b", "c"]) != pair_key("a", ["b c"])
    assert pair_key("a", ["b"]) != pair_key("b", ["a"])


def test_stale_judgements_are_told(tmp_path):
    held = read(tmp_path, locked_text())
    papers = {one.id: one for one in (SOURCE, OTHER)}
    assert stale(held, papers, MODEL, tmp_path) is None
    assert "another model" in stale(held, papers, "b" * 64, tmp_path).message
    changed = {OTHER.id: paper("b", "Heating raised nothing.", "Bees slept.")}
    assert stale(held, changed, MODEL, tmp_path).message == "2 of 2 judgements are of texts that have changed"
    assert stale(held, {}, MODEL, tmp_path).code == "G005"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text[:-5], "G001"),
        (lambda _: "[" * 100_000, "G001"),
        (lambda text: text.replace('"format": 1', '"format": 2'), "G002"),
        (lambda _: "[]", "G002"),
        (lambda text: text.replace('"warm-hives"', '"cold-hives"'), "G004"),
        (lambda text: text.replace("0.7,", "0.9,"), "G003"),
        (lambda text: text.replace("0.7,", "-0.7,"), "G003"),
        (lambda text: text.replace("0.7,", '"x",'), "G003"),
        (lambda text: text.replace('"key"', '"kee"'), "G003"),
        (lambda text: text.replace('"places": [[0', '"places": [["0"'), "G003"),
        (lambda text: text.replace('"claims": [', '"claims": [null,'), "G003"),
    ],
)
def test_what_somebody_edited_is_refused(tmp_path, change, code):
    _, problems = read_judgements(written(tmp_path, change(locked_text())), ["warm-hives"])
    assert [problem.code for problem in problems] == [code]


def test_file_without_its_question_is_refused(tmp_path):
    text = dump_judgements("cold-hives", MODEL, [])
    _, problems = read_judgements(written(tmp_path, text, "cold-hives"), ["warm-hives"])
    assert [problem.code for problem in problems] == ["G004"]


def test_no_folder_is_no_problem(tmp_path):
    assert read_judgements(tmp_path, ["warm-hives"]) == ({}, ())


def test_shipped_judgements_are_one_reading_a_line():
    for line in locked_text().splitlines()[2:]:
        assert line.count('"judged"') <= 1
    assert json.loads(locked_text())["question"] == "warm-hives"


def test_invalid_text_is_a_problem_and_no_crash(tmp_path):
    (tmp_path / "judgements").mkdir()
    (tmp_path / "judgements" / "warm-hives.json").write_bytes(b"\xff")
    _, problems = read_judgements(tmp_path, ["warm-hives"])
    assert [problem.code for problem in problems] == ["F003"]
