"""The judges, in the order in which they are asked: the first that answers decides."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.contracts import JudgeMaker
from generator.judges import base, rules

JUDGES: Mapping[str, JudgeMaker] = MappingProxyType({"rules": rules.make, "base": base.make})
