"""The panel's score: a mean held below every cap, and none where there is nothing to review."""

from __future__ import annotations

import pytest

from generator.records import Review
from generator.review import review, score
from tests.beehives import claim, dossier, draft, finding, paper

SOURCE = paper("a", "Heating raised the purity of honey.")


def given(*pairs: tuple[float, float | None]) -> list[Review]:
    """Return reviews with these scores and caps."""
    return [
        Review(reviewer=f"reviewer {n}", score=score, reasons=(f"reason {n}", "another"), cap=cap)
        for n, (score, cap) in enumerate(pairs)
    ]


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        (given((4.0, None)), 4.0),
        (given((4.0, None), (7.0, None)), 5.5),
        (given((1.0, None), (1.0, None), (2.0, None)), 1.3),
        (given((9.0, 6.0), (9.0, None)), 6.0),
        (given((9.0, 6.0), (9.0, 5.0)), 5.0),
        (given((3.0, 6.0), (5.0, None)), 4.0),
        (given((6.0, 6.0)), 6.0),
        (given((0.0, None)), 0.0),
        (given((10.0, None)), 10.0),
    ],
)
def test_score_is_the_capped_mean_to_one_decimal(reviews, expected):
    assert score(reviews)[0] == expected


def test_caps_that_bind_are_said_with_reviewer_and_reason():
    assert score(given((9.0, 6.0), (9.0, 9.5)))[1] == ("held at 6 by reviewer 0: reason 0",)
    assert score(given((9.0, 6.0), (9.0, 5.5)))[1] == (
        "held at 6 by reviewer 0: reason 0",
        "held at 5.5 by reviewer 1: reason 1",
    )
    assert score(given((2.0, 6.0)))[1] == ()


def test_no_review_no_score():
    assert score([]) == (None, ())


def test_reviewers_are_asked_in_order_and_see_the_whole_draft():
    known = draft(dossier((SOURCE,), (finding(claim(SOURCE)),)))
    seen = []

    def reviewer(name: str):
        def look(shown) -> Review:
            seen.append(shown)
            return Review(reviewer=name, score=5.0, reasons=())

        return look

    assert [item.reviewer for item in review(known, [reviewer("b"), reviewer("a")])] == ["b", "a"]
    assert seen == [known, known]


def test_draft_without_a_claim_is_not_reviewed():
    def never(_) -> Review:
        raise AssertionError

    assert review(draft(dossier((SOURCE,))), [never]) == ()
