"""Fit generator/data/combination.json on the stored readings of SciFact's training claims and print what it gives.

    python -m generator.training.fit_combination

Needs no data set and no model: the readings (see readings.py) hold every figure.  All that is printed comes from
claims that neither the network nor the weights have seen: five folds for each.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import numpy as np

from generator.calibration import monotone
from generator.combination import (
    FEATURES,
    LABELS,
    SETTINGS,
    SHIPPED,
    Combination,
    Setting,
    Signs,
    dump_combination,
    features,
    nearness,
    side,
)
from generator.factcheck import SEARCHED
from generator.neural import JUDGE
from generator.records import Bin, Label, Triple
from generator.training.fit_calibration import TOP, calibration_error, closed
from generator.training.scifact import FOLDS, READINGS

RIDGE = 1.0
ROUNDS = 60
# A report calls a claim contested or corroborated where at least this share was right on the training claims.
PRECISION: Mapping[Label, float] = {"supports": 0.75, "contradicts": 0.8}
_UNKNOWN = Bin(low=0.0, high=TOP, n=0, shares=(0.5, 0.5))
FINDING_EDGES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of the readings."""

    claim: int
    document: str
    cited: bool
    label: Label
    signs: Signs
    rank: int | None
    places: tuple[int, ...]

    @property
    def fold(self) -> int:
        """Return the fold of the claim."""
        return self.claim % FOLDS


def load_readings(path: Path = READINGS) -> list[Reading]:
    """Return the stored readings."""
    rows = list(map(json.loads, path.read_text("utf-8").splitlines()))
    near: dict[tuple[int, str], tuple[float, ...]] = {}
    for claim, group in groupby(rows, key=lambda row: row["claim"]):
        found = sorted((row for row in group if 0 < (row["rank"] or 0) <= SEARCHED), key=lambda row: row["rank"])
        for row, numbers in zip(found, nearness([row["cosines"] for row in found]), strict=True):
            near[claim, row["document"]] = numbers
    cosines = {(row["claim"], row["document"]): tuple(row["cosines"]) for row in rows}
    return [
        Reading(
            row["claim"],
            row["document"],
            row["cited"],
            row["label"],
            Signs(tuple(row["judged"]), row["wording"], row["rule"], near.get(key, cosines[key])),
            row["rank"],
            tuple(row["places"]),
        )
        for row in rows
        for key in ((row["claim"], row["document"]),)
    ]


def fit_weights(readings: Sequence[Reading], setting: Setting) -> tuple[tuple[float, ...], ...]:
    """Return the weights of a multinomial logistic regression with a ridge penalty, by Newton's method."""
    x = np.array([features(row.signs, setting) for row in readings])
    y = np.eye(len(LABELS))[[LABELS.index(row.label) for row in readings]]
    k = x.shape[1]
    weights = np.zeros((len(LABELS), k))
    for _ in range(ROUNDS):
        scores = x @ weights.T
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        gradient = (shares - y).T @ x + RIDGE * weights
        hessian = np.zeros((len(LABELS) * k, len(LABELS) * k))
        for a in range(len(LABELS)):
            for b in range(len(LABELS)):
                outer = shares[:, a] * ((a == b) - shares[:, b])
                hessian[a * k : (a + 1) * k, b * k : (b + 1) * k] = (x * outer[:, None]).T @ x
        hessian += RIDGE * np.eye(len(hessian))
        step = np.linalg.solve(hessian, gradient.ravel()).reshape(weights.shape)
        weights -= step
        if float(np.abs(step).max()) < 1e-9:
            break
    return tuple(tuple(round(float(value), 4) for value in row) for row in weights)


def fit(readings: Sequence[Reading], model: str) -> Combination:
    """Return the combination that the readings give."""
    blank = Combination(
        name="combined-1",
        data=f"SciFact, {len({row.claim for row in readings})} training claims, {FOLDS} folds",
        command="python -m generator.training.fit_combination",
        model=model,
        weights={setting: fit_weights(_rows(readings, setting), setting) for setting in SETTINGS},
        least={},
        least_found={},
        findings={},
    )
    judged = held_out(readings, "searched")
    least: dict[Label, float] = {side: _least(judged, side) for side in LABELS[:2]}
    combination = replace(blank, least=least, least_found=_best_for_f1(held_out(readings, "found")))
    return replace(combination, findings=_fit_findings(list(verdicts(judged, combination))))


