"""What changed lately."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.history import steps
from generator.pages import changes
from generator.records import Corpus, Relations
from tests.invented import corpus, empty_report, full_report


def text(*reports):
    made = Corpus(reports=reports, relations=Relations()) if reports else corpus()
    (page,) = changes.render(made)
    return page.text


def test_every_version_of_every_report_that_is_shown_has_a_row():
    made = [report for report in corpus().reports if report.question.status != "draft"]
    assert text().count("<tr><td") == sum(len(steps(report)) for report in made)
    assert "tidal-draft" not in text()


def test_newest_version_comes_first_and_undated_ones_last():
    dates = re.findall(r'data-label="Date">([^<]+)<', text())
    assert dates[0] == "3 February 2026"
    assert dates[-1] == "undated"


def test_page_shows_a_hundred_versions_and_says_how_many_are_older():
    report = full_report()
    first, _ = report.history
    many = tuple(replace(first, version=f"{number:08x}") for number in range(130))
    shown = text(replace(report, history=many))
    assert shown.count("<tr><td") == 100
    assert "31 older versions" in shown


def test_feed_is_linked_only_where_it_is_written():
    assert "feed.xml" in text(full_report())
    assert "feed.xml" not in text(empty_report())
