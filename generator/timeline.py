"""The versions of all reports in one line of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.history import Step, in_words, steps
from generator.records import Report


@dataclass(frozen=True, slots=True)
class Event:
    """A version of a report, and what changed with it."""

    report: Report
    step: Step

    @property
    def date(self) -> str | None:
        """Return the ISO day that the version gives itself, None where it gives none."""
        return self.step.version.date

    @property
    def told(self) -> str:
        """Return what changed, in words."""
        if self.step.change:
            return in_words(self.step.change)
        return "first version"


def timeline(reports: Iterable[Report]) -> tuple[Event, ...]:
    """Return every version of `reports`, newest first; those without a date come last."""
    events = [Event(report, step) for report in reports for step in steps(report)]
    dated = sorted((event for event in events if event.date), key=lambda event: event.date or "", reverse=True)
    return (*dated, *(event for event in events if not event.date))
