"""The pairs that the judge learns from: (claim, passage, label), read from data sets or generated from abstracts.

Labels are numbers in the order of `network.LABELS`.  A passage is one to three sentences, as the judge is given
them later.  Only licence-clean sets are read: SciFact's training claims, Check-COVID and FEVER.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from generator.fulltext import FullText, match_any
from generator.records import Document
from generator.text import content_words, sentences
from generator.training.alter import plainer, renamed, turned

SUPPORTS, CONTRADICTS, NEUTRAL = range(3)
LABELS = {"SUPPORT": SUPPORTS, "CONTRADICT": CONTRADICTS, "NEI": NEUTRAL, "S": SUPPORTS, "C": CONTRADICTS, "N": NEUTRAL}
HAND = Path(__file__).parent / "data" / "hand_pairs.tsv"
TEST_SHARE = 5  # one document of five is for testing
_FINDING = re.compile(
    r"\b(?:increas|decreas|reduc|improv|outperform|higher|lower|better|worse|more|less|signific|associat|show|found|"
    r"find|demonstrat|achiev|effect|\d)\w*",
    re.IGNORECASE,
)
_AIM = re.compile(r"\b(?:this paper|we (?:propose|present|introduce|describe)|we aim|was to|aims? to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One claim, one passage and how they relate; `group` keeps what belongs together in one fold."""

    claim: str
    passage: str
    label: int
    source: str
    group: str


@dataclass(frozen=True, slots=True)
class Abstract:
    """A document of the training data: its title and its sentences."""

    id: str
    title: str
    sentences: tuple[str, ...]


def is_test(document: str) -> bool:
    """Return whether a hand-labelled document belongs to the fifth that is only for testing."""
    return int(sha256(document.encode()).hexdigest(), 16) % TEST_SHARE == 0


