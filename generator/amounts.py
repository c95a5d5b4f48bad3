"""Find the amounts of a sentence: numbers with a unit, and bare numbers that stand at the name of a metric.

Numbers that are part of something else are none: years, names, settings such as "10-shot" or "top-5",
confidence limits, p-values, sample sizes and deviations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from generator.intervals import Beside, limits_after
from generator.names import Mention, find_terms
from generator.records import Metric, Term

POINTS, TIMES, SHARE = "points", "times", "%"

_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,12}(?:[.·]\d{1,9})?|\.\d{1,9}"
_NUMBER = rf"(?<![\w.,@/^_{{-])([+−–-])?({_DIGITS})"
_RANGE = rf"(?<![\w.,@/^_{{-])(?:(?P<low>{_DIGITS})\s?\\?%?\s?[-–—−/~]\s?(?=\d))?([+−–-])?({_DIGITS})"
_BARE = re.compile(rf"{_NUMBER}(?![\w/@^_%°]|[.,]\d|-[A-Za-z]|\s?%|\s?(?:±|×\s?10))")
_KIND = r"(?:absolute|relative|percent|percentage|per cent|\\?%|full|average|more|accuracy)"
_POINTS = rf"[\s-](?:{_KIND}[\s-]){{0,2}}(?:points?|pp)\b|\s?(?:pp|p\.p\.)(?=\W|$)|\s?\\?%[\s-](?:absolute\s)?points?\b"
_TIMES = r"\s?\$?\\times\b\$?|\s?(?:x|×|X)(?=[\s,.;:)\]/]|$)|[\s-]?folds?\b|-?\stimes\b"
_LAST = re.compile(
    rf"(?<![\w.,@^_{{])(?<![A-Za-z]-)([+−–-])?({_DIGITS})(?![\w@^_%°]|[/.,]\d|-[A-Za-z\d]|\s?%|\s?(?:±|×\s?10))"
)
_SHARED = re.compile(rf"{_NUMBER}\s?(?:,|,?\s(?:and|or|to)|[–-]|/|\sand\sup\sto)\s?[+−–-]?$")
_SHARED_BARE = re.compile(rf"\s?(?:,|,?\s(?:and|or|to|vs\.?|versus)|[–/-])\s?(?=[+−–-]?(?:{_DIGITS}))")
_NEXT = re.compile(rf"([+−–-])?({_DIGITS})(?![\w@^_%°]|[.,]\d|-[A-Za-z]|\s?%|\s?(?:±|×\s?10))")
_JOINED = re.compile(rf"(?<![\w.,@^_{{/-])(?:(?:{_DIGITS})[–/-]){{1,4}}(?={_DIGITS})")
_MORE_FOR = re.compile(rf"\s(?:for|on|in|at)\s[^,;.()]{{1,50}}?(?:,|,?\sand)\s(?=(?:{_DIGITS})\s(?:for|on|in|at)\s)")
_TOWARDS = re.compile(
    r"\sto\s(?!about|around|approx|nearly|almost|over|up\b|more|less|only|roughly|at\b|above|below|be\b)[a-z]"
)
_EQUALS = re.compile(r"\s?=\s?[-−–]?[01]?\.\d")  # "r = 0.71": a letter alone is a metric only so
_TAKES = re.compile(r"\s(?:only|another)\s(?=\d)")
_LISTED = re.compile(r"(?:,\s(?:and\s)?|,?\s(?:and|or|to)\s|\sand\sup\sto\s)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_SCORE = (
    r"(?:[\s-](?:scores?|rates?|values?|measures?|metrics?|coefficients?|results?|points|performances?|"
    r"accurac(?:y|ies)))"
    r"{0,2}"
)
_ABBREVIATION = r"(?:\s?[(\[](?:[^()\d]{1,30}|\d\d\s?%\s?CI)[)\]])?"
_ABOUT = (
    r"(?:about|around|approximately|roughly|nearly|almost|only|just|up to|at least|at most|over|more than|less than|"
    r"above|below|an average of|a total of|a mean of|an additional|as high as|as low as|as much as|~|∼|≈)"
)
_TO_NUMBER = re.compile(
    rf"{_SCORE}{_ABBREVIATION}(?:\s?[:=]\s?|\s?[(\[](?:[^()\d]{{1,20}}[:=]\s?)?|\s|"
    rf"(?:\s[a-z][\w-]*){{0,3}}?,?\s(?:of|is|was|were|are|to|by|from|at|reach(?:es|ed|ing)?|with)\s)"
    rf"(?:{_ABOUT}\s?){{0,2}}(?=[+−–-]?(?:\d|\.\d))"
)
_FROM_NUMBER = re.compile(
    r"(?:\s(?:in|on|for|(?:in )?terms of|on the scale of)\s(?:the\s)?|"
    r"\s(?:gains?|improvements?|increase|drop|decrease|reduction)\s(?:in|of|in terms of)\s(?:the\s)?|[\s-])"
    r"(?:(?:absolute|relative|macro|micro|weighted|average|averaged|mean|overall|points?)[\s-]){0,3}$"
)


_MOST = 100  # a larger whole number in front of a metric counts things


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at `text[start:end]`, its unit included; `unit` is "" for a bare one.

    `metric` is the metric at which a bare number stands, `sign` what is written before the number.
    `left` and `right` are where its neighbours, or the sentence, end and start.
    """

    value: float
    unit: str
    start: int
    end: int
    sign: str = ""
    metric: Mention | None = None
    left: int = 0
    right: int = 0


