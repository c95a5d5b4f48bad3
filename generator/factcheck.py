"""Check claims of one file against documents of another: SciFact's task, with the judges that reports use.

Two settings, never to be compared: `given` judges the documents that a claim cites; the open pipeline searches all
documents for those that speak to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import neural
from generator.claimfile import Asked, Text
from generator.combination import Combination, Setting, Signs, nearness, side, softmax
from generator.contracts import Judge, Judgement, TextRanker
from generator.rarity import Rarity
from generator.records import Label, Passage, Triple
from generator.vectors import Vectors

SENTENCES = 3
SEARCHED = 5
NAMES: Mapping[str, str] = {"supports": "SUPPORT", "contradicts": "CONTRADICT"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A document judged for a claim: its side, the three probabilities, and the places of the sentences read."""

    document: str
    label: Label
    triple: Triple
    places: tuple[int, ...]

    @property
    def confidence(self) -> float:
        """Return the probability of the side."""
        return dict(zip(("supports", "contradicts", "neutral"), self.triple, strict=True))[self.label]


@dataclass(frozen=True, slots=True)
class Bench:
    """The documents, how rare words are in them, the judges by rule, and the model with its weights if used."""

    documents: Mapping[str, Text]
    rarity: Rarity
    judges: Sequence[Judge]
    combination: Combination | None
    vectors: Vectors | None
    network: neural.Network | None = None

    def nearest(self, claim: str, text: Text) -> tuple[int, ...]:
        """Return the places of all sentences, those that speak to the claim first.

        The order is that of common wording plus, where the network is at hand, nearness of meaning.
        """
        near = [self.rarity.coverage(claim, sentence) for sentence in text.sentences]
        if self.vectors:
            asked, *others = self.vectors.of([claim, *text.sentences])
            near = [value + round(float(asked @ other), 6) for value, other in zip(near, others, strict=True)]
        return tuple(sorted(range(len(near)), key=lambda place: (-near[place], place)))

    def cosines(self, claim: str, text: Text) -> tuple[float, float]:
        """Return the cosines of the claim with title and text and with the nearest sentence; 0 without vectors."""
        if not self.vectors or not text.sentences:
            return 0.0, 0.0
        asked, whole, *others = self.vectors.of([claim, f"{text.title}. {text.body}", *text.sentences])
        return float(asked @ whole), max(float(asked @ other) for other in others)

    def check(self, claim: str, documents: Iterable[str], setting: Setting) -> Iterator[Checked]:
        """Yield what each of the documents, which stand in the order of the search, says of the claim."""
        texts = [self.documents[key] for key in documents]
        near: list[tuple[float, ...]] = [()] * len(texts)
        if self.combination:
            near = nearness([self.cosines(claim, text) for text in texts])
        places = [self.nearest(claim, text)[:SENTENCES] for text in texts]
        read: list[Triple | None] = [None] * len(texts)
        if self.combination and self.network:
            pairs = [
                (claim, " ".join(text.sentences[place] for place in sorted(kept)))
                for text, kept in zip(texts, places, strict=True)
            ]
            read = [softmax(row) for row in neural.logits(pairs, self.network)]
        for text, kept, triple, numbers in zip(texts, places, read, near, strict=True):
            yield self._checked(claim, text, kept, (triple, numbers), setting)

    def _checked(
        self,
        claim: str,
        text: Text,
        places: tuple[int, ...],
        seen: tuple[Triple | None, tuple[float, ...]],
        setting: Setting,
    ) -> Checked:
        read, near = seen
        if not places:
            return Checked(text.id, "neutral", (0.0, 0.0, 1.0), ())
        best = strongest(claim, [text.sentences[place] for place in places], self.judges)
        if read is None or self.combination is None:
            return Checked(text.id, best.label, (best.supports, best.contradicts, best.neutral), places)
        wording = max(self.rarity.coverage(claim, text.sentences[place]) for place in places)
        triple = self.combination.probabilities(Signs(read, wording, best.rule, near), setting)
        return Checked(text.id, self._side(triple, setting), triple, places)

    def _side(self, triple: Triple, setting: Setting) -> Label:
        """Return the likeliest label where papers are given, the one that is sure enough where they were searched."""
        assert self.combination  # noqa: S101 - the caller has looked
        if setting != "given":
            return side(triple, self.combination.least_found)
        labels: tuple[Label, ...] = ("supports", "contradicts", "neutral")
        return max(zip(triple, labels, strict=True), key=lambda pair: pair[0])[1]


def strongest(claim: str, sentences: Sequence[str], judges: Sequence[Judge]) -> Judgement:
    """Return the most telling of what the judges by rule say of the sentences, of which there is at least one."""
    ruled = [next(filter(None, (judge(_span(claim), _span(sentence)) for judge in judges))) for sentence in sentences]
    return max(ruled, key=_telling)


def _span(text: str) -> Passage:
    return Passage(paper="", start=0, end=len(text), quote=text, level="abstract")


def _telling(judgement: Judgement) -> tuple[bool, float]:
    if judgement.label == "neutral":
        return False, 1 - judgement.neutral
    return True, max(judgement.supports, judgement.contradicts)


def given(claims: Iterable[Asked], bench: Bench) -> Iterator[dict[str, object]]:
    """Yield for each claim what the documents that it cites say, all of them under `judged`."""
    for claim in claims:
        yield _line(claim, list(bench.check(claim.text, claim.cited, "given")))


def searched(claims: Iterable[Asked], bench: Bench, search: TextRanker) -> Iterator[dict[str, object]]:
    """Yield for each claim what the documents that a search finds say."""
    for claim in claims:
        found = [key for key, _ in search(claim.text, SEARCHED)]
        yield _line(claim, list(bench.check(claim.text, found, "found")))


def _line(claim: Asked, checked: Sequence[Checked]) -> dict[str, object]:
    return {
        "id": claim.id,
        "evidence": {
            one.document: {
                "label": NAMES[one.label],
                "sentences": list(one.places),
                "confidence": round(one.confidence, 4),
            }
            for one in checked
            if one.label in NAMES
        },
        "judged": {
            one.document: dict(
                zip(("support", "contradict", "neutral"), (round(p, 4) for p in one.triple), strict=True)
            )
            for one in checked
        },
    }
