"""Where papers are searched, in the order in which their records are trusted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.contracts import Source
from generator.sources import library

SOURCES: Mapping[str, Source] = MappingProxyType({"library": library.search})
