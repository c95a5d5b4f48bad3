"""How well the figures of sentences are read, against the labels set by hand; see labels/README.md.

Alone: `python -m tests.benchmarks.figures [--mistakes] [library|acl|pubmed ...]`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.ids import fold
from generator.quantities import quantities
from generator.records import Document, Passage, Quantity, Vocabulary
from generator.text import sentences
from generator.vocabulary import load_vocabulary
from tests.benchmarks.tables import skipped, table

TITLE = "7 Figures: what is read out of sentences, against labels set by hand"
HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "corpus"
SETS = ("library", "acl", "pubmed")
ABSTRACTS = {"acl": ("acl_abstracts_2019_2025.jsonl.gz", "id"), "pubmed": ("pubmed_2021_abstracts.jsonl.gz", "pmid")}
WHOLE = ("value", "unit", "kind", "metric", "model", "parameters_b", "benchmark", "language")
BESIDE = ("direction", "versus", "bound")

Label = Mapping[str, Any]


@dataclass
class Score:
    """Counts over one set; a label or a figure that counts neither way is in none of them."""

    sentences: int = 0
    labels: int = 0
    read: int = 0
    whole: int = 0
    paired: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Return the share of the figures read that are right as a whole; 1 of none."""
        return self.whole / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the labels that were read right as a whole."""
        return self.whole / self.labels if self.labels else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def run(corpus: Path, datasets: Path | None) -> None:
    """Print a row for each set; those whose texts are not at hand have a line of their own."""
    vocabulary = load_vocabulary(corpus)
    scores = {}
    for name in SETS:
        texts = _texts(name, corpus, datasets)
        if texts is None:
            skipped(f"{TITLE}, {name}", "REPORT_CORPUS_DATASETS is not set")
        else:
            scores[name] = measure(name, texts, vocabulary)
    head = ("set", "sentences", "results", "read", "precision", "recall", "F1")
    rows = [(n, s.sentences, s.labels, s.read, s.precision, s.recall, s.f1) for n, s in scores.items()]
    table(TITLE, head, rows)
    fields = [
        (key, *(s.fields.get(key, 0) / s.paired if s.paired else 0.0 for s in scores.values()))
        for key in (*WHOLE, *BESIDE)
    ]
    title = "  share of the figures read where the labels have one, whose part is right"
    table(title, ("part", *scores), [*fields, ("n", *(s.paired for s in scores.values()))])


def measure(name: str, texts: Mapping[tuple[str, int], str], vocabulary: Vocabulary) -> Score:
    """Return the score of what is read of the labelled sentences of one set."""
    score = Score()
    for document, place, labels in _labels(name):
        text = texts[document, place]
        passage = Passage(paper=document, start=0, end=len(text), quote=text, level="abstract")
        compare(text, labels, quantities(passage, vocabulary), Folding(vocabulary), score)
    return score


class Folding:
    """Brings what was written and what was read to one form, by the synonyms of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the spellings of metrics, benchmarks, languages and units."""
        kinds = {
            "metric": vocabulary.metrics,
            "benchmark": vocabulary.benchmarks,
            "language": vocabulary.languages,
            "unit": vocabulary.units,
        }
        self._names = {
            key: {_flat(spelling): _flat(term.name) for term in terms for spelling in term.spellings}
            for key, terms in kinds.items()
        }

    def folded(self, key: str, value: object) -> object:
        """Return the value of a key in its one form; absent and empty are the same."""
        if value is None or value == "":
            return None
        if isinstance(value, int | float):
            return round(float(value), 6)
        flat = _flat(str(value))
        return self._names.get(key, {}).get(flat, flat)

    def fits(self, label: Label, figure: Quantity, key: str) -> bool:
        """Return whether one part of a figure is what the label, or one of its alternatives, says."""
        wanted = [label.get(key), *label.get("alternatives", {}).get(key, ())]
        return self.folded(key, READ[key](figure)) in {self.folded(key, value) for value in wanted}


READ = {
    "value": lambda figure: figure.value,
    "unit": lambda figure: figure.unit,
    "kind": lambda figure: figure.kind,
    "metric": lambda figure: figure.metric,
    "model": lambda figure: figure.subject,
    "parameters_b": lambda figure: figure.parameters_b,
    "benchmark": lambda figure: figure.benchmark,
    "language": lambda figure: figure.language,
    "direction": lambda figure: figure.direction,
    "versus": lambda figure: figure.versus,
    "bound": lambda figure: figure.bound,
}


def compare(text: str, labels: Sequence[Label], read: Sequence[Quantity], folding: Folding, score: Score) -> None:
    """Count the labels and the figures read of one sentence, each paired with at most one of the other."""
    score.sentences += 1
    left = list(read)
    needed = [label for label in labels if not label.get("optional")]
    score.labels += len(needed)
    pairs: list[tuple[Label, Quantity]] = []
    # Whole matches first, so that two figures at one place find their own labels.
    for strict in (True, False):
        for label in labels:
            if any(label is known for known, _ in pairs):
                continue
            found = next(
                (f for f in left if _meet(label, f, text) and (not strict or _is_whole(label, f, folding))), None
            )
            if found:
                left.remove(found)
                pairs.append((label, found))
    for label, figure in pairs:
        if label.get("optional"):
            continue
        score.read += 1
        score.paired += 1
        for key in (*WHOLE, *BESIDE):
            score.fields[key] = score.fields.get(key, 0) + folding.fits(label, figure, key)
        score.whole += _is_whole(label, figure, folding)
        if not _is_whole(label, figure, folding):
            wrong = [k for k in WHOLE if not folding.fits(label, figure, k)]
            told = "; ".join(f"{k} {READ[k](figure)!r} for {label.get(k)!r}" for k in wrong)
            score.mistakes.append(f"WRONG  {label['text']}: {told}\n       {text}")
    # A place that an optional label covers counts neither way, even when two figures are read there.
    extra = [f for f in left if not any(label.get("optional") and _meet(label, f, text) for label in labels)]
    score.read += len(extra)
    score.mistakes += [f"EXTRA  {text[f.start : f.end]}: {_told(f)}\n       {text}" for f in extra]
    taken = [id(label) for label, _ in pairs]
    missed = [label for label in needed if id(label) not in taken]
    score.mistakes += [f"MISSED {label['text']}: {_asked(label)}\n       {text}" for label in missed]


def _is_whole(label: Label, figure: Quantity, folding: Folding) -> bool:
    return all(folding.fits(label, figure, key) for key in WHOLE)


def _meet(label: Label, figure: Quantity, text: str) -> bool:
    """Return whether label and figure stand at one place of the sentence."""
    written = label["text"]
    # "5%" does not stand in "15%".
    places = [m.start() for m in re.finditer(rf"(?<![\d.,]){re.escape(written)}", text)] or [text.find(written)]
    start = places[min(label.get("nth", 1), len(places)) - 1]
    return start <= figure.start < start + len(written) or figure.start <= start < figure.end


def _told(figure: Quantity) -> str:
    return "; ".join(f"{key} {READ[key](figure)!r}" for key in (*WHOLE, *BESIDE) if READ[key](figure))


def _asked(label: Label) -> str:
    return "; ".join(f"{key} {label[key]!r}" for key in (*WHOLE, *BESIDE) if label.get(key))


def _flat(text: str) -> str:
    """Return text without case and article; signs that tell names apart stay."""
    signs = text.replace("+", " plus ").replace("#", " sharp ").replace("%", " percent ")
    return fold(signs).removeprefix("the ").replace(" ", "")


def _labels(name: str) -> Iterator[tuple[str, int, list[Label]]]:
    for line in (HERE / "labels" / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["sentence"], row["results"]


def _texts(name: str, corpus: Path, datasets: Path | None) -> dict[tuple[str, int], str] | None:
    """Return the labelled sentences of one set by document and place, None when its texts are not at hand."""
    wanted = {document for document, _, _ in _labels(name)}
    if name == "library":
        lines = (corpus / "library" / "code-models.jsonl").read_text("utf-8").splitlines()
        notes = {row["doi"]: row["note"] for row in map(json.loads, lines)}
        return {(key, place): text for key in wanted for place, text in enumerate(notes[key])}
    if datasets is None:
        return None
    file, key = ABSTRACTS[name]
    found = {}
    with gzip.open(datasets / "papers" / file, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            document = f"{name}:{record[key]}"
            if document in wanted:
                text = record["abstract"]
                spans = sentences(Document(text=text, level="abstract"))
                found.update({(document, place): text[start:end] for place, (start, end) in enumerate(spans)})
    return found


def main(words: Sequence[str]) -> int:
    """Print the tables, or the mistakes in the sets that are named."""
    folder = os.environ.get("REPORT_CORPUS_DATASETS")
    datasets = Path(folder) if folder else None
    if "--mistakes" not in words:
        run(CORPUS, datasets)
        return 0
    for name in [word for word in words if word in SETS] or SETS:
        texts = _texts(name, CORPUS, datasets)
        score = measure(name, texts, load_vocabulary(CORPUS)) if texts else Score()
        print(f"\n{name}: {score.precision:.3f} {score.recall:.3f}", *score.mistakes, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
