"""Every contradiction of the corpus, within reports and across them, quotes side by side, some on each page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalogue import Catalogue, catalogue
from generator.concordance import Concordance, concordance
from generator.facts import many
from generator.layout import href
from generator.markdown import Html, block, heading, link, page, tag
from generator.paging import Part, pager, parts
from generator.records import Conflict, Corpus, Page
from generator.sides import conflict

HERE: Final = "contradictions.md"
MORE: Final = "contradictions/{}.md"
MOST: Final = 50  # pairs a page: each holds two quotes and what differs


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `contradictions.md` and its further parts: pairs within a report first, then those across reports."""
    shelf = catalogue(corpus)
    where = concordance(shelf.published)
    listed = {report.id for report in shelf.published}
    held = [item for item in shelf.conflicts if not item.reports or listed.intersection(item.reports)]
    found = sorted(held, key=lambda item: not item.reports)
    inside = sum(bool(item.reports) for item in found)
    for part in parts(found, HERE, MORE, MOST):
        title = part.titled("Contradictions")
        blocks = [heading(1, title)]
        if part.number == 1:
            blocks.append(block(*_lead(len(found), inside)))
        blocks += _sections(part, (inside, len(found) - inside), shelf, where)
        blocks.append(block(pager(part)))
        yield Page(path=part.path, text=page({"title": title, "hide": ["navigation"]}, *blocks))


def _sections(part: Part[Conflict], found: tuple[int, int], shelf: Catalogue, where: Concordance) -> list[str]:
    """Return both kinds under their headings; on a later page only what stands there."""
    cut = max(0, found[0] - part.start)
    numbers = dict(zip(("Within a report", "Across reports"), found, strict=True))
    blocks: list[str] = []
    for name, rows in zip(numbers, (part.rows[:cut], part.rows[cut:]), strict=True):
        pairs = [conflict(item, shelf, part.path, where) for item in rows]
        if pairs:
            blocks += [heading(2, name), block(*pairs)]
        elif part.number == 1 and not numbers[name]:
            blocks += [heading(2, name), block(tag("p", "None found."))]
    return blocks


def _lead(number: int, inside: int) -> list[Html]:
    told = (
        f"{many(number, 'pair')} of sentences from independent papers of which one contradicts the other, {inside} "
        f"within a report and {number - inside} across reports. Under each "
        "stands what found it and what the two name differently, since size, setting or metric often explains it."
    )
    careful = (
        "A false contradiction is worse than a missed one: a rule or the network has to be sure, and papers with an "
        "author in common do not count. Across reports only the rules compare. Contradictions that are put in other "
        "words are missed. "
    )
    return [tag("p", told, class_="lead"), tag("p", careful, link("How they are found", href(HERE, "method.md")), ".")]
