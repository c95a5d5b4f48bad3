"""The schema of the library: one record, as a line of JSON Lines has it, or a list of records, as YAML has them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Final

from generator.paperfile import LEVELS, MAX_ENTRIES, MAX_LINE, MAX_TEXT, YEARS
from generator.schemas.shapes import DIALECT, Shape, nullable

_SAYS: Final = r"\S"
_ADDRESS: Final = r"^\s*($|[Hh][Tt][Tt][Pp][Ss]?://)"


def _line(**more: object) -> Shape:
    return {"type": "string", **more}


def _lines(**more: object) -> Shape:
    return {"type": "array", "items": _line(pattern=_SAYS, **more), "maxItems": MAX_ENTRIES}


def _text(words: str) -> Shape:
    sentences = {**_lines(), "minItems": 1}
    return {
        "description": f"{words}: a text of at most {MAX_TEXT:,} characters, or its sentences. A record has one text.",
        "anyOf": [_line(pattern=_SAYS), sentences, {"type": "null"}],
    }


KEYS: Final[Mapping[str, Shape]] = {
    "title": {"description": f"The title, at most {MAX_LINE:,} characters.", **_line(pattern=_SAYS)},
    "doi": {
        "description": "The DOI, with or without its resolver.",
        **nullable(_line(pattern=_SAYS)),
        "examples": ["10.5555/tide.1"],
    },
    "id": {"description": "What tells the record apart where it has no DOI.", **nullable(_line())},
    "authors": {
        "description": "The authors; a name without a comma is that of a body.",
        **nullable(_lines()),
        "examples": [["Skipper, Ann", "Union of Millers"]],
    },
    "year": {
        "description": f"The year of publication, {YEARS[0]} to {YEARS[-1]}.",
        "anyOf": [
            {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[-1]},
            _line(pattern="^[0-9]{4}$"),
            {"type": "null"},
        ],
    },
    "venue": {"description": "The journal, book or conference.", **nullable(_line())},
    "url": {"description": "The address of the paper.", **nullable(_line(pattern=_ADDRESS))},
    "note": _text("A note in your own words, whose sentences name their subject"),
    "abstract": _text("The abstract"),
    "text": _text("The full text"),
    "topics": {"description": "Words for those who keep the library; nothing goes by them.", **nullable(_lines())},
    "checked_in": {"description": "Where the figures of a note were seen.", **nullable(_line())},
    "completes": {
        "description": "The id of the record that this one adds to; import writes it.",
        **nullable(_line()),
    },
    "imported_from": {"description": "The name of the file that import took it from.", **nullable(_line())},
    "versions": {"description": "DOIs of other versions of the work.", **nullable(_lines())},
    "notices": {
        "description": "What became of the paper: a notice begins with its kind and day.",
        **nullable(_lines()),
        "examples": [["Retracted 2024-05-01: the reason"]],
    },
    "ids": {
        "description": "Numbers in other registers.",
        **nullable({"type": "array", "items": _line(pattern=_SAYS), "maxItems": MAX_ENTRIES}),
        "examples": [["pmid:12345678"]],
    },
    "open_access": {"description": "The address of a free copy.", **nullable(_line(pattern=_ADDRESS))},
}


def schema() -> Mapping[str, object]:
    """Return the schema."""
    present = {"not": {"type": "null"}}
    several = [{"required": list(two), "properties": dict.fromkeys(two, present)} for two in combinations(LEVELS, 2)]
    record = {
        "type": "object",
        "description": "One paper.",
        "properties": KEYS,
        "required": ["title"],
        "not": {"anyOf": several},
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": "Library",
        "description": "A record of the library, or a list of them.",
        "anyOf": [{"$ref": "#/$defs/record"}, {"type": "array", "items": {"$ref": "#/$defs/record"}}],
        "$defs": {"record": record},
    }
