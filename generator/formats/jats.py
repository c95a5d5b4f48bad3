"""One JATS article: what it is, and its paragraphs without tables, figures and formulas."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.formats.common import Entry

# What stands in or between paragraphs and is no part of a sentence.
_LEFT_OUT = frozenset(
    {
        *("annotation", "boxed-text", "disp-formula", "disp-formula-group", "fig", "fig-group", "fn", "graphic"),
        *("media", "ref-list", "supplementary-material", "table-wrap", "table-wrap-group", "tex-math"),
    }
)


def jats(root: etree._Element, entry: Entry) -> None:
    """Fill `entry` from the element article; an article whose body is there is a full text, else an abstract."""
    meta = root.find("front/article-meta")
    if meta is None:
        return
    _title(meta, entry)
    for person in meta.iterfind("contrib-group/contrib"):
        if person.get("contrib-type", "author") == "author":
            _author(person, entry)
    years = [_words(year) for year in meta.iterfind("pub-date/year")]
    entry.year(min(filter(None, years), default=""))
    for path in ("journal-title-group/journal-title", "journal-title"):
        entry.text("venue", _words(root.find(f"front/journal-meta/{path}")))
    for number in meta.iterfind("article-id"):
        _number(number, entry)
    abstract = [
        paragraph
        for part in meta.iterfind("abstract")
        if not part.get("abstract-type")  # one for the table of contents, or for lay people
        for paragraph in _paragraphs(part)
    ]
    body = root.find("body")
    paragraphs = list(_paragraphs(body)) if body is not None else []
    if paragraphs:
        entry.document("text", [*abstract, *paragraphs])
    else:
        entry.document("abstract", abstract)


def _title(meta: etree._Element, entry: Entry) -> None:
    group = meta.find("title-group")
    if group is not None:
        parts = [_words(group.find("article-title"), {"xref"}), _words(group.find("subtitle"), {"xref"})]
        entry.text("title", ": ".join(filter(None, parts)))


def _author(person: etree._Element, entry: Entry) -> None:
    name = person.find("name")
    if name is None:
        name = person.find("name-alternatives/name")
    if name is not None:
        given = " ".join(filter(None, [_words(name.find("given-names")), _words(name.find("suffix"))]))
        entry.author(_words(name.find("surname")), given)
    else:
        body = person.find("collab")
        entry.author(_words(body, {"contrib-group", "xref"}))


def _number(number: etree._Element, entry: Entry) -> None:
    kind, value = number.get("pub-id-type", ""), _words(number)
    if kind == "doi":
        entry.doi(value)
    elif kind == "pmid":
        entry.number("pmid", value)
    elif kind in {"pmc", "pmcid"}:
        entry.number("pmcid", value if value.upper().startswith("PMC") else f"pmc{value}")


def _paragraphs(part: etree._Element) -> Iterator[str]:
    """Yield the text of each paragraph, those within others once."""
    if part.tag in _LEFT_OUT:
        return
    if part.tag == "p":
        if text := _words(part):
            yield text
        return
    for child in part:
        yield from _paragraphs(child)


def _words(element: etree._Element | None, without: set[str] | frozenset[str] = frozenset()) -> str:
    return "" if element is None else " ".join("".join(_strings(element, without | _LEFT_OUT)).split())


def _strings(element: etree._Element, without: set[str] | frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] not in without:
            # Paragraphs and entries of a list within a paragraph keep their distance.
            space = " " if child.tag in {"p", "list-item", "title", "break"} else ""
            yield space
            yield from _strings(child, without)
            yield space
        yield child.tail or ""
