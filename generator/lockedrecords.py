"""The results in an evidence file: records to plain JSON values and back, with every fault and its place.

A text is kept whole, with its SHA-256, or, where it may not be kept, as the quotes that were taken from it, with their
places, its length, its SHA-256 and one over all of this, so that an edited quote is found out.  Such a text is read as
its quotes with blanks between them, so that every place holds; where the same text is at hand in another way, the
quotes are rechecked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.bounds import MOST_CHARACTERS, out_of_bounds
from generator.codec import decode, encode
from generator.historyfile import is_date
from generator.ids import digest, parse_doi
from generator.located import Where, quoted
from generator.records import Document, Level, Paper, SearchResult

# Texts of which only quotes are kept take memory by the length that they claim to have.
MOST_BLANK = 200 * MOST_CHARACTERS
_PATH = re.compile(r"\.([a-z_0-9]+)|\[(\d+)\]")
# Fields of a record that are left out where they are empty.
_LEFT_OUT = frozenset({"given", "venue", "url", "versions", "notices", "ids", "open_access", "decided", "sentences"})

Fault = tuple[str, Where, str]
# Gives the document whose text has a SHA-256, where one is at hand.
TextOf = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeText:
    """A text that is kept whole, with its SHA-256 and the places of its sentences where its source declares them."""

    level: Level
    text: str
    sha256: str
    sentences: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote and its place in the text: from `start` up to, but not including, `end`, in characters from 0."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedText:
    """A text of which only quotes are kept, with its length in characters and its SHA-256.

    `fit` is how well the whole text fitted the question, as a share in 0..1 of the best paper's score.
    `quotes_sha256` is the SHA-256 over all the rest.
    """

    level: Level
    characters: int
    sha256: str
    quotes: tuple[Quote, ...]
    quotes_sha256: str
    fit: float | None = None


def plain_result(result: SearchResult) -> dict[str, object]:
    """Return a result as JSON values; what is empty in a record is left out."""
    return {**_plain(replace(result, papers=())), "papers": [_plain_paper(paper) for paper in result.papers]}


def _plain_paper(paper: Paper) -> dict[str, object]:
    document = paper.document
    body = _short(_plain(replace(paper, document=None)))
    return {**body, "document": _short(_plain(_kept(document))) if document else None}


def _plain(record: object) -> dict[str, Any]:
    plain = encode(record)
    assert isinstance(plain, dict)  # noqa: S101 - encode gives a record's fields
    return plain


def _short(value: Any) -> Any:  # noqa: ANN401 - JSON values, whichever they are
    if isinstance(value, dict):
        return {name: _short(one) for name, one in value.items() if one not in ("", []) or name not in _LEFT_OUT}
    return [_short(one) for one in value] if isinstance(value, list) else value


def _kept(document: Document) -> WholeText | QuotedText:
    level, text, spans = document.level, document.text, document.sentences
    if document.is_whole:
        return WholeText(level=level, text=text, sha256=digest(text), sentences=spans)
    quotes = tuple(Quote(start=start, end=end, quote=text[start:end]) for start, end in spans)
    held = QuotedText(
        level=level,
        characters=len(text),
        sha256=document.sha256,
        quotes=quotes,
        quotes_sha256="",
        fit=document.fit,
    )
    return replace(held, quotes_sha256=_sum(held))


def parse_results(data: object, at_hand: TextOf) -> tuple[tuple[SearchResult, ...], tuple[Fault, ...]]:
    """Return the results that `data` holds, and code, place and message of every fault."""
    if not isinstance(data, list):
        return (), (("E003", ("results",), "`results` is not a list"),)
    reader = _Reader(at_hand)
    results = [result for place, entry in enumerate(data) if (result := reader.result(entry, ("results", place)))]
    return tuple(results), (*reader.faults, *_repeated(results))


def with_texts(results: tuple[SearchResult, ...], at_hand: TextOf) -> tuple[SearchResult, ...]:
    """Return the results with the whole text in place of the quotes of each that is at hand."""
    return tuple(
        replace(result, papers=tuple(_with_text(paper, at_hand) for paper in result.papers)) for result in results
    )


def _with_text(paper: Paper, at_hand: TextOf) -> Paper:
    document = paper.document
    if document is None or document.is_whole or not (known := at_hand(document.sha256)):
        return paper
    return replace(paper, document=replace(known, level=document.level))


def _repeated(results: list[SearchResult]) -> Iterator[Fault]:
    names = [result.source for result in results]
    for source, count in Counter(names).items():
        if count > 1:
            where = ("results", names.index(source), "source")
            yield "E003", where, f"{count} results are of the source {quoted(source)}"


class _Reader:
    """Reads results one by one and gathers what is wrong with them."""

    def __init__(self, at_hand: TextOf) -> None:
        self.faults: list[Fault] = []
        self._at_hand = at_hand
        self._blank = 0

    def result(self, entry: object, where: Where) -> SearchResult | None:
        """Return a result with the records that can be read; None where it is none."""
        held = entry.get("papers") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(held, list):
            self._add("E003", where, "not a result with a list of `papers`")
            return None
        name = f"the result of {quoted(entry.get('source'))}"
        result: SearchResult | None = self._decoded(SearchResult, {**entry, "papers": []}, where, name)
        papers = [self._paper(one, (*where, "papers", place)) for place, one in enumerate(held)]
        if result is None:
            return None
        self._bounded(result, where, name)
        for place, query in enumerate(result.queries):
            self._bounded(query, (*where, "queries", place), name)
        if result.date is not None and not is_date(result.date):
            message = f"the date {quoted(result.date)} of {quoted(result.source)} is none"
            self._add("E003", (*where, "date"), message)
        return replace(result, papers=tuple(paper for paper in papers if paper))

    def _paper(self, entry: object, where: Where) -> Paper | None:
        if not isinstance(entry, Mapping):
            self._add("E003", where, "not a record")
            return None
        name = f"the record {quoted(entry.get('id'))}"
        paper: Paper | None = self._decoded(Paper, {**entry, "document": None}, where, name)
        held, document = entry.get("document"), None
        if held is not None:
            document = self._document(held, (*where, "document"), name)
        if paper is None:
            return None
        self._bounded(paper, where, name)
        if paper.doi is not None and (paper.id != paper.doi or parse_doi(paper.doi) != paper.doi):
            self._add("E007", (*where, "id"), f"{quoted(paper.id)} is not the DOI {quoted(paper.doi)}")
        return replace(paper, document=document)

    def _document(self, held: object, where: Where, name: str) -> Document | None:
        if isinstance(held, Mapping) and "quotes" in held:
            quotes = self._decoded(QuotedText, held, where, name)
            return self._quoted(quotes, where, name) if quotes else None
        whole = self._decoded(WholeText, held, where, name)
        if whole is None:
            return None
        if digest(whole.text) != whole.sha256:
            self._add("E004", (*where, "text"), f"the text of {name} is not the one that was locked")
        if not all(0 <= start < end <= len(whole.text) for start, end in whole.sentences):
            self._add("E008", (*where, "sentences"), f"a sentence of {name} lies outside its text")
        return Document(level=whole.level, text=whole.text, sentences=whole.sentences)

    def _quoted(self, held: QuotedText, where: Where, name: str) -> Document | None:
        """Return the quotes at their places, or the whole text where it is at hand."""
        before = len(self.faults)
        self._bounded(held, where, name)
        for place, quote in enumerate(held.quotes):
            at = (*where, "quotes", place)
            self._bounded(quote, at, name)
            if len(self.faults) == before and not _fits(quote, held):
                message = f"a quote of {name} is not as long as its place, or lies outside its text"
                self._add("E010", (*at, "quote"), message)
        self._blank += held.characters
        if len(self.faults) == before and self._blank > MOST_BLANK:
            self._add("E003", (*where, "characters"), f"{name} and those before it claim more text than is read")
        if len(self.faults) > before:
            return None
        known = self._at_hand(held.sha256)
        text = known.text if known else _with_blanks(held)
        for place, quote in enumerate(held.quotes):
            if text[quote.start : quote.end] != quote.quote:
                self._add(
                    "E010", (*where, "quotes", place, "quote"), f"a quote of {name} is not what its text says there"
                )
        if len(self.faults) == before and _sum(held) != held.quotes_sha256:
            self._add("E010", (*where, "quotes"), f"the quotes of {name} are not those that were locked")
        spans = tuple(sorted({(quote.start, quote.end) for quote in held.quotes}))
        return Document(level=held.level, text=_with_blanks(held), sentences=spans, sha256=held.sha256, fit=held.fit)

    def _decoded(self, kind: Any, data: object, where: Where, name: str) -> Any:  # noqa: ANN401 - as `decode`
        try:
            return decode(kind, data)
        except ValueError as error:
            path = tuple(_leading(str(error)))
            self._add("E003", (*where, *path), f"{name} does not fit: {str(error).lstrip(':. ')}")
            return None

    def _bounded(self, record: object, where: Where, name: str) -> None:
        for field, words in out_of_bounds(record):
            self._add("E003", (*where, field), f"{name} does not fit: {field} has to be {words}")

    def _add(self, code: str, where: Where, message: str) -> None:
        self.faults.append((code, where, message))


def _fits(quote: Quote, held: QuotedText) -> bool:
    return quote.end - quote.start == len(quote.quote) and quote.end <= held.characters


def _sum(held: QuotedText) -> str:
    quotes = (f"{quote.start} {quote.end} {quote.quote}" for quote in held.quotes)
    return digest(held.level, str(held.characters), held.sha256, str(held.fit), *quotes)


def _with_blanks(held: QuotedText) -> str:
    pieces, at = [], 0
    for quote in sorted(held.quotes, key=lambda one: (one.start, one.end)):
        if quote.end > at:
            pieces += [" " * (quote.start - at), quote.quote[max(0, at - quote.start) :]]
            at = quote.end
    return "".join([*pieces, " " * (held.characters - at)])


def _leading(message: str) -> Iterator[str | int]:
    """Yield the steps of the path that a message of the codec begins with."""
    at = 0
    while step := _PATH.match(message, at):
        yield step[1] or int(step[2])
        at = step.end()
