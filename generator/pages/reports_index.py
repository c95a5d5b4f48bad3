"""The list of all reports with what they found and how sure they are, at most 100 a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalogue import Catalogue, catalogue
from generator.layout import href
from generator.markdown import EMPTY, Html, block, heading, join, lines, link, page, tag
from generator.paging import Part, pager, parts
from generator.records import Corpus, Page, Report
from generator.reportlist import MOST_CARDS, Cards, Facet, facets, filters, tag_pages, totals
from generator.reuse import CHANGES

HERE = "reports/index.md"
MORE = "reports/list/{}.md"
RETIRED = "reports/list/retired.md"
MORE_RETIRED = "reports/list/retired-{}.md"
MOST_HERE = 20


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `reports/index.md` and its further parts; retired reports follow below, on pages of their own if many."""
    shelf = catalogue(corpus)
    found, tags = facets(shelf.published), tag_pages(shelf)
    retired = [report for report in shelf.reports if report.question.status == "retired"]
    for part in parts(shelf.published, HERE, MORE, MOST_CARDS):
        cards = Cards(shelf=shelf, here=part.path, tags=tags, facets=found)
        below = _retired(retired, cards) if part.number == 1 else ()
        yield _page("Reports", part, [_head(shelf, found, part), _list(part, cards), *below])
    if len(retired) > MOST_HERE:
        for part in parts(retired, RETIRED, MORE_RETIRED, MOST_CARDS):
            cards = Cards(shelf=shelf, here=part.path, tags=tags)
            yield _page("Retired reports", part, [_list(part, cards)])


def _page(title: str, part: Part[Report], blocks: Sequence[str]) -> Page:
    meta = {"title": part.titled(title), "hide": ["navigation", "toc"]}
    return Page(path=part.path, text=page(meta, heading(1, part.titled(title)), *blocks))


def _head(shelf: Catalogue, found: Sequence[Facet], part: Part[Report]) -> str:
    """Return totals, ways to other lists and, where there is something to choose from, the filter."""
    ways = [
        link("By tag", href(part.path, "tags/index.md")),
        link("What no report answers", href(part.path, "open-questions.md")),
        link("What changed lately", href(part.path, CHANGES)),
        link("How good the method is", href(part.path, "scoreboard.md")),
    ]
    others = [path for path in part.paths if path != part.path]
    form = filters(found, others, part.path) if len(shelf.published) > 1 else EMPTY
    whole = totals(shelf) if part.number == 1 else EMPTY
    return block(whole, tag("p", join(ways, " · "), class_="meta"), form)


def _list(part: Part[Report], cards: Cards) -> str:
    if not part.rows:
        return block(tag("p", "There is no report yet."))
    shown = tag("div", Html("\n"), lines(map(cards.card, part.rows)), Html("\n"), class_="reports")
    return block(shown, pager(part))


def _retired(retired: Sequence[Report], cards: Cards) -> tuple[str, ...]:
    if not retired:
        return ()
    if len(retired) > MOST_HERE:
        way = link(f"The {len(retired)} retired reports", href(cards.here, RETIRED))
        return heading(2, "Retired"), block(tag("p", way, "."))
    below = Cards(shelf=cards.shelf, here=cards.here, tags=cards.tags, level=3)
    return heading(2, "Retired"), block(*map(below.card, retired))
