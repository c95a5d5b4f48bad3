"""The schemas are those of the code, all files keep to them, and what they refuse the readers refuse too."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator import paperfile
from generator.evidence import dump_evidence, read_evidence
from generator.located import Located
from generator.paperfile import read_paper
from generator.questions import read_questions
from generator.records import Author, Document, Paper, Query, SearchResult, Version
from generator.schemas import FOLDER, SCHEMAS, library, texts
from generator.sources import LIVE

CORPUS = Path(__file__).parent.parent / "corpus"
TOY = Path(__file__).parent / "corpus"
TEXT = "Rye rises slowly. Oat does not rise at all."
FULL = Paper(
    id="10.5555/rye.1",
    doi="10.5555/rye.1",
    title="Rye",
    authors=(Author(family="Miller", given="Ann"),),
    year=2030,
    venue="Loaves",
    url="https://bread.example/1",
    document=Document(level="abstract", text=TEXT, sentences=((0, 17), (18, 43))),
    versions=("10.5555/rye.0",),
    notices=("Corrected",),
    found_by=("crossref",),
    ids=("pmid:7",),
    open_access="https://bread.example/1.pdf",
    decided=("A person decided.",),
)
CUT = Document(level="abstract", text=TEXT[:17].ljust(len(TEXT)), sentences=((0, 17),), sha256="0" * 64, fit=0.5)
RESULTS = (
    SearchResult(
        source="crossref",
        queries=(Query(label="question", text="rye", hits=3),),
        papers=(FULL, Paper(id="pmid:8", title="Oat", document=CUT), Paper(id="pmid:9", title="Spelt")),
        total=3,
        date="2031-02-03",
    ),
)
HISTORY = (
    Version(
        version="0a1b",
        date="2031-02-03",
        papers=("pmid:8",),
        claims=(("0f", "contested"),),
        score=5.5,
        answer=("Yes.",),
        decisions=("reject 1b",),
    ),
)
RECORD = {
    "title": "Rye",
    "doi": "10.5555/rye.1",
    "id": "rye",
    "authors": ["Miller, Ann"],
    "year": 2030,
    "venue": "Loaves",
    "url": "https://bread.example/1",
    "note": ["Rye rises slowly."],
    "topics": ["rye"],
    "checked_in": "the paper",
    "versions": ["10.5555/rye.0"],
    "notices": ["Corrected"],
    "ids": ["pmid:7"],
    "open_access": "https://bread.example/1.pdf",
}
QUESTION: dict[str, Any] = {
    "title": "Rye",
    "question": "Does rye rise?",
    "id": "rye",
    "authors": ["Ann Miller"],
    "published": "2031-02-03",
    "updated": "2031-02-04",
    "status": "retired",
    "outcomes": ["rise", {"name": "crumb", "terms": ["crumb"]}],
    "benchmarks": ["LoafBench"],
    "languages": ["French"],
    "keywords": ["rye", ["loaf", "bread"]],
    "include": [{"reason": "is on rye", "terms": ["rye"]}],
    "exclude": [{"reason": "is on oat", "terms": ["oat"]}],
    "sources": ["library", "arxiv"],
    "must_include": ["10.5555/rye.1"],
    "since": "2020",
    "until": "2024-06-30",
    "limits": {"papers": 3, "claims": 2},
    "tags": ["rye"],
    "aliases": ["old-rye"],
    "review_by": "2032-02-03",
}
ODD = (None, True, -1, 7, 1e9, 0.5, "", " ", "odd", "x" * 5000, "javascript:x", "2031-2-3", [], ["odd"], [7], [[]], {})
# What a YAML file says in plain text is text there, so that a number or a date cannot be told from it.
STRUCTURES = ("", "x" * 5000, [], [[]], ["Two", "Two"], {}, {"odd": "x"}, [{"odd": "x"}])


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[name]())


def damaged(data: Any, values: tuple[object, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield copies of `data` in which one value is another or gone, or one object has a key more, with the path."""
    for where in list(paths(data)):
        for value in values:
            yield where, changed(data, where, value)
        if where:
            yield where, changed(data, where, None, drop=True)
        if isinstance(at(data, where), dict):
            yield where, changed(data, (*where, "colour"), "amber")


