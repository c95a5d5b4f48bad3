"""How well full text finds the abstracts that SciFact's training claims cite."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

from generator.fulltext import FullText, match_any
from generator.text import content_words
from tests.benchmarks.tables import DEPTH, mean, ndcg, recall, skipped, table

TITLE = "1 Library search: SciFact's training claims over its abstracts"


def run(datasets: Path | None) -> None:
    """Print nDCG@10 and recall@10, or one line when the data are not at hand."""
    if datasets is None:
        skipped(TITLE, "REPORT_CORPUS_DATASETS is not set")
        return
    folder = datasets / "scifact"
    started = time.perf_counter()
    texts = tuple(_texts(folder))
    index = FullText(texts)
    built = time.perf_counter() - started
    claims = [json.loads(line) for line in (folder / "claims_train.jsonl").read_text("utf-8").splitlines()]
    gains, found = [], []
    started = time.perf_counter()
    for claim in claims:
        relevant = {str(key): 1 for key in claim["cited_doc_ids"]}
        _, ranked = index.query(match_any(content_words(claim["claim"])), DEPTH)
        gains.append(ndcg(ranked, relevant))
        found.append(recall(ranked, relevant))
    each = (time.perf_counter() - started) / len(claims)
    rows = [
        ("nDCG@10", mean(gains), len(gains)),
        ("recall@10", mean(found), len(found)),
        ("seconds to index", built, len(texts)),
        ("seconds per query", each, len(claims)),
    ]
    table(TITLE, ("measure", "value", "n"), rows)


def _texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield str(record["doc_id"]), record["title"], " ".join(map(str.strip, record["abstract"]))