def _rows(readings: Sequence[Reading], setting: Setting) -> list[Reading]:
    """Return the readings that belong to a setting: cited papers, all, or those that the search found."""
    wanted = {
        "given": lambda row: row.cited,
        "searched": lambda _: True,
        "found": lambda row: 0 < (row.rank or 0) <= SEARCHED,
    }
    return list(filter(wanted[setting], readings))


def held_out(readings: Sequence[Reading], setting: Setting) -> list[tuple[Reading, Triple]]:
    """Return every reading with the probabilities that weights fitted on the other folds give it."""
    rows = _rows(readings, setting)
    found: list[tuple[Reading, Triple]] = []
    for fold in range(FOLDS):
        weights = fit_weights([row for row in rows if row.fold != fold], setting)
        one = Combination(
            name="",
            data="",
            command="",
            model="",
            least={},
            least_found={},
            findings={},
            weights=dict.fromkeys(SETTINGS, weights),
        )
        found.extend((row, one.probabilities(row.signs, setting)) for row in rows if row.fold == fold)
    return sorted(found, key=lambda item: (item[0].claim, item[0].document))


def _best_for_f1(judged: Sequence[tuple[Reading, Triple]]) -> dict[Label, float]:
    """Return the least probabilities at which the abstract-level F1 of the open pipeline is best."""
    grid = [step / 100 for step in range(10, 60, 5)]
    pairs = [(one, other) for one in grid for other in grid]
    best = max(pairs, key=lambda pair: (open_f1(judged, {"supports": pair[0], "contradicts": pair[1]}), pair))
    return {"supports": best[0], "contradicts": best[1]}


def open_f1(judged: Sequence[tuple[Reading, Triple]], least: Mapping[Label, float]) -> float:
    """Return the F1 of labelled papers over those that the search found."""
    sides = [(row.label, side(triple, least)) for row, triple in judged]
    hit = sum(true == called != "neutral" for true, called in sides)
    total = sum((true != "neutral") + (called != "neutral") for true, called in sides)
    return 2 * hit / total if total else 0.0


def _least(judged: Sequence[tuple[Reading, Triple]], side: Label) -> float:
    """Return the least probability from which on the wanted share of the calls of a side is right."""
    place = LABELS.index(side)
    for step in range(30, 96):
        called = [row for row, triple in judged if triple[place] >= step / 100 and triple[place] == max(triple[:2])]
        if called and sum(row.label == side for row in called) / len(called) >= PRECISION[side]:
            return step / 100
    return 0.95


def verdicts(judged: Sequence[tuple[Reading, Triple]], combination: Combination) -> Iterator[tuple[str, float, bool]]:
    """Yield for each claim the verdict, the voice that decided it, and whether the labels give the same."""
    for _, group in groupby(judged, key=lambda item: item[0].claim):
        rows = list(group)
        sides = [combination.label(triple) for _, triple in rows]
        verdict, gold = _verdict(sides), _verdict([row.label for row, _ in rows])
        side = {"contested": "contradicts", "corroborated": "supports"}.get(verdict)
        voices = [max(t[:2]) for (_, t), label in zip(rows, sides, strict=True) if label == side]
        yield verdict, max(voices) if voices else max(1 - t[2] for _, t in rows), verdict == gold


def _verdict(labels: Sequence[str]) -> str:
    if "contradicts" in labels:
        return "contested"
    return "corroborated" if "supports" in labels else "single source"


