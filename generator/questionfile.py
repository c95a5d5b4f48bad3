"""A question as the text of its file: commented, so that whoever opens it knows what to change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.proposal import Proposal
from generator.records import Outcome, Question
from generator.textfile import UNSEEN

SCHEMA_LINE: Final = "# yaml-language-server: $schema=../schema/question.schema.json"
_WIDTH: Final = 118
Also = Sequence[tuple[str, int]]
# Text that YAML reads as itself, wherever it stands; everything else goes into quotes.
_PLAIN: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ()/.+%’-]*[A-Za-z0-9)%+])?")
_NULLS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


def dump_question(proposal: Proposal, *, why: str = "", stem: str = "") -> str:
    """Return the text of the file; `read_questions` gives back an equal question.

    `why` becomes a comment, `stem` is the name of the file without its ending.
    """
    return "\n".join(_lines(proposal, why, stem)) + "\n"


def _lines(proposal: Proposal, why: str, stem: str) -> Iterator[str]:
    question = proposal.question
    yield SCHEMA_LINE
    yield from _comment(why)
    yield f"title: {scalar(question.title)}"
    yield f"question: {scalar(question.question)}"
    if question.id != stem:
        yield f"id: {question.id}"
    if question.authors:
        yield f"authors: {flow(question.authors)}"
    yield from _measured(question, *proposal.also)
    yield ""
    yield "# Groups of synonyms, each a concept of the question; what matters most comes first."
    yield from (["keywords:"] if question.keywords else ["# keywords:", "#   - [rotor diameter, rotor size]"])
    yield from (f"  - {flow(group)}" for group in question.keywords)
    if question.must_include:
        yield from ("", "# Papers that are included whatever the rules say.", "must_include:")
        yield from (f"  - {scalar(doi)}" for doi in question.must_include)
    if question.tags:
        yield from ("", f"tags: {flow(question.tags)}")
    yield ""
    yield "# A paper has to meet every rule of `include`, and none of `exclude`."
    yield "# include:"
    yield "#   - {reason: is on tidal turbines, terms: [tidal turbine, current turbine]}"


def _measured(question: Question, outcomes: Also, benchmarks: Also) -> Iterator[str]:
    yield ""
    yield "# What is measured, with the terms that papers use for it; the report answers outcome by outcome."
    if question.outcomes:
        yield "outcomes:"
        yield from (f"  - {_outcome(outcome)}" for outcome in question.outcomes)
    else:
        yield from ("# outcomes:", "#   - {name: yield, terms: [energy output, power coefficient]}")
    yield from _told("Papers at hand also measure", outcomes)
    if question.benchmarks or benchmarks:
        yield from ("", "# What results are reported on; those without a result are named as gaps.")
    if question.benchmarks:
        yield f"benchmarks: {flow(question.benchmarks)}"
    yield from _told("Papers at hand also report on", benchmarks)


def _told(words: str, also: Also) -> Iterator[str]:
    if also:
        yield from _comment(f"{words}: " + ", ".join(f"{name} ({count} papers)" for name, count in also))


def _outcome(outcome: Outcome) -> str:
    if not outcome.terms:
        return scalar(outcome.name)
    return f"{{name: {scalar(outcome.name)}, terms: {flow(outcome.terms)}}}"


def flow(values: Iterable[str]) -> str:
    """Return a list on one line."""
    return f"[{', '.join(map(scalar, values))}]"


def scalar(value: str) -> str:
    """Return text as one YAML value on one line, in quotes wherever it might be read as something else."""
    text = " ".join(UNSEEN.sub("", value).split())
    if _PLAIN.fullmatch(text) and text.lower() not in _NULLS:
        return text
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> Iterator[str]:
    """Yield text as comments: no line of it can end the comment, since none holds a line break of its own."""
    for line in text.split("\n"):
        words = UNSEEN.sub("", line).split()
        shown = ""
        for word in words:
            if shown and len(shown) + len(word) >= _WIDTH:
                yield f"# {shown}"
                shown = ""
            shown = f"{shown} {word}" if shown else word
        if shown:
            yield f"# {shown}"
