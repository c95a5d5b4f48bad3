"""Documents, claims and queries as the field's benchmarks write them: SciFact's and BEIR's JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import InvalidInput, Problem
from generator.jsonlines import read_json_lines
from generator.located import Located, quoted
from generator.records import Document
from generator.text import sentences

CODES: Mapping[str, str] = {
    "D001": "a document, claim or query has no id, or one that is neither text nor a whole number",
    "D002": "an id is given twice",
    "D003": "a text is missing, is none or is too long",
    "D004": "a document is cited that the file of documents does not hold",
}
_MAX_TEXT = 200_000
_MAX_CLAIM = 5_000
_MAX_ID = 200


@dataclass(frozen=True, slots=True)
class Text:
    """One document: its title and its sentences in order."""

    id: str
    title: str
    sentences: tuple[str, ...]

    @property
    def body(self) -> str:
        """Return the sentences as one text."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Given:
    """One document as it was given: every character of `text` keeps its place, and `id` its kind."""

    id: str | int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One claim or query; `id` is kept as it was written, and so are the ids of the documents it cites."""

    id: str | int
    text: str
    cited: tuple[str, ...] = ()


def read_documents(path: Path) -> tuple[Text, ...]:
    """Return the documents of a file: `doc_id` or `_id`, `title`, and `abstract` (a list of sentences) or `text`.

    Raises InvalidInput with every problem of the file.
    """
    records, problems = read_json_lines(path, path.parent)
    form = _Form(list(problems))
    found = [form.document(record) for record in records]
    form.finish()
    return tuple(text for text in found if text)


def read_given(path: Path) -> tuple[Given, ...]:
    """Return the documents of a file, `id`, `title` and `text`, with nothing changed in the text.

    Raises InvalidInput with every problem of the file.
    """
    records, problems = read_json_lines(path, path.parent)
    form = _Form(list(problems))
    found = [form.given(record) for record in records]
    form.finish()
    return tuple(one for one in found if one)


def read_claims(path: Path, documents: Mapping[str, Text]) -> tuple[Asked, ...]:
    """Return the claims of a file: `id`, `claim` and perhaps `cited_doc_ids`, each of them one of `documents`.

    Raises InvalidInput with every problem of the file.
    """
    records, problems = read_json_lines(path, path.parent)
    form = _Form(list(problems))
    found = [form.asked(record, "claim", documents) for record in records]
    form.finish()
    return tuple(one for one in found if one)


def read_queries(path: Path) -> tuple[Asked, ...]:
    """Return the queries of a file: `id` or `_id`, and `text`.  Raises InvalidInput with every problem of the file."""
    records, problems = read_json_lines(path, path.parent)
    form = _Form(list(problems))
    found = [form.asked(record, "text", {}) for record in records]
    form.finish()
    return tuple(one for one in found if one)


class _Form:
    """Reads records and gathers what is wrong with them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self._seen: set[str] = set()

    def finish(self) -> None:
        """Raise InvalidInput if anything was wrong."""
        if self.problems:
            raise InvalidInput(self.problems)

    def document(self, record: Located) -> Text | None:
        """Return the document that a record describes, None when it is faulty."""
        key = self._id(record, ("doc_id", "_id", "id"))
        title = self._text(record, "title", _MAX_CLAIM, needed=False)
        parts = self._abstract(record)
        return Text(str(key), title or "", parts) if key is not None and parts is not None else None

    def given(self, record: Located) -> Given | None:
        """Return the document that a record describes, its text as it stands, None when it is faulty."""
        key = self._id(record, ("id", "_id", "doc_id"))
        title = self._text(record, "title", _MAX_CLAIM, needed=False)
        text = record.data.get("text")
        if not isinstance(text, str) or len(text) > _MAX_TEXT:
            where = ("text",) if "text" in record.data else ()
            self.problems.append(
                record.problem(where, "D003", f"`text` is not a text of at most {_MAX_TEXT:,} characters")
            )
            return None
        return Given(key, title, text) if key is not None and title is not None else None

    def asked(self, record: Located, name: str, documents: Mapping[str, Text]) -> Asked | None:
        """Return the claim or query that a record describes, None when it is faulty."""
        key = self._id(record, ("id", "_id"))
        text = self._text(record, name, _MAX_CLAIM, needed=True)
        cited = tuple(self._cited(record, documents)) if documents else ()
        return Asked(key, text, cited) if key is not None and text is not None else None

    def _id(self, record: Located, names: tuple[str, ...]) -> str | int | None:
        name = next((name for name in names if name in record.data), names[0])
        value = record.data.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int) or not 0 < len(str(value)) <= _MAX_ID:
            self.problems.append(
                record.problem((name,), "D001", f"`{name}` is not an id: {quoted(value)}", "text or a whole number")
            )
            return None
        if str(value) in self._seen:
            self.problems.append(record.problem((name,), "D002", f"the id {quoted(value)} is given twice", "keep one"))
        self._seen.add(str(value))
        return value

    def _text(self, record: Located, name: str, limit: int, *, needed: bool) -> str | None:
        value = record.data.get(name)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value.strip() * needed + (not needed) * "x" or len(value) > limit:
            self.problems.append(
                record.problem((name,), "D003", f"`{name}` is not a text of 1 to {limit:,} characters")
            )
            return None
        return " ".join(value.split())

    def _abstract(self, record: Located) -> tuple[str, ...] | None:
        parts = record.data.get("abstract")
        if isinstance(parts, list) and all(isinstance(part, str) for part in parts):
            if sum(map(len, parts)) <= _MAX_TEXT:
                return tuple(" ".join(part.split()) for part in parts)
            self.problems.append(
                record.problem(("abstract",), "D003", f"`abstract` has more than {_MAX_TEXT:,} characters")
            )
            return None
        name = "abstract" if isinstance(parts, str) else "text"
        text = self._text(record, name, _MAX_TEXT, needed=False)
        if text is None or name not in record.data:
            if text is not None:
                self.problems.append(record.problem((), "D003", "the document has neither `abstract` nor `text`"))
            return None
        document = Document(text=text, level="abstract")
        return tuple(text[start:end] for start, end in sentences(document)) if text else ()

    def _cited(self, record: Located, documents: Mapping[str, Text]) -> Iterator[str]:
        value = record.data.get("cited_doc_ids", [])
        if not isinstance(value, list):
            self.problems.append(record.problem(("cited_doc_ids",), "D003", "`cited_doc_ids` is not a list"))
            return
        for key in dict.fromkeys(map(str, value)):
            if key not in documents:
                message = f"the document {quoted(key)} is not in the file of documents"
                self.problems.append(record.problem(("cited_doc_ids",), "D004", message))
            else:
                yield key
