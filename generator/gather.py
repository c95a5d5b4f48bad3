"""Ask the live sources of a question, side by side, and put what they answer beside what is locked already.

A source that fails is a result like any other: its outcome says why, and records that an earlier search took stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol

from generator.contracts import Fetch
from generator.notices import is_gone
from generator.records import Paper, Question, SearchResult
from generator.settings import StoreText
from generator.sources import LIVE

MOST = 200
_ORDER = {name: place for place, name in enumerate(LIVE)}


class Forgetful(Fetch, Protocol):
    """A fetch that can be told that an answer was of no use."""

    def forget_last(self, source: str) -> None:
        """Drop what is held of the last answer of the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The records of one source that came, went or differ now, and those newly known to be retracted or withdrawn."""

    new: tuple[Paper, ...] = ()
    gone: tuple[Paper, ...] = ()
    updated: tuple[Paper, ...] = ()
    retracted: tuple[Paper, ...] = ()


def choose(
    question: Question, keys: Collection[str], only: Collection[str] = ()
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the sources to ask, and (source, reason) for those that are skipped.

    `keys` are the sources whose key is set.  A question that names no source is put to all that can be asked; of
    either, `only` leaves those that it holds, where it holds any.
    """
    asked, skipped = [], []
    for name, source in LIVE.items():
        if only and name not in only:
            continue
        if question.sources and name not in question.sources:
            if only:
                skipped.append((name, "the question names other sources only"))
        elif source.KEY and name not in keys:
            skipped.append((name, f"{source.KEY} is not set"))
        else:
            asked.append(name)
    return tuple(asked), tuple(skipped)


def gather(
    question: Question, names: Iterable[str], fetch: Forgetful, store: StoreText = "abstract", most: int = MOST
) -> tuple[SearchResult, ...]:
    """Return what each source answers, at most `most` papers each, with the texts that may be stored."""
    wanted = tuple(names)
    with ThreadPoolExecutor(max(len(wanted), 1)) as pool:
        return tuple(pool.map(lambda name: _ask(name, question, fetch, store, most), wanted))


def merge(old: Iterable[SearchResult], found: Iterable[SearchResult]) -> tuple[SearchResult, ...]:
    """Return the results of all sources in the order in which they are trusted: what was found in place of the old.

    Where a search failed and the old one took more papers, these stay, with the queries and day of that search and
    the outcome of this one.  Results of sources that were not asked stay as they were.  New papers are ordered by id,
    so that a change of their ranks changes no file.
    """
    held = {result.source: result for result in old}
    new = {result.source: _kept(result, held.get(result.source)) for result in found}
    return tuple(sorted((held | new).values(), key=lambda one: (_ORDER.get(one.source, len(_ORDER)), one.source)))


def change(old: SearchResult | None, new: SearchResult) -> Change:
    """Return what the new result of a source has that the old one had not, and the other way round."""
    before = {paper.id: paper for paper in old.papers} if old else {}
    after = {paper.id: paper for paper in new.papers}
    known = {name for name, paper in before.items() if is_gone(paper.notices)}
    return Change(
        new=tuple(paper for name, paper in after.items() if name not in before),
        gone=tuple(paper for name, paper in before.items() if name not in after),
        updated=tuple(paper for name, paper in after.items() if name in before and before[name] != paper),
        retracted=tuple(paper for name, paper in after.items() if is_gone(paper.notices) and name not in known),
    )


def _ask(name: str, question: Question, fetch: Forgetful, store: StoreText, most: int) -> SearchResult:
    result = LIVE[name].search(question, fetch, most)
    if result.failed:
        # What could not be read would otherwise be read again, all week long.
        fetch.forget_last(name)
    return replace(result, papers=tuple(_stored(paper, store) for paper in result.papers))


def _stored(paper: Paper, store: StoreText) -> Paper:
    full = paper.document is not None and paper.document.level == "full text"
    return replace(paper, document=None) if store == "none" or (full and store == "abstract") else paper


def _kept(new: SearchResult, old: SearchResult | None) -> SearchResult:
    if new.failed and old and len(old.papers) > len(new.papers):
        return replace(old, outcome=new.outcome, failed=True)
    return replace(new, papers=tuple(sorted(new.papers, key=lambda paper: paper.id)))
