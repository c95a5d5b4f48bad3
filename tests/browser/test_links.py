"""Every link and anchor of the built site leads somewhere; no browser is needed to see that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

HERE = "http://site.invalid/"
_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "iframe": "src", "use": "href"}
_LOADED = {"img", "script", "source", "iframe", "use"}


@dataclass
class Document(HTMLParser):
    """The ids of a page and what it links to, as (tag, address)."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        given = {name: value for name, value in attrs if value is not None}
        self.ids.extend(value for name, value in given.items() if name == "id")
        address = given.get(_LINKS.get(tag, ""))
        if address is not None and given.get("rel") not in {"canonical", "edit"}:
            self.links.append((tag, address))
            if tag in _LOADED or given.get("rel") in {"stylesheet", "icon", "preconnect", "preload"}:
                self.loaded.append(address)


@pytest.fixture(scope="module")
def documents(built_site) -> dict[str, Document]:
    """Return all pages of the site by their path below it."""
    return {path.relative_to(built_site.html).as_posix(): parse(path) for path in built_site.html.rglob("*.html")}


def parse(path: Path) -> Document:
    """Return the ids and links of a page."""
    document = Document()
    document.feed(path.read_text(encoding="utf-8"))
    return document


def targets(page: str, document: Document) -> Iterator[tuple[str, str]]:
    """Yield path and anchor of each link of `page` that stays on the site."""
    for _, address in document.links:
        location, anchor = urldefrag(urljoin(HERE + page, address))
        if location.startswith(HERE):
            yield unquote(urlsplit(location).path).lstrip("/"), unquote(anchor)


def test_every_internal_link_and_anchor_resolves(built_site, documents):
    broken = []
    # The error page is shown at any depth and links from the root of the published address.
    for page, document in documents.items():
        if page == "404.html":
            continue
        for path, anchor in targets(page, document):
            file = f"{path}index.html" if path == "" or path.endswith("/") else path
            if not (built_site.html / file).is_file():
                broken.append(f"{page} -> {path}")
            elif anchor and file in documents and anchor not in documents[file].ids:
                broken.append(f"{page} -> {path}#{anchor}")
    assert broken == []


def test_no_page_loads_anything_from_elsewhere(documents):
    elsewhere = {
        address
        for document in documents.values()
        for address in document.loaded
        if urlsplit(address).netloc and not address.startswith("data:")
    }
    assert elsewhere == set()


def test_no_id_is_given_twice_on_a_page(documents):
    twice = {page: repeated for page, document in documents.items() if (repeated := again(document.ids))}
    assert twice == {}


def again(names: list[str]) -> set[str]:
    """Return the names that occur more than once."""
    return {name for name, times in Counter(names).items() if times > 1}
