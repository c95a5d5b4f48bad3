"""Render every kind of page and every export of a corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.beside import POSSIBLE, beside
from generator.contracts import Exporter, PageKind
from generator.dress import dress
from generator.errors import InvalidInput, Problem
from generator.exporters import EXPORTERS
from generator.pages import PAGES
from generator.records import Corpus, Page

# From this number of reports on, a second process is worth its memory.
MANY: Final = 100
# The kind of page that makes files like those of the exporters, and takes as long as all of them.
_DATA: Final = "data"


def render(
    corpus: Corpus, pages: Mapping[str, PageKind] = PAGES, exporters: Mapping[str, Exporter] = EXPORTERS, jobs: int = 1
) -> Iterator[Page]:
    """Yield all pages and exported files, one at a time: those of a large corpus need more memory than its records.

    With two `jobs` or more, the data files of a large one are made in a process of their own, and come last.

    Raises `InvalidInput` after the last one when two of them want the same path; a file system
    that ignores case counts as the same one.
    """
    shown = [kind for name, kind in pages.items() if name != _DATA]
    files = [*(kind for name, kind in pages.items() if name == _DATA), *exporters.values()]
    parallel = POSSIBLE and jobs > 1 and len(corpus.reports) >= MANY
    made = beside(_made(shown, corpus), _made(files, corpus)) if parallel else _made([*shown, *files], corpus)
    seen: set[str] = set()
    problems: list[Problem] = []
    for page in made:
        if page.path.casefold() in seen:
            problems.append(_twice(page.path))
        else:
            seen.add(page.path.casefold())
            yield page
    if problems:
        raise InvalidInput(problems)


def _made(kinds: Sequence[PageKind | Exporter], corpus: Corpus) -> Iterator[Page]:
    return dress((page for kind in kinds for page in kind(corpus)), corpus)


def _twice(path: str) -> Problem:
    hint = "give one of the questions or papers behind them another id"
    return Problem(file=path, line=0, column=0, code="R001", message="two pages want this path", hint=hint)