def read_abstracts(folder: Path) -> Iterator[Abstract]:
    """Yield the abstracts of the ACL Anthology and of PubMed, split as the library's texts are."""
    for name, file, key in (
        ("acl", "acl_abstracts_2019_2025.jsonl.gz", "id"),
        ("pubmed", "pubmed_2021_abstracts.jsonl.gz", "pmid"),
    ):
        with gzip.open(folder / file, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                text = record.get("abstract") or ""
                spans = sentences(Document(text=text, level="abstract")) if text else ()
                yield Abstract(f"{name}:{record[key]}", record["title"], tuple(text[a:b] for a, b in spans))


def hand_written(abstracts: Mapping[str, Abstract], *, test: bool) -> Iterator[tuple[str, str, tuple[int, ...], str]]:
    """Yield (document, label, sentence numbers, claim) of the pairs written by hand, of the test fifth or the rest."""
    for line in HAND.read_text("utf-8").splitlines():
        document, label, places, claim = line.split("\t")
        if is_test(document) == test and document in abstracts:
            yield document, label, tuple(map(int, places.split(","))), claim


def hand_pairs(abstracts: Mapping[str, Abstract], *, test: bool, chance: Random) -> Iterator[Pair]:
    """Yield the hand-written pairs with their sentences alone, and a second time with others of the abstract around."""
    for document, label, places, claim in hand_written(abstracts, test=test):
        held = abstracts[document].sentences
        kept = [place for place in places if place < len(held)]
        if not kept:
            continue
        yield Pair(claim, _join(held, kept), LABELS[label], "hand", document)
        if not test:
            yield Pair(claim, _join(held, _padded(kept, len(held), chance)), LABELS[label], "hand", document)


def read_sets(folder: Path, chance: Random) -> Iterator[Pair]:
    """Yield the pairs of Check-COVID and FEVER; FEVER's neutrals are passages that a search finds for the claim."""
    fever: list[Pair] = []
    with gzip.open(folder / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["src"] in {"check-covid", "fever-dev"}:
                pair = Pair(
                    record["hypothesis"], record["premise"], LABELS[record["label"]], record["src"], record["premise"]
                )
                if record["src"] == "check-covid":
                    yield pair
                elif len(pair.passage.split()) < 90:
                    fever.append(pair)
    yield from fever
    index = FullText([(str(place), "", pair.passage) for place, pair in enumerate(fever)])
    for pair in chance.sample(fever, len(fever) // 3):
        _, near = index.query(match_any(content_words(pair.claim)), 6)
        others = [fever[int(place)].passage for place in near if fever[int(place)].passage != pair.passage]
        if others:
            yield Pair(pair.claim, chance.choice(others[:3]), NEUTRAL, "fever-neutral", pair.passage)


def generated(abstracts: Sequence[Abstract], count: int, chance: Random) -> Iterator[Pair]:
    """Yield about `count` pairs made from finding sentences of abstracts.

    A changed sentence stands as often in the passage as in the claim, so that the claim alone tells nothing.
    """
    index = FullText([(str(place), item.title, " ".join(item.sentences)) for place, item in enumerate(abstracts)])
    made = 0
    for item in chance.sample(abstracts, len(abstracts)):
        if made >= count:
            return
        told = [
            place
            for place, text in enumerate(item.sentences)
            if 8 <= len(text.split()) <= 45 and len(_FINDING.findall(text)) > 1 and not _AIM.search(text)
        ]
        for place in chance.sample(told, min(2, len(told))):
            for pair in _of_sentence(item, place, abstracts, index, chance):
                made += 1
                yield pair


def _of_sentence(
    item: Abstract, place: int, abstracts: Sequence[Abstract], index: FullText, chance: Random
) -> Iterator[Pair]:
    true = item.sentences[place]
    false = turned(true, chance)
    if false is None:
        return

    def pair(claim: str, told: str, label: int) -> Pair:
        held = [*item.sentences[:place], told, *item.sentences[place + 1 :]]
        kept = [place] if chance.random() < 0.4 else _padded([place], len(held), chance)
        return Pair(plainer(claim, chance), _join(held, kept), label, "generated", item.id)

    stated, told = (true, false) if chance.random() < 0.5 else (false, true)
    yield pair(stated, told, CONTRADICTS)
    yield pair(told, told, SUPPORTS)
    yield _neutral(item, place, abstracts, index, chance) or pair(stated, stated, SUPPORTS)
    other = renamed(true, [text for text in item.sentences if text != true], chance)
    if other and chance.random() < 0.7:
        yield pair(other, true, NEUTRAL) if chance.random() < 0.5 else pair(true, other, NEUTRAL)


def _neutral(item: Abstract, place: int, abstracts: Sequence[Abstract], index: FullText, chance: Random) -> Pair | None:
    """Return the sentence as a claim beside other sentences of its abstract, or the nearest of a similar one."""
    claim = item.sentences[place]
    if chance.random() < 0.5 and len(item.sentences) > 3:
        words = set(content_words(claim))
        rest = [p for p in range(len(item.sentences)) if p != place]
        rest.sort(key=lambda p: -len(words & set(content_words(item.sentences[p]))))
        return Pair(
            plainer(claim, chance),
            _join(item.sentences, sorted(rest[: chance.choice((1, 2, 3))])),
            NEUTRAL,
            "generated",
            item.id,
        )
    _, near = index.query(match_any(content_words(claim)), 4)
    others = [abstracts[int(found)] for found in near if abstracts[int(found)].id != item.id]
    if not others:
        return None
    other = chance.choice(others)
    return Pair(
        plainer(claim, chance),
        _join(other.sentences, nearest(claim, other.sentences, chance.choice((1, 3)))),
        NEUTRAL,
        "generated",
        item.id,
    )


def nearest(claim: str, texts: Sequence[str], count: int) -> list[int]:
    """Return the places, in order, of the `count` sentences that share most words with the claim."""
    words = set(content_words(claim))
    ranked = sorted(range(len(texts)), key=lambda p: (-len(words & set(content_words(texts[p]))), p))
    return sorted(ranked[:count])


def _padded(kept: Sequence[int], length: int, chance: Random) -> list[int]:
    rest = [place for place in range(length) if place not in kept]
    return sorted([*kept, *chance.sample(rest, min(len(rest), max(0, 3 - len(kept))))])


def _join(texts: Sequence[str], places: Sequence[int]) -> str:
    return " ".join(texts[place].strip() for place in places)
