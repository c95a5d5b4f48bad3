"""What a notice on a paper means: retraction, withdrawal, concern, correction, reinstatement.

A notice is a sentence that begins with its kind: "Retracted 2021-03-04: invented data".  One that begins otherwise
("Preprint: Withdrawn") is shown like the others and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

Kind = Literal["retraction", "withdrawal", "expression of concern", "correction", "reinstatement"]

RETRACTED: Final = "retracted"
WITHDRAWN: Final = "withdrawn"
# Why a paper that a report would have taken is left out.
GONE: Final = frozenset({RETRACTED, WITHDRAWN})
_ABOUT: Final = re.compile(r"Notice on (.+?) \(")
_KINDS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("retraction", re.compile(r"retract(?:ed|ion)\b", re.IGNORECASE)),
    ("withdrawal", re.compile(r"withdraw(?:n|al)\b", re.IGNORECASE)),
    ("expression of concern", re.compile(r"expression of concern\b", re.IGNORECASE)),
    ("correction", re.compile(r"(?:correct(?:ed|ion)|erratum|corrigendum)\b", re.IGNORECASE)),
    ("reinstatement", re.compile(r"reinstate(?:d|ment)\b", re.IGNORECASE)),
)
_DATE = re.compile(r"\b\d{4}(?:-\d\d(?:-\d\d)?)?\b")


def kind(notice: str) -> Kind | None:
    """Return what a notice begins with, None for one of no known kind."""
    return next((name for name, pattern in _KINDS if pattern.match(notice.strip())), None)


def subject(notices: Iterable[str]) -> str | None:
    """Return the number of the paper that this one is a notice on, None for a paper that is none."""
    return next((about[1] for notice in notices if (about := _ABOUT.match(notice))), None)


def is_gone(notices: Iterable[str]) -> bool:
    """Return whether a paper stands retracted or withdrawn.

    A reinstatement ends that, unless both are dated and the paper was retracted again after it.
    """
    dates: dict[Kind, list[str]] = {}
    for notice in notices:
        found = kind(notice)
        if found:
            date = _DATE.search(notice.partition(":")[0])
            dates.setdefault(found, []).append(date[0] if date else "")
    gone = [*dates.get("retraction", ()), *dates.get("withdrawal", ())]
    back = max(dates.get("reinstatement", ()), default=None)
    if back is None:
        return bool(gone)
    last = max(gone, default="")
    known = min(len(last), len(back))  # a year beside a full date decides by the year
    return known > 0 and last[:known] > back[:known]
