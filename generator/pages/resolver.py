"""The finder: type a DOI, an address, an id or a title, and arrive at its page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import catalogue
from generator.finder import FILES, HERE, INDEX, REPORTS, finder, paper_lines, report_lines, shards
from generator.layout import href
from generator.markdown import Html, block, heading, join, lines, link, page, tag
from generator.plain import dumps
from generator.records import Corpus, Page

LISTS = (
    ("all papers by first author", "dois/index.md"),
    ("by year", "dois/years/index.md"),
    ("by venue", "dois/venues/index.md"),
    ("all reports", "reports/index.md"),
)


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `resolve.md` and the index files that its script reads."""
    shelf = catalogue(corpus)
    files = []
    for number, part in enumerate(shards(tuple(paper_lines(shelf))), start=1):
        files.append(INDEX.format(number))
        yield Page(path=files[-1], text=dumps(part))
    yield Page(path=REPORTS, text=dumps(list(report_lines(shelf.reports))))
    yield Page(path=FILES, text=dumps({"papers": files, "reports": REPORTS}))
    meta = {"title": "Find a paper", "hide": ["navigation", "toc"]}
    told = tag(
        "p",
        "Type or paste a DOI, an address, an arXiv id, a PMID or words of a title. An id that is known here leads "
        "straight to its page.",
        class_="lead",
    )
    body = block(told, finder(HERE), _found(), _ways())
    yield Page(path=HERE, text=page(meta, heading(1, "Find a paper"), body))


def _found() -> Html:
    """Return where the script shows what it found, with the addresses of the index and of the site's root."""
    return tag(
        "div",
        tag("p", class_="told", role="status"),
        tag("ol"),
        class_="found",
        data_index=href(HERE, FILES),
        data_root=href(HERE, "index.md"),
    )


def _ways() -> Html:
    ways = join((link(name, href(HERE, there)) for name, there in LISTS), ", ")
    none = tag("noscript", tag("p", "Finding needs JavaScript; the lists below do not.", class_="cap"))
    return lines([none, tag("p", "Or look through ", ways, ".")])
