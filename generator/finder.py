"""The way from a DOI, an address or a title to a page: the form, and the index that a script looks it up in.

The index is small: a paper is one line, and lines are ordered by file name, of which only the end that differs from
the line before is kept.  A DOI is not stored at all, since the file name follows from it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from generator.catalogue import Catalogue
from generator.ids import slug
from generator.layout import href
from generator.markdown import Html, clean, tag
from generator.records import Paper, Report

HERE: Final = "resolve.md"
INDEX: Final = "data/resolve/papers-{}.json"
REPORTS: Final = "data/resolve/reports.json"
FILES: Final = "data/resolve/index.json"
MOST_PAPERS: Final = 4000
_MOST_TITLE: Final = 80
_KEPT: Final = ("arxiv:", "pmid:", "pmcid:")
_SPACE = re.compile(r"[\s|]+")


def finder(here: str, label: str = "Find a paper or a report") -> Html:
    """Return the form that leads to the finder from the page `here`."""
    field = tag(
        "input",
        type="search",
        name="find",  # Material opens its own search for an address with "q"
        required=True,
        maxlength=500,
        autocomplete="off",
        spellcheck="false",
        placeholder="DOI, address, arXiv id, PMID or title",
    )
    button = tag("button", "Find", type="submit")
    return tag("form", tag("label", tag("span", label), field), button, class_="finder", action=href(here, HERE))


def paper_lines(shelf: Catalogue) -> Iterator[str]:
    """Yield a line for each cited paper, in order of file name: `kept|ending|ids and addresses|year|title`.

    `kept` is how many characters the file name has in common with that of the line before.
    """
    before = ""
    for name, paper in sorted(shelf.papers.items(), key=lambda item: shelf.slugs[item[0]]):
        file = shelf.slugs[name]
        kept = len(posixpath.commonprefix((before, file)))
        known = " ".join(_known(paper))
        yield "|".join((str(kept), file[kept:], known, str(paper.year or ""), _line(paper.title or paper.id)))
        before = file


def report_lines(reports: Iterable[Report]) -> Iterator[str]:
    """Yield a line for each report: `id and aliases|title`."""
    for report in reports:
        names = " ".join((report.id, *report.question.aliases))
        yield f"{_SPACE.sub(' ', names)}|{_line(report.question.title)}"


def shards(rows: Sequence[str], most: int = MOST_PAPERS) -> Iterator[list[str]]:
    """Yield the lines in files of at most `most`; the first line of a file leans on none before it."""
    before = ""
    for start in range(0, max(1, len(rows)), most):
        part = list(rows[start : start + most])
        for place, row in enumerate(part):
            kept, ending, rest = row.split("|", 2)
            before = before[: int(kept)] + ending
            if place == 0:
                part[0] = f"0|{before}|{rest}"
        yield part


def _line(title: str) -> str:
    return _SPACE.sub(" ", clean(title, _MOST_TITLE)).strip()


def _known(paper: Paper) -> Iterator[str]:
    """Yield what else a paper is known by, unless its DOI tells: ids of registers, ids of versions, its address."""
    own = paper.doi or paper.id
    for name in (*paper.ids, *paper.versions):
        short = _SPACE.sub("", name)
        if short.startswith(_KEPT) and short.partition(":")[2] not in own:
            yield short
        elif short.startswith("10.") and slug(short) != slug(own):
            yield slug(short)
    address = _address(paper.url)
    if address and slug(own).partition("_")[2] not in slug(address) and not slug(own).endswith(_last(address)):
        yield address


def _address(url: str) -> str:
    """Return an address without scheme, "www.", query and closing slash, as the script cuts it too."""
    try:
        parts = urlsplit(_SPACE.sub("", url).lower())
    except ValueError:
        return ""
    return (parts.netloc.removeprefix("www.") + parts.path).rstrip("/") if parts.netloc else ""


def _last(address: str) -> str:
    return slug(address.rpartition("/")[2])
