"""Records looked up by DOI: what was found and asked, and when a register is given up."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from generator.contracts import Answer
from generator.errors import NoRecord, SourceError
from generator.lookup import Looked, look_up
from generator.sources import arxiv
from tests.bakery import paper
from tests.sources.harness import fixture


@dataclass
class Fetch:
    """Answers each path as told: with bytes, with nothing, or with a failure."""

    answers: dict[str, bytes | SourceError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    forgotten: int = 0

    def __call__(self, source, path, _parameters):
        self.asked.append(path)
        answer = self.answers.get(path, NoRecord(source, "has nothing", "2030-01-01"))
        if isinstance(answer, SourceError):
            raise answer
        return Answer(answer, "text/xml", "2030-01-02")

    def forget(self, *_):
        self.forgotten += 1


class Pantry:
    """A register that holds what the fetch answers."""

    NAME = "pantry"
    KEY = None

    def look_up(self, doi, fetch):
        if doi == "10.5555/foreign":
            return None
        try:
            fetch(self.NAME, doi, {})
        except NoRecord:
            return None
        return paper(doi, doi=doi)


def down():
    return SourceError("Pantry", "is locked")


def test_found_and_missing_ones_were_asked_and_foreign_ones_not():
    fetch = Fetch({"10.5555/a": b""})
    looked = look_up(Pantry(), ["10.5555/a", "10.5555/b", "10.5555/foreign"], fetch)
    assert [one.id for one in looked.papers] == ["10.5555/a"]
    assert (looked.asked, looked.trouble, looked.date) == (("10.5555/a", "10.5555/b"), "", "2030-01-02")


def test_day_is_known_where_nothing_was_found():
    assert look_up(Pantry(), ["10.5555/a"], Fetch()).date == "2030-01-01"
    assert look_up(Pantry(), [], Fetch()) == Looked()


@pytest.mark.parametrize(("failing", "asked", "unanswered"), [("bd", "abcde", 2), ("bc", "abc", 4), ("e", "abcde", 1)])
def test_register_is_given_up_after_two_failures_in_a_row(failing, asked, unanswered):
    fetch = Fetch({name: down() for name in failing})
    looked = look_up(Pantry(), list("abcde"), fetch)
    assert "".join(fetch.asked) == asked
    assert looked.trouble == f"Pantry: is locked; {unanswered} of 5 look-ups by DOI have no answer"
    assert set(looked.asked) == set(asked) - set(failing)
    assert fetch.forgotten == len(failing)


def test_register_that_can_is_asked_for_all_at_once():
    fetch = Fetch({"query": fixture("arxiv.xml")})
    looked = look_up(arxiv, ["10.48550/arxiv.2401.00001", "10.48550/arxiv.hep-th/9901001"], fetch)
    assert [one.doi for one in looked.papers] == list(looked.asked)
    assert fetch.asked == ["query"]
