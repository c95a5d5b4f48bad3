"""Read SciFact's training claims with models that have not seen them, and keep what they say.

    REPORT_CORPUS_DATASETS=<folder> python -m generator.training.readings --work FOLDER

Every claim is read beside the abstracts that it cites and the ten that the hybrid search finds, by the model of its
fold.  One line a pair goes to data/scifact_readings.jsonl: ids, places and figures, no text.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import neural
from generator.calibration import load_calibration
from generator.claimfile import Text
from generator.combination import softmax
from generator.contracts import TextRanker
from generator.factcheck import SENTENCES, Bench, strongest
from generator.judges import JUDGES
from generator.rankers import TEXT_RANKERS
from generator.rarity import Rarity
from generator.training.export_judge import export
from generator.training.pairs import NEUTRAL
from generator.training.scifact import FOLDS, READINGS, ScifactClaim, read_claims, read_documents
from generator.vectors import FILE, Vectors
from generator.vocabulary import load_vocabulary

SEARCHED = 10
SIDES = ("supports", "contradicts", "neutral")


def read_folds(folder: Path, work: Path) -> Iterator[dict[str, object]]:
    """Yield one row for each claim and document: the label, the sentences read, the probabilities, wording and rule."""
    documents = {key: Text(key, item.title, item.sentences) for key, item in read_documents(folder).items()}
    search = TEXT_RANKERS["hybrid"]([(key, item.title, item.body) for key, item in documents.items()], work)
    rarity = Rarity(f"{item.title} {item.body}" for item in documents.values())
    judges = [make(load_vocabulary(Path("corpus")), rarity, load_calibration()) for make in JUDGES.values()]
    bench = Bench(documents, rarity, judges, None, Vectors(work / FILE))
    claims = read_claims(folder)
    for fold in range(FOLDS):
        path = work / f"fold{fold}.onnx"
        network = neural.Network(path, export(work / f"fold{fold}.pt", path))
        for claim in claims:
            if claim.fold == fold:
                yield from _rows(claim, bench, search, network)


def _rows(
    claim: ScifactClaim, bench: Bench, search: TextRanker, network: neural.Network
) -> Iterator[dict[str, object]]:
    found = [key for key, _ in search(claim.text, SEARCHED)]
    keys = list(dict.fromkeys([*claim.cited, *found]))
    texts = [bench.documents[key] for key in keys]
    places = [bench.nearest(claim.text, text)[:SENTENCES] for text in texts]
    pairs = [
        (claim.text, " ".join(text.sentences[p] for p in sorted(kept)))
        for text, kept in zip(texts, places, strict=True)
    ]
    for key, text, kept, row in zip(keys, texts, places, neural.logits(pairs, network), strict=True):
        best = strongest(claim.text, [text.sentences[p] for p in kept], bench.judges)
        yield {
            "claim": claim.id,
            "document": key,
            "cited": key in claim.cited,
            "rank": found.index(key) + 1 if key in found else None,
            "label": SIDES[claim.labels.get(key, NEUTRAL)],
            "places": list(kept),
            "judged": softmax(row),
            "wording": round(max(bench.rarity.coverage(claim.text, text.sentences[p]) for p in kept), 4),
            "rule": best.rule,
            "cosines": [round(value, 4) for value in bench.cosines(claim.text, text)],
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the readings; exit 2 when the data are not at hand."""
    parser = argparse.ArgumentParser(description="Read SciFact's training claims with models that have not seen them.")
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args(arguments)
    folder = os.environ.get("REPORT_CORPUS_DATASETS")
    if not folder:
        sys.stderr.write("set REPORT_CORPUS_DATASETS to the folder that holds scifact/\n")
        return 2
    lines = [json.dumps(row) for row in read_folds(Path(folder) / "scifact", options.work)]
    READINGS.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    print(f"{READINGS}: {len(lines)} readings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
