"""One JATS article: what it is, and its paragraphs without tables, figures and formulas."""

from __future__ import annotations

from collections.abc import Iterator

from generator.formats.common import Entry
from generator.xmltree import Element, children, content, first, name

# What stands in or between paragraphs and is no part of a sentence.
_LEFT_OUT = frozenset(
    {
        *("annotation", "boxed-text", "disp-formula", "disp-formula-group", "fig", "fig-group", "fn", "graphic"),
        *("media", "ref-list", "supplementary-material", "table-wrap", "table-wrap-group", "tex-math"),
    }
)
_NOTES = frozenset({"xref"})


def jats(root: Element, entry: Entry) -> None:
    """Fill `entry` from the element article; an article whose body is there is a full text, else an abstract."""
    meta = first(root, "front", "article-meta")
    title = first(meta, "title-group")
    parts = [_words(first(title, part), _NOTES) for part in ("article-title", "subtitle")]
    entry.text("title", ": ".join(filter(None, parts)))
    for group in children(meta, "contrib-group"):
        for person in children(group, "contrib"):
            if person.get("contrib-type", "author") == "author":
                _author(person, entry)
    years = [_words(first(date, "year")) for date in children(meta, "pub-date")]
    entry.year(min(filter(None, years), default=""))
    for path in (("journal-title-group", "journal-title"), ("journal-title",)):
        entry.text("venue", _words(first(root, "front", "journal-meta", *path)))
    for number in children(meta, "article-id"):
        _number(number, entry)
    abstract = [
        paragraph
        for part in children(meta, "abstract")
        if not part.get("abstract-type")  # one for the table of contents, or for lay people
        for paragraph in _paragraphs(part)
    ]
    body = first(root, "body")
    paragraphs = list(_paragraphs(body)) if body is not None else []
    if paragraphs:
        entry.document("text", [*abstract, *paragraphs])
    else:
        entry.document("abstract", abstract)


def _author(person: Element, entry: Entry) -> None:
    named = first(person, "name")
    if named is None:
        named = first(person, "name-alternatives", "name")
    if named is not None:
        given = " ".join(filter(None, [_words(first(named, part)) for part in ("given-names", "suffix")]))
        entry.author(_words(first(named, "surname")), given)
    else:
        entry.author(_words(first(person, "collab"), _NOTES | {"contrib-group"}))


def _number(number: Element, entry: Entry) -> None:
    kind, value = number.get("pub-id-type", ""), _words(number)
    if kind == "doi":
        entry.doi(value)
    elif kind == "pmid":
        entry.number("pmid", value)
    elif kind in {"pmc", "pmcid"}:
        entry.number("pmcid", value if value.upper().startswith("PMC") else f"pmc{value}")


def _paragraphs(part: Element) -> Iterator[str]:
    """Yield the text of each paragraph, those within others once."""
    if name(part) == "p":
        if text := _words(part):
            yield text
    elif name(part) not in _LEFT_OUT:
        for child in part:
            yield from _paragraphs(child)


def _words(element: Element | None, without: frozenset[str] = frozenset()) -> str:
    return " ".join(content(element, without | _LEFT_OUT).split())
