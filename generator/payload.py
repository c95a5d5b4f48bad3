"""What a service sent, as JSON or XML, and its values one by one; nothing is taken to be of the type it should be."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.errors import SourceError
from generator.markup import plain
from generator.xmltree import Element, parse_xml

Table = Mapping[str, Any]
MOST_RECORDS = 5_000
_SHOWN = 160
_BLANK = b"\xef\xbb\xbf \t\r\n"
_PRIVATE = re.compile(r"\S+@\S+|\b(?=\w*\d)\w{20,}\b")
_YEARS = range(1500, 2101)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def read_json(source: str, body: bytes, content_type: str) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return the value that the answer holds; raises SourceError for anything that is not whole JSON."""
    _check(source, body, content_type)
    try:
        return json.loads(body)
    except RecursionError:
        raise SourceError(source, "sent JSON that is nested too deeply") from None
    except json.JSONDecodeError as error:
        if body.lstrip(_BLANK)[:1] not in {b"{", b"["}:
            raise _no_records(source, body) from None
        broken = error.msg.startswith("Unterminated") or not error.doc[error.pos :].strip()
        raise SourceError(source, f"sent JSON that {'breaks off' if broken else 'is broken'}") from None
    except ValueError:
        raise SourceError(source, "sent JSON that is broken") from None


def read_xml(source: str, body: bytes, content_type: str) -> Element:
    """Return the root of the answer's XML; raises SourceError for anything that is not whole XML."""
    _check(source, body, content_type)
    try:
        return parse_xml(body)
    except ValueError as error:
        if not body.lstrip(_BLANK).startswith(b"<"):
            raise _no_records(source, body) from None
        raise SourceError(source, f"sent XML that cannot be read: {error}") from None


def unexpected(source: str, what: str) -> SourceError:
    """Return the error for an answer that is whole and is no list of records."""
    return SourceError(source, f"sent an answer of another form than was asked for: {what}")


def refused(source: str, words: object) -> SourceError:
    """Return the error for an answer in which the service itself says what is wrong."""
    return SourceError(source, f"refused the request: “{said(words)}”")


def said(words: object) -> str:
    """Return what a service said in few words, without addresses and keys that it may repeat."""
    if isinstance(words, bytes):
        words = words[:1000].decode("utf-8", "replace")
    line = plain(words if isinstance(words, str) else "without saying why", _SHOWN)
    return _PRIVATE.sub("…", line) or "without saying why"


def table(value: object) -> Table:
    """Return a JSON object, an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def rows(value: object, most: int = MOST_RECORDS) -> Sequence[Any]:
    """Return the first entries of a JSON list; none of anything else."""
    return value[:most] if isinstance(value, list) else ()


def text(value: object) -> str:
    """Return a text as it was sent, empty for anything else."""
    return value if isinstance(value, str) else ""


def count(value: object) -> int:
    """Return a number of hits, also where it is written as text; 0 for anything else."""
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value.strip()[:15])
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15 else 0


def year(value: object) -> int | None:
    """Return the year in a number or a date, 1500..2100."""
    if isinstance(value, str):
        match = _YEAR.search(value[:100])
        value = int(match[1]) if match and match[1].isascii() else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _YEARS else None


def date(year_: object, month: object = None, day: object = None) -> str:
    """Return an ISO date as exact as what is known: year, month or day; empty without a year."""
    known = year(year_)
    if not known:
        return ""
    parts = [f"{known:04}"]
    for value, last in ((month, 12), (day, 31)):
        number = count(value)
        if not 1 <= number <= last:
            break
        parts.append(f"{number:02}")
    return "-".join(parts)


def _no_records(source: str, body: bytes) -> SourceError:
    opening = body.lstrip(_BLANK)[:1]
    if opening in {b"<", b"{", b"["}:
        return SourceError(source, f"sent {'XML' if opening == b'<' else 'JSON'}, which is not the form asked for")
    return SourceError(source, f"sent text in place of records: “{said(body)}”")


def _check(source: str, body: bytes, content_type: str) -> None:
    start = body[:1000].lstrip(_BLANK)
    if not start:
        raise SourceError(source, "sent an empty answer")
    kind = content_type.partition(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"} or re.match(rb"<!doctype\s+html|<html", start, re.IGNORECASE):
        raise SourceError(source, "sent a web page in place of records")
