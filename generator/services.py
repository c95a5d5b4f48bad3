"""The services that can be asked: where each is, how often it may be asked, and what it wants to be told.

The waits come from the services' own documents; what an answer's headers ask for comes on top (see `pace.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service: its name for readers, its address, and the least time in seconds between two requests.

    `contact` and `tool` name the parameters in which it wants our address and our name.  `key` names the variable of
    the environment that holds a key; it travels as `key_header` or else as `key_parameter`.
    `probe` is the smallest useful request: a path and its parameters.
    """

    title: str
    base: str
    interval: float
    probe: tuple[str, Mapping[str, str]]
    contact: str = ""
    tool: str = ""
    key: str = ""
    key_header: str = ""
    key_parameter: str = ""


SERVICES: Mapping[str, Service] = MappingProxyType(
    {
        "crossref": Service(
            title="Crossref",
            base="https://api.crossref.org",
            interval=0.34,
            probe=("works", {"query": "bread", "rows": "0"}),
            contact="mailto",
        ),
        "europe_pmc": Service(
            title="Europe PMC",
            base="https://www.ebi.ac.uk/europepmc/webservices/rest",
            interval=0.2,
            probe=("search", {"query": "bread", "format": "json", "pageSize": "1"}),
            contact="email",
        ),
        "arxiv": Service(
            title="arXiv",
            base="https://export.arxiv.org/api",
            interval=3.0,
            probe=("query", {"search_query": "all:bread", "max_results": "1"}),
        ),
        "pubmed": Service(
            title="PubMed",
            base="https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
            interval=0.34,
            probe=("esearch.fcgi", {"db": "pubmed", "term": "bread", "retmax": "0", "retmode": "json"}),
            contact="email",
            tool="tool",
        ),
        "datacite": Service(
            title="DataCite",
            base="https://api.datacite.org",
            interval=0.34,
            probe=("dois", {"query": "bread", "page[size]": "1"}),
        ),
        "openalex": Service(
            title="OpenAlex",
            base="https://api.openalex.org",
            interval=0.1,
            probe=("works", {"search": "bread", "per-page": "1", "select": "id"}),
            contact="mailto",
            key="OPENALEX_API_KEY",
            key_parameter="api_key",
        ),
        "semantic_scholar": Service(
            title="Semantic Scholar",
            base="https://api.semanticscholar.org",
            interval=1.0,
            probe=("graph/v1/paper/search", {"query": "bread", "limit": "1", "fields": "title"}),
            key="S2_API_KEY",
            key_header="x-api-key",
        ),
        "unpaywall": Service(
            title="Unpaywall",
            base="https://api.unpaywall.org",
            interval=0.1,
            probe=("v2/10.1038/nature12373", {}),
            contact="email",
        ),
    }
)
