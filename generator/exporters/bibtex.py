"""BibTeX in UTF-8: letters stay as they are, only what LaTeX would take for a command is written as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from generator.catalogue import catalogue
from generator.citations import GENRE, Citation, Kind, listings
from generator.markdown import MARKER
from generator.records import Author, Corpus, Page

_HEAD: Final = f"% generated_by: {MARKER}\n\n"
_TYPES: Mapping[Kind, str] = {"journal": "article", "conference": "inproceedings"}
_VENUES: Mapping[Kind, str] = {"journal": "journal", "conference": "booktitle"}
# Braces become formulas: BibTeX counts them even behind a backslash, and one too many would swallow the entries below.
_SIGNS: Mapping[str, str] = {
    "\\": r"\textbackslash{}",
    "{": r"$\lbrace$",
    "}": r"$\rbrace$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    **{sign: f"\\{sign}" for sign in "%&$#_"},
}
_SIGN = re.compile(r"[\\{}~^`%&$#_]|--+|''+")
_AND = re.compile(r",|(?<!\S)and(?!\S)", re.IGNORECASE)


def export(corpus: Corpus) -> Iterator[Page]:
    """Yield a `.bib` file for each report, for its references, for each paper, and for all papers."""
    made: dict[Citation, str] = {}
    for listing in listings(catalogue(corpus)):
        for work in listing.works:
            if work not in made:
                made[work] = write_string(Library([_entry(work)]))
        yield Page(path=f"{listing.stem}.bib", text=_HEAD + "\n".join(made[work] for work in listing.works))


def _entry(work: Citation) -> Entry:
    fields = {
        "author": " and ".join(map(_name, work.authors)),
        # The second braces keep the title's capitals where a style would lower them.
        "title": f"{{{latex(work.title)}}}" if work.title else "",
        "year": str(work.year) if work.year else "",
        "date": work.date,
        _VENUES.get(work.kind, "howpublished"): latex(work.venue or _published(work)),
        "eprint": work.arxiv,
        "archiveprefix": "arXiv" if work.arxiv else "",
        "version": work.version,
        "doi": work.doi,
        "url": work.url.replace("{", "%7B").replace("}", "%7D"),
        "note": latex("; ".join(work.notes)),
    }
    kept = [Field(name, value) for name, value in fields.items() if value]
    return Entry(_TYPES.get(work.kind, "misc"), work.key, kept)


def _published(work: Citation) -> str:
    return f"{GENRE} {work.number}, version {work.version}" if work.kind == "report" else ""


def _name(author: Author) -> str:
    """Return "Family, Given"; braces keep a name whole that BibTeX would take apart."""
    if not author.given:
        return f"{{{latex(author.family)}}}"
    return ", ".join(
        f"{{{latex(part)}}}" if _AND.search(part) else latex(part) for part in (author.family, author.given)
    )


def latex(text: str) -> str:
    """Return `text` for a field in braces, as LaTeX that prints exactly it."""
    return _SIGN.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    sign = match[0]
    return _SIGNS[sign] if sign in _SIGNS else "".join(f"{{{mark}}}" for mark in sign)  # two would print as another
