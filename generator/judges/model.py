"""The judge that ships as a network: a small cross-encoder that reads a claim beside passages of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator import neural
from generator.combination import softmax
from generator.contracts import Reader
from generator.records import Claim, Passage, Triple


def make(expected: str) -> Reader:
    """Return the reader, a network with the SHA-256 `expected`; raises as `neural.Network` does."""
    network = neural.judge(expected)

    def read(claim: Claim, passages: Sequence[Passage]) -> Triple | None:
        return _read(network, claim.text, " ".join(passage.quote for passage in passages))

    return read


@lru_cache(maxsize=2**16)
def _read(network: neural.Network, claim: str, passage: str) -> Triple:
    """Return the three probabilities of a pair; kept, for questions that share papers read the same pairs."""
    (logits,) = neural.logits([(claim, passage)], network)
    return softmax(logits)
