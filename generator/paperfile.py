"""One record of the library as somebody wrote it -> Paper, or every mistake in it.

Text is kept as it is written, markup included; whoever prints it escapes it.
Runs of white space, line ends among them, become one space, and characters
that cannot be seen or that reorder what is shown are dropped: harvested
abstracts hold such remains, and no reader misses them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate
from urllib.parse import urlsplit

from generator.errors import Problem
from generator.ids import Doi, digest, doi_url, parse_doi, slug, title_key
from generator.located import Located, Where, closest, quoted
from generator.records import Author, Document, Level, Paper
from generator.textfile import UNSEEN

CODES: Mapping[str, str] = {
    "L001": "a key is unknown",
    "L002": "the title is missing",
    "L003": "a value is of the wrong kind",
    "L004": "a text that must say something is empty",
    "L005": "a text is too long",
    "L006": "a list is too long",
    "L007": "a DOI is none",
    "L008": "a year is not one",
    "L009": "an address is not http(s)",
    "L010": "a record holds more than one of note, abstract and text",
    "L011": "a record can be told apart by nothing: no DOI, no id, no letter in its title",
    "L012": "a number of another register is none",
}
LEVELS: Mapping[str, Level] = {"note": "note", "abstract": "abstract", "text": "full text"}
COMPLETES, FROM = "completes", "imported_from"
KEYS = (
    *("title", "doi", "id", "authors", "year", "venue", "url", *LEVELS),
    *("topics", "checked_in", "versions", "notices", "ids", "open_access"),
    *(COMPLETES, FROM),
)
MAX_LINE = 1000
MAX_TEXT = 1_000_000
MAX_ENTRIES = 5000
YEARS = range(1500, 2101)
_NUMBER = re.compile(r"(?:pmid|pmcid|arxiv|openalex|s2):[!-~]{1,80}")
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_DROPPED = re.compile(f"{UNSEEN.pattern}|[\ud800-\udfff]")  # JSON escapes can write half a character, too


def read_paper(record: Located) -> tuple[Paper | None, tuple[Problem, ...]]:
    """Return the paper that a record describes, or None and every mistake in the record.

    `topics`, `checked_in`, `completes` and `imported_from` are for those who keep the
    library: they are checked and dropped, so that nothing can rank a paper by them.
    """
    form = _Form(record)
    form.unknown_keys()
    form.texts("topics")
    form.text("checked_in", MAX_TEXT)
    form.text(COMPLETES)
    form.text(FROM)
    title, doi, given = form.title(), form.doi(), form.text("id")
    year = form.year()
    if title and not (doi or given or title_key(title, None)):
        form.add(("title",), "L011", CODES["L011"], "give it an `id`")
    paper = Paper(
        id=doi or identity(given or title_key(title, year)),
        title=title,
        doi=doi,
        authors=form.authors(),
        year=year,
        venue=form.text("venue"),
        url=form.url() or (doi_url(doi) if doi else ""),
        document=form.document(),
        versions=tuple(version for version in form.versions() if version != doi),
        notices=form.texts("notices"),
        ids=form.numbers(),
        open_access=form.url("open_access"),
        found_by=("library",),
    )
    return (None if form.problems else paper), tuple(form.problems)


def clean(text: str) -> str:
    """Return `text` on one line, without repeated spaces and without characters that cannot be seen."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_DROPPED.sub(lambda match: " " if match[0].isspace() else "", text).split())


