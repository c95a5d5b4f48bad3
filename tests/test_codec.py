"""Records go to JSON and come back equal, every type with every field; what does not fit is refused with its path."""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest

from generator import records
from generator.codec import decode, decode_any, dumps, encode
from generator.records import Author, Check, Document, Paper, Query, Question, Report, Screening, SearchResult

RECORDS = [kind for name in records.__all__ if is_dataclass(kind := getattr(records, name))]
PAPER = {"id": "wax", "title": "Wax"}


def filled(kind: object, name: str = "x") -> object:
    """Return a value of any declared type, made by its declaration alone: a new field cannot be forgotten."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: filled(hints[field.name], field.name) for field in fields(kind)})
    if origin is tuple:
        kinds = arguments[:1] * 2 if arguments[-1] is Ellipsis else arguments
        return tuple(filled(one, f"{name}{place}") for place, one in enumerate(kinds))
    if origin in (Union, UnionType):
        return filled(next(one for one in arguments if one is not NoneType), name)
    if origin is Literal:
        return arguments[-1]
    return {str: f"{name} “ü\n", int: 7, float: 0.25, bool: True}[kind]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_record_with_every_field_filled_comes_back_equal(kind):
    record = filled(kind)
    for field in fields(kind):
        if field.default is not MISSING:
            assert getattr(record, field.name) != field.default, f"{field.name} has its default: nothing is shown"
    back = decode(kind, json.loads(dumps(record)))
    assert encode(back) == encode(record)
    assert type(back) is kind


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_record_is_written_and_each_is_read(kind):
    record = filled(kind)
    plain = encode(record)
    assert set(plain) == {field.name for field in fields(kind)}
    for name in plain:
        less = {key: value for key, value in plain.items() if key != name}
        field = next(field for field in fields(kind) if field.name == name)
        if field.default is MISSING and field.default_factory is MISSING:
            with pytest.raises(ValueError, match=f": a {kind.__name__} lacks the field {name}$"):
                decode(kind, less)
        else:
            assert encode(decode(kind, less)) != plain


def test_all_types_of_a_report_are_among_those_tested():
    def reached(kind: object) -> set[object]:
        inner = get_type_hints(kind).values() if is_dataclass(kind) else get_args(kind)
        found = {kind} if is_dataclass(kind) else set()
        return found.union(*(reached(one) for one in inner))

    assert reached(Report) | reached(records.Corpus) <= set(RECORDS)


def test_optional_fields_may_be_none():
    paper = Paper(id="wax", title="Wax")
    assert decode(Paper, json.loads(dumps(paper))) == paper


def test_whole_number_becomes_a_float_where_one_is_declared():
    (value,) = decode_any(tuple[float, ...], [3])
    assert (value, type(value)) == (3.0, float)


def test_text_is_the_same_bytes_every_time_with_keys_in_order():
    text = dumps(filled(Question))
    assert text == dumps(filled(Question))
    assert text.endswith("}\n")
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert "ü" in text


@pytest.mark.parametrize(
    ("kind", "data", "path"),
    [
        (Paper, [], ": not a Paper"),
        (Paper, None, ": not a Paper"),
        (Paper, {**PAPER, "colour": "amber"}, ".colour: no such field of Paper"),
        (Paper, {"id": "wax"}, ": a Paper lacks the field title$"),
        (Paper, {**PAPER, "title": 3}, ".title: not a str"),
        (Paper, {**PAPER, "title": None}, ".title: not a str"),
        (Paper, {**PAPER, "year": "2030"}, ".year: not a int"),
        (Paper, {**PAPER, "year": 2030.5}, ".year: not a int"),
        (Paper, {**PAPER, "year": True}, ".year: not a int"),
        (Paper, {**PAPER, "versions": "10.1/a"}, ".versions: not a list of that length"),
        (Paper, {**PAPER, "versions": ["a", 1]}, ".versions[1]: not a str"),
        (
            Paper,
            {**PAPER, "authors": [{"family": "Wax"}, {"name": "Bee"}]},
            ".authors[1].name: no such field of Author",
        ),
        (Paper, {**PAPER, "document": {"level": "rumour", "text": ""}}, ".document.level: not one of note"),
        (Paper, {**PAPER, "document": {"level": ["note"], "text": ""}}, ".document.level: not one of note"),
        (
            Paper,
            {**PAPER, "document": {"level": "note", "text": "", "sentences": [[0, 1], [2]]}},
            ".document.sentences[1]: not a list of that length",
        ),
        (
            Paper,
            {**PAPER, "document": {"level": "note", "text": "", "sentences": [[0, "1"]]}},
            ".document.sentences[0][1]: not a int",
        ),
        (
            SearchResult,
            {"source": "a", "queries": [{}], "papers": [], "total": 0},
            ".queries[0]: a Query lacks the field label$",
        ),
        (Check, {"supports": True}, ".supports: not a float"),
        (Screening, {"papers": [], "identified": [["library", "3"]], "duplicates": 0}, ".identified[0][1]: not a int"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_path_to_it(kind, data, path):
    with pytest.raises(ValueError, match="^" + path.replace("[", r"\[").replace("]", r"\]")):
        decode(kind, data)


def test_path_starts_where_the_caller_starts():
    with pytest.raises(ValueError, match=r"^\[1\]\.family: not a str"):
        decode_any(tuple[Author, ...], [{"family": "Wax"}, {"family": 1}])


def test_number_that_json_does_not_know_is_not_written():
    with pytest.raises(ValueError, match="JSON"):
        dumps(float("nan"))


def test_defaults_are_written_too():
    assert encode(Document(level="note", text="x")) == {"level": "note", "text": "x", "sentences": []}
    assert encode((Query(label="a", text="b", hits=1),)) == [{"label": "a", "text": "b", "hits": 1}]


def test_type_that_no_record_declares_is_still_decoded_by_its_declaration():
    @dataclass(frozen=True)
    class Comb:
        cells: tuple[int, str]

    assert decode_any(tuple[int, str], [1, "a"]) == (1, "a")
    assert encode(Comb(cells=(1, "a"))) == {"cells": [1, "a"]}


def test_equal_papers_of_two_reports_are_one_record_in_memory():
    first, second, other = ({**PAPER, "title": title} for title in ("Wax", "Wax", "Comb"))
    assert decode(Paper, first) is decode(Paper, second)
    assert decode(Paper, other).title == "Comb"
