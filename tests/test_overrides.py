"""What a file of decisions may say, and a code with a place for each way to say it wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import overrides
from generator.overrides import read_overrides
from generator.records import Decision

BROKEN = Path(__file__).parent / "data" / "broken" / "overrides"
EVERY_KIND = """\
exclude:
  - paper: https://doi.org/10.5555/LOAF.1
    who: Ann Baker
    when: 2031-02-03
    why: >
      it measures   rolls,
      not loaves
include:
  - {paper: "pmid:77", who: Ben Miller, when: 2031-02-04, why: asked for by readers}
reject:
  - {claim: https://bread.example/reports/loaf/#claim-0a1b2c3d4e, who: Ann Baker, when: 2031-02-03, why: a typing error}
correct:
  - {claim: claim-5e6f7a8b9c, verdict: single source, who: Ann Baker, when: 2031-02-03, why: other flour}
"""
FAULTS = [
    ("bare-claim.yaml", "H004", 1, 10),
    ("blank-reason.yaml", "H005", 5, 10),
    ("both-ways.yaml", "H010", 7, 5),
    ("claim-in-words.yaml", "H009", 2, 12),
    ("day-in-words.yaml", "H007", 4, 11),
    ("impossible-day.yaml", "H007", 4, 11),
    ("list-for-who.yaml", "H004", 3, 10),
    ("long-reason.yaml", "H006", 5, 10),
    ("no-day.yaml", "H003", 2, 5),
    ("no-reason.yaml", "H003", 2, 5),
    ("no-verdict.yaml", "H003", 2, 5),
    ("nobody.yaml", "H003", 2, 5),
    ("notes.txt", "H012", 0, 0),
    ("nothing.yaml", "H005", 1, 1),
    ("paper-beside-claim.yaml", "H002", 2, 5),
    ("text-for-list.yaml", "H004", 1, 9),
    ("too-many.yaml", "H011", 2, 3),
    ("twice.yaml", "H010", 6, 5),
    ("unknown-inner-key.yaml", "H002", 6, 5),
    ("unknown-kind.yaml", "H002", 1, 1),
    ("unknown-verdict.yaml", "H008", 3, 14),
]


def read(tmp_path: Path, name: str, text: str | None = None):
    """Return what is read of one file of decisions, of `tests/data` where no text is given."""
    folder = tmp_path / "overrides"
    folder.mkdir()
    if text is None:
        shutil.copy(BROKEN / name, folder)
    else:
        (folder / name).write_text(text, encoding="utf-8")
    return read_overrides(tmp_path, [Path(name).stem])


def test_every_kind_of_decision_is_read_with_who_when_and_why(tmp_path):
    found, problems = read(tmp_path, "loaf.yaml", EVERY_KIND)
    assert problems == ()
    ann = {"who": "Ann Baker", "when": "2031-02-03"}
    assert found["loaf"].decisions == (
        Decision(kind="exclude", target="10.5555/loaf.1", why="it measures rolls, not loaves", **ann),
        Decision(kind="include", target="pmid:77", who="Ben Miller", when="2031-02-04", why="asked for by readers"),
        Decision(kind="reject", target="0a1b2c3d4e", why="a typing error", **ann),
        Decision(kind="correct", target="5e6f7a8b9c", verdict="single source", why="other flour", **ann),
    )
    assert found["loaf"].places == ((2, 5), (9, 5), (11, 5), (13, 5))
    assert found["loaf"].file == "overrides/loaf.yaml"


@pytest.mark.parametrize(("name", "code", "line", "column"), FAULTS)
def test_mistake_is_named_with_its_place(tmp_path, name, code, line, column):
    found, problems = read(tmp_path, name)
    assert found == {}
    assert [(one.code, one.line, one.column) for one in problems if one.code == code] == [(code, line, column)]
    assert all(one.hint for one in problems)


def test_every_broken_file_stands_in_the_table():
    assert {path.name for path in BROKEN.iterdir()} == {name for name, *_ in FAULTS}


def test_every_code_is_given_by_a_file_or_by_a_decision_that_changes_nothing():
    assert {code for _, code, *_ in FAULTS} | {"H001", "H013"} == set(overrides.CODES)


def test_all_mistakes_of_a_file_are_listed_at_once(tmp_path):
    _, problems = read(tmp_path, "loaf.yaml", "exclude:\n  - {paper: '', when: soon, reason: none}\nrejects: []\n")
    assert sorted(one.code for one in problems) == ["H002", "H002", "H003", "H003", "H005", "H007"]


def test_file_of_an_unknown_question_gets_the_name_that_was_probably_meant(tmp_path):
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "loaf-volum.yaml").write_text("reject: []\n")
    found, (problem,) = read_overrides(tmp_path, ["crumb", "loaf-volume"])
    assert found == {}
    assert (problem.code, problem.hint) == ("H001", "did you mean 'loaf-volume'?")


def test_corpus_without_decisions_has_none(tmp_path):
    assert read_overrides(tmp_path, ["loaf"]) == ({}, ())


def test_misspelt_verdict_gets_the_one_that_was_probably_meant(tmp_path):
    _, (problem,) = read(tmp_path, "unknown-verdict.yaml")
    assert problem.hint == "did you mean 'contested'?"
