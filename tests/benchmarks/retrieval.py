"""How well the rankers find the abstracts that SciFact's training claims cite."""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator import neural
from generator.rankers import TEXT_RANKERS
from tests.benchmarks.tables import DEPTH, mean, ndcg, recall, skipped, table

TITLE = "1 Library search: SciFact's training claims over its abstracts"


def run(datasets: Path | None) -> None:
    """Print nDCG@10 and recall@10, or one line when the data are not at hand."""
    if datasets is None:
        skipped(TITLE, "REPORT_CORPUS_DATASETS is not set")
        return
    folder = datasets / "scifact"
    claims = [json.loads(line) for line in (folder / "claims_train.jsonl").read_text("utf-8").splitlines()]
    texts = tuple(_texts(folder))
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as cache:
        for name in TEXT_RANKERS:
            if name == "hybrid" and not neural.installed():
                skipped(f"{TITLE}, hybrid", "the extra `model` is not installed")
            else:
                rows.extend(_measured(name, texts, claims, Path(cache)))
    table(TITLE, ("ranker", "measure", "value", "n"), rows)


def _measured(
    name: str, texts: Sequence[tuple[str, str, str]], claims: Sequence[Mapping[str, Any]], cache: Path
) -> Iterator[tuple[object, ...]]:
    started = time.perf_counter()
    search = TEXT_RANKERS[name](texts, cache)
    built = time.perf_counter() - started
    gains, found = [], []
    started = time.perf_counter()
    for claim in claims:
        relevant = {str(key): 1 for key in claim["cited_doc_ids"]}
        ranked = [key for key, _ in search(claim["claim"], DEPTH)]
        gains.append(ndcg(ranked, relevant))
        found.append(recall(ranked, relevant))
    each = (time.perf_counter() - started) / len(claims)
    yield name, "nDCG@10", mean(gains), len(gains)
    yield name, "recall@10", mean(found), len(found)
    yield name, "seconds to index", built, len(texts)
    yield name, "seconds per query, vectors computed", each, len(claims)


def _texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield str(record["doc_id"]), record["title"], " ".join(map(str.strip, record["abstract"]))
