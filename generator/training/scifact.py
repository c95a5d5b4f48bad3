"""SciFact's training claims as pairs: their rationales, the nearest sentences, and abstracts that are only similar."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generator.fulltext import FullText, match_any
from generator.text import content_words
from generator.training.pairs import LABELS, NEUTRAL, Abstract, Pair, nearest

FOLDS = 5
READINGS = Path(__file__).parent / "data" / "scifact_readings.jsonl"
SENTENCES = 3


@dataclass(frozen=True, slots=True)
class ScifactClaim:
    """A claim, the documents that it cites, and of each that speaks to it the label and the rationales."""

    id: int
    text: str
    cited: tuple[str, ...]
    labels: Mapping[str, int]
    rationales: Mapping[str, tuple[tuple[int, ...], ...]]

    @property
    def fold(self) -> int:
        """Return the fold that the claim is judged in."""
        return self.id % FOLDS


def read_documents(folder: Path) -> dict[str, Abstract]:
    """Return the abstracts by id."""
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = (json.loads(line) for line in lines)
        return {
            str(item["doc_id"]): Abstract(
                str(item["doc_id"]), item["title"], tuple(text.strip() for text in item["abstract"])
            )
            for item in found
        }


def read_claims(folder: Path) -> list[ScifactClaim]:
    """Return the training claims."""
    found = []
    for line in (folder / "claims_train.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        found.append(
            ScifactClaim(
                item["id"],
                item["claim"],
                tuple(map(str, item["cited_doc_ids"])),
                {key: LABELS[sets[0]["label"]] for key, sets in item["evidence"].items()},
                {key: tuple(tuple(one["sentences"]) for one in sets) for key, sets in item["evidence"].items()},
            )
        )
    return found


def scifact_pairs(folder: Path, *, without: int | None, chance: Random) -> Iterator[Pair]:
    """Yield the training pairs of all claims but those of the fold `without`."""
    documents = read_documents(folder)
    index = FullText([(key, item.title, " ".join(item.sentences)) for key, item in documents.items()])
    for claim in read_claims(folder):
        if claim.fold == without:
            continue
        for key in claim.cited:
            yield from _cited(claim, documents[key])
        _, near = index.query(match_any(content_words(claim.text)), 8)
        others = [key for key in near if key not in claim.cited]
        for key in chance.sample(others, min(1, len(others))):
            yield _pair(claim, documents[key], nearest(claim.text, documents[key].sentences, SENTENCES), NEUTRAL)


def _cited(claim: ScifactClaim, document: Abstract) -> Iterator[Pair]:
    label = claim.labels.get(document.id, NEUTRAL)
    near = nearest(claim.text, document.sentences, SENTENCES)
    gold = claim.rationales.get(document.id, ())
    for rationale in gold:
        yield _pair(claim, document, sorted(rationale), label)
        if not set(near) & set(rationale):
            padded = sorted({*rationale, *near[: max(0, SENTENCES - len(rationale))]})
            yield _pair(claim, document, padded, label)
    if label == NEUTRAL:
        yield _pair(claim, document, near, label)
        yield _pair(claim, document, nearest(claim.text, document.sentences, 1), label)
    elif set(near) & {place for one in gold for place in one}:
        yield _pair(claim, document, near, label)


def _pair(claim: ScifactClaim, document: Abstract, places: list[int], label: int) -> Pair:
    passage = " ".join(document.sentences[place] for place in places)
    return Pair(claim.text, passage, label, "scifact", str(claim.id))
