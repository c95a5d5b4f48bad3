"""The Atom feed, checked against a RELAX NG grammar and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from generator.exporters import feed
from generator.markdown import clean
from generator.records import Corpus, Relations, Site
from generator.timeline import timeline
from tests.invented import HOSTILE, corpus, empty_report, full_report

ATOM = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent.parent / "data" / "atom.rng"))


def tree(made=None):
    (page,) = feed.export(made or corpus())
    root = etree.fromstring(page.text.encode())
    GRAMMAR.assertValid(root)
    assert texts(root, "a:link/@rel") == ["self", "alternate"]
    assert set(texts(root, "a:entry/a:link/@rel")) == {"alternate"}
    return root


def texts(root, path):
    return [str(found if isinstance(found, str) else found.text) for found in root.xpath(path, namespaces=ATOM)]


def of(**changes):
    question = replace(full_report().question, **changes)
    report = full_report()
    dossier = replace(report.draft.dossier, question=question)
    return Corpus(reports=(replace(report, draft=replace(report.draft, dossier=dossier)),), relations=Relations())


def test_feed_holds_every_dated_version_newest_first():
    root = tree()
    dates = texts(root, "a:entry/a:updated")
    dated = [event.date for event in timeline(corpus().reports[:3]) if event.date]
    assert dates == [f"{date}T00:00:00Z" for date in dated] == sorted(dates, reverse=True)
    assert len(dates) == 6


def test_feed_was_updated_when_its_newest_entry_was():
    root = tree()
    assert texts(root, "a:updated") == texts(root, "a:entry/a:updated")[:1]


def test_feed_of_reports_without_dates_is_not_written():
    assert list(feed.export(Corpus(reports=(empty_report(),), relations=Relations()))) == []


def test_ids_are_all_different_and_survive_a_new_build():
    ids = texts(tree(), "a:entry/a:id")
    assert len(ids) == len(set(ids))
    assert "tag:report-corpus.invalid,2026:reports/tidal-skill/1f00d5ea-2026-02-03" in ids
    later = replace(corpus(), reports=corpus().reports[:1])
    assert set(texts(tree(later), "a:entry/a:id")) < set(ids)


def test_addresses_are_absolute_where_the_site_has_one():
    root = tree(replace(corpus(), site=Site(name="Tides", url="https://tides.example/x/")))
    ways = texts(root, "//a:link/@href") + texts(root, "//a:id")
    assert all(way.startswith("https://tides.example/x/") for way in ways)
    assert texts(root, "a:title") == ["Tides: what changed"]


def test_version_that_comes_back_on_the_same_day_is_one_entry():
    report = full_report()
    first, second = report.history
    swinging = replace(report, history=(first, replace(second, date=first.date), first))
    made = Corpus(reports=(swinging,), relations=Relations())
    ids = texts(tree(made), "a:entry/a:id")
    assert len(ids) == len(set(ids)) == 3


@pytest.mark.parametrize("title", [HOSTILE, "]]><x/>", "a\x00b\x0b\ufffe\uffff", "&amp; \"'<", "גאות", "x" * 10_000])
def test_hostile_title_is_text(title):
    root = tree(of(title=title, authors=(title,), tags=(title,)))
    shown = texts(root, "a:entry/a:title")[0]
    assert texts(root, "a:entry/a:author/a:name")[0] == shown
    assert shown == clean(title).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert root.xpath("count(//*[not(namespace-uri() = 'http://www.w3.org/2005/Atom')])") == 0


def test_entry_says_what_changed_and_what_the_answer_is():
    told = texts(tree(), "a:entry/a:summary")[0]
    assert "3 papers new, 1 paper gone" in told
    assert "On HarbourBench skill rises from 64% at 1B to 71% at 12B." in told
