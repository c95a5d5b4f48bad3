"""Which words of a quotation are the claim's own."""

from __future__ import annotations

from generator.text import stems, tokens

Span = tuple[int, int]


def overlap(claim: str, quote: str) -> tuple[Span, ...]:
    """Return the (start, end) stretches of `quote` that say words of `claim`, in order and apart.

    Words match by stem.  A stretch begins and ends with a word that carries meaning and holds no word that the claim
    lacks; a claim that is quoted whole is one stretch.
    """
    whole = quote.find(claim) if claim else -1
    if whole >= 0:
        return ((whole, whole + len(claim)),)
    said, telling = {token.stem for token in tokens(claim)}, stems(claim)
    found: list[Span] = []
    joined = False
    for token in tokens(quote):
        if token.stem in telling:
            start = found.pop()[0] if joined else token.start
            found.append((start, token.end))
        joined = token.stem in telling or (joined and token.stem in said)
    return tuple(found)
