"""Where the files lie that readers take away, and the row of links that leads to them from a page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from generator.layout import href
from generator.markdown import Html, join, link, tag

FEED: Final = "feed.xml"
CHANGES: Final = "changes.md"
DATA: Final = "data/index.md"
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


def export_report(here: str, name: str, *, references: bool) -> Html:
    """Return the links of the page `here` to the report `name` as something to cite, and to its references if any."""
    own = _links(here, {label: report_file(name, suffix) for label, suffix in {**FORMATS, "text": ".txt"}.items()})
    listed = {label: report_file(name, REFERENCES + suffix) for label, suffix in FORMATS.items() if label != "JSON"}
    more = [" · all references: ", _links(here, listed, "References as ")] if references else []
    return tag("p", tag("b", "Cite / export:"), " ", own, *more, class_="exports")


def export_paper(here: str, slug: str) -> Html:
    """Return the links of the page `here` to the paper called `slug` in each format."""
    files = {label: paper_file(slug, suffix) for label, suffix in FORMATS.items()}
    return tag("p", tag("b", "Cite / export:"), " ", _links(here, files), class_="exports")


def _links(here: str, files: Mapping[str, str], spoken: str = "") -> Html:
    """Return the links; `spoken` tells those who hear them apart from others of the same label."""
    ways = (
        link(label, href(here, path), aria_label=f"{spoken}{label}" if spoken else None)
        for label, path in files.items()
    )
    return join(ways, " · ")
