"""How a question is put: what it asks, part by part, and whether yes or no would answer it.

Both are told from the words that open a question.  Where the words leave it open, nothing is said: a warning that
is wrong costs more trust than one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.text import content_words

_ASKING: Final = "how|what|which|why|when|where|who|whom|whose|whether"
_HELPING: Final = "do|does|did|is|are|was|were|can|could|will|would|should|has|have|had|may|might|must"
_SUBJECT: Final = "the|a|an|it|its|they|their|he|she|we|you|i|this|these|those|there|any|some|such|all|both|each|every"
_TOWARDS: Final = "to|by|in|on|for|at|with|from|of|under|over|through|within|after|before|during|into"

_OPENS_WITH: Final = re.compile(
    rf"(?:and\s+|but\s+|so\s+|if\s+so\s+|then\s+)*"
    rf"(?:(?P<asks>(?:(?:{_TOWARDS})\s+)?(?:{_ASKING})\b)|(?P<helps>(?:{_HELPING})(?:n['’]t)?\b))",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"(?<=[?!])\s+|(?<=\w\w[.])\s+(?=[A-Z])")
_PAUSE: Final = re.compile(r"[,;:]\s+|\s[–—-]\s")
_FURTHER: Final = re.compile(
    rf"(?:[,;]\s*(?:and|but)\s+|;\s*|\sand\s+(?=(?:(?:{_TOWARDS})\s+)?(?:how|what|which|why|whether)\b))"
    rf"(?=(?:(?:{_TOWARDS})\s+)?(?:{_ASKING})\b|(?:{_HELPING})\s+\w)"
    rf"|\sand\s+(?=(?:{_HELPING})\s+(?:{_SUBJECT})\b)",
    re.IGNORECASE,
)
_WHICH_DOES: Final = re.compile(rf"(?:which|who|that)\s+(?:{_HELPING})?\b", re.IGNORECASE)
_JOINT: Final = re.compile(r"(?:[\s,;?]|\b(?:and|but)$)+$", re.IGNORECASE)
_CHOICE: Final = re.compile(r"\bor\b(?!\s+not\b)", re.IGNORECASE)


def asks(text: str) -> tuple[str, ...]:
    """Return the parts of a question that each ask something, in order; a text that opens with no such word is one."""
    parts = [part for sentence in _sentences(text) for part in _parts(sentence)]
    return tuple(parts) or (text.strip(),)


def is_yes_or_no(text: str) -> bool:
    """Return whether the question opens as one that yes or no would answer; a choice (“rye or oats”) does not."""
    sentence = next(iter(_sentences(text)), text)
    first = asks(sentence)[0]
    opening = _opening(first)
    return opening is not None and opening["helps"] is not None and not _CHOICE.search(first)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences that ask; a sentence before them only leads to them."""
    found = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    asking = [part for part in found if part.endswith("?")]
    yield from [part for part in asking if part is asking[0] or _opening(part)] or found[:1]


def _parts(sentence: str) -> Iterator[str]:
    """Yield the asking parts of one sentence; what has no word of its own (“and which do not”) is no part."""
    starts = [0]
    for match in _FURTHER.finditer(sentence):
        before, after = sentence[starts[-1] : match.start()], sentence[match.end() :]
        # “When and how does …” asks one thing of two sides.
        if _opening(before) and len(content_words(before)) > 1 and content_words(after):
            starts.append(match.end())
    for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True):
        yield _JOINT.sub("", sentence[start:end].strip())


def _opening(text: str) -> re.Match[str] | None:
    """Return the word that opens the question: at its start, or after what leads to it (“in wet years, does”)."""
    places = [0, *(match.end() for match in _PAUSE.finditer(text))]
    for place in places:
        if match := _OPENS_WITH.match(text, place):
            # “Loaves, which are brown, …” goes on about what leads to the question.
            if place and match["asks"] and _WHICH_DOES.match(text, place) and _later(text, place, places):
                continue
            return match
    return None


def _later(text: str, place: int, places: list[int]) -> bool:
    return any(_OPENS_WITH.match(text, other) for other in places if other > place)
