"""Points to a score."""

from __future__ import annotations

import pytest

from generator.records import Criterion, Rubric

RUBRIC = Rubric(
    reviewer="taste",
    asks="Is it sweet?",
    criteria=(
        Criterion(points=6.0, what="sweet jars"),
        Criterion(points=4.0, what="clear jars"),
        Criterion(points=-5.0, what="jars with wasps"),
    ),
)


@pytest.mark.parametrize(
    ("shares", "score"),
    [
        ((1.0, 1.0, 0.0), 10.0),
        ((0.5, 0.25, 0.0), 4.0),
        ((0.5, 0.25, 0.5), 1.5),
        ((0.0, 0.0, 1.0), 0.0),
        ((0.5, None, 0.0), 5.0),
        ((None, None, 0.0), 0.0),
    ],
)
def test_score_adds_points_takes_off_penalties_and_shares_out_what_does_not_apply(shares, score):
    assert RUBRIC.score(*shares) == score


def test_each_criterion_needs_its_share():
    with pytest.raises(ValueError, match="shorter"):
        RUBRIC.score(1.0)
