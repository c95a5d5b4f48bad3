"""Tell whether a sentence states a figure outright: as no bound, no change, no comparison, and without denying it.

All functions take the sentence and where in it the figure starts and ends.
"""

from __future__ import annotations

import re

_BOUND = re.compile(
    r"(?:\b(?:(?:of )?up to|at most|at least|(?:more|less|fewer|better|higher|lower) than|over|under|nearly|between|"
    r"within|can be \w+ to|at best|extra|top|exceed(?:s|ed|ing)?)|\d(?: ?%| times)? to)\s(?:only\s|the\s)?$|"
    r"[<>≤≥±–—]\s$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(r"\s(?:or (?:less|more|fewer)|to \d|± ?\d)|[-–—]\d", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:by|gain(?:ed|s)?(?: of)?|adds?|added|costs?(?: only)?|another|los[te]s?|loses|saved?|cut|an?)\s"
    r"(?:(?:about|roughly) )?$"
)
_CHANGE_AFTER = re.compile(
    r"\s(?:points?|better|worse|higher|lower|larger|smaller|more|fewer|loss|as many|of (?:cases|the|all|tokens))\b"
)
_FROM_TO = re.compile(
    r"\b(?:rose|rises|fell|falls|grew|grows|went|goes|shrank|shrinks|cuts?|raise[sd]|lower(?:s|ed)|increase[sd]|"
    r"decrease[sd]|reduce[sd]|improve[sd]|drop(?:s|ped))\b.*\b(?:from|to)\s$"
)
_COMPARED = re.compile(r"\b(?:against|compared (?:with|to)|versus|vs|than|close to|below|above|while|whereas)\b")
_CLAUSE_END = re.compile(r"[,;]|\s(?:and|but)\s")
_UNREAL = re.compile(
    r"\b(?:not|never|[Nn]either|cannot|fail(?:s|ed)? to|unable to|short of|would|could|should|might|may|"
    r"expect(?:s|ed)? to|need(?:s|ed)? to)\b"
)


def is_bound(text: str, start: int, end: int) -> bool:
    """Return whether the figure only bounds a value ("up to 40%") or is an end or the width of a range."""
    return _BOUND.search(text, 0, start) is not None or _BOUND_AFTER.match(text, end) is not None


def is_change(text: str, start: int, end: int) -> bool:
    """Return whether the figure says by how much something changed ("raised by 7%")."""
    return _CHANGE.search(text, 0, start) is not None or _CHANGE_AFTER.match(text, end) is not None


def is_turning_point(text: str, start: int) -> bool:
    """Return whether the figure is where a change began or ended ("fell from 52% to 41%")."""
    return _FROM_TO.search(text, 0, start) is not None


def is_compared(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` turns to the other side of a comparison."""
    return _COMPARED.search(text, start, end) is not None


def is_unreal(text: str, start: int, end: int) -> bool:
    """Return whether the last clause of `text[start:end]` denies what follows, or only supposes it ("would reach")."""
    return _UNREAL.search(_CLAUSE_END.split(text[start:end])[-1]) is not None
