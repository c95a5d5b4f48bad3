"""How the judge does on fields and sets that it was not trained on, and what the rules are right in."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.calibration import load_calibration
from generator.claimfile import Text
from generator.combination import Combination
from generator.factcheck import Bench, strongest
from generator.judges import JUDGES
from generator.neural import Network
from generator.rarity import Rarity
from generator.records import Document, Triple
from generator.text import sentences
from generator.training import shortcuts
from generator.training.fit_calibration import calibration_error
from generator.training.fit_combination import f1, likeliest
from generator.training.pairs import HAND, hand_written, read_abstracts
from generator.vectors import FILE, Vectors
from generator.vocabulary import load_vocabulary

SHIFT = "Other fields: pairs given, no set trained on unless said"
RULES = "Rules and shortcuts"
CALIBRATION = "Calibration"
MOST = 1500
NAMES = {"SUPPORT": "supports", "CONTRADICT": "contradicts", "NEI": "neutral"}
HAND_NAMES = {"S": "supports", "C": "contradicts", "N": "neutral"}

Case = tuple[str, str, str]  # claim, passage, label
Row = dict[str, Any]  # what becomes a Figure of the scoreboard


def row(task: str, measure: str, value: float, n: int, **more: str) -> Row:
    """Return the parts of a figure."""
    return {"task": task, "measure": measure, "value": value, "n": n, **more}


@dataclass(frozen=True, slots=True)
class Shift:
    """The data sets, and the judge that is measured on them."""

    datasets: Path
    cache: Path
    network: Network
    combination: Combination

    def rows(self) -> Iterator[Row]:
        """Yield macro-F1, calibration error and the precision of the rules on each set."""
        yield from self._set("HealthVer", self._pairs("train", "healthver-rationale", "healthver-abstract"))
        yield from self._set(
            "Check-COVID",
            self._pairs("dev", "check-covid"),
            note="its training pairs were trained on; these are others",
        )
        yield from self._set("Citation-Integrity", self._pairs("train", "citation-integrity"), note="labels are noisy")
        yield from self._set("Climate-FEVER", self._pairs("dev", "climate-fever"))
        known = {item.id: item for item in read_abstracts(self.datasets / "papers")}
        for field, name in (("acl", "hand-written test, ACL"), ("pubmed", "hand-written test, PubMed")):
            rows = [
                (claim, " ".join(known[document].sentences[p] for p in places), HAND_NAMES[label])
                for document, label, places, claim in hand_written(known, test=True)
                if document.startswith(field) and max(places) < len(known[document].sentences)
            ]
            yield from self._set(name, rows, note="documents of these pairs were not trained on")
            yield from self._rules(name, rows)
        hand = [line.split("\t") for line in HAND.read_text("utf-8").splitlines()]
        guessed = shortcuts.accuracy(*([one[place] for one in hand] for place in (3, 1, 0)))
        yield row(
            RULES, "label guessed from the claim alone, pairs written by hand", guessed, len(hand), beat="chance .333"
        )

    def _pairs(self, split: str, *sources: str) -> list[Case]:
        with gzip.open(self.datasets / "claim-verification" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found = [one for one in map(json.loads, lines) if one["src"] in sources]
        step = max(1, len(found) // MOST)
        return [(one["hypothesis"], one["premise"], NAMES[one["label"]]) for one in found[::step]]

    def _set(self, name: str, cases: Sequence[Case], note: str = "") -> Iterator[Row]:
        judged = self._judge(cases)
        pairs = [(label, likeliest(triple)) for (_, _, label), triple in zip(cases, judged, strict=True)]
        present = sorted({label for label, _ in pairs})
        score = sum(f1(pairs, label) for label in present) / len(present)
        tally = Counter(label for label, _ in pairs)
        most = tally.most_common(1)[0][1] / len(pairs)
        flat = 2 * most / (1 + most) / len(present)
        told = f"{len(present)} labels; {note}".rstrip("; ")
        n = len(pairs)
        yield row(SHIFT, f"macro-F1, {name}", score, n, beat=f"majority class {flat:.3f}", note=told)
        error = calibration_error(
            [(max(t), label == likeliest(t)) for (_, _, label), t in zip(cases, judged, strict=True)]
        )
        yield row(CALIBRATION, f"calibration error of a check, {name}", error, n)

    def _judge(self, cases: Sequence[Case]) -> list[Triple]:
        documents = {}
        for place, (_, passage, _) in enumerate(cases):
            document = Document(text=passage, level="abstract")
            documents[str(place)] = Text(
                str(place), "", tuple(passage[start:end] for start, end in sentences(document)) or (passage,)
            )
        rarity = Rarity(text.body for text in documents.values())
        judges = [make(load_vocabulary(Path("corpus")), rarity, load_calibration()) for make in JUDGES.values()]
        bench = Bench(documents, rarity, judges, self.combination, Vectors(self.cache / FILE), self.network)
        return [
            next(iter(bench.check(claim, [str(place)], "given"))).triple for place, (claim, _, _) in enumerate(cases)
        ]

    def _rules(self, name: str, cases: Sequence[Case]) -> Iterator[Row]:
        rarity = Rarity(passage for _, passage, _ in cases)
        judges = [make(load_vocabulary(Path("corpus")), rarity, load_calibration()) for make in JUDGES.values()]
        fired = [label for claim, passage, label in cases if strongest(claim, [passage], judges).label == "contradicts"]
        if fired:
            right = sum(label == "contradicts" for label in fired) / len(fired)
            yield row(RULES, f"precision of the rules’ contradictions, {name}", right, len(fired), aim=".90")
        else:
            yield row(RULES, f"contradictions found by a rule, {name}", 0, len(cases), aim="precision .90")
