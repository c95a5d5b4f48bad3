"""The rankers there are; the first is the default."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.contracts import Ranker
from generator.rankers import fts

RANKERS: Mapping[str, Ranker] = MappingProxyType({"fts": fts.rank})
