"""A report that is drafted, renamed, retired or overdue: what stays, what leads on, what a reader is told."""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import replace

import pytest

from generator.commands import pages
from generator.pages import home, renamed, report, reports_index
from generator.records import Corpus, Relations, Report, SearchResult, Site
from generator.settings import load_settings
from generator.write import MANIFEST, write
from tests.invented import HOSTILE, empty_report, full_report, retired_report


def asked(made: Report, **fields: object) -> Report:
    """Return the report with other fields of its question."""
    dossier = replace(made.draft.dossier, question=replace(made.question, **fields))
    return replace(made, draft=replace(made.draft, dossier=dossier))


def rendered(kind, *reports: Report, **fields: object) -> dict[str, str]:
    """Return path and text of each page of a kind."""
    return {page.path: page.text for page in kind.render(Corpus(reports=reports, relations=Relations(), **fields))}


def test_former_address_leads_on_without_script_and_is_not_indexed():
    site = Site(url="https://tides.example/reports-of-tides/")
    made = rendered(renamed, asked(full_report(), aliases=("ebb-skill", "old-skill")), site=site)
    assert list(made) == ["reports/ebb-skill/index.html", "reports/old-skill/index.html"]
    page = made["reports/ebb-skill/index.html"]
    assert page.startswith("<!doctype html>\n")
    assert '<meta http-equiv="refresh" content="0; url=../tidal-skill/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="https://tides.example/reports-of-tides/reports/tidal-skill/">' in page
    assert '<a href="../tidal-skill/">' in page
    assert "<script" not in page
    assert "style" not in page


def test_title_on_a_former_address_is_escaped():
    page = rendered(renamed, asked(full_report(), aliases=("old",), title=HOSTILE))["reports/old/index.html"]
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_draft_has_no_former_address():
    assert rendered(renamed, asked(empty_report("tidal-draft", "draft"), aliases=("old",))) == {}


def test_former_address_is_known_as_ours_when_the_manifest_is_lost(tmp_path):
    first = renamed.render(Corpus(reports=(asked(full_report(), aliases=("old",)),), relations=Relations()))
    write(first, tmp_path)
    (tmp_path / MANIFEST).unlink()
    moved = asked(full_report(), aliases=("old",), title="Another title")
    assert write(renamed.render(Corpus(reports=(moved,), relations=Relations())), tmp_path).written == 1


@pytest.mark.parametrize(("due", "shown"), [("2026-01-31", True), ("2026-09-09", False), ("2026-02-03", False)])
def test_report_is_overdue_by_the_newest_date_of_the_corpus(due, shown):
    made = rendered(report, asked(full_report(), review_by=due))["reports/tidal-skill.md"]
    newest = max(filter(None, ("2026-02-03", *(one.date for one in full_report().draft.dossier.found))))
    assert ("overdue for review" in made) == (due < newest) == shown


def test_search_of_another_report_makes_one_overdue():
    later = SearchResult(source="crossref", queries=(), papers=(), total=0, date="2031-01-01")
    other = empty_report()
    draft = replace(other.draft, dossier=replace(other.draft.dossier, found=(later,)))
    due = asked(full_report(), review_by="2030-01-01")
    assert "overdue" not in rendered(report, due)["reports/tidal-skill.md"]
    page = rendered(report, due, replace(other, draft=draft))["reports/tidal-skill.md"]
    assert "It was to be reviewed by 1 January 2030; the newest report or search here is of 1 January 2031." in page


def test_retired_report_stays_with_a_banner_and_leaves_the_counts():
    both = (full_report(), retired_report())
    page = rendered(report, *both)["reports/tidal-size.md"]
    assert "This report is retired." in page
    assert 'href="../tidal-skill/"' in page
    only = rendered(home, full_report())["index.md"]
    assert rendered(home, *both)["index.md"] == only
    head = rendered(reports_index, *both)["reports/index.md"].split("## Retired")[0]
    assert "tidal-size" not in head


def test_a_build_of_the_pages_leaves_drafts_out(toy, capsys):
    path = toy.root / "corpus" / "questions" / "rotor-size.yaml"
    path.write_text(path.read_text() + "status: draft\n")
    shutil.rmtree(toy.root / "docs", ignore_errors=True)
    assert pages.run(argparse.Namespace(keep_going=False), load_settings(toy.root, {})) == 0
    assert capsys.readouterr().out.startswith("2 reports (2 synthesised")
    listed = json.loads((toy.root / "docs" / MANIFEST).read_text())["pages"]
    assert not any("rotor-size" in name for name in listed)
