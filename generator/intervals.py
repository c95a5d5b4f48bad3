"""What stands beside a figure in medicine and elsewhere: confidence limits, p-values, sample sizes, deviations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = r"[-−–]?\d{1,6}(?:[.·]\d{1,6})?"
_LIMITS = rf"({_NUMBER})\s?%?\s?(?:to|-|–|−|,|;|and)\s?({_NUMBER})"
_INTERVAL = re.compile(
    rf"\(?\[?\b\d\d(?:\.\d)?\s?%\s?-?(?:CI|CrI|C\.I\.|confidence (?:interval|limit)s?|credible intervals?)"
    rf"(?:\s?[(\[]C[rR]?Is?[)\]])?[\s,:=;(\[]{{0,4}}(?:of |from |was )?{_LIMITS}",
    re.IGNORECASE,
)
_BARE_INTERVAL = re.compile(rf"\s?[(\[]{_LIMITS}\s?%?[)\]]")
_LEVEL = re.compile(r"\b\d\d(?:\.\d)?\s?%\s?-?(?:CI|CrI|C\.I\.|confidence|credible)", re.IGNORECASE)
_P = re.compile(
    r"\b[pP]\s?(?:-?\s?values?)?\s?(?:of\s|was\s|is\s)?([<>=≤≥]{1,2})\s?"
    r"(\d(?:\.\d{1,6})?\s?[×x]\s?10\s?\^?[-−–]\s?\d{1,4}|0?\.\d{1,10}|[01](?![.\d]))"
)
_COUNT = re.compile(r"\b[nN]\s?=\s?\d[\d,]{0,12}")
_DEVIATION = re.compile(r"(?:±|\+/-|\+-)\s?\d{1,9}(?:[.·]\d{1,9})?")
_REACH = 60


@dataclass(frozen=True, slots=True)
class Beside:
    """An interval or p-value at `text[start:end]`; one of the two is set, or none for what only has to be skipped."""

    start: int
    end: int
    interval: tuple[float, float] | None = None
    p: str = ""


def find_beside(text: str) -> tuple[Beside, ...]:
    """Return confidence limits, p-values, sample sizes and deviations in order; they hold no figures themselves."""
    found = [Beside(m.start(), m.end(), interval=(_float(m[1]), _float(m[2]))) for m in _INTERVAL.finditer(text)]
    found += [Beside(m.start(), m.end(), p=_written(m)) for m in _P.finditer(text)]
    found += [Beside(m.start(), m.end()) for pattern in (_LEVEL, _COUNT, _DEVIATION) for m in pattern.finditer(text)]
    return tuple(sorted(found, key=lambda beside: beside.start))


def limits_after(text: str, end: int) -> Beside | None:
    """Return the limits that stand in brackets right after a figure: "0.88 (0.75-0.97)"."""
    m = _BARE_INTERVAL.match(text, end)
    low, high = (_float(m[1]), _float(m[2])) if m else (0.0, 0.0)
    return Beside(m.start(), m.end(), interval=(low, high)) if m and low < high else None


def belonging(end: int, following: int, beside: Sequence[Beside]) -> tuple[Beside, ...]:
    """Return what belongs to the figure that ends at `end`: what follows closely, before `following`."""
    return tuple(one for one in beside if end <= one.start < min(following, end + _REACH))


def _written(match: re.Match[str]) -> str:
    number = match[2] if match[2][0] != "." else f"0{match[2]}"
    return f"{match[1]}{number}" if match[1] != "=" else f"={number}"


def _float(text: str) -> float:
    return float(text.replace("·", ".").replace("−", "-").replace("–", "-"))
