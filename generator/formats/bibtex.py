"""Read BibTeX: entries with their `@string`s and cross-references resolved and LaTeX turned into letters."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field, ParsingFailedBlock
from bibtexparser.splitter import Splitter

from generator.errors import InvalidInput, Problem
from generator.formats import common
from generator.formats.common import Sheet, bad_byte, open_text
from generator.ids import parse_doi
from generator.located import Located, quoted
from generator.textfile import MEGABYTE, read_bytes, shown

for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they complain about is returned as problems

_MAX_FILE = 20 * MEGABYTE
_MAX_SIGNS = 200_000  # one begins an entry, and an address holds one
_MAX_COMMANDS = 1_000_000  # backslashes and dollars; to decode so many takes half a minute
_MAX_DECODED = 20_000  # letters; decoding takes time for each
_MAX_DEPTH = 50
_MAX_PIECES = 200
_COLLECTIONS = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection", "book", "mvbook"})
_INHERITED = {"title": "booktitle", "booktitle": "booktitle", "year": "year", "date": "date", "journal": "journal"}
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
_VENUES = ("journal", "journaltitle", "booktitle", "school", "institution", "publisher", "howpublished")
_DECODER = LatexDecodingMiddleware(keep_math_mode=False)
_BRACES = re.compile(r"(?<!\\)[{}]")
_COMMENT = re.compile(r"(?<!\\)%")
# What the decoder would drop or flatten: Zotero writes every "<" as a command, and 10 to the 6th is not 106.
_SIGNS = {"textless": "<", "textgreater": ">", "textbar": "|", "textasciitilde": "~", "textasciicircum": "^"}
_SIGN = re.compile(rf"\\({'|'.join(_SIGNS)})(?![A-Za-z])(?:\{{\}})?")
_SCRIPT = re.compile(
    r"\\text(sup)erscript\{([^{}$\\]{1,40})\}|\\text(sub)script\{([^{}$\\]{1,40})\}"
    r"|\$([_^])(?:\{([^{}$\\]{1,40})\}|(\w))\$"
)
_ARXIV = re.compile(r"(?:arxiv:)?\s*([a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)


def read(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the entries of the BibTeX file at `path`, and what is wrong with the others.

    A volume that is only there for others to refer to is no paper and left out.
    """
    try:
        text = open_text(read_bytes(path, within, _MAX_FILE))
    except InvalidInput as error:
        return (), error.problems
    sheet = Sheet(shown(path))
    for signs, most in (("@", _MAX_SIGNS), ("\\$", _MAX_COMMANDS)):
        if sum(map(text.count, signs)) > most:
            sheet.add((0, 0), "I007", f"the file holds more than {most:,} signs {' or '.join(signs)}", "split it")
            return sheet.result()
    library = Splitter(text).split()
    strings = {name.lower(): one.value for name, one in library.strings_dict.items()}
    entries = list(_entries(sheet, library.blocks))
    fields = [_fields(sheet, entry, strings) for entry in entries]
    by_key = {entry.key.lower(): one for entry, one in zip(entries, fields, strict=True)}
    referred = {one["crossref"].lower() for one in fields if "crossref" in one}
    for entry, one in zip(entries, fields, strict=True):
        if sheet.full(_line(entry)):
            break
        if entry.key.lower() not in referred or entry.entry_type.lower() not in _COLLECTIONS:
            _record(sheet, entry, one, by_key)
    return sheet.result()


def _line(block: Block | Field) -> int:
    return (block.start_line or 0) + 1


def _entries(sheet: Sheet, blocks: list[Block]) -> Iterator[Entry]:
    """Yield what can be used; note the rest."""
    for block in blocks:
        place = (_line(block), 1)
        entry = block
        if isinstance(block, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(block.duplicate_keys))
            sheet.add(place, "I002", f"the entry gives {quoted(names)} twice", "the first is used")
            entry = block.ignore_error_block or block
        elif isinstance(block, DuplicateBlockKeyBlock):
            if isinstance(block.ignore_error_block, Entry):
                sheet.add(place, "I002", f"the key {quoted(block.key)} stands before two entries", "both are read")
                entry = block.ignore_error_block
        elif isinstance(block, ParsingFailedBlock):
            error = block.error
            said = error.abort_reason if isinstance(error, BlockAbortedException) else type(error).__name__
            message = f"the entry is broken and left out: {' '.join(said.split()).rstrip(' .')}"
            sheet.add(place, "I001", message, "look for a comma or bracket that is missing")
        if isinstance(entry, Entry):
            at = bad_byte(entry.raw or "")
            if at < 0:
                yield entry
            else:
                line = place[0] + (entry.raw or "").count("\n", 0, at)
                sheet.add((line, 1), "F003", "a byte is not UTF-8; the entry is left out", "save the file as UTF-8")


def _fields(sheet: Sheet, entry: Entry, strings: Mapping[str, str]) -> dict[str, str]:
    """Return the values of an entry as LaTeX, by field in lower case, the first of each."""
    found: dict[str, str] = {}
    for one in entry.fields:
        try:
            found.setdefault(one.key.lower(), _value(str(one.value), strings))
        except LookupError as error:
            message = f"no @string is called {quoted(error.args[0])}; the field is left out"
            sheet.add((_line(one), 1), "I003", message, "define it, or put the text into braces")
        except ValueError as error:
            sheet.add((_line(one), 1), "I005", f"`{quoted(one.key)[1:-1]}` is left out: {error}")
    return found


