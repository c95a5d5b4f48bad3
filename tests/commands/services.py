"""What the tests of `refresh` share: services that answer with fixtures, and evidence files as they were written."""

from __future__ import annotations

import json
from pathlib import Path

from tests.replay import Replay, status

FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"
NAME = "rotor-size"
LOOKED_UP = {"notices", "unpaywall"}
FREE = {"crossref", "europe_pmc", "arxiv", "pubmed", "datacite"}
KEYS = {"OPENALEX_API_KEY": "open-sesame-seeds", "S2_API_KEY": "scholarly-sourdough"}
# Path, fixture, and the first page, after which there is none.
PAGES = (
    ("crossref/works", "crossref.json", {"cursor": "*"}),
    ("europe_pmc/search", "europe_pmc.json", {"cursorMark": "*"}),
    ("arxiv/query", "arxiv.xml", {"start": "0"}),
    ("pubmed/esearch.fcgi", "pubmed_numbers.json", {"retstart": "0"}),
    ("pubmed/efetch.fcgi", "pubmed.xml", {}),
    ("datacite/dois", "datacite.json", {"page[cursor]": "1"}),
)
LAST_FEED = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:o="http://a9.com/-/spec/opensearch/1.1/">'
    b"<o:totalResults>5</o:totalResults><o:startIndex>2</o:startIndex></feed>"
)
LAST_PAGES = {
    "crossref/works": {"message-type": "work-list", "message": {"total-results": 41, "items": []}},
    "europe_pmc/search": {"hitCount": 2, "resultList": {"result": []}},
    "pubmed/esearch.fcgi": {"esearchresult": {"count": "7", "idlist": []}},
    "datacite/dois": {"data": [], "meta": {"total": 9}},
}


def stand_in(server: Replay) -> None:
    """Let the server answer for the services that need no key: one page of fixtures each, and an empty one after it."""
    for path, body in LAST_PAGES.items():
        server.serve(f"/{path}", json.dumps(body).encode())
    server.serve("/arxiv/query", LAST_FEED, "text/xml")
    for path, name, when in PAGES:
        kind = "text/xml" if name.endswith(".xml") else "application/json"
        server.serve(f"/{path}", (FIXTURES / name).read_bytes(), kind, when)


def files(toy) -> dict[str, bytes]:
    """Return every evidence file by name."""
    return {path.name: path.read_bytes() for path in (toy.root / "corpus" / "evidence").glob("*")}


def results(toy, name: str = NAME) -> dict[str, dict]:
    """Return the results in an evidence file by source."""
    return {result["source"]: result for result in json.loads(files(toy)[f"{name}.json"])["results"]}


def break_down(replay: Replay, *sources: str) -> None:
    """Let the first request to each source fail as often as it is tried."""
    for source in sources:
        path = next(path for path, *_ in PAGES if path.startswith(f"{source}/"))
        replay.script(f"/{path}", *[status(500, {"Retry-After": "0"})] * 4)
