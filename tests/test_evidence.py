"""Locked searches: what was written is what is read, and what was touched is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.errors import InvalidInput
from generator.evidence import CODES, dump_evidence, read_evidence
from generator.ids import digest
from generator.records import Author, Document, Paper, Query, SearchResult

NAME = "warm-hives"
TEXT = "Heating raised the purity of honey. Bees ≠ wasps."
HELD = Paper(
    id="10.5555/wax.1",
    doi="10.5555/wax.1",
    title="Heated “hives”",
    authors=(Author(family="Wäx", given="B."), Author(family="Union of Apiaries")),
    year=2030,
    venue="Letters",
    url="https://hives.example/1",
    document=Document(level="abstract", text=TEXT, sentences=((0, 35), (36, 49))),
    versions=("10.5555/wax.0",),
    notices=("Corrected",),
    found_by=("meadow",),
)
BARE = Paper(id="meadow-17", title="A record without a text")
RESULTS = (
    SearchResult(
        source="meadow",
        queries=(Query(label="question", text='"honey" OR "hive"', hits=12),),
        papers=(HELD, BARE),
        total=12,
        date="2031-02-28",
    ),
    SearchResult(source="marsh", queries=(), papers=(), total=0, outcome="timed out after 30 s", date="2031-03-01"),
)


def write(corpus: Path, text: str, name: str = f"{NAME}.json") -> None:
    """Write an evidence file."""
    (corpus / "evidence").mkdir(exist_ok=True)
    (corpus / "evidence" / name).write_text(text, encoding="utf-8", newline="")


def read(corpus: Path):
    """Return the evidence of the one question there is, and the problems."""
    found, problems = read_evidence(corpus, [NAME])
    return found.get(NAME), problems


def edited(change: Callable[[Any], object], results: tuple[SearchResult, ...] = RESULTS) -> str:
    """Return a file in which `change` edited the data, written as the generator writes it."""
    data = json.loads(dump_evidence(NAME, results))
    change(data)
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def record(change: Callable[[Any], object]) -> str:
    """Return a file in which `change` edited the first record."""
    return edited(lambda data: change(data["results"][0]["papers"][0]))


def test_what_is_written_is_read_back_equal(tmp_path):
    write(tmp_path, text := dump_evidence(NAME, RESULTS))
    evidence, problems = read(tmp_path)
    assert problems == ()
    assert evidence.results == RESULTS
    assert (evidence.question, evidence.file) == (NAME, f"evidence/{NAME}.json")
    assert evidence.hash == digest(text)
    assert dump_evidence(NAME, evidence.results) == text


def test_newest_date_is_that_of_the_last_search(tmp_path):
    write(tmp_path, dump_evidence(NAME, RESULTS))
    assert read(tmp_path)[0].newest == "2031-03-01"
    write(tmp_path, dump_evidence(NAME, [replace(RESULTS[0], date=None)]))
    assert read(tmp_path)[0].newest is None


def test_file_is_sorted_with_one_value_a_line_for_a_reader_of_the_difference():
    lines = dump_evidence(NAME, RESULTS).splitlines()
    for line in (f'"id": "{HELD.id}",', f'"sha256": "{digest(TEXT)}",', '"hits": 12,'):
        assert line in map(str.strip, lines)
    assert max(map(len, lines)) < len(TEXT) + 80


def test_no_folder_and_an_empty_one_hold_no_evidence(tmp_path):
    assert read(tmp_path) == (None, ())
    (tmp_path / "evidence").mkdir()
    assert read(tmp_path) == (None, ())


# Code, file, and the line of the problem or a text that stands in it.
FAULTS = [
    ("E001", "{\n not json", "not json"),
    ("E001", "", 1),
    ("E001", "[" * 100_000, 1),
    ("E001", '{"format": ' + "9" * 5000 + "}", 1),
    ("E002", "[]", 1),
    ("E002", "{}", 1),
    ("E002", edited(lambda data: data.update(format=2)), 1),
    ("E003", edited(lambda data: data.pop("results")), 1),
    ("E003", edited(lambda data: data.update(results={})), 1),
    ("E003", edited(lambda data: data.update(results=[7])), 1),
    ("E003", edited(lambda data: data["results"].append(data["results"][1])), '"source": "marsh"'),
    ("E003", edited(lambda data: data["results"][1].update(date="yesterday")), '"date": "yesterday"'),
    ("E003", edited(lambda data: data["results"][1].update(date="2031-02-30")), '"date": "2031-02-30"'),
    ("E003", edited(lambda data: data["results"][1].update(date="20310228")), '"date": "20310228"'),
    ("E003", record(lambda paper: paper.update(colour="amber")), 1),
    ("E003", record(lambda paper: paper.update(year="2030")), 1),
    ("E003", record(lambda paper: paper.update(document="a text")), 1),
    ("E003", record(lambda paper: paper.update(document=["a text"])), 1),
    ("E003", record(lambda paper: paper.pop("title")), 1),
    ("E003", dump_evidence(NAME, RESULTS).replace("“hives”", "\\ud800"), 1),
    (
        "E004",
        record(lambda paper: paper["document"].update(text=TEXT.replace("raised", "ruined"))),
        '"id": "10.5555/wax.1"',
    ),
    ("E004", record(lambda paper: paper["document"].pop("sha256")), '"id": "10.5555/wax.1"'),
    ("E005", edited(lambda data: data.update(question="cold-hives")), 1),
    ("E007", record(lambda paper: paper.update(id="wax")), '"id": "wax"'),
    ("E007", record(lambda paper: paper.update(doi="no DOI", id="no DOI")), '"id": "no DOI"'),
    ("E007", record(lambda paper: paper.update(doi="10.5555/WAX", id="10.5555/WAX")), '"id": "10.5555/WAX"'),
    ("E008", record(lambda paper: paper["document"].update(sentences=[[0, 500]])), '"id": "10.5555/wax.1"'),
    ("E008", record(lambda paper: paper["document"].update(sentences=[[9, 9]])), '"id": "10.5555/wax.1"'),
    ("E008", record(lambda paper: paper["document"].update(sentences=[[-3, 9]])), '"id": "10.5555/wax.1"'),
]


@pytest.mark.parametrize(("code", "text", "line"), FAULTS)
def test_each_fault_has_its_code_file_and_line(tmp_path, code, text, line):
    write(tmp_path, text)
    evidence, (problem,) = read(tmp_path)
    assert evidence is None
    assert problem.code == code
    assert problem.file.endswith(f"evidence/{NAME}.json")
    assert problem.line == (line if isinstance(line, int) else text[: text.index(line)].count("\n") + 1)
    assert problem.column >= 1
    assert problem.hint
    assert "\n" not in str(problem)


def test_file_that_no_question_is_named_after_is_refused(tmp_path):
    write(tmp_path, dump_evidence("cold-hives", RESULTS), "cold-hives.json")
    found, (problem,) = read_evidence(tmp_path, [NAME])
    assert (found, problem.code, problem.line) == ({}, "E006", 1)
    assert "'cold-hives'" in problem.message


def test_every_code_is_tested():
    assert {code for code, _, _ in FAULTS} | {"E006"} == set(CODES)


def test_edited_text_is_refused_with_its_record_named(tmp_path):
    write(tmp_path, dump_evidence(NAME, RESULTS).replace("Heating raised", "Heating lowered"))
    (problem,) = read(tmp_path)[1]
    assert problem.code == "E004"
    assert HELD.id in problem.message


def test_faults_of_several_records_are_told_at_once(tmp_path):
    second = replace(HELD, id="10.5555/wax.2", doi="10.5555/wax.2")
    results = (replace(RESULTS[0], papers=(HELD, second)),)

    def spoil(data: Any) -> None:
        for paper in data["results"][0]["papers"]:
            paper["document"].update(text="Nothing.", sentences=[[0, 99]])

    write(tmp_path, text := edited(spoil, results))
    problems = read(tmp_path)[1]
    first, last = (text[: text.index(f'"id": "{one}"')].count("\n") + 1 for one in (HELD.id, second.id))
    assert [(problem.code, problem.line) for problem in sorted(problems)] == [
        ("E004", first),
        ("E008", first),
        ("E004", last),
        ("E008", last),
    ]


def test_problem_of_one_file_does_not_hide_the_evidence_of_another(tmp_path):
    write(tmp_path, dump_evidence(NAME, RESULTS))
    write(tmp_path, "{", "cold-hives.json")
    found, problems = read_evidence(tmp_path, [NAME, "cold-hives"])
    assert set(found) == {NAME}
    assert [problem.code for problem in problems] == ["E001"]


def test_something_else_than_a_folder_is_a_problem_and_no_crash(tmp_path):
    (tmp_path / "evidence").write_text("", encoding="utf-8")
    assert [problem.code for problem in read(tmp_path)[1]] == ["F001"]


def test_text_of_a_source_that_cannot_be_written_is_not_locked():
    odd = replace(RESULTS[0], papers=(replace(BARE, title="\ud800"),))
    with pytest.raises(UnicodeEncodeError):
        dump_evidence(NAME, [odd]).encode()


def test_problems_are_those_of_the_input(tmp_path):
    write(tmp_path, "{")
    with pytest.raises(InvalidInput, match="E001"):
        raise InvalidInput(read(tmp_path)[1])
