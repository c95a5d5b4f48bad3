"""Agreement between observers: Krippendorff's alpha for interval data.

alpha = 1 - D_o / D_e: observed over expected disagreement, both mean squared differences between two values, within
units and over all units.  Formula, and the example that the test computes: K. Krippendorff, Computing Krippendorff's
Alpha-Reliability, University of Pennsylvania, 2011, section C.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Return alpha, 1 for perfect agreement, 0 for that of chance, below where observers differ systematically.

    A unit holds the values that its observers gave; one with a single value cannot be compared and is left out.
    None where nothing can be compared or all values are equal.
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    expected = _squares(values) / (len(values) - 1) if values else 0.0
    if not expected:
        return None
    observed = sum(_squares(unit) / (len(unit) - 1) for unit in paired)
    return 1 - observed / expected


def _squares(values: Sequence[float]) -> float:
    """Return the sum of the squared differences over all ordered pairs, in linear time."""
    mean = sum(values) / len(values)
    return 2 * len(values) * sum((value - mean) ** 2 for value in values)
