"""Whether what a service answered is whole and of a kind that can hold records."""

from __future__ import annotations

import json

from lxml import etree

_WEB_PAGE = (b"<!doctype html", b"<html")
_WEB_TYPES = ("text/html", "application/xhtml+xml")


def fault(body: bytes, content_type: str) -> str | None:
    """Return what is wrong with an answer, as the end of a sentence on the service, or None.

    JSON and XML are read to their end; what they hold is for the source to judge.
    """
    kind = content_type.partition(";")[0].strip().lower()
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return "sent an empty answer"
    if kind in _WEB_TYPES or start[:20].lower().startswith(_WEB_PAGE):
        return "sent a web page in place of records, as the login page of a network does"
    if "json" in kind:
        return None if _is_json(body) else "sent JSON that is broken or cut off"
    if "xml" in kind:
        return None if _is_xml(body) else "sent XML that is broken or cut off"
    if kind in {"", "text/plain"}:
        return None
    return "sent something that is neither JSON nor XML"


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _is_xml(body: bytes) -> bool:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True
