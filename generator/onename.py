"""Tell whether the names of a sentence leave only one that its figures can belong to, whatever its build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from generator.names import Mention

_REACH = 60
SEGMENT = re.compile(
    r"(?:^|,|\b(?:where|when|while|that))\s?(?:we|our|this|the (?:proposed|best|final|resulting|same))\b[^,]*$",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:over|than|against|compared (?:to|with)|relative to|versus|vs\.?|outperform\w*|surpass\w*|exceed\w*|beat\w*|"
    r"such as|like)\s(?:the\s|an?\s|that of\s|its\s)?(?:[\w-]+\s){0,3}$"
)
NO_OWNER = re.compile(
    r"\b(?:by|with|from|than|as|over|using|like|on|to|in|against|of|for|via|through|and|or|without|between|"
    r"based on|including|such as|than the|called|into|across|under|within|versus|vs\.?)\s(?:the\s|an?\s|"
    r"our\s)?(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
KIND = re.compile(
    r"(?:^|\s)(?!(?:the|an?|our|its|their|new|novel|best|final|original|same|standard|simple|single|large|small|own|"
    r"baseline|first|second|third|that|this|improved|resulting|and|also|only|both|[\w-]+ed|[\w-]+ing|[\w-]+-art|called|"
    r"model|method|approach|framework|system|network|algorithm|classifier|team|language|models|show|demonstrate|indicate|"
    r"suggest|reveal|confirm|find|observe|prove|when|where|while|see|let|make|say|report|with|which)\s)[a-z][\w-]*(?<!s)\s$"
)
# What stands "on" or "in" a name, or a task of that name, has no owner in it.
_PLACED = re.compile(
    r"\b(?:on|in|within|at|for|across|[Oo]n|[Ii]n|[Uu]sing|between|from)\s(?:the\s|an?\s)?(?:[\w-]+\s){0,2}$|\b(?:and|or)\s$"
)
_MANY_AFTER = re.compile(r"(?:-based)?\s(?:\w+\s)?(?:sub)?(?:tasks?|models|datasets?|competition|track|variants)\b")
_DETERMINER = re.compile(r"\b(?:our|the|an?)\s(?:[\w-]+\s){1,4}$", re.IGNORECASE)
_UNDER = re.compile(
    r"\b(?:by|with|from|than|as|over|using|like|on|to|in|against|of|for|via|through|without|between|including|versus)"
    r"\s(?:[\w-]+\s){0,2}$"
)
_LISTED_AFTER = re.compile(r"\s?(?:,|and\b|or\b)")
_TAKEN_UP = re.compile(r",?\s(?:which|that|who|whose|where)\b")
_TURN = re.compile(rf"[;,]\s(?:while|whereas|but)\s(?!\w+ing\b)|{SEGMENT.pattern}", re.IGNORECASE)
_BASED = re.compile(r"-(?:based|style|like)$")
_NEW_CLAUSE = re.compile(r"(?:[a-z],|\bthat)\s(?:the\s|our\s)?$")
_ACTS = re.compile(
    r"\s(?:\w+ly\s)?(?!is\b|as\b|was\b|has\b|does\b|[a-z]+(?:tasks|models|words))(?:can|could|[a-z]{3,}(?:[^s]s|ed))\s"
)
_BASED_AFTER = re.compile(r"[\s-](?:based|style|like)\b")
_SHOWN = re.compile(
    r"\b(?:effectiveness|potential|superiority|efficiency|strengths?|benefits?|capabilit(?:y|ies)|utility|advantages?)"
    r"\s(?:of|with)\s(?:the\s|our\s)?$"
)
_MIXED = re.compile(r"[a-z0-9][A-Z]|\d|[A-Z]{2}|[A-Z]-")


def only_name(text: str, start: int, names: Sequence[Mention]) -> Mention | Literal[""] | None:
    """Return the name that a sentence is about when it holds no other, those of the other side left out.

    "" where all names are of the other side, None where it stays unsure.
    """
    if text[: names[0].start] in {"", "The ", "Our "} and _leads(text, start, names):
        return names[0]
    if any(_TAKEN_UP.match(text, name.end) for name in names if name.end <= start):
        return None
    able = [
        name
        for name in names
        if not (OTHER.search(text, max(0, name.start - _REACH), name.start) or _BASED.search(name.name))
        and not _BASED_AFTER.match(text, name.end)
    ]
    if not able:
        return ""
    return able[0] if len({name.name for name in able}) == 1 and _is_about(text, start, able[0], names) else None


def _is_about(text: str, start: int, one: Mention, names: Sequence[Mention]) -> bool:
    """Return whether the only name that can own the figure at `start` does."""
    if _SHOWN.search(text, max(0, one.start - _REACH), one.start):
        return True
    if one.start > start:
        return False
    if len(names) == 1 and _NEW_CLAUSE.search(text, 0, one.start):
        return _ACTS.match(text, one.end) is not None
    around = _PLACED.search(text, max(0, one.start - _REACH), one.start) or _MANY_AFTER.match(text, one.end)
    kind = _DETERMINER.search(text, 0, one.start) and KIND.search(text, 0, one.start)
    return _MIXED.search(one.name) is not None and not (around or kind)


def _leads(text: str, start: int, names: Sequence[Mention]) -> bool:
    """Return whether the name that opens a sentence is what it speaks of: no other has a verb of its own."""
    first = names[0]
    others = [name for name in names[1:] if name.end <= start and name.name != first.name]
    if _LISTED_AFTER.match(text, first.end) or _TURN.search(text, first.end, start):
        return False
    return all(_UNDER.search(text, max(0, name.start - _REACH), name.start) for name in others)
