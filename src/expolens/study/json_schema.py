"""The JSON Schema of `study.toml`, written from the dataclasses that read it."""

from __future__ import annotations

import json
import types
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from expolens.model.text import Text
from expolens.study.file import ALLOWED, BOUNDS, DATES, PATTERNS, PLANS, SINGLE, TABLES

_TEXT = {
    "description": 'one text for both languages, or { en = "…", zh = "…" }',
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
            "additionalProperties": False,
        },
    ],
}
_DAY = r"^(\d{4}-\d{2}-\d{2})?$"
_ANY_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a study file; an entry that changes the protocol's need give its id alone."""
    properties: dict[str, Any] = {}
    for name, kind in TABLES.items():
        table = _table(kind, required=("id",) if name in PLANS else _required(kind, name))
        properties[name] = table if name in SINGLE else {"type": "array", "items": table}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "study.toml of Expolens",
        "type": "object",
        "properties": properties,
        "required": ["study"],
        "additionalProperties": False,
        "$defs": {"text": _TEXT},
    }


def schema_text() -> str:
    """Return the schema as it is shipped in `study.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _required(kind: type[Any], name: str = "") -> tuple[str, ...]:
    if name == "event":
        return ()
    return tuple(
        part.name
        for part in fields(kind)
        if part.default is MISSING and part.default_factory is MISSING
    )


def _table(kind: type[Any], *, required: tuple[str, ...]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    described = " ".join((kind.__doc__ or "").split())
    made: dict[str, Any] = {
        "type": "object",
        "description": described,
        "properties": {part.name: _key(kind, part.name, hints[part.name]) for part in fields(kind)},
        "additionalProperties": False,
    }
    if required:
        made["required"] = list(required)
    return made


def _key(kind: type[Any], name: str, hint: Any) -> dict[str, Any]:
    """Return the schema of one key: its type with what it may say."""
    made = _typed(hint)
    inner = made["items"] if made.get("type") == "array" else made
    if (kind, name) in ALLOWED:
        inner["enum"] = list(ALLOWED[kind, name])
    if (kind, name) in PATTERNS:
        inner["pattern"] = f"^{PATTERNS[kind, name][0].pattern}$"
    if (kind, name) in BOUNDS:
        inner["minimum"], inner["maximum"] = BOUNDS[kind, name]
    if (kind, name) in DATES:
        whole = DATES[kind, name] == "day"
        made = {"type": "string" if whole else ["string", "integer"]}
        made["pattern"] = _DAY if whole else _ANY_DATE
    return made


def _typed(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _typed(next(part for part in arguments if part is not type(None)))
    if origin is tuple:
        return {"type": "array", "items": _typed(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if hint is Text:
        return {"$ref": "#/$defs/text"}
    if is_dataclass(hint) and isinstance(hint, type):
        return _table(hint, required=_required(hint))
    names = {str: "string", int: "integer", bool: "boolean", float: "number", Decimal: "number"}
    return {"type": names[hint]}
