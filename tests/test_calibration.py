"""The shipped reliability: read back as it was written, and refused when it is not whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.agreement import RULES
from generator.calibration import SHIPPED, dump_calibration, load_calibration, monotone, rule_shares
from generator.errors import DamagedData
from generator.judges import JUDGES
from generator.records import Bin
from tests.beehives import CALIBRATION, RARITY, VOCABULARY, one_bin

GOOD = json.loads(dump_calibration(CALIBRATION))


def loaded(path, data: object):
    """Return what is read from a file that holds `data`."""
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return load_calibration(path)


def changed(*where: object, to: object) -> object:
    """Return the good calibration with one value replaced."""
    data = json.loads(json.dumps(GOOD))
    part = data
    for key in where[:-1]:
        part = part[key]
    part[where[-1]] = to
    return data


def test_calibration_is_read_as_it_was_written(tmp_path):
    assert loaded(tmp_path / "a.json", dump_calibration(CALIBRATION)) == CALIBRATION


def test_shipped_file_is_whole_and_as_the_script_writes_it():
    shipped = load_calibration()
    assert dump_calibration(shipped) == SHIPPED.read_text(encoding="utf-8")
    assert set(dict(shipped.rules)) >= {*RULES, "restates"}
    for make in JUDGES.values():
        make(VOCABULARY, RARITY, shipped)
    shares = [share for _, bins in shipped.findings for item in bins for share in item.shares]
    assert all(0 < share < 1 for share in shares)


def test_shipped_probability_of_neutral_falls_with_the_score():
    neutral = [item.shares[2] for item in load_calibration().pairs]
    assert neutral == sorted(neutral, reverse=True)


def test_missing_file_is_damaged_data(tmp_path):
    with pytest.raises(DamagedData, match=r"gone\.json: cannot be read"):
        load_calibration(tmp_path / "gone.json")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 50_000,
        "\udcff".encode("utf-8", "surrogateescape").decode("latin-1") + "{",
        {},
        {key: value for key, value in GOOD.items() if key != "rules"},
        changed("pairs", to=[]),
        changed("pairs", to={}),
        changed("rules", to=[]),
        changed("pairs", 0, "shares", to=[0.5, 0.5]),
        changed("pairs", 0, "shares", to=[0.5, 0.5, 0.5]),
        changed("pairs", 0, "shares", to=[1.5, -0.5, 0.0]),
        changed("pairs", 0, "shares", to="half"),
        changed("pairs", 0, "n", to="many"),
        changed("pairs", 0, "low", to="here"),
        changed("pairs", 0, "low", to=0.1),
        changed("pairs", 0, "high", to=0.4),
        changed("pairs", 1, "high", to=0.9),
        changed("pairs", 0, "shares", to=[float("nan"), 0.5, 0.5]),
        changed("rules", "restates", "shares", to=[0.5, 0.5]),
        changed("rules", "restates", "shares", to=[0.5, 0.4, 0.4]),
        changed("findings", "single source", to=[]),
        changed("findings", "single source", 0, "shares", to=[]),
        changed("findings", "single source", 0, "shares", to=[0.9, 0.9]),
        changed("findings", to=None),
    ],
)
def test_damaged_file_is_damaged_data_and_nothing_is_guessed(tmp_path, data):
    with pytest.raises(DamagedData, match="fit it again"):
        loaded(tmp_path / "a.json", data)


def test_file_that_is_not_utf8_is_damaged_data(tmp_path):
    (tmp_path / "a.json").write_bytes(b"\xff{}")
    with pytest.raises(DamagedData):
        load_calibration(tmp_path / "a.json")


def test_rule_shares_are_those_that_were_measured():
    assert rule_shares(CALIBRATION, ["restates"]) == {"restates": (0.8, 0.1, 0.1)}
    with pytest.raises(DamagedData, match="'waggle dance'"):
        rule_shares(CALIBRATION, ["restates", "waggle dance"])


def bins(*pairs: tuple[float, int]) -> list[Bin]:
    """Return bins of width 1 with a first share and a count each."""
    return [
        Bin(low=float(place), high=place + 1.0, n=n, shares=(share, 1 - share))
        for place, (share, n) in enumerate(pairs)
    ]


@pytest.mark.parametrize(
    ("given", "rising", "expected"),
    [
        ([], True, []),
        ([(0.1, 5), (0.5, 5), (0.5, 5)], True, [(0, 1, 0.1), (1, 2, 0.5), (2, 3, 0.5)]),
        ([(0.1, 5), (0.6, 30), (0.3, 10)], True, [(0, 1, 0.1), (1, 3, 0.525)]),
        ([(0.5, 10), (0.4, 10), (0.0, 20)], True, [(0, 3, 0.225)]),
        ([(0.5, 10), (0.4, 10), (0.0, 20)], False, [(0, 1, 0.5), (1, 2, 0.4), (2, 3, 0.0)]),
        ([(0.4, 0), (0.2, 0)], True, [(0, 2, 0.3)]),
    ],
)
def test_neighbours_that_break_the_order_are_pooled_by_weight(given, rising, expected):
    pooled = monotone(bins(*given), rising=rising, share=0)
    assert [(item.low, item.high, pytest.approx(item.shares[0])) for item in pooled] == expected
    assert sum(item.n for item in pooled) == sum(n for _, n in given)


def test_shares_are_written_to_four_digits():
    fine = replace(CALIBRATION, pairs=(one_bin(1 / 3, 1 / 3, 1 / 3),))
    assert json.loads(dump_calibration(fine))["pairs"][0]["shares"] == [0.3333, 0.3333, 0.3333]
