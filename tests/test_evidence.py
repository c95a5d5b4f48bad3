"""Locked searches: what was written is what is read, and what was touched is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from generator.errors import InvalidInput
from generator.evidence import CODES, dump_evidence, read_evidence
from generator.historyfile import MOST_VERSIONS
from generator.ids import digest
from generator.library import Library
from generator.lockedrecords import with_texts
from generator.records import Author, Document, Paper, Query, SearchResult, Version

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

QUOTED = (
    replace(
        RESULTS[0],
        papers=(
            replace(
                HELD,
                document=Document(
                    level="abstract", text=TEXT[:35].ljust(len(TEXT)), sentences=((0, 35),), sha256=digest(TEXT)
                ),
            ),
        ),
    ),
)
HISTORY = (
    Version(
        version="0a1b2c3d",
        date=None,
        papers=("10.5555/wax.1", "meadow-17"),
        claims=(("00ff00ff00", "single source"), ("11ee11ee11", "contested")),
        score=6.5,
        answer=("Heating “raises” purity.", "Nobody asked the bees."),
    ),
    Version(version="4e5f6a7b", date="2031-03-01", papers=(), claims=(), score=None, answer=()),
)


def write(corpus: Path, text: str, name: str = f"{NAME}.json") -> None:
    """Write an evidence file."""
    (corpus / "evidence").mkdir(exist_ok=True)
    (corpus / "evidence" / name).write_text(text, encoding="utf-8", newline="")


def read(corpus: Path):
    """Return the evidence of the one question there is, and the problems."""
    found, problems = read_evidence(corpus, [NAME])
    return found.get(NAME), problems


def edited(
    change: Callable[[Any], object],
    results: tuple[SearchResult, ...] = RESULTS,
    history: tuple[Version, ...] = (),
) -> str:
    """Return a file in which `change` edited the data, written as the generator writes it."""
    data = json.loads(dump_evidence(NAME, results, history))
    change(data)
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def record(change: Callable[[Any], object]) -> str:
    """Return a file in which `change` edited the first record."""
    return edited(lambda data: change(data["results"][0]["papers"][0]))


def quote(**fields: object) -> str:
    """Return a file in which the one quote of the first record has other fields."""

    def change(data: Any) -> None:
        data["results"][0]["papers"][0]["document"]["quotes"][0].update(fields)

    return edited(change, QUOTED)


def past(change: Callable[[Any], object]) -> str:
    """Return a file without searches in which `change` edited the data."""
    return edited(change, (), HISTORY)


def version(**fields: object) -> str:
    """Return a file in which the first version has other fields."""
    return past(lambda data: data["history"][0].update(fields))


def test_what_is_written_is_read_back_equal(tmp_path):
    write(tmp_path, text := dump_evidence(NAME, RESULTS))
    evidence, problems = read(tmp_path)
    assert problems == ()
    assert evidence.results == RESULTS
    assert (evidence.question, evidence.file) == (NAME, f"evidence/{NAME}.json")
    assert evidence.hash == digest(text)
    assert dump_evidence(NAME, evidence.results) == text


def test_history_is_read_back_equal_with_and_without_searches(tmp_path):
    for results in (RESULTS, ()):
        write(tmp_path, text := dump_evidence(NAME, results, HISTORY))
        evidence, problems = read(tmp_path)
        assert problems == ()
        assert (evidence.results, evidence.history) == (results, HISTORY)
        assert dump_evidence(NAME, evidence.results, evidence.history) == text


def test_file_may_hold_a_history_and_no_list_of_searches(tmp_path):
    write(tmp_path, past(lambda data: data.pop("results")))
    evidence, problems = read(tmp_path)
    assert (evidence.results, evidence.history, evidence.newest, problems) == ((), HISTORY, None, ())


def test_only_the_newest_versions_are_kept(tmp_path):
    many = [replace(HISTORY[0], version=f"{place:08x}") for place in range(MOST_VERSIONS + 2)]
    write(tmp_path, dump_evidence(NAME, (), many))
    assert read(tmp_path)[0].history == tuple(many[2:])


def test_faults_of_searches_and_of_several_versions_are_told_at_once(tmp_path):
    def spoil(data: Any) -> None:
        first, second = data["history"]
        first.update(score="high")
        second.update(score=11, date="soon")
        data["results"][1].update(date="yesterday")

    write(tmp_path, text := edited(spoil, RESULTS, HISTORY))
    lines = [text[: text.index(mark)].count("\n") + 1 for mark in ('"0a1b2c3d"', '"4e5f6a7b"', '"yesterday"')]
    assert [(problem.code, problem.line) for problem in sorted(read(tmp_path)[1])] == [
        ("E009", lines[0]),
        ("E009", lines[1]),
        ("E009", lines[1]),
        ("E003", lines[2]),
    ]


def test_newest_date_is_that_of_the_last_search(tmp_path):
    write(tmp_path, dump_evidence(NAME, RESULTS))
    assert read(tmp_path)[0].newest == "2031-03-01"
    write(tmp_path, dump_evidence(NAME, [replace(RESULTS[0], date=None)]))
    assert read(tmp_path)[0].newest is None


def test_record_takes_a_few_lines_and_a_text_stands_on_its_own():
    lines = dump_evidence(NAME, RESULTS).splitlines()
    for line in (f'"id": "{HELD.id}",', f'"sha256": "{digest(TEXT)}",', '"found_by": ["meadow"],'):
        assert line in map(str.strip, lines)
    start, end = (lines.index(line) for line in ("    {", "    },"))
    assert end - start < 20


def test_change_of_one_record_changes_a_few_lines():
    many = tuple(replace(HELD, id=f"10.5555/wax.{place}", doi=f"10.5555/wax.{place}") for place in range(200))
    new = replace(many[70], notices=("Retracted 2031-04-05",))
    before, after = (
        dump_evidence(NAME, (replace(RESULTS[0], papers=papers),)).splitlines()
        for papers in (many, (*many[:70], new, *many[71:]))
    )
    changed = [line for line in unified_diff(before, after, n=0) if line[:2] not in {"--", "++", "@@"}]
    assert changed == ['-     "notices": ["Corrected"],', '+     "notices": ["Retracted 2031-04-05"],']


def test_text_that_is_not_kept_is_read_back_as_its_quotes_in_their_places(tmp_path):
    write(tmp_path, text := dump_evidence(NAME, QUOTED))
    assert "wasps" not in text
    evidence, problems = read(tmp_path)
    assert (evidence.results, problems) == (QUOTED, ())
    held = evidence.results[0].papers[0].document
    assert (held.text[0:35], held.text[35:].strip(), len(held.text)) == (TEXT[:35], "", len(TEXT))


def test_quotes_are_rechecked_where_the_text_is_at_hand(tmp_path):
    copy = replace(HELD, document=Document(level="note", text=TEXT))
    write(tmp_path, dump_evidence(NAME, QUOTED))
    found, problems = read_evidence(tmp_path, [NAME], at_hand := Library([BARE, copy]).text)
    assert problems == ()
    assert found[NAME].results == QUOTED
    (result,) = with_texts(QUOTED, at_hand)
    assert result.papers[0].document == Document(level="abstract", text=TEXT)


@pytest.mark.parametrize(("was", "becomes"), [("Heating raised", "Heating ruined"), (digest(TEXT), digest("?"))])
def test_becomesquote_is_refused_with_its_record_named_whether_or_not_the_text_is_at_hand(tmp_path, was, becomes):
    write(tmp_path, dump_evidence(NAME, QUOTED).replace(was, becomes))
    copy = replace(HELD, document=Document(level="note", text=TEXT))
    for at_hand in (Library([]).text, Library([copy]).text):
        _, (problem,) = read_evidence(tmp_path, [NAME], at_hand)
        assert problem.code == "E010"
        assert HELD.id in problem.message


def test_no_folder_and_an_empty_one_hold_no_evidence(tmp_path):
    assert read(tmp_path) == (None, ())
    (tmp_path / "evidence").mkdir()
    assert read(tmp_path) == (None, ())


def overlapping(data: Any) -> None:
    """Add a quote that says something else of the place of another."""
    quotes = data["results"][0]["papers"][0]["document"]["quotes"]
    quotes.append({"start": 0, "end": 12, "quote": "Cooling bees"})


def huge(data: Any) -> None:
    """Let a record claim a text that no source sends."""
    data["results"][0]["papers"][0]["document"].update(characters=10**12)


# Code, file, and the line of the problem or a text that stands in it.
FAULTS = [
    ("E001", "{\n not json", "not json"),
    ("E001", "", 1),
    ("E001", "[" * 100_000, 1),
    ("E001", '{"format": ' + "9" * 5000 + "}", 1),
    ("E002", "[]", 1),
    ("E002", "{}", 1),
    ("E002", edited(lambda data: data.update(format=2)), 1),
    ("E002", edited(lambda data: data.update(format=True)), 1),
    ("E003", edited(lambda data: data.pop("results")), 1),
    ("E003", edited(lambda data: data.update(results={})), '"results"'),
    ("E003", edited(lambda data: data.update(results=[7])), "7"),
    ("E003", edited(lambda data: data["results"].append(data["results"][1])), '"source": "marsh"'),
    ("E003", edited(lambda data: data["results"][1].update(date="yesterday")), '"date": "yesterday"'),
    ("E003", edited(lambda data: data["results"][1].update(date="2031-02-30")), '"date": "2031-02-30"'),
    ("E003", edited(lambda data: data["results"][1].update(date="20310228")), '"date": "20310228"'),
    ("E003", record(lambda paper: paper.update(colour="amber")), '"colour"'),
    ("E003", record(lambda paper: paper.update(year="2030")), '"year"'),
    ("E003", record(lambda paper: paper.update(document="a text")), '"a text"'),
    ("E003", record(lambda paper: paper.update(document=["a text"])), '"document": ['),
    ("E003", record(lambda paper: paper.pop("title")), '{\n     "authors"'),
    ("E003", dump_evidence(NAME, RESULTS).replace("“hives”", "\\ud800"), 1),
    (
        "E004",
        record(lambda paper: paper["document"].update(text=TEXT.replace("raised", "ruined"))),
        '"text": "Heating',
    ),
    ("E003", record(lambda paper: paper["document"].pop("sha256")), '"document"'),
    ("E005", edited(lambda data: data.update(question="cold-hives")), 1),
    ("E007", record(lambda paper: paper.update(id="wax")), '"id": "wax"'),
    ("E007", record(lambda paper: paper.update(doi="no DOI", id="no DOI")), '"id": "no DOI"'),
    ("E007", record(lambda paper: paper.update(doi="10.5555/WAX", id="10.5555/WAX")), '"id": "10.5555/WAX"'),
    ("E008", record(lambda paper: paper["document"].update(sentences=[[0, 500]])), '"sentences"'),
    ("E008", record(lambda paper: paper["document"].update(sentences=[[9, 9]])), '"sentences"'),
    ("E008", record(lambda paper: paper["document"].update(sentences=[[-3, 9]])), '"sentences"'),
    ("E003", edited(lambda data: data.update(histories=[])), '"histories"'),
    ("E010", quote(end=36), '"quote": "H'),
    ("E010", quote(quote="Heating"), '"quote": "Heating"'),
    ("E010", quote(start=20, end=55), '"quote": "H'),
    ("E010", edited(overlapping, QUOTED), '"quote": "H'),
    ("E003", quote(start=-1), '"start"'),
    ("E003", quote(page=7), '"page"'),
    ("E003", record(lambda paper: paper.update(url="javascript:x")), '"url": "javascript:x"'),
    ("E003", record(lambda paper: paper.update(year=1)), '"year": 1'),
    ("E003", edited(lambda data: data["results"][0].update(total=-1)), '"total": -1'),
    ("E003", edited(lambda data: data["results"][0]["queries"][0].update(hits=-1)), '"hits": -1'),
    ("E003", edited(huge, QUOTED), '"characters"'),
    ("E009", past(lambda data: data.update(history={})), '"history"'),
    ("E009", past(lambda data: data.update(history=None)), '"history"'),
    ("E009", past(lambda data: data.update(history=[data["history"][0]] * (MOST_VERSIONS + 1))), '"history"'),
    ("E009", past(lambda data: data["history"].append(7)), '"history"'),
    ("E009", past(lambda data: data["history"][1].pop("version")), '"history"'),
    ("E009", past(lambda data: data["history"][1].pop("claims")), '"version": "4e5f6a7b"'),
    ("E009", past(lambda data: data["history"][1].update(score=True)), '"version": "4e5f6a7b"'),
    ("E009", version(colour="amber"), '"version": "0a1b2c3d"'),
    ("E009", version(version="<b>"), '"version": "<b>"'),
    ("E009", version(date="2031-02-30"), '"version": "0a1b2c3d"'),
    ("E009", version(score=10.1), '"version": "0a1b2c3d"'),
    ("E009", version(score=float("nan")), '"version": "0a1b2c3d"'),
    ("E009", version(score=10**400), '"version": "0a1b2c3d"'),
    ("E009", version(claims=[["00ff00ff00", "contested"]]), '"version": "0a1b2c3d"'),
    ("E009", version(claims={"00ff00ff00": "true"}), '"version": "0a1b2c3d"'),
    ("E009", version(claims={"bees": "contested"}), '"version": "0a1b2c3d"'),
    ("E009", version(papers="meadow-17"), '"version": "0a1b2c3d"'),
    ("E009", version(papers=["a", "a"]), '"version": "0a1b2c3d"'),
    ("E009", version(papers=[" "]), '"version": "0a1b2c3d"'),
    ("E009", version(papers=["a" * 5000]), '"version": "0a1b2c3d"'),
    ("E009", version(answer=["a" * 5000]), '"version": "0a1b2c3d"'),
    ("E009", version(answer=["a"] * 51), '"version": "0a1b2c3d"'),
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


def test_becomestext_is_refused_with_its_record_named(tmp_path):
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
    lines = text.splitlines()
    places = [place for place, line in enumerate(lines, 1) if '"sentences"' in line or '"text": "Nothing' in line]
    assert [(problem.code, problem.line) for problem in sorted(problems)] == [
        ("E008", places[0]),
        ("E004", places[1]),
        ("E008", places[2]),
        ("E004", places[3]),
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
