"""What the judges say of one (claim, paper) pair, combined into three calibrated probabilities.

A multinomial logistic regression (stacking, Wolpert 1992) over the model's log probabilities, the share of common
wording and the rules that fired.  Its weights are fitted on SciFact's training claims, each judged by a model that
has not seen it, and shipped as data/combination.json.  Three sets of weights differ in what they expect: `given` for
papers that a claim cites, with their nearness of meaning; `searched` for papers of a report, most of which say nothing
about the claim; `found` for the same with their nearness and their place in a search for the claim.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from generator.calibration import plain_bin, read_bin
from generator.errors import DamagedData
from generator.records import Bin, Label, Triple

SHIPPED = Path(__file__).parent / "data" / "combination.json"
LABELS: tuple[Label, ...] = ("supports", "contradicts", "neutral")
Setting = Literal["given", "searched", "found"]
FEATURES = ("supports", "contradicts", "neutral", "wording", "agrees", "figures differ", "opposite direction", "one")
NEARNESS = ("document", "sentence", "rank", "first", "behind the nearest")
# How many of these each setting uses: a paper that is given has no place in a search.
NEAR_USED: Mapping[Setting, int] = MappingProxyType({"given": 2, "searched": 0, "found": len(NEARNESS)})
SETTINGS: tuple[Setting, ...] = tuple(NEAR_USED)
_FLOOR = 0.0005  # the model's probabilities are kept to three decimals


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a pair: the model's probabilities, the share of common wording, and the rule that fired.

    `near` holds the numbers that `NEARNESS` names, as many of them as the setting uses.
    """

    model: Triple
    wording: float
    rule: str = ""
    near: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Fitted weights, one row of `FEATURES` for each label; the least probability at which a side is taken.

    `least` is that of a report, chosen for its share of right calls, `least_found` that of the open pipeline, chosen
    for F1.  `findings` are the bins of a finding's confidence, by verdict.
    """

    name: str
    data: str
    command: str
    model: str
    weights: Mapping[Setting, tuple[tuple[float, ...], ...]]
    least: Mapping[Label, float]
    least_found: Mapping[Label, float]
    findings: Mapping[str, tuple[Bin, ...]]

    def probabilities(self, signs: Signs, setting: Setting) -> Triple:
        """Return the probabilities of supports, contradicts and neutral; they sum to 1."""
        values = features(signs, setting)
        scores = [sum(w * x for w, x in zip(row, values, strict=True)) for row in self.weights[setting]]
        top = max(scores)
        parts = [math.exp(score - top) for score in scores]
        total = sum(parts)
        return parts[0] / total, parts[1] / total, parts[2] / total

    def label(self, probabilities: Triple) -> Label:
        """Return the side that a report takes: the likelier one where it reaches its least probability."""
        return side(probabilities, self.least)


def side(probabilities: Triple, least: Mapping[Label, float]) -> Label:
    """Return the likelier of supports and contradicts where it reaches its least probability, else neutral."""
    supports, contradicts, _ = probabilities
    label: Label = "supports" if supports >= contradicts else "contradicts"
    return label if max(supports, contradicts) >= least[label] else "neutral"


def nearness(ranked: Sequence[tuple[float, float]]) -> list[tuple[float, ...]]:
    """Return the numbers that `NEARNESS` names for papers in the order of a search.

    Each is given as two cosines with the claim: of title and text, and of its nearest sentence.
    """
    most = max((sentence for _, sentence in ranked), default=0.0)
    return [
        (document, sentence, 1 / rank, float(rank == 1), sentence - most)
        for rank, (document, sentence) in enumerate(ranked, start=1)
    ]


def features(signs: Signs, setting: Setting) -> tuple[float, ...]:
    """Return the numbers that the weights apply to: those of `FEATURES`, then those of `NEARNESS` that are used."""
    logs = [math.log(max(_FLOOR, share)) for share in signs.model]
    agrees = signs.rule in {"restates", "figures agree"}
    fired = [float(signs.rule == name) for name in ("figures differ", "opposite direction")]
    return (*logs, signs.wording, float(agrees), *fired, 1.0, *signs.near[: NEAR_USED[setting]])


def softmax(logits: Sequence[float]) -> Triple:
    """Return the probabilities of three logits to three decimals, as they are locked; they sum to 1."""
    top = max(logits)
    parts = [math.exp(value - top) for value in logits]
    first, second = (round(part / sum(parts), 3) for part in parts[:2])
    return first, second, round(1 - first - second, 3)


def load_combination(path: Path = SHIPPED) -> Combination:
    """Return the combination that `path` holds.

    Raises DamagedData when the file is missing, damaged or incomplete; nothing is guessed in its place.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        found = Combination(
            name=str(data["name"]),
            data=str(data["data"]),
            command=str(data["command"]),
            model=str(data["model"]),
            weights={key: tuple(tuple(map(float, row)) for row in data["weights"][key]) for key in SETTINGS},
            least={key: float(data["least"][key]) for key in ("supports", "contradicts")},
            least_found={key: float(data["least_found"][key]) for key in ("supports", "contradicts")},
            findings={verdict: tuple(map(read_bin, bins)) for verdict, bins in data["findings"].items()},
        )
    except OSError as error:
        raise DamagedData(path.name, f"cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedData(path.name, "is not a combination of judges; fit it again") from error
    if not all(_fits(rows, setting) for setting, rows in found.weights.items()):
        raise DamagedData(path.name, "its weights have another shape; fit it again")
    return found


def _fits(rows: Sequence[Sequence[float]], setting: Setting) -> bool:
    wanted = len(FEATURES) + NEAR_USED[setting]
    return len(rows) == len(LABELS) and all(len(row) == wanted for row in rows)


def dump_combination(combination: Combination) -> str:
    """Return the combination as JSON text that `load_combination` reads back equal."""
    data = {
        "name": combination.name,
        "data": combination.data,
        "command": combination.command,
        "model": combination.model,
        "weights": {key: [list(row) for row in rows] for key, rows in combination.weights.items()},
        "least": dict(combination.least),
        "least_found": dict(combination.least_found),
        "findings": {verdict: [plain_bin(item) for item in bins] for verdict, bins in combination.findings.items()},
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
