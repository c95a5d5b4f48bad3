"""No label of a pair written by hand may show in its claim."""

from __future__ import annotations

from collections import Counter
from random import Random

from generator.training import shortcuts
from generator.training.alter import plainer, renamed, turned
from generator.training.pairs import HAND, is_test

ROWS = [line.split("\t") for line in HAND.read_text("utf-8").splitlines()]


def test_pairs_written_by_hand_have_their_form():
    assert len(ROWS) >= 1500
    for document, label, places, claim in ROWS:
        assert document.split(":")[0] in {"acl", "pubmed"}
        assert label in {"S", "C", "N"}
        assert all(place.isdecimal() for place in places.split(","))
        assert 3 <= len(claim.split()) <= 60
    assert len({claim for *_, claim in ROWS}) == len(ROWS)


def test_claim_alone_tells_next_to_nothing():
    claims, labels, groups = ([row[place] for row in ROWS] for place in (3, 1, 0))
    assert shortcuts.accuracy(claims, labels, groups) < 0.42
    assert max(Counter(labels).values()) / len(labels) < 0.42


def test_classifier_finds_a_shortcut_where_there_is_one():
    claims = [f"Hive {n} did not gain" if n % 2 else f"Hive {n} gained" for n in range(200)]
    labels = ["C" if n % 2 else "S" for n in range(200)]
    assert shortcuts.accuracy(claims, labels, [str(n) for n in range(200)]) > 0.95


def test_a_fifth_of_the_documents_is_for_testing():
    documents = {row[0] for row in ROWS}
    share = sum(map(is_test, documents)) / len(documents)
    assert 0.15 < share < 0.25


def test_altered_sentences_differ_and_come_out_the_same_each_time():
    sentence = "We find that heating increased the purity of honey by 12.5% in oak hives (p < 0.01)."
    for seed in range(20):
        altered = turned(sentence, Random(seed))
        assert altered not in {None, sentence}
        assert altered == turned(sentence, Random(seed))
    assert turned("Bees.", Random(1)) is None


def test_plainer_sentence_keeps_what_is_stated():
    told = plainer("We find that heating increased the purity of honey by 12.5% (p < 0.01).", Random(2))
    assert "12.5%" in told
    assert "We find" not in told
    assert "p <" not in told


def test_renamed_sentence_takes_a_name_of_its_own_text():
    assert renamed("The HoneyNet won.", ["It beat WaxNet."], Random(1)) == "The WaxNet won."
    assert renamed("The bees won.", ["It beat WaxNet."], Random(1)) is None
