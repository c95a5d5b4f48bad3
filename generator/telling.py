"""How much a claim tells of one outcome of a question: what the answer and the summary choose their sentences by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.figuretable import measures
from generator.names import find_sizes
from generator.records import Finding, Outcome, Quantity, Question
from generator.text import mentions, prepare
from generator.worth import is_general

FIGURE_BONUS = 1.0
NAME_BONUS = 0.1
GENERAL_BONUS = 0.3
SIDES = 2
_COMPARES = re.compile(r"\b(?:compar\w+|versus|vs|against|differ(?:s|ence)?)\b", re.IGNORECASE)
_SETS_APART = re.compile(r"\b(?:compar\w+|versus|vs|than)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"(?<![\w@-])\d|\bhalved|\bdoubled")
_NO_AMOUNT = re.compile(r"\(\d{4}\)|\b\d+-bit")


def tells(finding: Finding, outcome: Outcome, figures: Iterable[Quantity]) -> float:
    """Return the claim's score, raised where it gives a figure on the outcome, names it or sums up over many cases."""
    text = finding.claim.text
    figured = 1 + FIGURE_BONUS * carries(finding, outcome, figures)
    named = 1 + NAME_BONUS * bool(mentions((outcome.name,), prepare(text)))
    return finding.claim.score * figured * named * (1 + GENERAL_BONUS * is_general(text))


def carries(finding: Finding, outcome: Outcome, figures: Iterable[Quantity]) -> bool:
    """Return whether the claim gives a figure of the outcome's metric, or names the outcome beside an amount."""
    claim = finding.claim
    if any(figure.passage == claim.passage and measures(outcome, figure) for figure in figures):
        return True
    return states_amount(claim.text) and bool(mentions((outcome.name, *outcome.terms), prepare(claim.text)))


def compared(question: Question) -> tuple[tuple[str, ...], ...]:
    """Return the two sides that a question compares, its first keyword groups; none for any other question.

    Groups that nobody has put in order are sides only where they stand on either side of the comparing word.
    """
    if "keywords" not in question.derived:
        return question.keywords[:SIDES] if _COMPARES.search(question.question) else ()
    word = _SETS_APART.search(question.question)
    if word is None:
        return ()
    halves = [prepare(half) for half in (question.question[: word.start()], question.question[word.end() :])]
    firsts = [next((group for group in question.keywords if mentions(group, half)), None) for half in halves]
    named = tuple(dict.fromkeys(group for group in firsts if group))
    return named if len(named) == SIDES else ()


def sides(finding: Finding, groups: Iterable[tuple[str, ...]]) -> set[str]:
    """Return the keyword groups, by their first term, that a claim names."""
    ready = prepare(finding.claim.text)
    return {group[0] for group in groups if mentions(group, ready)}


def only(side: tuple[str, ...], groups: tuple[tuple[str, ...], ...], pool: Iterable[Finding]) -> list[Finding]:
    """Return the claims that name this side of a comparison and no other."""
    return [finding for finding in pool if sides(finding, groups) == {side[0]}]


def states_amount(text: str) -> bool:
    """Return whether a number stands there that is no year, no part of a name and no size of a model."""
    for size in reversed(find_sizes(text)):
        text = text[: size.start] + text[size.end :]
    return _AMOUNT.search(_NO_AMOUNT.sub("", text)) is not None
