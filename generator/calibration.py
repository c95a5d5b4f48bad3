"""The measured reliability of judges and verdicts, shipped as data/calibration.json."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, repeat
from pathlib import Path

from generator.errors import DamagedData
from generator.records import Bin, Calibration

SHIPPED = Path(__file__).parent / "data" / "calibration.json"
_SIDES, _OUTCOMES = 3, 2  # supports, contradicts, neutral; right, wrong


def load_calibration(path: Path = SHIPPED) -> Calibration:
    """Return the calibration that `path` holds.

    Raises DamagedData when the file is missing, damaged or incomplete; nothing is guessed in its place.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        calibration = Calibration(
            name=str(data["name"]),
            data=str(data["data"]),
            command=str(data["command"]),
            pairs=tuple(map(read_bin, data["pairs"])),
            rules=tuple((name, read_bin(item)) for name, item in data["rules"].items()),
            findings=tuple((verdict, tuple(map(read_bin, bins))) for verdict, bins in data["findings"].items()),
        )
    except OSError as error:
        raise DamagedData(path.name, f"cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedData(path.name, "is not a calibration; fit it again") from error
    rules = (_covers((item,), _SIDES) for _, item in calibration.rules)
    findings = (_covers(bins, _OUTCOMES) for _, bins in calibration.findings)
    if not (_covers(calibration.pairs, _SIDES) and all(rules) and all(findings)):
        raise DamagedData(path.name, "its bins leave a hole or their shares do not sum to 1; fit it again")
    return calibration


def rule_shares(calibration: Calibration, rules: Collection[str]) -> Mapping[str, tuple[float, ...]]:
    """Return the shares supports, contradicts, neutral that were measured for each of `rules`.

    Raises DamagedData when one of them was not measured.
    """
    measured = dict(calibration.rules)
    missing = [rule for rule in rules if rule not in measured]
    if missing:
        raise DamagedData(SHIPPED.name, f"does not know the rule {missing[0]!r}; fit it again")
    return {rule: measured[rule].shares for rule in rules}


def dump_calibration(calibration: Calibration) -> str:
    """Return the calibration as JSON text that `load_calibration` reads back equal."""
    data = {
        "name": calibration.name,
        "data": calibration.data,
        "command": calibration.command,
        "pairs": [plain_bin(item) for item in calibration.pairs],
        "rules": {name: plain_bin(item) for name, item in calibration.rules},
        "findings": {verdict: [plain_bin(item) for item in bins] for verdict, bins in calibration.findings},
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def monotone(bins: Sequence[Bin], *, rising: bool, share: int) -> tuple[Bin, ...]:
    """Return the bins with neighbours pooled until share number `share` rises (or falls) along them.

    Pool-adjacent-violators algorithm (Ayer et al. 1955), each bin weighted by its n.
    """
    pooled: list[Bin] = []
    for item in bins:
        pooled.append(item)
        while len(pooled) > 1 and _violates(pooled[-2], pooled[-1], rising=rising, share=share):
            last = pooled.pop()
            pooled[-1] = _pool(pooled[-1], last)
    return tuple(pooled)


def _violates(first: Bin, second: Bin, *, rising: bool, share: int) -> bool:
    step = second.shares[share] - first.shares[share]
    return step < 0 if rising else step > 0


def _pool(first: Bin, second: Bin) -> Bin:
    n = first.n + second.n
    shares = tuple(
        (a * first.n + b * second.n) / n if n else (a + b) / 2 for a, b in zip(first.shares, second.shares, strict=True)
    )
    return Bin(low=first.low, high=second.high, n=n, shares=shares)


def _covers(bins: Sequence[Bin], classes: int) -> bool:
    """Return whether the bins cover 0..1 without a hole, each with one share for every class."""
    if not bins or bins[0].low != 0 or bins[-1].high <= 1:
        return False
    return all(map(_sound, bins, repeat(classes))) and all(a.high == b.low for a, b in pairwise(bins))


def _sound(item: Bin, classes: int) -> bool:
    fitting = len(item.shares) == classes and all(0 <= share <= 1 for share in item.shares)
    return fitting and abs(sum(item.shares) - 1) < 1e-3 and item.low < item.high


def read_bin(data: Mapping[str, object]) -> Bin:
    """Return the bin that JSON data hold; raises KeyError, TypeError or ValueError when they hold none."""
    low, high, n, shares = data["low"], data["high"], data["n"], data["shares"]
    if not isinstance(shares, list) or not isinstance(n, int):
        raise TypeError
    return Bin(low=float(str(low)), high=float(str(high)), n=n, shares=tuple(float(str(share)) for share in shares))


def plain_bin(item: Bin) -> dict[str, object]:
    """Return the bin as data for JSON, its shares to four decimals."""
    return {"low": item.low, "high": item.high, "n": item.n, "shares": [round(share, 4) for share in item.shares]}
