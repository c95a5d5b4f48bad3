"""A checker of JSON-LD: what search engines and schema.org require of each type that pages use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
REQUIRED = {
    "ScholarlyArticle": set(),
    "ClaimReview": {"url", "claimReviewed", "reviewRating", "author", "itemReviewed"},
    "Claim": {"appearance"},
    "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName"},
    "Organization": {"name"},
    "Person": {"name"},
    "Dataset": {"name", "description", "creator"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "MediaObject": {"contentUrl"},
    "WebPage": {"mainEntity"},
    "CreativeWork": {"name"},
}
_ADDRESSES = {"url", "item", "contentUrl", "isBasedOn", "digitalSourceType"}
_DAYS = {"datePublished", "dateModified"}


def graph(page: str) -> list[dict]:
    """Return the nodes of a page's only block of JSON-LD; none where it has no block."""
    blocks = SCRIPT.findall(page)
    assert len(blocks) <= 1
    loaded = json.loads(blocks[0]) if blocks else {"@context": "https://schema.org", "@graph": []}
    assert set(loaded) == {"@context", "@graph"}
    assert loaded["@context"] == "https://schema.org"
    return loaded["@graph"]


def of_type(nodes: list[dict], name: str) -> list[dict]:
    """Return the nodes of that type, inner ones too."""
    return [node for node in inside(nodes) if node.get("@type") == name]


def inside(value: object) -> Iterator[dict]:
    """Yield every mapping in a tree of JSON."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from inside(part)


def faults(nodes: list[dict]) -> list[str]:
    """Return a sentence for each property that is missing, empty, of a wrong form, or points nowhere."""
    known = {node["@id"] for node in inside(nodes) if "@id" in node and "@type" in node}
    return [fault for node in inside(nodes) for fault in _faults(node, known)]


def _faults(node: dict, known: set[str]) -> Iterator[str]:
    if set(node) == {"@id"}:
        if node["@id"] not in known:
            yield f"nothing is called {node['@id']}"
        return
    kind = node.get("@type")
    if kind not in REQUIRED:
        yield f"unknown type {kind}"
        return
    yield from (f"{kind} without {name}" for name in REQUIRED[kind] - set(node))
    yield from (f"{kind}: {name} is empty" for name, value in node.items() if value in ("", [], {}, None))
    for name, value in node.items():
        if name in _ADDRESSES and not re.fullmatch(r"https?://[^\s\"<>]+", str(value)):
            yield f"{kind}: {name} is no absolute address: {value}"
        if name in _DAYS and not re.fullmatch(r"\d{4}(-\d\d-\d\d)?", str(value)):
            yield f"{kind}: {name} is no date: {value}"
    if kind == "Rating" and not node["worstRating"] <= node["ratingValue"] <= node["bestRating"]:
        yield "Rating outside its scale"
    if kind == "BreadcrumbList":
        places = [step["position"] for step in node["itemListElement"]]
        if places != list(range(1, len(places) + 1)) or len(places) < 2:
            yield "BreadcrumbList out of order"
