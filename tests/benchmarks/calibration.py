"""How often the judges and the verdicts are right: the shipped bins, and what five folds say of them."""

from __future__ import annotations

from pathlib import Path

from generator.calibration import dump_calibration, load_calibration
from generator.training.fit_calibration import FOLDS, cross_validated, fit, read_cases
from generator.vocabulary import load_vocabulary
from tests.benchmarks.tables import skipped, table

TITLE = "3 Calibration"


def run(corpus: Path, datasets: Path | None) -> None:
    """Print the shipped bins, and with the data at hand the error of five folds; nothing is written."""
    shipped = load_calibration()
    sides = ("supports", "contradicts", "neutral")
    bins = [(_range(item), *item.shares, item.n) for item in shipped.pairs]
    table(f"{TITLE}: score of a pair, {shipped.data}", ("score", *sides, "n"), bins)
    rules = [(name, *item.shares, item.n) for name, item in shipped.rules]
    table(f"{TITLE}: what was true where a rule fired", ("rule", *sides, "n"), rules)
    verdicts = [(name, _range(item), item.shares[0], item.n) for name, bins in shipped.findings for item in bins]
    table(f"{TITLE}: share of right verdicts", ("verdict", "strongest other voice", "right", "n"), verdicts)
    if datasets is None:
        skipped(f"{TITLE}: expected calibration error", "REPORT_CORPUS_DATASETS is not set")
        return
    cases, rarity = read_cases(datasets / "scifact")
    vocabulary = load_vocabulary(corpus)
    fresh = dump_calibration(fit(cases, rarity, vocabulary)) == dump_calibration(shipped)
    rows = [
        (
            f"expected calibration error of a finding's confidence, {FOLDS} folds",
            cross_validated(cases, rarity, vocabulary),
            len(cases),
        ),
        ("the shipped file is what a fit gives today", "yes" if fresh else "NO: fit it again", len(cases)),
    ]
    table(f"{TITLE}: SciFact's training claims", ("measure", "value", "n"), rows)


def _range(item) -> str:
    return f"{item.low:.2f} to {min(item.high, 1):.2f}"
