"""The schema of a question file: the model that reads it, with a sentence and an example for each key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from generator.schemas.shapes import DIALECT
from generator.specs import QuestionSpec

# Keys of the file, and of what lies in it, as `RuleSpec.reason`; each with what it says and an example.
KEYS: Final[Mapping[str, tuple[str, object]]] = {
    "title": ("The title of the report.", "Rotor diameter and yield of tidal turbines"),
    "question": (
        "What is asked, in one or a few sentences.",
        "How much does a larger rotor raise the yield of tidal turbines in slow currents?",
    ),
    "id": ("The address of the report, where the file's name should not be.", "tides-and-rotors"),
    "authors": ("Who asks.", ["Ann Skipper"]),
    "published": ("The day on which the report was first published.", "2026-02-03"),
    "updated": ("The day of the last change, not before `published`.", "2026-03-04"),
    "status": ("A draft is not shown; what is retired keeps its page.", "draft"),
    "outcomes": ("What is measured; the summary of findings has a line for each.", ["yield"]),
    "benchmarks": ("What results are reported on; those without a result are named as gaps.", ["FlumeBench"]),
    "languages": ("The languages that results are reported for.", ["French"]),
    "keywords": (
        "Groups of synonyms, each a concept of the question; what matters most comes first.",
        [["rotor diameter", "rotor size"], ["tidal turbine", "current turbine"]],
    ),
    "include": (
        "Rules that a paper has to meet, every one of them.",
        [{"reason": "is on tidal turbines", "terms": ["tidal turbine"]}],
    ),
    "exclude": (
        "Rules that keep a paper out, each alone.",
        [{"reason": "is on wind", "terms": ["wind turbine"]}],
    ),
    "sources": ("Where to search; without it the library and every service that can be asked.", ["library", "arxiv"]),
    "must_include": ("DOIs of papers that are included whatever the rules say.", ["10.5555/tide.1"]),
    "since": ("The year or day from which papers are asked for.", "2020"),
    "until": ("The year or day until which papers are asked for.", "2024-06-30"),
    "limits": ("How many papers and claims the report may hold.", {"papers": 30, "claims": 20}),
    "tags": ("Words to find the report by.", ["tidal energy"]),
    "aliases": ("Former ids, under which the report is found too.", ["rotor-size"]),
    "replaced_by": ("The id of the question that takes the place of this one, which is retired.", "tides-anew"),
    "review_by": ("The day by which the report should be looked at again.", "2027-02-03"),
    "OutcomeSpec.name": ("What is measured.", "yield"),
    "OutcomeSpec.terms": ("How papers put it.", ["yield", "energy output"]),
    "RuleSpec.reason": ("The rule in words; with “a paper” before it, it is a sentence.", "is on tidal turbines"),
    "RuleSpec.terms": ("A paper that uses one of these meets the rule.", ["tidal turbine", "current turbine"]),
    "LimitsSpec.papers": ("The most papers that are included.", 30),
    "LimitsSpec.claims": ("The most claims that are extracted.", 20),
}


def schema() -> Mapping[str, object]:
    """Return the schema; raises KeyError for a key that `KEYS` says nothing of."""
    made = QuestionSpec.model_json_schema()
    inner = {name: {**_told(shape, f"{name}."), "title": name} for name, shape in made["$defs"].items()}
    whole = _told(made, "")
    # The name of the file is the id, unless it gives one.
    needed = [name for name in whole["required"] if name != "id"]
    return {
        "$schema": DIALECT,
        **whole,
        "title": "Question file",
        "description": "A research question; its report is made from it.",
        "required": needed,
        "$defs": inner,
    }


def _told(shape: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return the shape of an object in which each key has its sentence and an example."""
    properties = {}
    for name, one in shape["properties"].items():
        sentence, example = KEYS[f"{prefix}{name}"]
        bare = {key: value for key, value in one.items() if key not in {"title", "default"}}
        # An empty text or list stands for a key that is not there; it is no value that anybody would write.
        default = {} if one.get("default") in (None, "", []) else {"default": one["default"]}
        properties[name] = {"description": sentence, **bare, **default, "examples": [example]}
    return {**shape, "properties": properties}
