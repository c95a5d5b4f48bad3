"""The networks run row by row; a missing extra or a damaged file is an error with a sentence."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import pytest

from generator import neural
from generator.combination import load_combination
from generator.errors import DamagedData, MissingExtra

PAIRS = [
    ("Heating raised the purity of honey.", "Heating lowered the purity of honey."),
    (
        "Bees sleep.",
        "The hives were painted blue and stood in a long row by the river, where they had stood for years.",
    ),
]


@pytest.fixture(scope="module")
def network():
    return neural.judge(load_combination().model)


def test_what_a_row_gives_does_not_depend_on_its_neighbours(network):
    together = neural.logits(PAIRS, network)
    assert together == [neural.logits([pair], network)[0] for pair in PAIRS]
    assert together == list(reversed(neural.logits(list(reversed(PAIRS)), network)))


def test_long_texts_are_cut(network):
    ((supports, contradicts, neutral),) = neural.logits([("word " * 5_000, "word " * 5_000)], network)
    assert all(isinstance(value, float) for value in (supports, contradicts, neutral))


def test_shipped_network_is_small_enough():
    assert neural.JUDGE.stat().st_size <= 25_000_000


def test_embeddings_are_unit_vectors_near_each_other_where_meaning_is():
    one, other, far = neural.embed(["Bees make honey.", "Honey is made by bees.", "The stock market fell on Monday."])
    assert float(one @ one) == pytest.approx(1)
    assert float(one @ other) > float(one @ far) + 0.3


def test_vectors_survive_a_file():
    (vector,) = neural.embed(["Bees make honey."])
    assert (neural.unpacked(neural.packed(vector)) == vector).all()
    assert neural.unpacked(b"short") is None


def test_missing_file_and_damaged_file_are_errors(tmp_path):
    with pytest.raises(DamagedData, match=r"judge\.onnx: cannot be read.*install the package again"):
        neural.Network(tmp_path / "judge.onnx", "0" * 64)
    (tmp_path / "judge.onnx").write_bytes(neural.JUDGE.read_bytes()[:-1])
    with pytest.raises(DamagedData, match="not the file that was measured"):
        neural.Network(tmp_path / "judge.onnx", load_combination().model)


def test_without_the_extra_the_sentence_says_what_to_install(monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "onnxruntime" else found(name))
    assert not neural.installed()
    with pytest.raises(MissingExtra, match=r"report-corpus\[model\]"):
        neural.Network(neural.JUDGE, load_combination().model)


@pytest.mark.skipif(not neural.installed(), reason="the extra is not installed")
def test_the_runtime_keeps_nothing_of_this_machine_and_tells_nobody(tmp_path):
    words = "from generator import neural, combination; neural.judge(combination.load_combination().model)"
    here = {name: value for name, value in os.environ.items() if not name.startswith(("XDG", "ORT"))}
    subprocess.run([sys.executable, "-c", words], env=here | {"HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.rglob("*")) == []
