"""The rankers there are: of papers for a question, and of texts for a query."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator import neural
from generator.contracts import Ranker, RankerParts, TextRankerMaker
from generator.rankers import bm25, fts, hybrid

RANKERS: Mapping[str, Ranker] = MappingProxyType({"bm25": bm25.rank})
PARTS: Mapping[str, RankerParts] = MappingProxyType({"bm25": bm25.parts})
TEXT_RANKERS: Mapping[str, TextRankerMaker] = MappingProxyType({"fts": fts.over, "hybrid": hybrid.over})


def best_text_ranker() -> str:
    """Return the name of the best ranker of texts that is installed."""
    return "hybrid" if neural.installed() else "fts"
