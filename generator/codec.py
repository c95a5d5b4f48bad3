"""Records to JSON and back: every field, by the types that the records declare."""

from __future__ import annotations

import json
import marshal
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from hashlib import blake2b
from itertools import repeat
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from generator.records import Check, Paper, Passage

Record = TypeVar("Record")
_Decode = Callable[[Any], Any]
# What many reports hold alike is read once and shared, for records never change.
_SHARED = frozenset({Check, Paper, Passage})
_MOST_SHARED = 2**16
_SCALARS = frozenset({str, int, float, bool, type(None)})


def encode(value: object) -> object:
    """Return a record, tuple or scalar as plain JSON values.

    Fields that hold their default are written too, save those that are declared `SPARSE`.
    """
    kind: Any = type(value)
    if kind in _SCALARS:
        return value
    if written := _written(kind):
        held = ((name, getattr(value, name), left_out) for name, left_out in written)
        return {name: encode(one) for name, one, left_out in held if left_out is MISSING or one != left_out}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value


@cache
def _written(kind: type) -> tuple[tuple[str, object], ...]:
    """Return name of each field of a record with the value that is not written, MISSING where all are."""
    held = fields(kind) if is_dataclass(kind) else ()
    return tuple((field.name, field.default if field.metadata else MISSING) for field in held)


def decode(kind: type[Record], data: object) -> Record:
    """Return the record of type `kind` that `data` holds; `decode(type(x), encode(x)) == x`.

    Unknown keys are refused, absent ones take the field's default.  Raises
    ValueError, with the path to the fault, when `data` does not fit.
    """
    made: Record = decode_any(kind, data)
    return made


def decode_any(kind: object, data: object) -> Any:  # noqa: ANN401 - the type is only known when it runs
    """Return the value of any declared type, such as `tuple[SearchResult, ...]`; raises as `decode` does."""
    return _decoder(kind)(data)


def dumps(value: object) -> str:
    """Return a record as JSON text: one value a line, keys in order, the same bytes every time."""
    return json.dumps(encode(value), indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n"


@cache
def _decoder(kind: Any) -> _Decode:  # noqa: ANN401 - any type that a field declares
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _record(kind)
    if origin is tuple:
        return _tuple(arguments)
    if origin in (Union, types.UnionType):
        return _optional(arguments)
    if origin is Literal:
        return _one_of(arguments)
    if kind is float:
        return _scalar(float, (int, float))
    return _scalar(kind, (kind,))


def _record(kind: Any) -> _Decode:  # noqa: ANN401
    hints = get_type_hints(kind)
    names = {field.name for field in fields(kind) if field.init}
    needed = [field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING]
    readers: dict[str, _Decode] = {}  # filled as fields are met, for a record may hold its own kind

    def read(data: Any) -> Any:  # noqa: ANN401
        if not isinstance(data, Mapping):
            raise ValueError(f": not a {kind.__name__}")  # noqa: TRY004 - callers catch one kind of error
        if not data.keys() <= names:
            raise ValueError(f".{min(data.keys() - names)}: no such field of {kind.__name__}")
        values, name = {}, ""
        try:
            for name, item in data.items():
                if name not in readers:
                    readers[name] = _decoder(hints[name])
                values[name] = readers[name](item)
        except ValueError as error:
            raise ValueError(f".{name}{error}") from error
        for name in needed:
            if name not in values:
                raise ValueError(f": a {kind.__name__} lacks the field {name}")
        return kind(**values)

    return _sharing(read) if kind in _SHARED else read


def _sharing(read: _Decode) -> _Decode:
    """Return a decoder that gives the same record again for the same data, up to a number of them."""
    held: dict[bytes, Any] = {}

    def shared(data: Any) -> Any:  # noqa: ANN401
        # Version 2 of the format knows no references, so that equal data are equal bytes.
        key = blake2b(marshal.dumps(data, 2), digest_size=16).digest()
        if key not in held:
            if len(held) >= _MOST_SHARED:
                held.clear()
            held[key] = read(data)
        return held[key]

    return shared


def _tuple(arguments: tuple[Any, ...]) -> _Decode:
    varied = len(arguments) == 2 and arguments[1] is Ellipsis

    def read(data: Any) -> Any:  # noqa: ANN401
        if not isinstance(data, list | tuple) or (not varied and len(data) != len(arguments)):
            raise ValueError(": not a list of that length")
        kinds = repeat(_decoder(arguments[0])) if varied else map(_decoder, arguments)
        made: list[Any] = []
        try:
            for one, item in zip(kinds, data, strict=False):
                made.append(one(item))
        except ValueError as error:
            raise ValueError(f"[{len(made)}]{error}") from error
        return tuple(made)

    return read


def _optional(arguments: tuple[Any, ...]) -> _Decode:
    (kind,) = (item for item in arguments if item is not types.NoneType)
    return lambda data: None if data is None else _decoder(kind)(data)


def _one_of(values: tuple[Any, ...]) -> _Decode:
    def read(data: Any) -> Any:  # noqa: ANN401
        if data not in values:
            raise ValueError(f": not one of {', '.join(map(str, values))}")
        return data

    return read


def _scalar(kind: Any, accepted: tuple[Any, ...]) -> _Decode:  # noqa: ANN401
    def read(data: Any) -> Any:  # noqa: ANN401
        if type(data) is kind:
            return data
        if not isinstance(data, accepted) or (isinstance(data, bool) and kind is not bool):
            raise ValueError(f": not a {kind.__name__}")
        try:
            return kind(data)
        except OverflowError as error:
            raise ValueError(f": not a {kind.__name__} of usual size") from error

    return read
