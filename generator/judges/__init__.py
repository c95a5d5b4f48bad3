"""The judges: those by rule are asked in order and the first that answers decides; the model reads beside them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator import neural
from generator.contracts import JudgeMaker, Reader
from generator.judges import base, model, rules

JUDGES: Mapping[str, JudgeMaker] = MappingProxyType({"rules": rules.make, "base": base.make})


def installed_reader(expected: str) -> Reader | None:
    """Return the model, a network with the SHA-256 `expected`, None when the extra that runs it is not installed.

    Raises DamagedData when it is installed and its file is missing or not as shipped.
    """
    return model.make(expected) if neural.installed() else None
