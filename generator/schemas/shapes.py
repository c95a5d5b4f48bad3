"""The schema of a record: every field with its type, as the codec reads it, and its bounds."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from generator.bounds import BOUNDS, RULED, Bound

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
Shape = dict[str, object]
NOTHING: Final[Shape] = {"type": "null"}
_SCALARS: Final = {str: "string", int: "integer", float: "number", bool: "boolean"}


class Shapes:
    """Shapes of records, each written once and referred to by the name of its class.

    `own` gives the shape of a field, as `Class.field`, where it is not the one of its type.
    """

    def __init__(self, own: Mapping[str, Shape]) -> None:
        """Begin without a record."""
        self.records: dict[str, Shape] = {}
        self._own = own

    def of(self, kind: Any, bound: Bound | None = None) -> Shape:  # noqa: ANN401 - any type that a field declares
        """Return the shape of a declared type; texts and numbers in it are held to `bound`."""
        origin, arguments = get_origin(kind), get_args(kind)
        if is_dataclass(kind):
            return self._record(kind)
        if origin is tuple:
            return self._list(arguments, bound)
        if origin in (Union, types.UnionType):
            (inner,) = (self.of(one, bound) for one in arguments if one is not types.NoneType)
            return nullable(inner)
        if origin is Literal:
            return {"enum": list(arguments)}
        return {"type": _SCALARS[kind], **(_bounds(kind, bound) if bound else {})}

    def _list(self, arguments: tuple[Any, ...], bound: Bound | None) -> Shape:
        if arguments[-1] is Ellipsis:
            return {"type": "array", "items": self.of(arguments[0], bound)}
        items = [self.of(one, bound) for one in arguments]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}

    def _record(self, kind: Any) -> Shape:  # noqa: ANN401 - a class of records
        name = kind.__name__
        if name not in self.records:
            shape = self.records[name] = {"type": "object", "description": (kind.__doc__ or "").partition("\n")[0]}
            hints = get_type_hints(kind)
            shape["properties"] = {one.name: self._field(f"{name}.{one.name}", hints[one.name]) for one in fields(kind)}
            needed = [one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
            shape |= {"required": needed, "additionalProperties": False}
        return {"$ref": f"#/$defs/{name}"}

    def _field(self, name: str, kind: Any) -> Shape:  # noqa: ANN401 - any type that a field declares
        if name in self._own:
            return self._own[name]
        bound = BOUNDS.get(name) or RULED.get(name)
        return {**({"description": bound.words} if bound else {}), **self.of(kind, bound)}


def nullable(shape: Shape) -> Shape:
    """Return the shape of what has this one or is null."""
    if isinstance(shape.get("type"), str):
        return {**shape, "type": [shape["type"], "null"]}
    return {"anyOf": [shape, NOTHING]}


def _bounds(kind: type, bound: Bound) -> Shape:
    if kind is str:
        return {"pattern": bound.pattern} if bound.pattern else {}
    limits = {"minimum": bound.least, "maximum": bound.most}
    return {name: limit for name, limit in limits.items() if limit is not None}