def paths(data: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield where
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in inner:
        yield from paths(value, (*where, name))


def at(data: Any, where: tuple[str | int, ...]) -> Any:
    for step in where:
        data = data[step]
    return data


def changed(data: Any, where: tuple[str | int, ...], value: object, *, drop: bool = False) -> Any:
    if not where:
        return value
    made = copy.deepcopy(data)
    holder = at(made, where[:-1])
    if drop:
        del holder[where[-1]]
    else:
        holder[where[-1]] = value
    return made


def write(folder: Path, kind: str, data: object, name: str = "rye.json") -> Path:
    (folder / kind).mkdir(exist_ok=True)
    path = folder / kind / name
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return folder


def test_files_in_the_corpus_are_those_that_the_code_gives():
    there = {path.name: path.read_text("utf-8") for path in (CORPUS / FOLDER).iterdir()}
    assert there == texts(), "run `make schema`"


def test_what_the_sources_answer_can_be_written_and_read_again(tmp_path):
    fixtures = {path.stem: path for path in (Path(__file__).parent / "sources" / "fixtures").iterdir()}
    for name, source in LIVE.items():
        kind = "text/xml" if fixtures[name].suffix == ".xml" else "application/json"
        papers = source.parse(fixtures[name].read_bytes(), kind)
        assert papers
        result = SearchResult(source=name, queries=(), papers=tuple(papers), total=len(papers), date="2031-02-03")
        data = json.loads(dump_evidence("rye", [result]))
        validator("evidence").validate(data)
        evidence, problems = read_evidence(write(tmp_path, "evidence", data), ["rye"])
        assert (evidence["rye"].results, problems) == ((result,), ())


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_one(name):
    Draft202012Validator.check_schema(SCHEMAS[name]())


def test_command_writes_every_schema(toy, capsys):
    assert toy.run("schema") == 0
    there = {path.name: path.read_text("utf-8") for path in (toy.root / "corpus" / FOLDER).iterdir()}
    assert there == texts()
    assert len(capsys.readouterr().out.splitlines()) == len(SCHEMAS)


def test_every_evidence_file_keeps_to_the_schema():
    files = [path.read_text("utf-8") for path in (CORPUS / "evidence").glob("*.json")]
    for text in (*files, dump_evidence("rye", RESULTS, HISTORY), dump_evidence("rye", (), HISTORY)):
        validator("evidence").validate(json.loads(text))


def test_every_question_keeps_to_the_schema_and_says_where_it_lies():
    files = [*(CORPUS / "questions").glob("*.yaml"), *(TOY / "questions").glob("*.yaml")]
    for path in files:
        validator("question").validate(yaml.load(path.read_text("utf-8"), CoreLoader))  # noqa: S506 - a SafeLoader
    for path in (CORPUS / "questions").glob("*.yaml"):
        (where,) = path.read_text("utf-8").splitlines()[:1]
        target = where.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / target).resolve() == (CORPUS / FOLDER / "question.schema.json").resolve()
    validator("question").validate(QUESTION)


def test_every_record_of_the_library_keeps_to_the_schema():
    for path in (*(CORPUS / "library").glob("*.jsonl"), *(TOY / "library").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            validator("library").validate(json.loads(line))
    for path in (TOY / "library").glob("*.yaml"):
        validator("library").validate(yaml.load(path.read_text("utf-8"), CoreLoader))  # noqa: S506 - a SafeLoader
    assert set(library.KEYS) == set(paperfile.KEYS)


def test_what_the_schema_refuses_of_an_evidence_file_the_reader_refuses_with_its_place(tmp_path):
    good = json.loads(dump_evidence("rye", RESULTS, HISTORY))
    validator("evidence").validate(good)
    assert read_evidence(write(tmp_path, "evidence", good), ["rye"])[1] == ()
    refused = 0
    for where, data in damaged(good, ODD):
        if validator("evidence").is_valid(data):
            continue
        refused += 1
        _, problems = read_evidence(write(tmp_path, "evidence", data), ["rye"])
        assert problems, (where, data)
        assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
        if len(where) > 4 and where[:4] == ("results", 0, "papers", 0) and where[4] != "id":
            assert any(FULL.id in problem.message and problem.line > 5 for problem in problems), (where, problems)
    assert refused > 500


def test_what_the_schema_refuses_of_a_record_the_library_refuses():
    refused = 0
    for where, data in damaged(RECORD, ODD):
        if isinstance(data, dict) and not validator("library").is_valid(data):
            refused += 1
            assert read_paper(Located("loaves.jsonl", data, lambda *_, **__: (1, 1)))[1], (where, data)
    assert refused > 100


def test_what_the_schema_refuses_of_a_question_the_reader_refuses(tmp_path):
    validator("question").validate(QUESTION)
    assert read_questions(write(tmp_path, "questions", QUESTION, "rye.yaml"))[1] == ()
    refused = 0
    for where, data in damaged(QUESTION, STRUCTURES):
        if not validator("question").is_valid(data):
            refused += 1
            assert read_questions(write(tmp_path, "questions", data, "rye.yaml"))[1], (where, data)
    assert refused > 200


# What a schema has no words for: what is the same but for its case, the calendar, other keys, other files, DOIs.
UNSAID = {"Q009", "Q010", "Q011", "Q013", "Q015", "Q017", "Q018", "Q019", "Q020", "Q023"}


def test_what_the_reader_refuses_of_a_question_the_schema_refuses_too(tmp_path):
    refused = 0
    for where, data in damaged(QUESTION, (*STRUCTURES, *ODD)):
        if not isinstance(data, dict):
            continue
        problems = read_questions(write(tmp_path, "questions", data, "rye.yaml"))[1]
        if codes := {problem.code for problem in problems} - UNSAID:
            refused += 1
            assert not validator("question").is_valid(data), (where, data, codes)
    assert refused > 400


class CoreLoader(yaml.SafeLoader):
    """Reads YAML as editors do: a date is text."""


CoreLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
