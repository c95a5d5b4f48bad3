"""Many questions: the cache first, the rest in one process or several, the result always the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.errors import CorpusError
from generator.executor import synthesise_all
from generator.pipeline import load_inputs
from generator.settings import Settings, load_settings


def reports_of(settings: Settings, *tell):
    """Return all reports of a corpus."""
    return synthesise_all(load_inputs(settings), settings, *tell)


def test_reports_come_in_order_of_their_ids(toy):
    made = []
    reports = reports_of(load_settings(toy.root, {}), made.append)
    assert [report.id for report in reports] == ["coatings-and-wear", "moonlit-honey", "rotor-size"]
    assert sorted(made) == [report.id for report in reports]


def test_finished_reports_come_from_the_cache(toy):
    settings, made = load_settings(toy.root, {}), []
    first = reports_of(settings)
    assert reports_of(settings, made.append) == first
    assert made == []


def test_several_processes_give_what_one_gives(toy, tmp_path):
    twin = toy.copy(tmp_path / "twin")
    alone = reports_of(replace(load_settings(toy.root, {}), jobs=1))
    together = reports_of(replace(load_settings(twin.root, {}), jobs=2))
    assert together == alone


@pytest.mark.parametrize("jobs", [1, 2])
def test_failure_of_one_question_is_told_as_it_is(toy, jobs, tmp_path):
    settings = replace(load_settings(toy.root, {}), jobs=jobs, cache=tmp_path / "a-file")
    settings.cache.write_text("in the way", encoding="utf-8")
    with pytest.raises((CorpusError, OSError), match="a-file"):
        reports_of(settings)