def _fit_findings(rows: Sequence[tuple[str, float, bool]]) -> dict[str, tuple[Bin, ...]]:
    found = {}
    for verdict in ("contested", "corroborated", "single source"):
        mine = [(value, right) for name, value, right in rows if name == verdict]
        bins = []
        for low, high in zip(FINDING_EDGES, (*FINDING_EDGES[1:], TOP), strict=True):
            tally = Counter(right for value, right in mine if low <= value < high)
            if tally:
                n = tally.total()
                share = round((tally[True] + 1) / (n + 2), 4)
                bins.append(Bin(low=low, high=high, n=n, shares=(share, round(1 - share, 4))))
        pooled = monotone(bins, rising=verdict != "single source", share=0) or (_UNKNOWN,)
        found[verdict] = closed(
            [replace(item, shares=tuple(round(share, 4) for share in item.shares)) for item in pooled]
        )
    return found


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the three labels of (true, called)."""
    return sum(f1(pairs, label) for label in LABELS) / len(LABELS)


def f1(pairs: Sequence[tuple[str, str]], label: str) -> float:
    """Return the F1 of one label."""
    hit = sum(true == called == label for true, called in pairs)
    called, true = sum(c == label for _, c in pairs), sum(t == label for t, _ in pairs)
    return 2 * hit / (called + true) if called + true else 0.0


def likeliest(triple: Triple) -> str:
    """Return the label with the highest probability."""
    return LABELS[max(range(len(LABELS)), key=lambda place: triple[place])]


def measured(readings: Sequence[Reading]) -> dict[str, float]:
    """Return the figures of the development folds."""
    given = held_out(readings, "given")
    judged = held_out(readings, "searched")
    pairs = [(row.label, likeliest(triple)) for row, triple in given]
    bare = [(row.label, likeliest(row.signs.model)) for row, _ in given]
    combination = fit(readings, "")
    stated = stated_confidence(readings)
    return {
        "given macro-F1": macro_f1(pairs),
        "given macro-F1, model alone": macro_f1(bare),
        **{f"given F1 {label}": f1(pairs, label) for label in LABELS},
        "given calibration error": calibration_error([(max(t), row.label == likeliest(t)) for row, t in given]),
        "searched calibration error": calibration_error([(max(t), row.label == likeliest(t)) for row, t in judged]),
        "finding calibration error": calibration_error(stated),
        "contradicts, recall at precision .7, given": recall_at(given, 0.7),
        **{f"least {side}": value for side, value in combination.least.items()},
    }


def stated_confidence(readings: Sequence[Reading]) -> list[tuple[float, bool]]:
    """Return for each claim the confidence that the other folds give its verdict, and whether it is right."""
    judged = held_out(readings, "searched")
    rows: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        combination = fit([row for row in readings if row.fold != fold], "")
        mine = [item for item in judged if item[0].fold == fold]
        rows.extend((_share(combination, name, value), right) for name, value, right in verdicts(mine, combination))
    return rows


def _share(combination: Combination, verdict: str, voice: float) -> float:
    return next(item.shares[0] for item in combination.findings[verdict] if item.low <= voice < item.high)


def recall_at(judged: Sequence[tuple[Reading, Triple]], precision: float) -> float:
    """Return the largest recall of `contradicts` at which at least this share of the calls is right."""
    ranked = sorted(judged, key=lambda item: -item[1][1])
    total = sum(row.label == "contradicts" for row, _ in judged)
    best, hit = 0.0, 0
    for called, (row, _) in enumerate(ranked, start=1):
        hit += row.label == "contradicts"
        if hit / called >= precision:
            best = hit / total
    return best


def main(arguments: Sequence[str] | None = None, write: Callable[[str], object] = print) -> int:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description="Fit the combination of the judges on stored readings.")
    parser.add_argument("--network", type=Path, default=JUDGE, help="the network that is shipped")
    options = parser.parse_args(arguments)
    readings = load_readings()
    for name, value in measured(readings).items():
        write(f"{name:45s} {value:.3f}")
    SHIPPED.write_text(dump_combination(fit(readings, sha256(options.network.read_bytes()).hexdigest())), "utf-8")
    write(f"{SHIPPED.name}: {len(FEATURES)} weights a label")
    return 0


if __name__ == "__main__":
    sys.exit(main())
