"""Frozen dataclasses ⇄ JSON text, for what is kept between steps and is no table."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Frozen = TypeVar("Frozen")


def dumps(value: Any) -> str:
    """Write a frozen dataclass of texts, numbers, tuples and frozen dataclasses as JSON, keys in the order declared."""
    return json.dumps(asdict(value), ensure_ascii=False)


def loads(kind: type[Frozen], text: str) -> Frozen:
    """Read back what `dumps` wrote of a value of type `kind`; ValueError or KeyError if it is not of that type."""
    return cast("Frozen", _revived(kind, json.loads(text)))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _revived(kind: Any, value: Any) -> Any:
    """Return `value` as the type `kind`; in a union of dataclasses the one whose fields it has."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _revived_union(get_args(kind), value)
    if origin is tuple:
        return tuple(_revived(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _revived(hints[name], item) for name, item in value.items()})
    return value


def _revived_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    for kind in kinds:
        if is_dataclass(kind) and {part.name for part in fields(kind)} == set(value):
            return _revived(kind, value)
    raise ValueError(f"none of {kinds} has the fields {sorted(value)}")
