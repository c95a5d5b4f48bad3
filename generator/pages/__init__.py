"""The kinds of pages, each a function from the corpus to pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.contracts import PageKind
from generator.pages import (
    changes,
    contradictions,
    cross_reference,
    data,
    dictionary,
    doi,
    home,
    open_questions,
    papers_index,
    renamed,
    report,
    reports_index,
    resolver,
    scoreboard,
    tags,
)

PAGES: Mapping[str, PageKind] = MappingProxyType(
    {
        "home": home.render,
        "report": report.render,
        "renamed": renamed.render,
        "reports_index": reports_index.render,
        "tags": tags.render,
        "doi": doi.render,
        "papers_index": papers_index.render,
        "resolver": resolver.render,
        "cross_reference": cross_reference.render,
        "contradictions": contradictions.render,
        "open_questions": open_questions.render,
        "scoreboard": scoreboard.render,
        "changes": changes.render,
        "data": data.render,
        "dictionary": dictionary.render,
    }
)
