"""Rank texts by full text: BM25 of any word of the query that carries meaning, title weight 2."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.contracts import TextRanker
from generator.fulltext import FullText, match_any
from generator.text import content_words


def over(texts: Sequence[tuple[str, str, str]], cache: Path | None = None) -> TextRanker:  # noqa: ARG001 - keeps nothing
    """Return a ranker of `texts` (id, title, body) by BM25 of any of the query's words that carry meaning."""
    index = FullText(texts)

    def search(query: str, limit: int) -> tuple[tuple[str, float], ...]:
        return index.scores(match_any(content_words(query)))[:limit]

    return search
