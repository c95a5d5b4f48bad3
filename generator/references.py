"""Format a paper as a reference, and a report as something that can be cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from generator.ids import doi_url
from generator.markdown import EMPTY, Html, clean, html, join, link
from generator.records import Author, Paper, Report

MOST_AUTHORS: Final = 10


def reference(paper: Paper) -> Html:
    """Return authors, year, title, venue and the DOI's link, as far as they are known."""
    when = f"({paper.year})." if paper.year else "(no year)."
    title = html(_closed(paper.title) or "Untitled.", 500)
    parts = [authors(paper.authors), when, title, _closed(clean(paper.venue, 300)), outgoing(paper)]
    if not paper.authors:
        parts = [html(clean(paper.title, 500) or "Untitled"), *parts[1:2], *parts[3:]]
    return join((part for part in parts if part), " ")


def _closed(sentence: str) -> str:
    line = clean(sentence, 500)
    return line if not line or line.endswith((".", "?", "!")) else f"{line}."


def authors(names: Sequence[Author]) -> str:
    """Return family names with initials, at most ten and then "et al."; "" for none."""
    shown = "; ".join(map(_name, names[:MOST_AUTHORS]))
    return f"{shown}; et al." if len(names) > MOST_AUTHORS else shown


@lru_cache(maxsize=2**14)
def _name(author: Author) -> str:
    letters = initials(author.given)
    return f"{clean(author.family, 200)}, {letters}" if letters else clean(author.family, 200)


def initials(given: str) -> str:
    """Return the initials of given names: "Jean-Pierre M." becomes "J.-P. M."."""
    words = re.sub(r"\.(?=\w)", ". ", clean(given, 200)).split()
    letters = ("-".join(f"{part[0].upper()}." for part in re.findall(r"\w+", word)) for word in words)
    return " ".join(filter(None, letters))


def short(paper: Paper) -> str:
    """Return what a table has room for: "Chen et al. 2023", or a title's first words."""
    families = [clean(author.family, 60) for author in paper.authors]
    if not families:
        words = clean(paper.title, 200).split()
        name = " ".join(words[:4]) + ("…" if len(words) > 4 else "")
    elif len(families) == 2:
        name = " and ".join(families)
    else:
        name = families[0] + (" et al." if len(families) > 1 else "")
    return f"{name} {paper.year}" if paper.year else f"{name}, no year"


def outgoing(paper: Paper) -> Html:
    """Return the link that leaves the site: the DOI's, else the paper's own address, else nothing."""
    if paper.doi:
        return link(paper.doi, doi_url(paper.doi), class_="doi")
    return link(clean(paper.url, 200), paper.url) if paper.url else EMPTY


def free_copy(paper: Paper) -> Html:
    """Return the link to a copy that anybody may read, where one is known that `outgoing` does not lead to."""
    known = paper.open_access and paper.open_access != paper.url
    return link("free copy", paper.open_access) if known else EMPTY


def cite_report(report: Report) -> str:
    """Return how to cite the page of `report`, as plain text."""
    question = report.question
    who = ", ".join(question.authors) or "No author"
    year = report.date[:4] if report.date else "undated"
    return clean(
        f"{who} ({year}). {_closed(question.title)} Machine-generated evidence report {question.id}, "
        f"version {report.version}."
    )
