"""Look records up by DOI at one register: what it holds, what it was asked, and what went wrong."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from generator.contracts import Answer, Fetch
from generator.errors import NoRecord, SourceError
from generator.progress import Bars, advance, listening
from generator.records import Paper
from generator.services import SERVICES
from generator.sources import AT_ONCE, Register

Result = TypeVar("Result")

MOST_AT_ONCE = 100
MOST_FAILURES = 2


class Forgetful(Fetch, Protocol):
    """A fetch that can be told that an answer was of no use, and that it is to end."""

    def forget(self, source: str, path: str, parameters: Mapping[str, str]) -> None:
        """Drop what is held of the answer to this request."""

    def stop(self) -> None:
        """Let every request that is under way or to come fail at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a register answered: the records it holds, the DOIs that it was asked for, trouble, and the ISO day."""

    papers: tuple[Paper, ...] = ()
    asked: tuple[str, ...] = ()
    trouble: str = ""
    date: str | None = None


def side_by_side(work: Callable[[str], Result], names: Sequence[str], fetch: Forgetful) -> tuple[Result, ...]:
    """Return what `work` gives for each service, all done at a time; an interruption ends all of them."""
    titles = {name: SERVICES[name].title for name in names if name in SERVICES}
    with Bars(titles, sys.stderr) as bars, ThreadPoolExecutor(max(len(names), 1)) as pool:

        def watched(name: str) -> Result:
            with listening(functools.partial(bars.set, name)):
                result = work(name)
            bars.set(name, 1, 1)
            return result

        try:
            return tuple(pool.map(watched, names))
        except BaseException:
            fetch.stop()  # or the pool would wait for searches of minutes
            raise


def look_up(register: Register, dois: Sequence[str], fetch: Forgetful) -> Looked:
    """Return what the register holds under these DOIs.

    A DOI that it could not answer for is counted, with the first reason; after two in a row the rest is left unasked.
    """
    noted, at_once = Noted(fetch), AT_ONCE.get(register.NAME)
    steps: list[tuple[str, ...]] = [(doi,) for doi in dois]
    if at_once:
        steps = [tuple(dois[start : start + MOST_AT_ONCE]) for start in range(0, len(dois), MOST_AT_ONCE)]
    papers: list[Paper] = []
    asked: list[str] = []
    failures: list[str] = []
    silent = in_a_row = 0
    for number, step in enumerate(steps):
        advance(number, len(steps))
        if in_a_row == MOST_FAILURES:
            silent += len(step)
            continue
        days = len(noted.days)
        try:
            one = None if at_once else register.look_up(step[0], noted)
            papers += at_once(step, noted) if at_once else filter(None, (one,))
        except SourceError as error:
            # What could not be read would otherwise be read again, all week long.
            noted.forget(noted.calls[-1:])
            failures.append(str(error))
            silent, in_a_row = silent + len(step), in_a_row + 1
            continue
        in_a_row = 0
        asked += step if len(noted.days) > days else ()
    trouble = f"{failures[0]}; {silent} of {len(dois)} look-ups by DOI have no answer" if failures else ""
    day = max(filter(None, noted.days), default=None)
    return Looked(papers=tuple(papers), asked=tuple(asked), trouble=trouble, date=day)


@dataclass(slots=True)
class Noted:
    """A fetch that notes what it is asked, and the day of each answer, also of one that there is nothing."""

    fetch: Forgetful
    calls: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    days: list[str] = field(default_factory=list)

    def __call__(self, source: str, path: str, parameters: Mapping[str, str]) -> Answer:
        """Answer as the fetch behind it does."""
        self.calls.append((source, path, parameters))
        try:
            answer = self.fetch(source, path, parameters)
        except NoRecord as error:
            self.days.append(error.date)
            raise
        self.days.append(answer.date)
        return answer

    def forget(self, calls: Sequence[tuple[str, str, Mapping[str, str]]]) -> None:
        """Drop what is held of the answers to these calls."""
        for source, path, parameters in calls:
            self.fetch.forget(source, path, parameters)
