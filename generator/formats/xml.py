"""Read XML: a set of PubMed records, one JATS article, or a set of them.

The text is cut into articles first, and each is parsed alone: a broken one
leaves the others whole.  No declaration of the file reaches the parser, so it
knows no entity but the five of XML; those of HTML are replaced beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.entities import html5
from pathlib import Path

from generator.errors import InvalidInput, Problem
from generator.formats.common import MAX_FILE, Entry, Sheet, bad_byte, open_text
from generator.formats.jats import jats
from generator.formats.pubmed import pubmed
from generator.located import Located, quoted
from generator.textfile import read_bytes, shown
from generator.xmltree import Element, XmlError, parse_xml

_ROOT = re.compile(r"<([A-Za-z_][\w.-]*)")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9._-]{1,40})""")
_ENCODINGS = {"iso-8859-1": "cp1252", "windows-1252": "cp1252", "us-ascii": "cp1252", "utf-16": "utf-16"}
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_KEPT = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})

# The root of a file -> the element that holds one article.
_KINDS: Mapping[str, tuple[str, Callable[[Element, Entry], None]]] = {
    "PubmedArticleSet": ("PubmedArticle", pubmed),
    "PubmedArticle": ("PubmedArticle", pubmed),
    "pmc-articleset": ("article", jats),
    "article": ("article", jats),
}


def read(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the articles of the XML file at `path`, and what is wrong with the others."""
    try:
        data = read_bytes(path, within, MAX_FILE)
    except InvalidInput as error:
        return (), error.problems
    sheet = Sheet(shown(path))
    text = _text(data)
    root = _root(text)
    kind = _KINDS.get(root)
    if kind is None:
        said = f"the element {quoted(root)} is not read" if root else "this is not XML"
        sheet.add((1, 1), "I009", said, "PubMed's PubmedArticleSet and JATS's article are")
        return sheet.result()
    _articles(sheet, text, *kind)
    return sheet.result()


def _root(text: str) -> str:
    """Return the name of the outermost element, past what may stand before it; empty where there is none."""
    at = 0
    while True:
        at += len(text[at : at + 10_000]) - len(text[at : at + 10_000].lstrip())
        if text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text.startswith("<!DOCTYPE", at):
            end = text.find(">", at)
            inner = text.find("[", at, max(end, at))
            end = text.find(">", text.find("]", inner)) if inner >= 0 and text.find("]", inner) >= 0 else end
        else:
            found = _ROOT.match(text, at)
            return found[1] if found else ""
        if end < 0:
            return ""
        at = text.find(">", end) + 1


def _text(data: bytes) -> str:
    named = _ENCODING.match(data)
    codec = _ENCODINGS.get(named[1].decode("ascii").lower(), "") if named else ""
    codec = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else codec
    return open_text(data.decode(codec, "replace").encode() if codec else data)


def _articles(sheet: Sheet, text: str, name: str, fill: Callable[[Element, Entry], None]) -> None:
    tag = re.compile(rf"<(/?){name}(?=[\s>])")
    line, counted, start = 1, 0, -1
    for found in tag.finditer(text):
        if not found[1]:
            if start >= 0:
                sheet.add((line, 1), "I001", f"<{name}> is not closed; the article is left out")
            line, counted, start = line + text.count("\n", counted, found.start()), found.start(), found.start()
            if sheet.full(line):
                return
        elif start >= 0:
            end = text.find(">", found.start())
            _article(sheet, line, text[start : end + 1 if end >= 0 else len(text)], fill)
            start = -1
    if start >= 0:
        sheet.add((line, 1), "I001", f"<{name}> is not closed; the article is left out", "the file is cut off")


def _article(sheet: Sheet, line: int, text: str, fill: Callable[[Element, Entry], None]) -> None:
    at = bad_byte(text)
    if at >= 0:
        where = (line + text.count("\n", 0, at), 1)
        sheet.add(where, "F003", "a byte is not UTF-8; the article is left out", "save the file as UTF-8")
        return
    try:
        root = parse_xml(_NAMED.sub(_character, text).encode())
    except XmlError as error:
        row, column = error.place
        message = f"the article is broken and left out: {error.said}"
        sheet.add((line + row - 1, column), "I001", message, "save it once more")
        return
    entry = Entry(sheet, line)
    fill(root, entry)
    entry.done()


def _character(name: re.Match[str]) -> str:
    return name[0] if name[1] in _KEPT else html5.get(name[1], name[0])
