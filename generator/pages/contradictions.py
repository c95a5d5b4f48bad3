"""Every contradiction of the corpus, within reports and across them, quotes side by side."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Catalogue, catalogue
from generator.facts import many
from generator.layout import href
from generator.markdown import Html, block, heading, link, page, tag
from generator.records import Conflict, Corpus, Page
from generator.sides import conflict

HERE = "contradictions.md"
MOST = 100


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `contradictions.md`, at most a hundred pairs of each kind."""
    shelf = catalogue(corpus)
    found = corpus.relations.conflicts
    inside, between = ([item for item in found if bool(item.reports) is both] for both in (True, False))
    parts = [
        heading(1, "Contradictions"),
        block(*_lead(len(found))),
        heading(2, "Within a report"),
        block(*_pairs(inside, shelf)),
        heading(2, "Across reports"),
        block(*_pairs(between, shelf)),
    ]
    yield Page(path=HERE, text=page({"title": "Contradictions", "hide": ["navigation"]}, *parts))


def _lead(number: int) -> list[Html]:
    told = (
        f"{many(number, 'pair')} of sentences from independent papers of which one contradicts the other. Under each "
        "stands what found it and what the two name differently, since size, setting or metric often explains it."
    )
    careful = (
        "A false contradiction is worse than a missed one: a rule or the network has to be sure, and papers with an "
        "author in common do not count. Across reports only the rules compare. Contradictions that are put in other "
        "words are missed. "
    )
    return [tag("p", told, class_="lead"), tag("p", careful, link("How they are found", href(HERE, "method.md")), ".")]


def _pairs(found: list[Conflict], shelf: Catalogue) -> list[Html]:
    if not found:
        return [tag("p", "None found.")]
    pairs = [conflict(item, shelf, HERE) for item in found[:MOST]]
    if len(found) > MOST:
        pairs.append(tag("p", f"The first {MOST} of {len(found)}.", class_="cap"))
    return pairs
