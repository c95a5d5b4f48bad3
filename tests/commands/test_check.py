"""`check` prints every problem of every file at once and changes nothing."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from pathlib import Path

import pytest

from generator import problemlist
from generator.codes import CODES, PARTS
from generator.commands import check
from generator.errors import Problem
from generator.judgements import dump_judgements
from generator.settings import load_settings

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


def test_a_corpus_without_fault_says_what_it_holds(project, capsys):
    assert checked(project) == 0
    *warnings, last = capsys.readouterr().out.splitlines()
    assert last == "3 questions, 8 papers, 4 vocabulary files: no problems, 4 warnings"
    assert [line.split(" ")[2] for line in warnings] == ["A004", "A005", "A008", "A007"]


def test_the_shipped_corpus_has_no_fault_and_one_gap_that_its_page_names(tmp_path, capsys, monkeypatch):
    shutil.copytree(CHECKOUT / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    assert checked(tmp_path) == 0
    warning, summary = capsys.readouterr().out.splitlines()
    assert "multimodal-distillation-robustness.yaml" in warning
    assert " A005 " in warning
    assert summary.startswith("6 questions, 110 papers, ")


def test_every_problem_of_every_file_is_printed_in_order(project, capsys):
    shutil.copy(BROKEN / "yaml" / "tab.yaml", project / "corpus" / "questions")
    shutil.copy(BROKEN / "questions" / "impossible-date.yaml", project / "corpus" / "questions")
    shutil.copy(BROKEN / "library" / "bad-doi.jsonl", project / "corpus" / "library")
    (project / "corpus" / "vocabulary" / "words.yaml").write_text("ups: [rises]\n")
    assert checked(project) == 1
    printed = capsys.readouterr()
    lines = [line for line in printed.out.splitlines() if not line.startswith("warning: ")]
    assert [line.split(": ")[0] for line in lines] == [
        "corpus/library/bad-doi.jsonl:3:25",
        "corpus/questions/impossible-date.yaml:3:12",
        "corpus/questions/tab.yaml:3:1",
        "corpus/vocabulary/words.yaml:1:1",
    ]
    assert lines[2] == "corpus/questions/tab.yaml:3:1: Y002 a tab is used for indentation (indent with two spaces)"
    assert printed.err == "4 problems, 4 warnings in 7 files\n"


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
    assert checked(project, "--format", "github", "corpus/questions/unknown-key.yaml") == 1
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
    assert problemlist.annotation(problem) == line


def test_a_question_that_does_not_exist_is_a_problem_with_a_hint(project, capsys):
    assert checked(project, "rotor-size", "rotor-sice") == 1
    assert capsys.readouterr().out.startswith(
        "corpus/questions:0:0: C001 no question is called 'rotor-sice' (did you mean 'rotor-size'?)\nwarning: "
    )


def test_a_question_whose_file_is_broken_is_not_called_missing(project, capsys):
    shutil.copy(BROKEN / "yaml" / "tab.yaml", project / "corpus" / "questions")
    assert checked(project, "tab") == 1
    assert "C001" not in capsys.readouterr().out


def test_no_two_parts_use_the_same_code():
    assert sum(map(len, PARTS.values())) == len(CODES)


def test_every_table_of_codes_is_among_those_of_check():
    defined = {
        path
        for path in (CHECKOUT / "generator").rglob("*.py")
        if re.search(r"^CODES\b", path.read_text("utf-8"), re.MULTILINE)
    }
    codes = set(
        re.findall(r'^    "([A-Z]\d{3})": ', "".join(path.read_text("utf-8") for path in defined), re.MULTILINE)
    )
    assert codes == set(CODES)


def test_every_code_has_a_meaning_in_words():
    assert all(meaning.strip() for meaning in CODES.values())


def test_stale_judgements_are_a_warning_and_no_problem(project, capsys):
    folder = project / "corpus" / "judgements"
    folder.mkdir()
    name = min((project / "corpus" / "questions").glob("*.yaml")).stem
    (folder / f"{name}.json").write_text(dump_judgements(name, "0" * 64, []))
    assert checked(project) == 0
    printed = capsys.readouterr().out
    assert f"warning: corpus/judgements/{name}.json:1:1: G005" in printed
    assert "1 file of judgements: no problems" in printed
    assert checked(project, "--format", "github") == 0
    assert "::warning file=corpus/judgements/" in capsys.readouterr().out


def test_what_other_programs_broke_is_a_warning_and_stops_nothing(project, capsys):
    (project / "corpus" / "library" / "a.bib").write_text("@misc{a title = {Rye}}\n@misc{b, title = {Oats}}\n")
    assert checked(project) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("warning: corpus/library/a.bib:1:1: I001 the entry is broken and left out: ")
    assert printed[-1] == "3 questions, 9 papers, 4 vocabulary files: no problems, 5 warnings"


def test_damaged_judgements_are_a_problem(project, capsys):
    folder = project / "corpus" / "judgements"
    folder.mkdir()
    name = min((project / "corpus" / "questions").glob("*.yaml")).stem
    (folder / f"{name}.json").write_text("{")
    assert checked(project) == 1
    assert "G001" in capsys.readouterr().out


def test_only_what_is_asked_for_is_printed(project, capsys):
    shutil.copy(BROKEN / "yaml" / "tab.yaml", project / "corpus" / "questions")
    assert checked(project, "moonlit-honey") == 0
    assert [line.split(":")[1] for line in capsys.readouterr().out.splitlines()] == [
        " corpus/questions/moonlit-honey.yaml",
        " no problems, 1 warning",
    ]
    assert checked(project, "corpus/questions/tab.yaml", "corpus/questions/gone.yaml", "../away.yaml") == 1
    found = [line.split(": ")[1][:4] for line in capsys.readouterr().out.splitlines()]
    assert found == ["C002", "C002", "Y002"]


def test_warnings_fail_only_when_asked_to(project, capsys):
    assert checked(project, "rotor-size") == 0
    assert checked(project, "--strict", "rotor-size") == 1
    assert capsys.readouterr().err == "0 problems, 1 warning in 1 file\n"
    assert checked(project, "--strict", "corpus/vocabulary/words.yaml") == 0


def test_a_question_is_overdue_on_the_day_that_is_given(project, capsys, monkeypatch):
    path = project / "corpus" / "questions" / "rotor-size.yaml"
    path.write_text(path.read_text() + "review_by: 2032-01-31\n")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    line = path.read_text().count("\n")
    overdue = f"warning: corpus/questions/rotor-size.yaml:{line}:12: A010 "
    for words, said in (((), False), (("--today", "2032-01-31"), False), (("--today", "2032-02-01"), True)):
        checked(project, *words, "rotor-size")
        assert (overdue in capsys.readouterr().out) == said
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1990000000")
    checked(project, "rotor-size")
    assert overdue in capsys.readouterr().out


def test_a_day_that_is_none_is_refused(project, capsys):
    with pytest.raises(SystemExit):
        checked(project, "--today", "tomorrow")
    assert "is not a day" in capsys.readouterr().err


def test_other_programs_read_json(project, capsys):
    shutil.copy(BROKEN / "questions" / "unknown-key.yaml", project / "corpus" / "questions")
    assert checked(project, "--format", "json") == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["format"], data["errors"], data["warnings"]) == (1, 1, 4)
    assert data["problems"][0] == {
        "severity": "error",
        "file": "corpus/questions/unknown-key.yaml",
        "line": 3,
        "column": 1,
        "code": "Q002",
        "message": "the key 'keyword' is unknown",
        "hint": "did you mean 'keywords'?",
    }


def test_code_scanners_read_sarif(project, capsys):
    shutil.copy(BROKEN / "questions" / "unknown-key.yaml", project / "corpus" / "questions" / "a b%ü.yaml")
    assert checked(project, "--format", "sarif") == 1
    log = json.loads(capsys.readouterr().out)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (log["version"], len(run["results"])) == ("2.1.0", 6)
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert {result["level"] for result in run["results"]} == {"error", "warning"}
    place = next(one for one in run["results"] if one["ruleId"] == "Q002")["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "corpus/questions/a%20b%25%C3%BC.yaml"},
        "region": {"startLine": 3, "startColumn": 1},
    }


def test_a_problem_of_a_whole_file_has_no_region_in_sarif():
    log = json.loads(problemlist.sarif([Problem("a.yml", 0, 0, "Q021", "not read")], []))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a.yml"}}
