"""How much a claim tells of one outcome of a question: what the answer and the summary choose their sentences by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.figuretable import measures
from generator.names import find_sizes
from generator.records import Finding, Outcome, Quantity
from generator.text import mentions, prepare
from generator.worth import is_general

FIGURE_BONUS = 1.0
NAME_BONUS = 0.1
GENERAL_BONUS = 0.3
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


def states_amount(text: str) -> bool:
    """Return whether a number stands there that is no year, no part of a name and no size of a model."""
    for size in reversed(find_sizes(text)):
        text = text[: size.start] + text[size.end :]
    return _AMOUNT.search(_NO_AMOUNT.sub("", text)) is not None
