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
_SPACED = frozenset({"break", "list-item", "p", "title"})  # words on either side of these are two
DEEPEST = 100


class XmlError(ValueError):
    """What is wrong with a document in few words, at a line and column from 1, and what the parser said of it."""

    def __init__(self, message: str, place: tuple[int, int] = (1, 1), said: str = "") -> None:
        """Hold the message, the place, and the parser's words, which are the message where it has none."""
        super().__init__(message)
        self.place, self.said = place, said or message


def parse_xml(body: bytes) -> Element:
    """Return the root of the document.

    Raises:
        XmlError: it is not well-formed XML, or nested deeper than `DEEPEST`.
    """
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise XmlError("it is not XML")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        message = "it breaks off" if error.code in _NOT_FINISHED else "it is not well-formed XML"
        row, column = error.position
        said = " ".join(str(error.args[0]).split(", line")[0][:200].split())
        raise XmlError(message, (max(row, 1), max(column, 1)), said) from None
    except ValueError:  # an encoding that nobody knows
        raise XmlError("it is not well-formed XML") from None
    if root is None:
        raise XmlError("it is empty")
    if _too_deep(root):
        raise XmlError("it is nested too deeply")
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


def content(element: Element | None, without: frozenset[str] = frozenset()) -> str:
    """Return the text of an element, but for the elements named `without` below it.

    Tags that raise or lower are kept for `markup.plain`, all others are left out.
    """
    return "".join(_pieces(element, without)) if element is not None else ""


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    yield _text(element.text)
    for child in element:
        tag = name(child).lower()
        if tag in _SHIFTS:
            yield f"<{tag}>{''.join(_pieces(child, without))}</{tag}>"
        elif tag in _SPACED:
            yield f" {''.join(_pieces(child, without))} "
        elif tag and tag not in without:
            yield from _pieces(child, without)
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
