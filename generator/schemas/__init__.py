"""JSON Schemas (2020-12) of the files of a corpus, made from the tables that read and write them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from generator.schemas import evidence, library, question

FOLDER: Final = "schema"
SCHEMAS: Final[Mapping[str, Callable[[], Mapping[str, object]]]] = {
    "evidence": evidence.schema,
    "library": library.schema,
    "question": question.schema,
}


def texts() -> Mapping[str, str]:
    """Return the text of each schema by the name of its file: the same bytes every time."""
    return {
        f"{name}.schema.json": json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
        for name, schema in SCHEMAS.items()
    }
