"""Find the test sets that a sentence names, in any field: what is called one, stands "on" it, or in a row with one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.names import Mention

_REACH = 60
_AND = re.compile(r"\s(?:and|or)\s|as well as")
_SET = (
    r"(?:data ?sets?|datasets?|benchmarks?|corpora|corpus|test ?sets?|test|dev sets?|leaderboards?|shared tasks?|"
    r"challenges?|collections?|treebanks?|validation sets?|sets?|split|suite)"
)
_PAIR = r"(?:\s(?:[A-Z][a-z]|[A-Z]{2})(?:-|→|->|–)(?:[A-Z][a-z]|[A-Z]{2}))?"
_SET_AFTER = re.compile(
    rf"{_PAIR}(?:\s\([^()]{{1,40}}\))?[\s-](?:(?:benchmark|test|dev|validation|evaluation|public|[a-z]+)[\s-]){{0,2}}?{_SET}\b"
)
_SET_BEFORE = re.compile(
    rf"\b{_SET}(?:\s(?:called|named|such as|like|including|namely)|\s(?:\w+\s){{0,3}}\w+:|"
    rf",?\si\.e\.,|:|,)?\s\(?(?:the\s)?$"
)
_ON = re.compile(r"\b(?:[Oo]n)\s(?:(?:the\s|both\s|both the\s)?(?:\w+\s)?|the\s(?:[a-z-]+\s){0,3})$")
ENDS = re.compile(
    r"(?:\s(?:[A-Z][a-z]|[A-Z]{2})(?:-|→|->|–)(?:[A-Z][a-z]|[A-Z]{2}))?(?:\s\([^()]{1,40}\))?(?:$|[.,;:)]|\s(?:and|or|in|with|by|for|using|when|while|which|without|at|to|compared|"
    r"respectively|over|than|from|against|as(?! well)|under|after|but|where|is|was|are|were)\b)"
)
_NAMED_SET = re.compile(r"\s(?:Test|Dev|Corpus|Dataset|Benchmark|Challenge|Treebank|Leaderboard)\b(?:\s[Ss]et\b)?")
_VERSION = re.compile(r"[’']\d\d\b|\s(?:v?\d{1,2}\.\d{1,2}|(?:19|20)\d\d|\d{1,2})(?=[\s,.;:)]|$)(?!\s?%)")
_TASK_AFTER = re.compile(r"\s(?:shared\s)?(?:sub-?)?(?:tasks?|competition|track|challenge)\b")
_INNER = re.compile(r"[a-z][A-Z]")
_ANY = re.compile(r"\b(?:an?|our|this|new|two|three|four|five|several|multiple|many|(?<![\d.])\d+)\s(?:[\w-]+\s){0,4}$")
_THE_SET = re.compile(r"\b(?:data ?set|dataset|benchmark|corpus|test set|leaderboard|shared task|challenge)\s$")
ROW = re.compile(r",?\sas well as\s(?:on\s)?|,\s(?:and\s)?|,?\s(?:and|or)\s(?:on\s)?(?:the\s)?")


def find_sets(text: str, names: Sequence[Mention], known: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the test sets that a sentence names, in order.

    These are those `known`, names at a word for a set or after "on", and what stands in a row with one.
    """
    versioned = [_with_version(name, text) for name in names]
    ordered = sorted((*versioned, *known), key=lambda name: name.start)
    found = {mention.start: mention for mention in known}
    found.update((name.start, name) for name in versioned if name.start not in found and _is_called_set(name, text))
    for first in ordered:
        if first.start in found or (first.size is None and _opens_row(first, text)):
            # What stands in a row with a test set is one as well, if the row ends as one.
            row = _row_from(first, ordered, text)
            if all(ENDS.match(text, one.end) or _SET_AFTER.match(text, one.end) for one in row):
                found.update((one.start, one) for one in row if one.start not in found)
    for last in tuple(found.values()):
        if _SET_AFTER.match(text, last.end):
            found.update((one.start, one) for one in _row_before(last, ordered, text) if one.start not in found)
    return tuple(found[start] for start in sorted(found))


def _is_called_set(name: Mention, text: str) -> bool:
    """Return whether a word for a test set stands at the name ("the X dataset"); "an X dataset" is a kind of set."""
    before = text[max(0, name.start - _REACH) : name.start]
    kind = name.name.isupper() and _ANY.search(before)
    if _NAMED_SET.search(name.name) or (_TASK_AFTER.match(text, name.end) and _INNER.search(name.name)):
        return True
    return bool(_THE_SET.search(before) or (_SET_AFTER.match(text, name.end) and not kind))


def _opens_row(name: Mention, text: str) -> bool:
    return any(pattern.search(text, max(0, name.start - _REACH), name.start) for pattern in (_ON, _SET_BEFORE))


def _row_from(first: Mention, ordered: Sequence[Mention], text: str) -> list[Mention]:
    row = [first]
    for other in ordered:
        if other.start >= row[-1].end and ROW.fullmatch(text, row[-1].end, other.start):
            row.append(other)
    return row


def _row_before(last: Mention, ordered: Sequence[Mention], text: str) -> list[Mention]:
    """Return what stands in a row before the last of it: "X, Y and Z datasets"."""
    row = [last]
    for one in reversed([one for one in ordered if one.end <= last.start]):
        if not ROW.fullmatch(text, one.end, row[-1].start):
            break
        row.append(one)
    is_row = len(row) > 1 and _AND.search(text, row[1].end, last.start)
    return row[1:] if is_row else []


def _with_version(name: Mention, text: str) -> Mention:
    version = _VERSION.match(text, name.end) or _NAMED_SET.match(text, name.end)
    return Mention(text[name.start : version.end()], name.start, version.end(), name.size) if version else name
