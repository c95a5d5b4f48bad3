"""Index the reports of a built website with Pagefind, for sites that are too large for the theme's own search.

Pagefind reads HTML.  It is given a lean page for each report, made from the report's data file: question, answer, each
claim with its quotes under the anchor that it has on the real page, and the references.  Whole pages would cost five
times the time and memory, for tables and drawings that nobody searches.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from generator.canonical import settle
from generator.errors import CorpusError, MissingExtra
from generator.markdown import Html, join, lines, tag

EXTRA: Final = "search"
FOLDER: Final = "pagefind"
_PACKAGE: Final = "pagefind_bin"
# Faces of Pagefind that this site does not use.
_UNUSED: Final = ("pagefind-component-ui.*", "pagefind-modular-ui.*", "pagefind-ui.*", "pagefind-highlight.js")

# Names take much of the memory that Pagefind needs: for a thousand reports 568 MB with all of them, 525 MB with these.
MOST_AUTHORS: Final = 5

Plain = Mapping[str, Any]


def index(site: Path) -> int:
    """Make `site/pagefind` hold the index of all reports of the website, and return how many they are.

    Raises MissingExtra without the extra `search`, CorpusError when Pagefind fails.
    """
    if importlib.util.find_spec(_PACKAGE) is None:
        raise MissingExtra(EXTRA)
    clear(site)
    names = [str(report["id"]) for report in _read(site / "data" / "reports.json")]
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            page = Path(folder) / "reports" / name / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(lean(_read(site / "data" / "reports" / f"{name}.json")), encoding="utf-8")
        _run("--site", folder, "--output-path", str(site / FOLDER))
    settle(site / FOLDER)
    for pattern in _UNUSED:
        for path in (site / FOLDER).glob(pattern):
            path.unlink()
    return len(names)


def clear(site: Path) -> None:
    """Remove an index; Pagefind leaves what it wrote for earlier pages."""
    shutil.rmtree(site / FOLDER, ignore_errors=True)


def lean(report: Plain) -> str:
    """Return the HTML that Pagefind reads, from the data file of a report."""
    question = report["question"]
    # A sentence of the answer that is a claim is found there: Pagefind tells the first place of a phrase only.
    stated = {claim["text"] for claim in report["claims"]}
    answer = [tag("p", said["text"]) for said in report["answer"] if said["text"] not in stated]
    body = tag(
        "main",
        lines([tag("h1", question["title"]), tag("p", question["question"]), *answer]),
        lines(_claim(claim) for claim in report["claims"]),
        tag("h2", "References", id="references"),
        lines(_paper(paper) for paper in report["papers"] if paper["included"]),
        data_pagefind_body=True,
    )
    head = tag("head", tag("title", question["title"]), lines(_facets(report)))
    return f"<!doctype html>\n{tag('html', head, tag('body', body), lang='en')}\n"


def _claim(claim: Plain) -> Html:
    """Return a claim as a heading, which Pagefind offers as a result of its own; its quotes stand below."""
    own = claim["passage"]["quote"]
    quotes = dict.fromkeys(item["quote"] for item in claim["evidence"] if item["quote"] != claim["text"])
    said = [quote for quote in (own, *quotes) if quote != claim["text"]]
    heading = tag("h2", claim["text"], id=f"c{claim['number']}")
    return lines([heading, tag("p", claim["verdict"]), *(tag("p", quote) for quote in dict.fromkeys(said))])


def _paper(paper: Plain) -> Html:
    authors = "; ".join(f"{author['given']} {author['family']}".strip() for author in paper["authors"][:MOST_AUTHORS])
    told = [paper["title"], authors, str(paper["year"] or ""), paper["venue"] or "", paper["doi"] or ""]
    return tag("p", join([part for part in told if part], ". "))


def _facets(report: Plain) -> Iterator[Html]:
    """Yield a meta element for each value that results can be narrowed to."""
    claims = report["claims"]
    verdicts = [verdict for verdict, number in report["counts"]["verdicts"].items() if number]
    yield from _facet("verdict", verdicts)
    yield from _facet("outcome", (name for claim in claims for name in claim["outcomes"]))
    yield from _facet("benchmark", (name for claim in claims for name in claim["benchmarks"]))
    yield from _facet("year", [str(report["date"])[:4]] if report["date"] else [])


def _facet(name: str, values: Iterable[str]) -> Iterator[Html]:
    for value in sorted(set(values)):
        yield tag("meta", data_pagefind_filter=f"{name}[content]", content=value)


def _read(path: Path) -> Any:  # noqa: ANN401 - the shape of the data files is that of `plain`
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be read, so there is nothing to search: build the site again") from error


def _run(*words: str) -> None:
    command = [sys.executable, "-m", _PACKAGE, *words, "--force-language", "en", "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CorpusError(f"Pagefind failed: {(done.stderr or done.stdout).strip()[-500:]}")
