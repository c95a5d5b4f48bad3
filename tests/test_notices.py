"""A notice says what became of a paper; only a retraction or withdrawal that still stands takes it out."""

from __future__ import annotations

import pytest

from generator.notices import is_gone, kind, subject


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ("Retracted 2021-03-04: the ovens were never lit", "retraction"),
        ("RETRACTION: figures were invented", "retraction"),
        ("Withdrawn", "withdrawal"),
        ("Expression of concern 2020", "expression of concern"),
        ("Corrected in 2021: table 2", "correction"),
        ("Corrigendum", "correction"),
        ("Reinstated 2022-01-01", "reinstatement"),
        ("Preprint: Withdrawn", None),
        ("Retractable ovens", None),
        ("A later paper was retracted", None),
        ("", None),
    ],
)
def test_a_notice_begins_with_its_kind(notice, expected):
    assert kind(notice) == expected


@pytest.mark.parametrize(
    ("notices", "gone"),
    [
        ((), False),
        (("Retracted",), True),
        (("Withdrawn 2020",), True),
        (("Corrected 2021", "Expression of concern"), False),
        (("Retracted 2020-05-01", "Reinstated 2021-01-01"), False),
        (("Reinstated 2021-01-01", "Retracted 2020-05-01"), False),
        (("Retracted 2020-05-01", "Reinstated 2021-01-01", "Retracted 2022-02-02"), True),
        (("Retracted 2022", "Reinstated 2021-01-01"), True),
        (("Retracted 2021", "Reinstated 2021-01-01"), False),
        (("Retracted", "Reinstated"), False),
        (("Retracted: data of 2025", "Reinstated 2021"), False),
        (("Reinstated",), False),
    ],
)
def test_a_retraction_stands_until_the_paper_is_reinstated(notices, gone):
    assert is_gone(notices) is gone


def test_notice_on_another_paper_names_it():
    assert subject(("Corrected 2021", "Notice on 10.5555/loaf (retraction, 2021)")) == "10.5555/loaf"
    assert subject(("Notice on PMID 7 (erratum)",)) == "PMID 7"
    assert subject(("Retracted: Notice on 10.5555/loaf", "Corrected")) is None
