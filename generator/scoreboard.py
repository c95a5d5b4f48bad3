"""The stored figures of the scoreboard: generator/data/scoreboard.json, written by training/score.py.

A figure keeps the command that gives it, how many cases it rests on, and the commit and date of the measurement.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from generator.codec import decode
from generator.errors import DamagedData

SHIPPED = Path(__file__).parent / "data" / "scoreboard.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure; `beat` is what others report for the task, `aim` what we set out to reach."""

    task: str
    measure: str
    value: float
    n: int
    command: str
    commit: str
    date: str
    beat: str = ""
    aim: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How often what is said to be so likely was so: (mean stated, share true, n) for each bin with cases."""

    title: str
    told: str
    points: tuple[tuple[float, float, int], ...]
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A claim and its altered twin, read beside the same sentences of one paper; probabilities of the three labels."""

    paper: str
    claim: str
    altered: str
    judged: tuple[float, float, float]
    judged_altered: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A reading of the model that would change the verdict of a finding, read by hand: is it right?"""

    report: str
    claim: str
    before: str
    after: str
    paper: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoreboard:
    """All stored figures."""

    model: str
    figures: tuple[Figure, ...]
    curves: tuple[Curve, ...]
    twins: tuple[Twin, ...]
    changed: tuple[Changed, ...]


def load_scoreboard(path: Path = SHIPPED) -> Scoreboard:
    """Return the stored figures; raises DamagedData when the file is missing or cannot be read as such."""
    try:
        return decode(Scoreboard, json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise DamagedData(path.name, f"cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedData(path.name, "does not hold a scoreboard; measure again") from error
