"""The judge that ships as a network: a small cross-encoder that reads a claim beside passages of a paper."""

from __future__ import annotations

from collections.abc import Sequence

from generator import neural
from generator.combination import softmax
from generator.contracts import Reader
from generator.records import Claim, Passage, Triple


def make(expected: str) -> Reader:
    """Return the reader, a network with the SHA-256 `expected`; raises as `neural.Network` does."""
    network = neural.judge(expected)

    def read(claim: Claim, passages: Sequence[Passage]) -> Triple | None:
        (logits,) = neural.logits([(claim.text, " ".join(passage.quote for passage in passages))], network)
        return softmax(logits)

    return read
