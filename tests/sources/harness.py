"""What the tests of live sources share: fixtures, a service that answers from a list, and damage to answers."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from generator.contracts import Answer
from generator.errors import SourceError
from generator.records import Question
from tests.bakery import question

FIXTURES = Path(__file__).parent / "fixtures"
ASKED: Question = question(keywords=(("oven", "stone kiln"), ("loaf", "crust")), outcomes=(), include=())
JSON, XML = "application/json", "text/xml"


def fixture(name: str) -> bytes:
    """Return the bytes of a fixture."""
    return (FIXTURES / name).read_bytes()


def kind(name: str) -> str:
    """Return the content type of a file."""
    return {"json": JSON, "xml": XML}.get(name.rpartition(".")[2], "text/plain")


@dataclass
class Replay:
    """Answers requests with bodies or errors, in order; `calls` are (path, parameters) as they came."""

    answers: list[bytes | SourceError]
    content_type: str = JSON
    calls: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def __call__(self, source: str, path: str, parameters: Mapping[str, str]) -> Answer:
        """Return the next answer, dated by its number."""
        assert source
        self.calls.append((path, dict(parameters)))
        body = self.answers.pop(0)
        if isinstance(body, SourceError):
            raise body
        kind = XML if body.lstrip().startswith(b"<") else self.content_type
        return Answer(body, kind, f"2026-01-{len(self.calls):02}")


def flipped(body: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to five of them changed, and at times without their end."""
    data = bytearray(body)
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randrange(len(data))] if chance.random() < 0.1 else data)


def damaged(body: bytes, chance: random.Random) -> bytes:
    """Return a JSON or XML answer, well-formed, with parts removed or put in place of others."""
    if body.lstrip()[:1] == b"<":
        root = etree.fromstring(body)
        for _ in range(chance.randint(1, 4)):
            _damage_element(chance.choice(list(root.iter("*"))), chance)
        return etree.tostring(root)
    data = copy.deepcopy(json.loads(body))
    for _ in range(chance.randint(1, 4)):
        places = list(_places(data))
        if places:
            _damage_value(*chance.choice(places), chance)
    return json.dumps(data).encode()


def untitled(body: bytes) -> bytes:
    """Return a JSON or XML answer in which every title is empty."""
    if body.lstrip()[:1] == b"<":
        root = etree.fromstring(body)
        for element in root.iter("{*}title", "ArticleTitle", "VernacularTitle"):
            element.clear(keep_tail=True)
        return etree.tostring(root)
    data = json.loads(body)
    for within, key in _places(data):
        if key in {"title", "display_name"} and isinstance(within[key], str):
            within[key] = ""
        elif key in {"title", "titles"} and isinstance(within[key], list):
            within[key] = []
    return json.dumps(data).encode()


def _places(value: object) -> Iterator[tuple[dict | list, object]]:
    stack = [value]
    while stack:
        one = stack.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for key in keys:
            yield one, key
            stack.append(one[key])


def _damage_value(within: dict | list, key: object, chance: random.Random) -> None:
    if chance.random() < 0.4:
        del within[key]
    else:
        within[key] = chance.choice([None, True, -1, 7.5, 10**30, "", "\ud800", [], {}, [[]], {"a": {"b": []}}, [None]])


def _damage_element(element: etree._Element, chance: random.Random) -> None:
    parent = element.getparent()
    if parent is not None and chance.random() < 0.5:
        element.clear(keep_tail=True)  # what follows an element is not its own
        element.tag = "gone"
    elif chance.random() < 0.5:
        element.tag = "other"
    else:
        element.text = chance.choice(["", None, "0", "\u202e", "x" * 50])
