"""Ask the live sources of a question, side by side, and put what they answer beside what is locked already.

A source that fails is a result like any other: its outcome says why, and records that an earlier search took stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from generator.lookup import Forgetful, Looked, Noted, look_up, side_by_side
from generator.merge import merge as one_work
from generator.notices import is_gone
from generator.records import Paper, Query, Question, SearchResult
from generator.settings import StoreText
from generator.sources import LIVE

MOST = 200
_ORDER = {name: place for place, name in enumerate(LIVE)}


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
    """Return what each source answers, at most `most` papers each, with the texts that may be stored.

    Papers that the question requires come on top: each is looked up at one source after the other until one has it.
    Where none may be, they come along all the same, for quotes to be taken from them.
    """
    wanted = tuple(names)
    found = side_by_side(lambda name: _ask(name, question, fetch, most), wanted, fetch)
    whole = _with_required(question, found, fetch)
    return tuple(replace(one, papers=tuple(_stored(paper, store) for paper in one.papers)) for one in whole)


def merge(old: Iterable[SearchResult], found: Iterable[SearchResult]) -> tuple[SearchResult, ...]:
    """Return the results of all sources in the order in which they are trusted: what was found in place of the old.

    Where a search failed and the old one took more papers, these stay, with the queries and day of that search and
    the outcome of this one.  Results of sources that were not asked stay as they were.  New papers are ordered by id,
    so that a change of their ranks changes no file.  What was looked up for no paper is left out.
    """
    held = {result.source: result for result in old}
    new = {result.source: _kept(result, held.get(result.source)) for result in found}
    results = (one for one in (held | new).values() if one.searched or one.queries or one.failed)
    return tuple(sorted(results, key=lambda one: (_ORDER.get(one.source, len(_ORDER)), one.source)))


def change(old: SearchResult | None, new: SearchResult, gone: Collection[str] = ()) -> Change:
    """Return what the new result of a source has that the old one had not, and the other way round.

    `gone` are the ids of papers that were known to be retracted before, from elsewhere.
    """
    before = {paper.id: paper for paper in old.papers} if old else {}
    after = {paper.id: paper for paper in new.papers}
    known = {*gone, *(name for name, paper in before.items() if is_gone(paper.notices))}
    return Change(
        new=tuple(paper for name, paper in after.items() if name not in before),
        gone=tuple(paper for name, paper in before.items() if name not in after),
        updated=tuple(paper for name, paper in after.items() if name in before and before[name] != paper),
        retracted=tuple(paper for name, paper in after.items() if is_gone(paper.notices) and name not in known),
    )


def _ask(name: str, question: Question, fetch: Forgetful, most: int) -> SearchResult:
    noted = Noted(fetch)
    result = LIVE[name].search(question, noted, most)
    # What could not be read would otherwise be read again, all week long.  A service that knows nothing at all of a
    # question may just have lost its index: it is asked anew the next time.
    noted.forget(noted.calls[-1:] if result.failed else noted.calls if not result.total else ())
    return result


def _with_required(question: Question, found: Iterable[SearchResult], fetch: Forgetful) -> Iterator[SearchResult]:
    """Yield the results with the papers that the question requires and no search took; who failed is not asked."""
    results = tuple(found)
    taken = {name for result in results for paper in result.papers for name in _dois(paper)}
    left = [doi for doi in question.must_include if doi not in taken]
    for result in results:
        looked = look_up(LIVE[result.source], left, fetch) if left and not result.failed else Looked()
        taken = {name for paper in looked.papers for name in _dois(paper)}
        left = [doi for doi in left if doi not in taken]
        yield _with(result, looked)


def _with(result: SearchResult, looked: Looked) -> SearchResult:
    query = Query(label="required papers", text=f"DOI: {', '.join(looked.asked)}", hits=len(looked.papers))
    known = {paper.id for paper in result.papers}
    trouble = [result.outcome] * (result.outcome != "ok") + [looked.trouble] * bool(looked.trouble)
    return replace(
        result,
        queries=result.queries + (query,) * bool(looked.asked),
        papers=result.papers + tuple(paper for paper in looked.papers if paper.id not in known),
        total=result.total + query.hits,
        outcome=". ".join(trouble) or "ok",
        date=max(filter(None, (result.date, looked.date)), default=None),
        failed=result.failed or bool(looked.trouble),
    )


def _dois(paper: Paper) -> tuple[str, ...]:
    return (*([paper.doi] if paper.doi else []), *paper.versions)


def _stored(paper: Paper, store: StoreText) -> Paper:
    full = paper.document is not None and paper.document.level == "full text"
    return replace(paper, document=None) if full and store == "abstract" else paper


def _kept(new: SearchResult, old: SearchResult | None) -> SearchResult:
    if new.failed and old and not new.searched:
        both: dict[str, list[Paper]] = {}
        for paper in (*old.papers, *new.papers):
            both.setdefault(paper.id, []).append(paper)
        return replace(new, papers=tuple(one_work(both[name]) for name in sorted(both)))
    if new.failed and old and len(old.papers) > len(new.papers):
        return replace(old, outcome=new.outcome, failed=True)
    return replace(new, papers=tuple(sorted(new.papers, key=lambda paper: paper.id)))
