"""The history of versions on a report page: short, linked, true to the records, harmless."""

from __future__ import annotations

import json
from dataclasses import replace

from generator.history import version_of
from generator.pages import data, report
from generator.records import Corpus, Relations, Report, Version
from tests.invented import HOSTILE, empty_report, full_report, history

MOST_BYTES = 6000


def shown(made: Report) -> str:
    """Return the part of the page that shows the history."""
    (page,) = report.render(Corpus(reports=(made,), relations=Relations()))
    return page.text.split("### Version history\n")[1]


def rows(made: Report) -> int:
    return shown(made).count("<tr><td")


def recorded(made: Report) -> Report:
    """Return the report with its own version recorded last."""
    return replace(made, history=(*made.history, version_of(made)))


def test_report_without_history_says_so_in_a_sentence():
    text = shown(empty_report())
    assert "no version is recorded yet." in text
    assert "<table" not in text


def test_first_version_is_a_sentence_too():
    text = shown(recorded(empty_report()))
    assert "<code>0</code>, the first one: unchanged since it was recorded." in text
    assert "<table" not in text


def test_build_that_is_not_recorded_is_compared_with_the_last_version_that_is():
    text = shown(full_report())
    assert "<code>1f00d5ea</code>: not recorded yet; the last one recorded is 5ea5ca1e." in text
    assert "<code>1f00d5ea</code> (this build)" in text
    newest = text.split("</tr>")[1]
    assert '3 papers new: <a href="../../dois/10.5555_tide.2/">' in newest
    assert "1 paper gone: 10.5555/tide.9;" in newest
    assert '3 claims new: <a href="#c2">[2]</a>' in newest
    assert '1 verdict changed: <a href="#c1">[1]</a> single source → corroborated' in newest
    assert "answer reworded; score +0.3</td>" in newest
    assert "<q>Skill rises with size.</q>" in text


def test_build_that_is_recorded_is_called_unchanged_and_stands_there_once():
    text = shown(recorded(full_report()))
    assert "<code>1f00d5ea</code>: unchanged since it was recorded." in text
    assert "(this build)" not in text
    assert rows(recorded(full_report())) == 3


def test_version_in_which_nothing_that_is_counted_changed_says_that():
    made = full_report()
    text = shown(replace(made, history=(replace(version_of(made), version="0"),)))
    assert "the same papers, claims, verdicts, answer and score" in text


def test_long_history_is_five_rows_and_a_count_and_stays_small():
    made = full_report()
    ids = [finding.claim.id for finding in made.findings]
    many = tuple(
        Version(
            version=f"{place:08x}",
            date="2031-12-31",
            papers=tuple(f"10.5555/{'very-long' * 8}.{place}.{number}" for number in range(50)),
            claims=tuple((name, "contested" if place % 2 else "single source") for name in sorted(ids)),
            score=float(place % 10),
            answer=("A long answer. " * 200 + str(place),),
        )
        for place in range(40)
    )
    long = replace(made, history=many)
    assert rows(long) == 5
    assert "36 older versions: see the <a" in shown(long)
    assert len(shown(long).encode()) < MOST_BYTES
    page = next(page for page in data.render(Corpus(reports=(long,), relations=Relations())) if made.id in page.path)
    assert len(json.loads(page.text)["history"]) == 41


def test_hostile_history_stays_text():
    bad = replace(history()[1], papers=(HOSTILE, "javascript:alert(1)"), answer=(HOSTILE,))
    text = shown(replace(full_report(), history=(bad, replace(bad, version="0", papers=(), answer=("Safe.",)))))
    assert "<script" not in text
    assert "\u202e" not in text
    assert 'href="javascript' not in text


def test_data_file_holds_the_same_changes():
    made = full_report()
    pages = data.render(Corpus(reports=(made,), relations=Relations()))
    held = json.loads(next(page.text for page in pages if page.path == f"data/reports/{made.id}.json"))["history"]
    assert [(step["version"], step["recorded"]) for step in held] == [
        ("1f00d5ea", False),
        ("5ea5ca1e", True),
        ("0badcafe", True),
    ]
    change = held[0]["change"]
    first = made.findings[0].claim.id
    assert change["verdicts"] == [{"claim": first, "before": "single source", "after": "corroborated"}]
    assert change["scores"] == {"before": 4.9, "after": 5.2}
    assert (len(change["papers_new"]), change["papers_gone"], change["answer"]) == (3, ["10.5555/tide.9"], "reworded")
    assert held[2]["change"] is None
