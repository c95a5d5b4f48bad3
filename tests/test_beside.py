"""Two processes make pages at once, and nobody who reads them can tell."""

from __future__ import annotations

import os

import pytest

from generator import render as module
from generator.beside import POSSIBLE, beside
from generator.errors import CorpusError
from generator.render import render
from tests.invented import corpus

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="this system cannot fork a process safely")


def test_both_halves_come_in_their_order_from_two_processes():
    here, there = ((name, os.getpid()) for name in "ab"), ((name, os.getpid()) for name in "cd")
    made = list(beside(here, there))
    assert [name for name, _ in made] == ["a", "b", "c", "d"]
    assert len({process for _, process in made}) == 2


def test_failure_of_the_other_process_is_told():
    with pytest.raises(CorpusError, match="has failed"):
        list(beside([1], (1 // number for number in (1, 0))))


def test_reader_who_stops_leaves_no_process():
    made = beside(iter([1, 2]), iter([3]))
    assert next(made) == 1
    made.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_pages_are_the_same_made_by_one_process_or_two(monkeypatch):
    held = corpus()
    alone = sorted((page.path, page.text) for page in render(held, jobs=1))
    monkeypatch.setattr(module, "MANY", 1)
    assert sorted((page.path, page.text) for page in render(held, jobs=2)) == alone
