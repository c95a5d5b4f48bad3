"""Texts become the numbers that the networks were trained on."""

from __future__ import annotations

import pytest

from generator.errors import DamagedData
from generator.wordpiece import WordPiece, load_wordpiece

# What the reference tokenizer of uncased BERT gives, marks of start and end left out.
REFERENCE = {
    "Hello, world!": [7592, 1010, 2088, 999],
    "naïve Café": [15743, 7668],
    "pass@1": [3413, 1030, 1015],
    "日本": [1864, 1876],
    "": [],
}


@pytest.mark.parametrize(("text", "numbers"), REFERENCE.items())
def test_numbers_are_those_of_the_reference(text, numbers):
    assert load_wordpiece().numbers(text) == numbers


def test_marks_in_a_text_are_only_text():
    assert 101 not in load_wordpiece().numbers("[CLS] [SEP]")
    assert 102 not in load_wordpiece().numbers("[CLS] [SEP]")


def test_pair_says_whose_each_number_is_and_keeps_to_its_length():
    pieces = load_wordpiece()
    ids, segments = pieces.pair("a claim", "a passage " * 50, 20)
    assert len(ids) == len(segments) == 20
    assert (ids[0], ids[-1]) == (101, 102)
    assert segments == sorted(segments)
    assert segments[: ids.index(102) + 1] == [0] * 4


def test_long_claim_leaves_room_for_the_passage():
    ids, segments = load_wordpiece().pair("claim " * 100, "passage", 20)
    assert len(ids) <= 20
    assert 1 in segments


def test_unknown_and_endless_words_become_one_piece():
    pieces = WordPiece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##b"])
    assert pieces.numbers("ab ac " + "a" * 101) == [4, 5, 1, 1]


@pytest.mark.parametrize("text", ["\x00\ufffd", "\u200b\u00ad", "a" * 10_000, "𝐀" * 300, "\U0010ffff"])
def test_hostile_text_breaks_nothing(text):
    assert isinstance(load_wordpiece().numbers(text), list)


def test_damaged_or_missing_vocabulary_is_named(tmp_path):
    with pytest.raises(DamagedData, match="cannot be read"):
        load_wordpiece(tmp_path / "none.txt")
    (tmp_path / "bad.txt").write_text("[PAD]\n")
    with pytest.raises(DamagedData, match="not the file"):
        load_wordpiece(tmp_path / "bad.txt")
