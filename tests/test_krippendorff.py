"""Krippendorff's alpha, against a published example."""

from __future__ import annotations

import pytest

from generator.krippendorff import alpha

# Four observers, twelve units, some values missing: section C of the paper that the module names.
PUBLISHED = ((1, 1, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4), (4, 4, 4, 4),
             (1, 1, 2, 1), (2, 2, 2, 2), (5, 5, 5), (1, 1), (3,))  # fmt: skip


def test_published_example_gives_the_published_figure():
    assert alpha(PUBLISHED) == pytest.approx(0.849, abs=5e-4)


def test_perfect_agreement_is_1_and_systematic_difference_below_0():
    assert alpha([(1, 1), (5, 5), (9, 9)]) == 1
    assert alpha([(1, 9), (9, 1)]) < 0


@pytest.mark.parametrize("units", [[], [(3,), (4,)], [(2, 2), (2, 2)]])
def test_nothing_to_compare_gives_none(units):
    assert alpha(units) is None
