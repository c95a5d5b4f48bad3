"""Put a question to a service: which queries, and page after page of each until enough is found.

A query joins the first keyword group, which matters most, with each of the others and with what is measured, and with
the question's first rule of inclusion, which names its field; a paper has to use a word of each.  A question without
keywords is asked by the words of its title and sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.concepts import Concept, concepts
from generator.contracts import Answer, Fetch
from generator.errors import SourceError
from generator.harvest import Batch, tell
from generator.progress import advance
from generator.records import Paper, Query, Question, SearchResult

MOST_TERMS = 12
MOST_QUERIES = 12
_LONGEST_TERM = 80
_SIGNS = re.compile(r"[^\w.+#@/'’-]+")
_OPERATORS = frozenset({"AND", "OR", "NOT", "ANDNOT", "NEAR"})


@dataclass(frozen=True, slots=True)
class Ask:
    """One query in no service's language: a word of each group has to be used; ISO dates bound it where given."""

    label: str
    groups: tuple[tuple[str, ...], ...]
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One query in a service's own language: what the log shows, and the parameters that ask it."""

    label: str
    text: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Service:
    """How one service is asked.

    `page` returns the answer to a request from a cursor on, with at most that many records, and what it holds;
    `start` is the cursor of the first page, `largest` the most records that a page may have.
    """

    name: str
    request: Callable[[Ask], Request]
    page: Callable[[Fetch, Request, str, int], tuple[Answer, Batch]]
    start: str
    largest: int


@dataclass(slots=True)
class _Sweep:
    """What has been found so far."""

    papers: dict[str, Paper] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    dropped: int = 0
    cut: bool = False
    failed: bool = False


def asks(question: Question) -> tuple[Ask, ...]:
    """Return the queries of a question, at most `MOST_QUERIES`, each with the dates that it asks for."""
    return tuple(replace(ask, since=question.days[0], until=question.days[1]) for ask in _asks(question))


def _asks(question: Question) -> tuple[Ask, ...]:
    known = concepts(question)
    keys = [Ask(concept.label, (_terms(concept.terms),)) for concept in known if concept.kind == "keywords"]
    keys = [ask for ask in keys if ask.groups[0]]
    if not keys:
        words = _terms(term for concept in known[:2] for term in _words(concept))
        return (Ask("title and question", (words,)),) if words else ()
    field_ = tuple(_terms(rule.terms) for rule in question.include[:1])
    others = [*keys[1:], *(Ask(c.label, (_terms(c.terms),)) for c in known if c.kind == "outcome")]
    first = keys[0]
    pairs = [
        Ask(f"{first.label} and {other.label}", _groups(first, other, field_)) for other in others if other.groups[0]
    ]
    return tuple(pairs[:MOST_QUERIES]) or (Ask(first.label, _groups(first, first, field_)),)


def boolean(ask: Ask, field_: str = "", joined: tuple[str, str] = (" OR ", " AND ")) -> str:
    """Return `("a b" OR "c") AND ("d")`, with `field_` before each term, such as `all:`."""
    either, both = joined
    groups = [either.join(f'{field_}"{term}"' for term in group) for group in ask.groups]
    return both.join(f"({group})" for group in groups)


def sweep(service: Service, question: Question, fetch: Fetch, most: int) -> SearchResult:
    """Return what the service holds on the question, at most `most` papers, as `LiveSource` promises.

    Each query may take an equal share of what is left.  `total` is the sum of the hits of all queries; where more
    were hit than taken, the outcome says so.
    """
    found = _Sweep()
    requests = [service.request(ask) for ask in asks(question)]
    for number, request in enumerate(requests):
        left = len(requests) - number
        share = -((len(found.papers) - most) // left)
        advance(number, len(requests))
        if share <= 0:
            found.cut = True
            break
        try:
            _ask(service, request, fetch, len(found.papers) + share, found)
        except SourceError as error:
            found.failed = True
            found.trouble.append(f"{error}; this ended the search at the query “{request.label}”")
        if found.failed:
            break
    if found.dropped:
        several = "record" if found.dropped == 1 else "records"
        found.trouble.append(f"{found.dropped} {several} without a title or a number left out")
    total = sum(query.hits for query in found.queries)
    if found.cut:
        found.trouble.insert(0, f"taken {len(found.papers)} of {total:,} hits")
    return SearchResult(
        source=service.name,
        queries=tuple(found.queries),
        papers=tell(found.papers.values(), found.told),
        total=total,
        outcome=". ".join(found.trouble) or ("ok" if requests else "the question holds no word to search for"),
        date=max(found.dates, default=None),
        failed=found.failed,
    )


def _ask(service: Service, request: Request, fetch: Fetch, enough: int, found: _Sweep) -> None:
    """Take pages until there are `enough` papers; what was taken is kept when a later page fails."""
    cursor, seen, taken = service.start, {service.start}, 0
    room = enough - len(found.papers)
    place = len(found.queries)
    while cursor and taken < room:
        answer, batch = service.page(fetch, request, cursor, min(service.largest, room - taken))
        if len(found.queries) == place:
            found.queries.append(Query(label=request.label, text=request.text, hits=batch.total))
        found.dates.append(answer.date)
        found.told.extend(batch.told)
        found.dropped += batch.dropped
        for paper in batch.papers:
            if len(found.papers) < enough:
                found.papers.setdefault(paper.id, paper)
            found.cut |= paper.id not in found.papers
        records = len(batch.papers) + batch.dropped
        taken += records
        # Some services name a next page after the last one, too: the same one again.
        cursor = batch.next if records and not 0 < found.queries[place].hits <= taken else ""
        if cursor in seen and taken < room:
            found.failed = True
            found.trouble.append(f"the service repeated a page; this ended the search at the query “{request.label}”")
            return
        seen.add(cursor)
    found.cut |= bool(cursor) and taken < found.queries[place].hits


def _groups(first: Ask, other: Ask, field_: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(group for group in (*first.groups, *other.groups, *field_) if group))


def _terms(terms: Iterable[str]) -> tuple[str, ...]:
    """Return terms that can stand in quotes in any query language."""
    cleaned: dict[str, str] = {}
    for term in terms:
        words = [word for word in _SIGNS.sub(" ", term[:_LONGEST_TERM]).split() if word not in _OPERATORS]
        text = " ".join(words).strip("-'’/. ")
        if any(char.isalnum() for char in text):
            cleaned.setdefault(text.casefold(), text)
    return tuple(cleaned.values())[:MOST_TERMS]


def _words(concept: Concept) -> tuple[str, ...]:
    return concept.terms if concept.kind in {"title", "question"} else ()