class _Form:
    """Reads the values of one record and gathers what is wrong with them."""

    def __init__(self, record: Located) -> None:
        self.record = record
        self.problems: list[Problem] = []

    def add(self, where: Where, code: str, message: str, hint: str = "", *, key: bool = False) -> None:
        """Note a mistake."""
        self.problems.append(self.record.problem(where, code, message, hint, key=key))

    def unknown_keys(self) -> None:
        """Note every key that no record has."""
        for name in self.record.data:
            if name not in KEYS:
                self.add((name,), "L001", f"the key {quoted(name)} is unknown", closest(name, KEYS), key=True)

    def title(self) -> str:
        """Return the title; note that it is missing or empty."""
        if self.record.data.get("title") is None:
            self.add((), "L002", CODES["L002"], "add `title`")
            return ""
        return self.text("title", needed=True)

    def text(self, name: str, limit: int = MAX_LINE, *, needed: bool = False) -> str:
        """Return the text of a key, empty where there is none."""
        value = self.record.data.get(name)
        return "" if value is None else self._line((name,), value, limit, needed=needed)

    def texts(self, name: str, limit: int = MAX_LINE) -> tuple[str, ...]:
        """Return the entries of a list of texts, none of them empty."""
        return tuple(self._line((name, index), value, limit, needed=True) for index, value in self._entries(name))

    def authors(self) -> tuple[Author, ...]:
        """Return the authors; a name without a comma is a family name or that of a body."""
        names = [name.partition(",") for name in self.texts("authors")]
        for index, (family, comma, _) in enumerate(names):
            if comma and not family.strip():
                self.add(("authors", index), "L004", "the author has no family name", "write `Family, Given`")
        return tuple(Author(family=family.strip(), given=given.strip()) for family, _, given in names)

    def doi(self) -> Doi | None:
        """Return the DOI, lower-case, or None where there is none."""
        value = self.text("doi", needed=True)
        return self._doi(("doi",), value) if value else None

    def versions(self) -> tuple[Doi, ...]:
        """Return the DOIs of other versions of the work, each once."""
        found = [self._doi(("versions", index), text) for index, text in enumerate(self.texts("versions")) if text]
        return tuple(dict.fromkeys(doi for doi in found if doi))

    def year(self) -> int | None:
        """Return the year of publication, a whole number in 1500..2100."""
        value = self.record.data.get("year")
        if value is None:
            return None
        if isinstance(value, str) and _FOUR_DIGITS.fullmatch(value):
            value = int(value)  # YAML gives text
        if isinstance(value, int) and not isinstance(value, bool) and value in YEARS:
            return value
        self.add(("year",), "L008", f"{quoted(value)} is not a year", f"{YEARS[0]} to {YEARS[-1]}")
        return None

    def numbers(self) -> tuple[str, ...]:
        """Return the numbers of the work in other registers, each once, sorted."""
        found = set()
        for index, text in enumerate(self.texts("ids")):
            number = text.lower()
            if text and not _NUMBER.fullmatch(number):
                self.add(("ids", index), "L012", f"{quoted(text)} is not a number of a register", "write pmid:123")
            found.add(number)
        return tuple(sorted(found))

    def url(self, name: str = "url") -> str:
        """Return the address of a key, which has to be http or https."""
        value = self.text(name)
        if value and not _is_web(value):
            self.add((name,), "L009", f"{quoted(value)} is not a web address", "it starts with https://")
        return value

    def document(self) -> Document | None:
        """Return the text that is held, with the spans of its sentences if the record gives them."""
        held = [name for name in LEVELS if self.record.data.get(name) is not None]
        if len(held) > 1:
            self.add((held[1],), "L010", f"the record holds {' and '.join(held)}", "keep one of them", key=True)
        if not held:
            return None
        name = held[0]
        if isinstance(self.record.data[name], list):
            sentences = self.texts(name, MAX_TEXT)
            if not sentences:
                self.add((name,), "L004", f"`{name}` has no sentence", "write one or remove the key")
            return Document(level=LEVELS[name], text=" ".join(sentences), sentences=_spans(sentences))
        return Document(level=LEVELS[name], text=self.text(name, MAX_TEXT, needed=True))

    def _line(self, where: Where, value: object, limit: int, *, needed: bool) -> str:
        if not isinstance(value, str):
            self.add(where, "L003", f"{quoted(value)} is not text", "put it into quotes")
            return ""
        text = clean(value)
        if needed and not text:
            self.add(where, "L004", f"`{where[0]}` is empty", "write it or remove it")
        if len(text) > limit:
            self.add(where, "L005", f"`{where[0]}` is longer than {limit:,} characters", "shorten it")
        return text

    def _entries(self, name: str) -> list[tuple[int, object]]:
        values = self.record.data.get(name)
        if values is None:
            return []
        if not isinstance(values, list):
            self.add((name,), "L003", f"`{name}` has to be a list", 'write ["one", "two"]')
            return []
        if len(values) > MAX_ENTRIES:
            self.add((name,), "L006", f"`{name}` has more than {MAX_ENTRIES:,} entries", "shorten it")
        return list(enumerate(values[:MAX_ENTRIES]))

    def _doi(self, where: Where, text: str) -> Doi | None:
        doi = parse_doi(text)
        if doi is None:
            self.add(where, "L007", f"{quoted(text)} is not a DOI", "a DOI looks like 10.1000/abc")
        return doi


def identity(key: str) -> str:
    """Return the id that a paper without DOI goes by: from the `id` of its record, else from title and year."""
    name = slug(key.replace(" ", "-"))
    return name if key.isascii() else f"{name}-{digest(key, length=6)}"  # a slug keeps no other letters apart


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # an address such as http://[
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in address


def _spans(sentences: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    starts = accumulate((len(sentence) + 1 for sentence in sentences), initial=0)
    return tuple((start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=False))
