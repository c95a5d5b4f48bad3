"""The only reader of XML: no entity is expanded, no DTD loaded, nothing fetched, no tree too deep or too large."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - the class has no other name
_SHIFTS = frozenset({"sub", "sup"})
_NOT_FINISHED = frozenset(
    {
        etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
        etree.ErrorTypes.ERR_DOCUMENT_EMPTY,
        etree.ErrorTypes.ERR_DOCUMENT_END,
        etree.ErrorTypes.ERR_GT_REQUIRED,
    }
)
DEEPEST = 100


def parse_xml(body: bytes) -> Element:
    """Return the root of the document.

    Raises:
        ValueError: it is not well-formed XML, or nested deeper than `DEEPEST`; the message says which in few words.
    """
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise ValueError("it is not XML")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("it breaks off" if error.code in _NOT_FINISHED else "it is not well-formed XML") from None
    except ValueError:  # an encoding that nobody knows
        raise ValueError("it is not well-formed XML") from None
    if root is None:
        raise ValueError("it is empty")
    if _too_deep(root):
        raise ValueError("it is nested too deeply")
    return root


def name(element: Element) -> str:
    """Return the tag of an element without its namespace; empty for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """Yield the children of that name, whatever their namespace."""
    if element is not None:
        yield from (child for child in element if name(child) == wanted)


def first(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant that a path of names leads to, or None."""
    for step in path:
        element = next(children(element, step), None)
    return element


def content(element: Element | None) -> str:
    """Return the text of an element; tags that raise or lower are kept for `markup.plain`, the rest is left out."""
    return "".join(_pieces(element)) if element is not None else ""


def _pieces(element: Element) -> Iterator[str]:
    yield _text(element.text)
    for child in element:
        tag = name(child).lower()
        if tag in _SHIFTS:
            yield f"<{tag}>{''.join(_pieces(child))}</{tag}>"
        elif tag:
            yield from _pieces(child)
        yield _text(child.tail)


def _text(text: str | None) -> str:
    # What was escaped in the XML was meant to be read: "p &lt; b" is no tag.
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")


def _too_deep(root: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False