def _value(written: str, strings: Mapping[str, str], depth: int = 0) -> str:
    """Return the text that pieces such as `{a} # name # "b"` make together."""
    depths = 0
    for brace in _BRACES.findall(written):
        depths += 1 if brace == "{" else -1
        if depths > _MAX_DEPTH:
            raise ValueError(f"it is nested more than {_MAX_DEPTH} deep")
    text = ""
    for piece in _pieces(written):
        if piece[:1] in {"{", '"'}:
            text += piece[1:-1]
        elif piece.isdigit():
            text += piece
        elif piece.lower() in strings and depth < 5:
            text += _value(strings[piece.lower()], strings, depth + 1)
        elif piece.lower() in _MONTHS:
            text += piece
        else:
            raise LookupError(piece)
        if len(text) > MEGABYTE:
            raise ValueError("it is too long")
    return text


def _pieces(written: str) -> Iterator[str]:
    """Yield what stands between the signs `#`."""
    depth, quotes, start = 0, False, 0
    count = 0
    for at, char in enumerate(written):
        if char in "{}" and written[at - 1 : at] != "\\":
            depth += 1 if char == "{" else -1
        elif char == '"' and depth == 0:
            quotes = not quotes
        elif char == "#" and depth == 0 and not quotes:
            count += 1
            if count > _MAX_PIECES:
                raise ValueError("it has too many pieces")
            yield written[start:at].strip()
            start = at + 1
    if written[start:].strip():
        yield written[start:].strip()


def _record(sheet: Sheet, entry: Entry, own: Mapping[str, str], others: Mapping[str, Mapping[str, str]]) -> None:
    lines = {one.key.lower(): _line(one) for one in reversed(entry.fields)}
    places = {**lines, "authors": lines.get("author", 0) or _line(entry)}
    record = common.Entry(sheet, _line(entry), places)
    found = dict(own)
    if parent := own.get("crossref", ""):
        if parent.lower() in others:
            inherited = others[parent.lower()]
            found = {name: inherited[key] for key, name in _INHERITED.items() if key in inherited} | found
        else:
            record.fault("crossref", f"no entry is called {quoted(parent)}", "is it in another file?", "I004")
    title = ": ".join(filter(None, [_plain(found.get("title", "")), _plain(found.get("subtitle", ""))]))
    record.text("title", title)
    _people(record, found.get("author", ""))
    record.doi(_plain(found.get("doi", "")))
    record.year(_plain(found.get("year", "") or found.get("date", "")))
    record.url(found.get("url", "").replace("\\", "").strip("{}") if "url" in found else "")
    for name in _VENUES:
        place = _plain(found.get(name, ""))
        if place.startswith("http"):
            record.url(place)
        else:
            record.text("venue", place)
    _eprint(record, found)
    for register in ("pmid", "pmcid"):
        record.number(register, found.get(register, ""))
    abstract = _plain(found.get("abstract", ""))
    record.document("abstract", [abstract] if abstract else [])
    record.done()


def _eprint(record: common.Entry, found: Mapping[str, str]) -> None:
    """Keep the number of an arXiv preprint, and its DOI: as a version where the entry has one of its own."""
    archive = (found.get("archiveprefix") or found.get("eprinttype") or "").lower()
    number = _ARXIV.fullmatch(found.get("eprint", "").strip())
    if not number or archive not in {"", "arxiv"}:
        return
    record.number("arxiv", number[1])
    if doi := parse_doi(f"arxiv:{number[1]}"):
        if record.has("doi"):
            record.many("versions", [doi])
        else:
            record.doi(doi)


def _people(record: common.Entry, written: str) -> None:
    for name in split_multiple_persons_names(" ".join(written.split())):
        if name.startswith("{") and _closes(name) == len(name) - 1:
            record.author(_plain(name))  # a body: one name, whatever stands in it
            continue
        parts = parse_single_name_into_parts(name, strict=False)
        family, given = [*parts.von, *parts.last], [*parts.first, *parts.jr]
        if family != ["others"] or given:
            record.author(_plain(" ".join(family)), _plain(" ".join(given)))


def _closes(name: str) -> int:
    """Return where the first brace is closed."""
    depth = 0
    for brace in _BRACES.finditer(name):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return -1


def _plain(latex: str) -> str:
    """Return LaTeX as letters: accents put together, commands and braces gone; a very long text as it is."""
    latex = " ".join(latex.split())
    latex = _SIGN.sub(lambda sign: _SIGNS[sign[1]], _SCRIPT.sub(_script, latex))
    if len(latex) > _MAX_DECODED or not any(sign in latex for sign in "\\{}$~-`'"):
        return latex
    # Most exporters do not mark a per cent sign, which LaTeX would take for a comment.
    field = Field("text", _COMMENT.sub(r"\\%", latex))
    decoded = _DECODER.transform_entry(Entry("misc", "one", [field]), None)  # type: ignore[arg-type]
    return " ".join(field.value.split()) if isinstance(decoded, Entry) else latex


def _script(found: re.Match[str]) -> str:
    """Return what is raised or lowered between the tags that `markup.plain` knows."""
    tag = "sup" if found[1] or found[5] == "^" else "sub"
    return f"<{tag}>{found[2] or found[4] or found[6] or found[7]}</{tag}>"