def find_amounts(
    text: str, units: tuple[Term, ...], metrics: Sequence[Mention], beside: Iterable[Beside]
) -> tuple[Amount, ...]:
    """Return the amounts of a sentence in order."""
    taken = [(one.start, one.end) for one in beside]
    found: list[Amount] = []
    for amount in (*_with_unit(text, units, taken), *_at_metrics(text, metrics)):
        span = (amount.start, amount.end)
        if not any(start < span[1] and span[0] < end for start, end in taken):
            taken.append(span)
            found.append(amount)
            limits = limits_after(text, amount.end) if not amount.unit else None
            taken += [(limits.start, limits.end)] if limits else []
    found.sort(key=lambda amount: amount.start)
    ends = [0, *(amount.end for amount in found)]
    starts = [*(amount.start for amount in found), len(text)]
    return tuple(replace(amount, left=ends[place], right=starts[place + 1]) for place, amount in enumerate(found))


@lru_cache(maxsize=16)
def _units(units: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {spelling: unit.name for unit in units for spelling in unit.spellings if unit.name not in {POINTS, TIMES}}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    written = "|".join(
        rf"\s?{re.escape(u)}" if not u[0].isalpha() else rf"[\s-]{re.escape(u)}\b" for u in longest_first
    )
    percent = r"\s?\\%" if SHARE in names.values() else r"(?!)"
    return re.compile(
        rf"{_RANGE}(?:(?P<points>{_POINTS})|(?P<times>{_TIMES})|(?P<unit>{percent}|{written or '(?!)'}))"
    ), names


def _with_unit(text: str, units: tuple[Term, ...], taken: Sequence[tuple[int, int]]) -> Iterator[Amount]:
    """Yield numbers with a unit, and those in front of them that share it ("6 and 20%", "4-5%")."""
    pattern, names = _units(units)
    for m in pattern.finditer(text):
        if any(start <= m.start(3) < end for start, end in taken):
            continue
        written = (m["unit"] or "").strip(" \\-")
        unit = POINTS if m["points"] else TIMES if m["times"] else names.get(written, written)
        start = m.start(3) if m[2] in {None, "-", "–", "−"} else m.start(2)
        yield Amount(_value(m[3]), unit, start, m.end(), _sign(m[2]))
        if m["low"]:
            yield Amount(_value(m["low"]), unit, m.start("low"), m.end("low"))
        at = m.start()
        while shared := _SHARED.search(text, max(0, at - 20), at):
            if _YEAR.fullmatch(shared[2]) or text[: shared.start(2)].endswith(("=", "= ", ": ")):
                break
            yield Amount(_value(shared[2]), unit, shared.start(2), shared.end(2), _sign(shared[1]))
            at = shared.start()


def _at_metrics(text: str, metrics: Sequence[Mention]) -> Iterator[Amount]:
    """Yield bare numbers that follow the name of a metric ("F1 of 0.83 and 0.79") or stand right in front of it."""
    for metric in metrics:
        link = _TO_NUMBER.match(text, metric.end)
        number = _BARE.match(text, link.end()) if link else None
        if (
            number
            and link
            and text[link.end() - 1] in "(["
            and any(number.end() + 1 == other.start for other in metrics)
        ):
            number = None
        if number and any(metric.end <= other.start and other.end <= number.start() for other in metrics):
            number = None  # another metric stands nearer
        if number and link and link[0].endswith(" at ") and "." not in number[2]:
            number = None  # "recall at 10"
        while number and not _YEAR.fullmatch(number[2]):
            yield _bare(number, metric)
            more = _SHARED_BARE.match(text, number.end()) or _MORE_FOR.match(text, number.end())
            following = _NEXT.match(text, more.end()) if more else None
            number = following if following and _alike(number[2], following[2]) else None
        before = _before(text, metric)
        while before:
            yield _bare(before, metric)
            yield from _joined(text, before, metric)
            before = next(
                (
                    m
                    for m in _BARE.finditer(text, max(0, before.start() - 24), before.start())
                    if _LISTED.fullmatch(text, m.end(), before.start()) and _alike(m[2], before[2])
                ),
                None,
            )


def _joined(text: str, last: re.Match[str], metric: Mention) -> Iterator[Amount]:
    """Yield the numbers that a sign joins to one after them ("0.92-0.95 F1", "2.4/2.3 BLEU")."""
    joined = next((m for m in _JOINED.finditer(text, max(0, last.start() - 40)) if m.end() == last.start(2)), None)
    for one in re.finditer(_DIGITS, joined[0]) if joined else ():
        start = last.start(2) - len(joined[0]) + one.start() if joined else 0
        if _alike(one[0], last[2]):
            yield Amount(_value(one[0]), "", start, start + len(one[0]), "", metric)


def _before(text: str, metric: Mention) -> re.Match[str] | None:
    for m in _LAST.finditer(text, max(0, metric.start - 45), metric.start):
        if _value(m[2]) > _MOST and "." not in m[2]:
            continue
        words = text[m.end() : metric.start]
        if text[metric.start - 4 : metric.start] in {" in ", " on ", "for "} and "." not in m[2]:
            continue
        if _FROM_NUMBER.fullmatch(words) and not _YEAR.fullmatch(m[2]):
            return m
    return None


def _alike(one: str, other: str) -> bool:
    """Return whether two numbers are written alike, as members of one list are, and are no years."""
    return ("." in one) == ("." in other) and not _YEAR.fullmatch(one)


def _bare(match: re.Match[str], metric: Mention) -> Amount:
    start = match.start(1) if match[1] == "+" else match.start(2)
    return Amount(_value(match[2]), "", start, match.end(2), _sign(match[1]), metric)


def _value(digits: str) -> float:
    return float(digits.replace(",", "").replace("·", "."))


def _sign(written: str | None) -> str:
    return "" if not written else "+" if written == "+" else "-"


def find_metrics(text: str, metrics: tuple[Metric, ...]) -> tuple[Mention, ...]:
    """Return the metrics that stand in `text`; an abbreviation that only repeats the name before it is left out."""
    found = find_terms(metrics, text)
    kept = list(found[:1])
    for first, second in pairwise(found):
        if not (first.name == second.name and text[first.end : second.start] in {" (", " - "}):
            kept.append(second)
    kept = [m for m in kept if m.end - m.start > 1 or _EQUALS.match(text, m.end)]
    return tuple(m for m in kept if not (_TOWARDS.match(text, m.end) or _TAKES.match(text, m.end)))
