"""Render every kind of page and every export of a corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.contracts import Exporter, PageKind
from generator.dress import dress
from generator.errors import InvalidInput, Problem
from generator.exporters import EXPORTERS
from generator.pages import PAGES
from generator.records import Corpus, Page


def render(
    corpus: Corpus, pages: Mapping[str, PageKind] = PAGES, exporters: Mapping[str, Exporter] = EXPORTERS
) -> Iterator[Page]:
    """Yield all pages and exported files, one at a time: those of a large corpus need more memory than its records.

    Raises `InvalidInput` after the last one when two of them want the same path; a file system
    that ignores case counts as the same one.
    """
    kinds: tuple[PageKind | Exporter, ...] = (*pages.values(), *exporters.values())
    seen: set[str] = set()
    problems: list[Problem] = []
    for page in dress((page for kind in kinds for page in kind(corpus)), corpus):
        if page.path.casefold() in seen:
            problems.append(_twice(page.path))
        else:
            seen.add(page.path.casefold())
            yield page
    if problems:
        raise InvalidInput(problems)


def _twice(path: str) -> Problem:
    hint = "give one of the questions or papers behind them another id"
    return Problem(file=path, line=0, column=0, code="R001", message="two pages want this path", hint=hint)
