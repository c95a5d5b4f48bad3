"""Unpaywall's answers: where a free copy lies."""

from __future__ import annotations

import pytest

from generator.errors import NoRecord, SourceError
from generator.sources import unpaywall
from tests.sources.harness import JSON, Replay, fixture

RECORD = fixture("unpaywall.json")


def test_look_up_adds_the_address_of_a_free_copy():
    fetch = Replay([RECORD])
    paper = unpaywall.look_up("10.5555/loaf.1", fetch)
    assert (paper.open_access, paper.title) == ("https://repo.example/1.pdf", "Ovens & crusts")
    assert fetch.calls == [("v2/10.5555/loaf.1", {})]


def test_address_that_is_not_of_the_web_is_left_out():
    hostile = RECORD.replace(b"https://repo.example/1.pdf", b"javascript:alert(1)")
    assert unpaywall.parse(hostile, JSON)[0].open_access == ""


def test_unknown_doi_is_none():
    assert unpaywall.look_up("10.5555/none", Replay([NoRecord("Unpaywall", "has no such record")])) is None


@pytest.mark.parametrize("body", [b'{"error": true, "message": "x"}', b'{"results": []}', b"[]", b""])
def test_other_answers_are_errors(body):
    with pytest.raises(SourceError):
        unpaywall.parse(body, JSON)
