"""`check` prints every problem of every file at once and changes nothing."""

from __future__ import annotations

import argparse
import shutil
from itertools import combinations
from pathlib import Path

import pytest

from generator import formats, jsonlines, library, questions, settings, textfile, vocabulary, yamlfile
from generator.commands import check
from generator.errors import Problem
from generator.judgements import dump_judgements
from generator.settings import load_settings

PARTS = (textfile, yamlfile, jsonlines, library, formats, questions, settings, vocabulary, check)
CHECKOUT = Path(__file__).parent.parent.parent
BROKEN = CHECKOUT / "tests" / "data" / "broken"


@pytest.fixture
def project(tmp_path, monkeypatch):
    shutil.copytree(CHECKOUT / "tests" / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(project: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    check.configure(parser)
    return check.run(parser.parse_args(words), load_settings(project, {}))


def test_a_corpus_without_fault_gets_one_line(project, capsys):
    assert checked(project) == 0
    assert capsys.readouterr().out == "3 questions, 9 papers, 4 vocabulary files: no problems\n"


def test_the_shipped_corpus_has_no_fault():
    problems, summary = check.examine(CHECKOUT / "corpus")
    assert problems == ()
    assert summary.startswith("6 questions, 110 papers, ")


def test_every_problem_of_every_file_is_printed_in_order(project, capsys):
    shutil.copy(BROKEN / "yaml" / "tab.yaml", project / "corpus" / "questions")
    shutil.copy(BROKEN / "questions" / "impossible-date.yaml", project / "corpus" / "questions")
    shutil.copy(BROKEN / "library" / "bad-doi.jsonl", project / "corpus" / "library")
    (project / "corpus" / "vocabulary" / "words.yaml").write_text("ups: [rises]\n")
    assert checked(project) == 1
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "corpus/library/bad-doi.jsonl:3:25",
        "corpus/questions/impossible-date.yaml:3:12",
        "corpus/questions/tab.yaml:3:1",
        "corpus/vocabulary/words.yaml:1:1",
    ]
    assert lines[2] == "corpus/questions/tab.yaml:3:1: Y002 a tab is used for indentation (indent with two spaces)"
    assert printed.err == "4 problems in 4 files\n"


def test_all_broken_files_together_give_their_problems_and_no_traceback(project, capsys):
    for kind in ("questions", "library"):
        for path in (BROKEN / kind).iterdir():
            shutil.copy(path, project / "corpus" / kind)
    for path in (BROKEN / "yaml").iterdir():
        shutil.copy(path, project / "corpus" / "questions" / f"yaml-{path.name}")
    (project / "corpus" / "questions" / "crumb.yaml").write_text("title: Crumb\nquestion: Is it open?\n")
    assert checked(project) == 1
    named = {line.split(":")[0] for line in capsys.readouterr().out.splitlines()}
    for kind, prefix in (("questions", ""), ("library", ""), ("yaml", "yaml-")):
        for path in (BROKEN / kind).iterdir():
            folder = "library" if kind == "library" else "questions"
            assert f"corpus/{folder}/{prefix}{path.name}" in named


def test_annotations_name_file_line_and_column(project, capsys):
    shutil.copy(BROKEN / "questions" / "unknown-key.yaml", project / "corpus" / "questions")
    assert checked(project, "--format", "github") == 1
    assert capsys.readouterr().out == (
        "::error file=corpus/questions/unknown-key.yaml,line=3,col=1,title=Q002::"
        "the key 'keyword' is unknown (did you mean 'keywords'?)\n"
    )


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("a.yaml", 0, 0, "F001", "gone"), "::error file=a.yaml,title=F001::gone"),
        (Problem("a.yaml", 2, 0, "J001", "x", "y"), "::error file=a.yaml,line=2,col=1,title=J001::x (y)"),
        (
            Problem("a,b:c%\n.yaml", 1, 2, "Q001", "50% a,b:c\r\n::error::x"),
            "::error file=a%2Cb%3Ac%25%0A.yaml,line=1,col=2,title=Q001::50%25 a,b:c%0D%0A::error::x",
        ),
    ],
)
def test_annotations_are_escaped(problem, line):
    assert check.github(problem) == line


def test_a_question_that_does_not_exist_is_a_problem_with_a_hint(project, capsys):
    assert checked(project, "rotor-size", "rotor-sice") == 1
    assert capsys.readouterr().out == (
        "corpus/questions:0:0: C001 no question is called 'rotor-sice' (did you mean 'rotor-size'?)\n"
    )


def test_a_question_whose_file_is_broken_is_not_called_missing(project, capsys):
    shutil.copy(BROKEN / "yaml" / "tab.yaml", project / "corpus" / "questions")
    assert checked(project, "tab") == 1
    assert "C001" not in capsys.readouterr().out


def test_no_two_parts_use_the_same_code():
    tables = [part.CODES for part in PARTS]
    assert all(not set(first) & set(second) for first, second in combinations(tables, 2))


def test_every_code_has_a_meaning_in_words():
    for part in PARTS:
        assert all(meaning.strip() for meaning in part.CODES.values())


def test_stale_judgements_are_a_warning_and_no_problem(project, capsys):
    folder = project / "corpus" / "judgements"
    folder.mkdir()
    name = min((project / "corpus" / "questions").glob("*.yaml")).stem
    (folder / f"{name}.json").write_text(dump_judgements(name, "0" * 64, []))
    assert checked(project) == 0
    printed = capsys.readouterr().out
    assert f"warning: corpus/judgements/{name}.json:1:1: V005" in printed
    assert "1 file of judgements: no problems" in printed
    assert checked(project, "--format", "github") == 0
    assert "::warning file=corpus/judgements/" in capsys.readouterr().out


def test_what_other_programs_broke_is_a_warning_and_stops_nothing(project, capsys):
    (project / "corpus" / "library" / "a.bib").write_text("@misc{a title = {Rye}}\n@misc{b, title = {Oats}}\n")
    assert checked(project) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("warning: corpus/library/a.bib:1:1: I001 the entry is broken and left out: ")
    assert printed[1:] == ["3 questions, 10 papers, 4 vocabulary files: no problems, 1 warning"]


def test_damaged_judgements_are_a_problem(project, capsys):
    folder = project / "corpus" / "judgements"
    folder.mkdir()
    name = min((project / "corpus" / "questions").glob("*.yaml")).stem
    (folder / f"{name}.json").write_text("{")
    assert checked(project) == 1
    assert "V001" in capsys.readouterr().out
