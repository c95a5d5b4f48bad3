"""The tags of published reports: a list of them, and the reports of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue, catalogue
from generator.facts import many
from generator.layout import href
from generator.markdown import Html, block, heading, lines, link, page, tag
from generator.paging import pager, parts
from generator.records import Corpus, Page, Report
from generator.reportlist import MOST_CARDS, Cards, tag_pages

HERE = "tags/index.md"
MORE = "tags/list/{}.md"


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `tags/index.md` and `tags/<slug>.md` for each tag, in parts."""
    shelf = catalogue(corpus)
    tags = tag_pages(shelf)
    held = {name: tuple(report for report in shelf.published if name in report.question.tags) for name in tags}
    yield from _index(held, tags)
    for name, path in tags.items():
        yield from _tag(name, held[name], shelf, tags, path)


def _index(held: Mapping[str, tuple[Report, ...]], tags: Mapping[str, str]) -> Iterator[Page]:
    for part in parts(tuple(held), HERE, MORE):
        items = [
            tag("li", link(name, href(part.path, tags[name])), Html(" "), _number(held[name])) for name in part.rows
        ]
        listed = tag("ul", lines(items), class_="tags") if items else tag("p", "No report has a tag yet.")
        told = tag(
            "p", f"{many(len(held), 'tag').capitalize()} that the authors of questions gave them.", class_="lead"
        )
        title = part.titled("Tags")
        meta = {"title": title, "hide": ["navigation", "toc"]}
        yield Page(path=part.path, text=page(meta, heading(1, title), block(told, listed, pager(part))))


def _number(reports: tuple[Report, ...]) -> Html:
    return tag("span", many(len(reports), "report"), class_="cap")


def _tag(
    name: str, reports: tuple[Report, ...], shelf: Catalogue, tags: Mapping[str, str], path: str
) -> Iterator[Page]:
    for part in parts(reports, path, path.removesuffix(".md") + "/{}.md", MOST_CARDS):
        cards = Cards(shelf=shelf, here=part.path, tags=tags)
        title = part.titled(name)
        told = tag("p", f"{many(len(reports), 'report').capitalize()} with this tag. ", _back(part.path))
        meta = {"title": title, "hide": ["navigation", "toc"]}
        body = block(told, *map(cards.card, part.rows), pager(part))
        yield Page(path=part.path, text=page(meta, heading(1, title), body))


def _back(here: str) -> Html:
    return tag("span", link("All tags", href(here, HERE)), ".")
