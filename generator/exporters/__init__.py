"""What the corpus is written as for other programs, each a function from the corpus to files."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.contracts import Exporter
from generator.exporters import bibtex, csl_json, feed, plain_text, records, ris, tables

EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "bibtex": bibtex.export,
        "ris": ris.export,
        "csl_json": csl_json.export,
        "records": records.export,
        "tables": tables.export,
        "feed": feed.export,
        "plain_text": plain_text.export,
    }
)
