"""All papers, three times: by first author, by year and by venue, at most 200 rows a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.catalogue import Catalogue, catalogue
from generator.concordance import Concordance, concordance
from generator.facts import many
from generator.finder import finder
from generator.ids import fold
from generator.layout import badges, held, href
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, link, page, table, tag
from generator.paging import MOST_ROWS, Part, pager, parts
from generator.records import Corpus, Page, Paper
from generator.references import short

HEAD: Final = ("Paper", "DOI", "Claims", "Reports")
_OTHER: Final = "#"
_MOST_WAYS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One way to order all papers: its pages, and the group and the sort key of a paper."""

    name: str
    first: str
    more: str
    group: Callable[[Paper], str]
    key: Callable[[Paper], tuple[object, ...]]


def _author(paper: Paper) -> str:
    letter = fold(short(paper))[:1]
    return letter.upper() if letter.isalpha() else _OTHER


def _by_author(paper: Paper) -> tuple[object, ...]:
    return _author(paper) == _OTHER, fold(short(paper)), paper.id


def _year(paper: Paper) -> str:
    return str(paper.year) if paper.year else "No year"


def _by_year(paper: Paper) -> tuple[object, ...]:
    return -(paper.year or 0), fold(short(paper)), paper.id


def _venue(paper: Paper) -> str:
    return clean(paper.venue, 120) or "No venue"


def _by_venue(paper: Paper) -> tuple[object, ...]:
    return not paper.venue, fold(paper.venue), _venue(paper), -(paper.year or 0), paper.id


ORDERS: Final = (
    Order(name="first author", first="dois/index.md", more="dois/papers-{}.md", group=_author, key=_by_author),
    Order(name="year", first="dois/years/index.md", more="dois/years/{}.md", group=_year, key=_by_year),
    Order(name="venue", first="dois/venues/index.md", more="dois/venues/{}.md", group=_venue, key=_by_venue),
)


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `dois/index.md`, `dois/years/index.md` and `dois/venues/index.md` with their further parts."""
    shelf = catalogue(corpus)
    where = concordance(shelf.reports)
    for order in ORDERS:
        papers = sorted(shelf.papers.values(), key=order.key)
        places = _places(papers, order)
        for part in parts(papers, order.first, order.more):
            yield Page(path=part.path, text=_listing(part, order, places, shelf, where))


def _places(papers: Sequence[Paper], order: Order) -> dict[str, tuple[int, int]]:
    """Return the number of each group, counted from 0, and the row at which it begins."""
    found: dict[str, tuple[int, int]] = {}
    for row, paper in enumerate(papers):
        found.setdefault(order.group(paper), (len(found), row))
    return found


def _listing(
    part: Part[Paper], order: Order, places: dict[str, tuple[int, int]], shelf: Catalogue, where: Concordance
) -> str:
    title = part.titled("Papers" if order is ORDERS[0] else f"Papers by {order.name}")
    left = ", or leaves out because it was retracted" if where.left_out else ""
    told = tag("p", f"{many(len(shelf.papers), 'paper')} that a report includes or quotes{left}.", class_="lead")
    blocks = [told, finder(part.path), _orders(part.path, order)]
    if part.rows:
        blocks.append(_groups(part, places, order))
        for name, papers in groupby(part.rows, key=order.group):
            rows = [_line(shelf, where, part.path, paper) for paper in papers]
            blocks += [tag("h2", name, id=f"g{places[name][0]}"), table(HEAD, rows, css="cards papers", numeric=(2, 3))]
    else:
        blocks.append(tag("p", "No paper is cited yet."))
    meta = {"title": title, "hide": ["navigation", "toc"]}
    return page(meta, heading(1, title), block(*blocks, pager(part)))


def _orders(here: str, order: Order) -> Html:
    """Return the ways to the other orders."""
    ways = (
        tag("b", f"by {other.name}") if other is order else link(f"by {other.name}", href(here, other.first))
        for other in ORDERS
    )
    return tag("p", "Papers ", join(ways, " · "), class_="meta")


def _groups(part: Part[Paper], places: dict[str, tuple[int, int]], order: Order) -> Html:
    """Return the ways to the groups: all of them where they are few, else those of this part."""
    here = dict.fromkeys(order.group(paper) for paper in part.rows)
    names = list(places if len(places) <= _MOST_WAYS else here)
    if len(names) < 2:
        return EMPTY
    ways = []
    for name in names:
        group, row = places[name]
        path = part.path if name in here else part.paths[row // MOST_ROWS]
        ways.append(tag("li", link(name, f"#g{group}" if path == part.path else href(part.path, path, f"g{group}"))))
    return tag("nav", tag("ul", lines(ways)), class_="jump", aria_label=f"Papers by {order.name}")


def _line(shelf: Catalogue, where: Concordance, here: str, paper: Paper) -> tuple[str, ...]:
    name = link(paper.title or paper.id, href(here, f"dois/{shelf.slugs[paper.id]}.md"), class_="title")
    claims = {spot.finding.claim.id for spot in where.drawn.get(paper.id, ())}
    about = tag("p", f"{short(paper)}. {clean(paper.venue, 200)}".strip(), class_="cap")
    first = join([name, about, badges(paper, held(paper))])
    doi = html(paper.doi or "none")
    return first, tag("span", doi, class_="doi"), str(len(claims)), str(len(where.used.get(paper.id, ())))
