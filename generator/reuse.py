"""Where the files lie that readers take away, and the row of links that leads to them from a page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from generator.layout import href
from generator.markdown import Html, join, link, tag

FEED: Final = "feed.xml"
CHANGES: Final = "changes.md"
FORMATS: Mapping[str, str] = MappingProxyType(
    {"BibTeX": ".bib", "RIS": ".ris", "CSL-JSON": ".csl.json", "JSON": ".json"},
)
REFERENCES: Final = ".references"


def report_file(name: str, suffix: str) -> str:
    """Return the path of a file of the report `name`; `suffix` may begin with `REFERENCES`."""
    return f"data/reports/{name}{suffix}"


def paper_file(slug: str, suffix: str) -> str:
    """Return the path of a file of the paper whose page is called `slug`."""
    return f"data/papers/{slug}{suffix}"


def claim_file(name: str) -> str:
    """Return the path of the record of the claim `name`."""
    return f"data/claims/{name}.json"


def cite_report(here: str, name: str) -> Html:
    """Return the links of the page `here` to the report `name` as something to cite, and to its list of references."""
    own = _links(here, {label: report_file(name, suffix) for label, suffix in FORMATS.items()})
    listed = {label: report_file(name, REFERENCES + suffix) for label, suffix in FORMATS.items() if label != "JSON"}
    return tag("p", tag("b", "Cite / export:"), " ", own, " · all references: ", _links(here, listed), class_="exports")


def cite_paper(here: str, slug: str) -> Html:
    """Return the links of the page `here` to the paper called `slug` in each format."""
    files = {label: paper_file(slug, suffix) for label, suffix in FORMATS.items()}
    return tag("p", tag("b", "Cite / export:"), " ", _links(here, files), class_="exports")


def _links(here: str, files: Mapping[str, str]) -> Html:
    return join((link(label, href(here, path)) for label, path in files.items()), " · ")
