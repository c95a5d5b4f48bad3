"""JSON for people who read differences: sorted, a list or object on one line where it fits, else one value a line."""

from __future__ import annotations

import json
from collections.abc import Iterable

_WIDTH = 100


def dumps(value: object) -> str:
    """Return `value` as JSON text with a last line break: the same bytes for the same value.

    Raises ValueError for a number that JSON cannot write.
    """
    return _written(value, "") + "\n"


def _written(value: object, indent: str) -> str:
    line = json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
    if len(indent) + len(line) <= _WIDTH or not isinstance(value, dict | list | tuple) or not value:
        return line
    inner = f"{indent} "
    if isinstance(value, dict):
        named = sorted(value.items())
        return _block("{}", (f"{json.dumps(k, ensure_ascii=False)}: {_written(v, inner)}" for k, v in named), indent)
    return _block("[]", (_written(one, inner) for one in value), indent)


def _block(brackets: str, parts: Iterable[str], indent: str) -> str:
    inside = ",\n".join(f"{indent} {part}" for part in parts)
    return f"{brackets[0]}\n{inside}\n{indent}{brackets[1]}"
