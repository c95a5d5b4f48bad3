"""Tell on which test sets and in which languages the figures of a list were measured.

What is named right after a list, or before it in the same stretch of the sentence, belongs to it; a row of names as
long as the list is dealt out one by one.  Where a place could mean another figure too, it is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.amounts import Amount
from generator.names import Mention
from generator.scene import Scene

_UNNAMED_SET = re.compile(
    r"(?:\s[\w-]+){0,3}?\s(?:on|over|across|in)\s(?:our|the|a|an|two|three|four|five|six|seven|eight|several|"
    r"multiple|various|all|both|"
    r"\d+|this|these|unseen|different)\s(?:[a-z-]+\s){0,4}?(?:data ?sets?|benchmarks?|corpora|corpus|test sets?|"
    r"tasks?|set)\b(?!(?:,|:|\s\(|\ssuch as|\snamely|\sincluding|\slike)?\s?(?:the\s)?[A-Z])"
)
_SOME_SET = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:on|over|in)\s(?:the\s)?(?:[^\s,;.()]+\s){0,4}?(?:data ?sets?|benchmarks?|corpora|"
    r"corpus|sets?|challenge|task)\b"
)
_LISTED_SETS = re.compile(
    r"\b(?:data ?sets|benchmarks|corpora|tasks|test sets)(?:,|:|\s\(|\ssuch as|\snamely|\sincluding|\slike)\s?[A-Z]"
)
_ON_ALL = re.compile(r"\s(?:on|all)\s")
_ON_NAME = re.compile(r"(?:\s[\w-]+){0,3}?\son\s(?:the\s)?")
_SIDE_BY_SIDE = re.compile(r",\s(?:and\s)?|,?\s(?:and|or)\s|/")
_LEAVES = re.compile(r";|,\s(?:while|whereas|but)\b|\bthan\b|\bcompared\b")
_AND = re.compile(r"[,;]|\s(?:and|but)\s")
_CAPITAL = re.compile(r"(?<=\s)[\w’'-]*(?:[A-Z][\w’'-]*[A-Z\d]|[A-Z][a-z]+[A-Z])")
_FOR_LANGUAGE = re.compile(r"(?:\s(?!and\b|but\b|while\b)[\w-]+){0,8}?\s(?:(?:for|in|on|to|from|of)\s(?:the\s)?|\()$")
_CLOSES = re.compile(r"(?:\s(?:data ?set|benchmark|corpus|test set|task))?\.?$")
_ARROW = re.compile(r"→|->|⇒")
_OWN_SPLIT = re.compile(r"\b(?:DEV|TEST|Dev|Test|Subtask|Task|Track|Phase)\b")
_MANY = 3


def test_sets(figures: Sequence[Amount], scene: Scene) -> list[str | None] | None:
    """Return the test set of each figure of a list, None each where none is named; nothing where that is unsure."""
    first, last, mentions = figures[0], figures[-1], scene.sets
    if _is_unread(last, scene):
        return None
    after = next((m for m in mentions if last.end <= m.start < last.right), None)
    if after and not _LEAVES.search(scene.text, last.end, after.start) and not _next(last, after, scene.text):
        return _dealt(_row(after, mentions, scene.text), figures)
    unnamed = _UNNAMED_SET.match(scene.text, last.end)
    before = [m for m in mentions if m.end <= first.start]
    if not mentions or (unnamed and (_ON_ALL.search(unnamed[0]) or not before)):
        return [None] * len(figures)
    near = [m for m in before if m.start >= first.left]
    if near or (before and len(before) == len(mentions)):
        return _dealt(_row((near or before)[-1], mentions, scene.text), figures)
    return None


def _is_unread(last: Amount, scene: Scene) -> bool:
    """Return whether a figure is followed by a test set that was not recognised as one."""
    text = scene.text
    listed = _LISTED_SETS.search(text, last.end, last.right)
    if listed and not any(listed.end() - 1 <= m.start < last.right for m in scene.sets):
        return True
    unknown = _SOME_SET.match(text, last.end, last.right)
    if unknown and _CAPITAL.search(_OWN_SPLIT.sub("", _without_metrics(unknown, scene))):
        return not any(unknown.start() <= m.start < unknown.end() for m in scene.sets)
    astray = next((name for name in scene.names if last.end <= name.start < last.right and name.size is None), None)
    if astray is None or any(m.start == astray.end + 1 for m in scene.metrics):
        return False
    return _ON_NAME.fullmatch(text, last.end, astray.start) is not None


def _without_metrics(match: re.Match[str], scene: Scene) -> str:
    """Return what was matched, up to the last metric in it left out."""
    inside = [m.end for m in scene.metrics if match.start() <= m.start < match.end()]
    return match.string[inside[-1] : match.end()] if inside else match[0]


def _next(last: Amount, mention: Mention, text: str) -> bool:
    """Return whether a test set after a figure belongs to the next one: "3% on A, and on B 5%"."""
    if last.right == len(text) or (_in_brackets(text, last.start) and _CLOSES.match(text, mention.end)):
        return False
    return _AND.search(text, last.end, mention.start) is not None


def _in_brackets(text: str, place: int) -> bool:
    return text.rfind("(", 0, place) > text.rfind(")", 0, place)


def _dealt(row: Sequence[Mention], figures: Sequence[Amount]) -> list[str | None] | None:
    if len(row) == 1:
        return [row[0].name] * len(figures)
    if len(row) >= _MANY and len(figures) == 1:
        return [None]  # a figure for all of them
    return [m.name for m in row] if len(row) == len(figures) else None


def spoken(figures: Sequence[Amount], scene: Scene) -> list[str | None] | None:
    """Return the language of each figure of a list, None each where none is named; nothing where that is unsure."""
    first, last = figures[0], figures[-1]
    if not scene.languages:
        return [None] * len(figures)
    after = [m for m in scene.languages if last.end <= m.start < last.right]
    pair = next((m for m in after if _ARROW.search(m.name) and scene.text[m.start - 1] == "("), None)
    if pair and len(figures) == 1:
        return [pair.name]
    if after and _FOR_LANGUAGE.fullmatch(scene.text, last.end, after[0].start):
        return _dealt(_row(after[0], scene.languages, scene.text), figures)
    listed = _row(scene.languages[0], scene.languages, scene.text)
    if len(listed) == len(scene.languages) >= max(_MANY, len(figures) + 1) and listed[-1].end < first.start:
        return [None] * len(figures)
    before = [m for m in scene.languages if first.left <= m.start and m.end <= first.start]
    if before and (not after or _next(last, after[0], scene.text)):
        return _dealt(_row(before[-1], scene.languages, scene.text), figures)
    named = {m.name for m in scene.languages}
    return [named.pop()] * len(figures) if len(named) == 1 else None


def _row(mention: Mention, mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """Return the mentions in a row with one, "and" or not, or divided by a slash."""
    row = [mention]
    for other in mentions:
        if other.start >= row[-1].end and _SIDE_BY_SIDE.fullmatch(text, row[-1].end, other.start):
            row.append(other)
    for other in reversed(mentions):
        if other.end <= row[0].start and _SIDE_BY_SIDE.fullmatch(text, other.end, row[0].start):
            row.insert(0, other)
    return tuple(row)
