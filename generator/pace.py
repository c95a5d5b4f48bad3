"""How long to wait for a service: between requests, after a failure, and when it says so itself."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 120.0
_FIRST_WAIT = 1.0
_INTERVAL = re.compile(r"\s*(\d{1,6})\s*s?\s*")
_COUNT = re.compile(r"\s*(\d{1,9})\s*")


def _sleep(seconds: float, end: threading.Event) -> None:
    end.wait(seconds)


def _today() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time and chance, so that a test need not wait: seconds, a sleep, the date in UTC, a share in 0..1.

    The sleep lasts so many seconds, or until the event is set.
    """

    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float, threading.Event], None] = _sleep
    date: Callable[[], datetime] = _today
    chance: Callable[[], float] = random.random


def backoff(attempt: int, clock: Clock) -> float:
    """Return the seconds to wait after failure number `attempt`, from 0: 1, 2, 4, … less up to half by chance."""
    return _FIRST_WAIT * float(2**attempt) * (1 - clock.chance() / 2)


def retry_after(headers: Mapping[str, str], clock: Clock) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where there is none that can be read.

    `headers` are by lower-cased name.  A date is taken against the service's own, which may differ from ours.
    """
    asked = headers.get("retry-after", "")
    if seconds := _COUNT.fullmatch(asked):
        return float(seconds[1])
    until = _date(asked)
    if until is None:
        return None
    return max((until - (_date(headers.get("date", "")) or clock.date())).total_seconds(), 0.0)


def asked_interval(headers: Mapping[str, str]) -> float | None:
    """Return the seconds between requests that X-Rate-Limit-Limit per -Interval allow, None where nothing is said."""
    limit = _COUNT.fullmatch(headers.get("x-rate-limit-limit", ""))
    interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", ""))
    if not limit or not interval or not int(limit[1]):
        return None
    return min(int(interval[1]) / int(limit[1]), LONGEST_WAIT)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
