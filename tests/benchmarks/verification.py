"""How well claims are verified: the development folds, from the stored readings, and what the scoreboard holds."""

from __future__ import annotations

from itertools import groupby

from generator.scoreboard import load_scoreboard
from generator.training.fit_combination import load_readings, measured
from tests.benchmarks.tables import table

TITLE = "5 Verification"


def run() -> None:
    """Print the figures that the stored readings give now, then those of the scoreboard."""
    readings = load_readings()
    rows = [(name, value, len(readings)) for name, value in measured(readings).items()]
    table(f"{TITLE}: SciFact's training claims, five folds", ("measure", "value", "readings"), rows)
    for task, figures in groupby(load_scoreboard().figures, key=lambda figure: figure.task):
        kept = [(f.measure, f.value, f.beat or "-", f.aim or "-", f.n, f.commit) for f in figures]
        table(f"{TITLE}, stored: {task}", ("measure", "value", "others", "aim", "n", "commit"), kept)
