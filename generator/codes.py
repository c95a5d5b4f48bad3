"""Every code of a problem with what it means; each is given by one module alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator import (
    advice,
    claimfile,
    evidence,
    formats,
    jsonlines,
    judgements,
    library,
    overrides,
    questions,
    sameas,
    settings,
    siteconfig,
    textfile,
    vocabulary,
    yamlfile,
)

# Those of `check` itself, which stand here so that this level can list them.
ASKED: Final[Mapping[str, str]] = {
    "C001": "a question that is asked for does not exist",
    "C002": "a file that is asked for does not exist, or is none that is checked",
}
PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "questions": questions.CODES,
    "advice": advice.CODES,
    "files": textfile.CODES,
    "yaml": yamlfile.CODES,
    "json lines": jsonlines.CODES,
    "library": library.CODES,
    "formats": formats.CODES,
    "decisions on records": sameas.CODES,
    "decisions on reports": overrides.CODES,
    "vocabulary": vocabulary.CODES,
    "evidence": evidence.CODES,
    "judgements": judgements.CODES,
    "settings": settings.CODES,
    "site": siteconfig.CODES,
    "claims": claimfile.CODES,
    "asked for": ASKED,
}
CODES: Final[Mapping[str, str]] = {code: meaning for part in PARTS.values() for code, meaning in part.items()}
