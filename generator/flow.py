"""The stages of a PRISMA 2020 flow diagram, counted from a screening.

Screening goes by how well a record fits the question; the text that is held of a record is its report; eligibility
goes by the rules and the limit of the question.  A record that fails a rule and does not fit either is counted
under the rule.  A retracted or withdrawn paper is excluded for that, whether or not a text of it is held, and so is
one that a person excluded.  The rest is done by a program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.notices import GONE
from generator.records import BY_HAND, Screened, Screening

SCREENED_OUT: Final = "off topic"

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Numbers of records and reports; each stage is the one before it less what leaves it.

    `identified` counts by source, `unfit` and `excluded` by reason.  `by_title` are included works of which no
    text is held: they are no reports, and are added at the end.
    """

    identified: Counts
    duplicates: int
    screened: int
    unfit: Counts
    missing: int
    excluded: Counts
    by_title: int

    @property
    def found(self) -> int:
        """Return the number of records of all sources."""
        return _total(self.identified)

    @property
    def sought(self) -> int:
        """Return the number of reports that the program looked for."""
        return self.screened - _total(self.unfit)

    @property
    def assessed(self) -> int:
        """Return the number of reports that were read."""
        return self.sought - self.missing

    @property
    def reports(self) -> int:
        """Return the number of reports of the included works."""
        return self.assessed - _total(self.excluded)

    @property
    def included(self) -> int:
        """Return the number of included works."""
        return self.reports + self.by_title


def flow(screening: Screening) -> Flow:
    """Return the stages of a screening."""
    rows = screening.papers
    unfit = [row for row in rows if not row.included and row.reason == SCREENED_OUT]
    sought = [row for row in rows if row.included or row.reason != SCREENED_OUT]
    held = [row for row in sought if _is_held(row)]
    return Flow(
        identified=screening.identified,
        duplicates=screening.duplicates,
        screened=len(rows),
        unfit=_reasons(unfit),
        missing=len(sought) - len(held),
        excluded=_reasons(row for row in held if not row.included),
        by_title=sum(row.included and row.paper.document is None for row in rows),
    )


def _is_held(row: Screened) -> bool:
    if row.reason in GONE or (not row.included and row.reason.startswith(BY_HAND)):
        return True  # its record alone decides; no text of it is sought
    # A finished report has dropped the texts of excluded papers.
    return row.paper.document is not None if row.included else not row.unread


def _reasons(rows: Iterable[Screened]) -> Counts:
    return tuple(Counter(row.reason for row in rows).items())


def _total(counts: Counts) -> int:
    return sum(number for _, number in counts)
