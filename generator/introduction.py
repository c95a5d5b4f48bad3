"""Which sentences of an abstract lead up to its own results: what others found, what is hard, what was done.

Where an abstract labels its sections, those of background, aim and method.  Where it does not, the sentences ahead of
the first one that speaks of the paper's own work.  An abstract that speaks of itself only towards its end ("We conclude
that ...") has told its results by then, and nothing is taken for an introduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.records import Document

# The share of the sentences that may stand ahead of the first one on the paper's own work.
FURTHEST = 0.6
LEAST_SENTENCES = 3
_LABEL = re.compile(r"([A-Z][A-Za-z]*(?:[ /&-]+(?:[A-Z][A-Za-z]*|and|of|or|the|for|[a-z]{4,})){0,3})\s*:\s", re.ASCII)
_LEADING = re.compile(
    r"\b(?:background|introduction|context|rationale|importance|objectives?|aims?|purpose|goals?|methods?|design|setting|"
    r"participants|patients|subjects|interventions?|materials|hypothesis|motivation|trial registration|registration|"
    r"measures|measurements|data sources|eligibility|question)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(r"\b(?:results?|findings|conclusions?|discussion|interpretation|outcomes?)\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:we|our|ours|this (?:\w+ )?(?:paper|work|study|article|report|review|analysis|thesis|submission)|"
    r"the (?:present|current) (?:paper|work|study)|the (?:aim|purpose|objective|goal) (?:of|was|is)|"
    r"(?:is|are|was|were) (?:proposed|introduced|presented|investigated|examined|studied) (?:here|in))\b",
    re.IGNORECASE,
)


def introductory(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[bool, ...]:
    """Return for each sentence whether it leads up to the results; only abstracts held whole have such sentences."""
    if document.level != "abstract" or document.sentences or not document.is_whole:
        return (False,) * len(spans)
    texts = [document.text[start:end] for start, end in spans]
    labels = [_section(text) for text in texts]
    if any(label is not None for label in labels):
        return tuple(_carried(labels))
    first = next((place for place, text in enumerate(texts) if _OWN.search(text)), 0)
    reach = first if len(texts) >= LEAST_SENTENCES and first <= FURTHEST * len(texts) else 0
    return tuple(place < reach for place in range(len(texts)))


def _carried(labels: Iterable[bool | None]) -> Iterator[bool]:
    """Yield what the last label said; ahead of the first one nothing leads up."""
    now = False
    for label in labels:
        now = now if label is None else label
        yield now


def _section(text: str) -> bool | None:
    """Return whether the section that begins here leads up to the results; None where none begins."""
    label = _LABEL.match(text)
    if label is None:
        return None
    if _TELLING.search(label[1]):
        return False
    return True if _LEADING.search(label[1]) else None
