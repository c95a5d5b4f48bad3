"""The schema of an evidence file: locked searches and the history of versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from generator import historyfile
from generator.bounds import MOST_CHARACTERS
from generator.evidence import FORMAT
from generator.lockedrecords import QuotedText, WholeText
from generator.records import SearchResult, Verdict, Version
from generator.schemas.shapes import DIALECT, NOTHING, Shape, Shapes

_ID: Final = f"^{historyfile.HASH.pattern}$"
_LONG: Final = historyfile.MOST_CHARACTERS
_VERSION: Final[Mapping[str, Shape]] = {
    "Version.version": {"type": "string", "pattern": _ID},
    "Version.date": {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "Version.papers": {
        "description": "ids of the included papers in order of rank",
        "type": "array",
        "items": {"type": "string", "pattern": r"\S", "maxLength": _LONG},
        "uniqueItems": True,
    },
    "Version.claims": {
        "description": "the verdict of each claim, by the claim's id",
        "type": "object",
        "propertyNames": {"pattern": _ID},
        "additionalProperties": {"enum": list(get_args(Verdict))},
    },
    "Version.score": {"type": ["number", "null"], "minimum": 0, "maximum": 10},
    "Version.answer": {
        "description": "the sentences of the answer",
        "type": "array",
        "items": {"type": "string", "maxLength": _LONG},
        "maxItems": historyfile.MOST_SENTENCES,
    },
    "Version.decisions": {
        "description": "the decisions of people that took effect, each with the paper or claim that it is on",
        "type": "array",
        "items": {"type": "string", "maxLength": _LONG},
    },
}


def schema() -> Mapping[str, object]:
    """Return the schema."""
    shapes = Shapes({**_VERSION, "Paper.document": {}})
    result, version = shapes.of(SearchResult), shapes.of(Version)
    document = [shapes.of(WholeText), shapes.of(QuotedText), NOTHING]
    properties = shapes.records["Paper"]["properties"]
    assert isinstance(properties, dict)  # noqa: S101 - a record's fields
    properties["document"] = {
        "description": f"what is kept of the text, of at most {MOST_CHARACTERS:,} characters where only quotes are",
        "anyOf": document,
    }
    return {
        "$schema": DIALECT,
        "title": "Evidence file",
        "description": "The locked searches of one question and the recorded versions of its report. "
        "A machine writes it; search again instead of editing.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "question": {"description": "the id of the question, which is the file's name", "type": "string"},
            "results": {"description": "what each source answered", "type": "array", "items": result},
            "history": {
                "description": "versions of the report, oldest first",
                "type": "array",
                "items": version,
                "maxItems": historyfile.MOST_VERSIONS,
            },
        },
        "required": ["format", "question"],
        "anyOf": [{"required": ["results"]}, {"required": ["history"]}],
        "additionalProperties": False,
        "$defs": dict(sorted(shapes.records.items())),
    }
