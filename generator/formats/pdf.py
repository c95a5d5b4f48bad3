"""Read a PDF: the text of its pages as a full text, under the name that it or a file beside it gives for certain.

What a PDF says of itself is often wrong, so its title counts only where the
first page prints it too, and a DOI only where the first page names no other.
A YAML file of the same name (`loaf.yaml` beside `loaf.pdf`) comes before both.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from generator.errors import InvalidInput, Problem
from generator.formats import sidecar
from generator.formats.common import MAX_FILE, MAX_TEXT_BYTES, Entry, Sheet
from generator.ids import fold, parse_doi
from generator.located import Located
from generator.paperfile import LEVELS
from generator.textfile import MEGABYTE, read_bytes, shown
from generator.yamlfile import read_yaml_list

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it complains about is returned as problems

MAX_PAGES = 500
_MAX_OPERATIONS = 2_000_000  # of all pages together; a page of text has a few thousand
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 10 * MEGABYTE,
    "lzw_maximum_output_length": 10 * MEGABYTE,
    "run_length_maximum_output_length": 10 * MEGABYTE,
    "array_based_stream_maximum_output_length": 10 * MEGABYTE,
    "stream_decoding_work_maximum_length": 40 * MEGABYTE,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_entries": 10_000,
}
# A damaged file makes pypdf fail in any of these ways.
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, DependencyError, LookupError, MemoryError, OSError, PyPdfError),
    *(RuntimeError, TypeError, ValueError, struct.error, zlib.error),
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>|\\^`{},;]{1,200}")
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_SAY = "write a file of the same name that ends in .yaml and holds `- title: …` and `doi: …` or `id: …`"


class _TooMuchError(Exception):
    """The pages hold more operations than are carried out."""


def read(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the paper that the PDF at `path` holds, if it is known which, and what is wrong in it."""
    sheet = Sheet(shown(path))
    beside = sidecar(path)
    given: Located | None = None
    if beside.exists():
        records, problems = read_yaml_list(beside, within)
        if problems or len(records) != 1:
            several = Problem(shown(beside), 1, 1, "I012", f"{len(records)} records stand beside one PDF", "keep one")
            return (), problems or (several,)
        given = records[0]
    try:
        data = read_bytes(path, within, MAX_FILE)
        with apply_configuration(**_LIMITS):
            reader = _opened(sheet, data)
            pages = list(_pages(sheet, reader)) if reader else []
            stated = _stated_title(reader) if reader else ""
    except InvalidInput as error:
        return (), error.problems
    if reader and not any(text for _, text in pages):
        sheet.add((0, 0), "I013", "no page of the PDF holds text", "pages that are pictures cannot be read")
        reader = None
    if given:
        sheet.records.append(_described(sheet, given, pages) if reader else given)
    elif reader:
        _own(sheet, pages, stated)
    return tuple(sheet.records), tuple(sheet.problems)


def _described(sheet: Sheet, given: Located, pages: list[tuple[int, str]]) -> Located:
    """Return the record that stands beside the PDF, with the text of the pages in place of its own."""
    kept = {key: value for key, value in given.data.items() if key not in LEVELS}
    return Located(given.file, {**kept, "text": _joined(sheet, pages)}, given.find)


def _opened(sheet: Sheet, data: bytes) -> PdfReader | None:
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            sheet.add((0, 0), "I010", "the PDF asks for a password", "save it without one")
            return None
        count = len(reader.pages)
    except _FAULTS as error:
        sheet.add((0, 0), "I010", f"this is no PDF that can be read: {_said(error)}", "save it once more")
        return None
    if count > MAX_PAGES:
        sheet.add((0, 0), "I008", f"only the first {MAX_PAGES} of {count:,} pages are read")
    return reader


def _pages(sheet: Sheet, reader: PdfReader) -> Iterator[tuple[int, str]]:
    """Yield number and text of each page that can be read, from 1; note the others."""
    operations = length = 0

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > _MAX_OPERATIONS:
            raise _TooMuchError

    for number in range(1, min(len(reader.pages), MAX_PAGES) + 1):
        try:
            text = _text(reader.pages[number - 1], count)
        except _TooMuchError:
            sheet.add((0, 0), "I008", f"reading stopped in page {number}: the pages hold too much")
            return
        except _FAULTS as error:
            sheet.add((0, 0), "I011", f"page {number} cannot be read and is left out: {_said(error)}")
            continue
        if not text.strip() and "/Contents" in reader.pages[number - 1]:
            # pypdf makes an empty page of some that are damaged.
            sheet.add((0, 0), "I011", f"page {number} gives no text", "it is damaged, or a picture")
            continue
        length += len(text)
        if length > MAX_TEXT_BYTES:
            sheet.add((0, 0), "I008", f"the text is cut before page {number}: it is too long")
            return
        yield number, text


def _text(page: PageObject, count: object) -> str:
    text = page.extract_text(visitor_operand_before=count)  # type: ignore[arg-type]
    return _HYPHEN.sub("", text.encode("utf-8", "ignore").decode())


def _own(sheet: Sheet, pages: list[tuple[int, str]], stated: str) -> None:
    """Add the paper under what the PDF says of itself, where that is certain."""
    first = next((text for number, text in pages if number == 1), "")
    title = stated if len(stated.split()) > 1 and f" {fold(stated)} " in f" {fold(first)} " else ""
    dois = {doi for match in _DOI.findall(first) if (doi := parse_doi(match.rstrip(").]")))}
    if not title or len(dois) != 1:
        has = [*(["title"] if not title else []), *([] if len(dois) == 1 else ["DOI"])]
        sheet.add((0, 0), "I012", f"the PDF does not say its {' and '.join(has)} for certain; it is left out", _SAY)
        return
    entry = Entry(sheet, 0)
    entry.text("title", title)
    entry.doi(dois.pop())
    entry.document("text", [_joined(sheet, pages)])
    entry.done()


def _stated_title(reader: PdfReader) -> str:
    try:
        title = reader.metadata.title if reader.metadata else ""
    except _FAULTS:
        return ""
    return " ".join(str(title or "").split())[:1000]


def _joined(sheet: Sheet, pages: list[tuple[int, str]]) -> str:
    text = " ".join(" ".join(text for _, text in pages).split())
    cut = text.encode("utf-8", "replace")[:MAX_TEXT_BYTES].decode("utf-8", "ignore")
    if cut != text:
        sheet.add((0, 0), "I008", f"the text is longer than {MAX_TEXT_BYTES:,} bytes and is cut there")
    return cut


def _said(error: BaseException) -> str:
    """Return what went wrong on one line, without what the file itself wrote at length."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__} {words}".strip()[:120]
