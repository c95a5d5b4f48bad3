"""The judges' signs become probabilities that sum to one; damaged weights are refused."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from generator.combination import (
    FEATURES,
    NEARNESS,
    SETTINGS,
    SHIPPED,
    Signs,
    dump_combination,
    features,
    load_combination,
    nearness,
    softmax,
)
from generator.errors import DamagedData

SHIPPED_COMBINATION = load_combination()
NEAR = (0.7, 0.8, 1.0, 1.0, 0.0)
SURE = Signs((0.95, 0.02, 0.03), 0.6, near=NEAR)
AGAINST = Signs((0.02, 0.95, 0.03), 0.6, near=NEAR)
SILENT = Signs((0.02, 0.03, 0.95), 0.1, near=(0.2, 0.3, 0.1, 0.0, -0.5))


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_network_decides_where_it_is_sure(setting):
    for signs, place in ((SURE, 0), (AGAINST, 1), (SILENT, 2)):
        triple = SHIPPED_COMBINATION.probabilities(signs, setting)
        assert math.isclose(sum(triple), 1)
        assert max(range(3), key=triple.__getitem__) == place


def test_papers_that_were_searched_are_expected_to_be_silent_more_often():
    unsure = Signs((0.4, 0.2, 0.4), 0.3, near=NEAR)
    given, searched = (SHIPPED_COMBINATION.probabilities(unsure, name)[2] for name in ("given", "searched"))
    assert searched > given


def test_a_rule_that_fires_lowers_support():
    unsure = Signs((0.6, 0.2, 0.2), 0.5)
    ruled = replace(unsure, rule="opposite direction")
    plain, lowered = (SHIPPED_COMBINATION.probabilities(signs, "searched") for signs in (unsure, ruled))
    assert lowered[0] < plain[0]
    assert lowered[1] > plain[1]


def test_a_side_is_taken_only_where_it_is_sure_enough():
    bars = replace(SHIPPED_COMBINATION, least={"supports": 0.6, "contradicts": 0.7})
    assert bars.label((0.6, 0.1, 0.3)) == "supports"
    assert bars.label((0.59, 0.1, 0.31)) == "neutral"
    assert bars.label((0.1, 0.7, 0.2)) == "contradicts"
    assert bars.label((0.1, 0.65, 0.25)) == "neutral"


def test_softmax_gives_three_decimals_that_sum_to_one():
    for logits in ((1.0, 2.0, 3.0), (50.0, -50.0, 0.0), (0.1, 0.1, 0.1)):
        triple = softmax(logits)
        assert math.isclose(sum(triple), 1)
        assert all(round(share, 3) == share for share in triple)


def test_features_have_their_names():
    assert len(features(SURE, "searched")) == len(FEATURES)
    placed = replace(SURE, near=nearness([(0.5, 0.7), (0.4, 0.6)])[1])
    assert features(placed, "found")[len(FEATURES) :] == pytest.approx((0.4, 0.6, 0.5, 0.0, -0.1))
    assert len(NEARNESS) == 5


def test_what_is_dumped_is_read_back(tmp_path):
    path = tmp_path / "c.json"
    path.write_text(dump_combination(SHIPPED_COMBINATION), "utf-8")
    assert load_combination(path) == SHIPPED_COMBINATION
    assert SHIPPED.read_text("utf-8") == dump_combination(SHIPPED_COMBINATION)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("weights"),
        lambda data: data["weights"].pop("given"),
        lambda data: data["weights"]["given"].pop(),
        lambda data: data["weights"]["given"][0].pop(),
        lambda data: data.update(least=3),
        lambda data: data["findings"]["contested"][0].pop("shares"),
    ],
)
def test_damaged_weights_are_refused(tmp_path, change):
    data = json.loads(SHIPPED.read_text("utf-8"))
    change(data)
    path = tmp_path / "c.json"
    path.write_text(json.dumps(data))
    with pytest.raises(DamagedData, match=r"c\.json"):
        load_combination(path)


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(DamagedData, match="cannot be read"):
        load_combination(tmp_path / "none.json")
