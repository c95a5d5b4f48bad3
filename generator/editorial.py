"""Notices that a register ties to a paper, as sentences that begin with their kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# What registers call it, in lower case without spaces and signs -> how the sentence begins.
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "retraction": "Retracted",
        "retracted": "Retracted",
        "retractionin": "Retracted",
        "retractedarticle": "Retracted",
        "withdrawal": "Withdrawn",
        "withdrawn": "Withdrawn",
        "removal": "Withdrawn",
        "expressionofconcern": "Expression of concern",
        "expressionofconcernin": "Expression of concern",
        "correction": "Corrected",
        "corrigendum": "Corrected",
        "erratum": "Corrected",
        "erratumin": "Corrected",
        "correctedandrepublishedin": "Corrected",
        "partialretraction": "Corrected",
        "partialretractionin": "Corrected",
        "retractedandrepublishedin": "Retracted",
        "reinstatement": "Reinstated",
        "reinstated": "Reinstated",
    }
)


def notice(kind: str, date: str = "", where: str = "") -> str | None:
    """Return the sentence on a notice, such as `Retracted 2021-03-04: notice 10.5555/x`; None for other links.

    `kind` is the register's own word, `date` an ISO date or empty, `where` the DOI or number of the notice.
    """
    opening = _KINDS.get(_key(kind))
    if opening is None:
        return None
    part = "retraction of a part" if _key(kind).startswith("partial") else ""
    about = ", ".join(filter(None, (part, f"notice {where}" if where else "")))
    head = f"{opening} {date}".strip()
    return f"{head}: {about}" if about else head


def notice_on(kind: str, date: str, target: str) -> str | None:
    """Return what is said of a paper that is itself the notice on another one; it begins with no kind."""
    if _key(kind) not in _KINDS:
        return None
    return f"Notice on {target} ({kind.replace('_', ' ').lower()[:40]}{f', {date}' if date else ''})"


def _key(kind: str) -> str:
    return "".join(char for char in kind.lower()[:60] if char.isalpha())
