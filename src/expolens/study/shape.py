"""Raw TOML values → the frozen dataclasses of the words, each mistake told with its line."""

from __future__ import annotations

import re
import types
from calendar import monthrange
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from expolens.errors import StudyError, suggestion
from expolens.model.text import LANGUAGES, Text
from expolens.study.file import ALLOWED, BOUNDS, DATES, PATTERNS
from expolens.study.lines import Path, line_of

Shaped = TypeVar("Shaped")


@dataclass(frozen=True, slots=True)
class Place:
    """A key of a file: what a message names. `path` leads to it."""

    file: str
    text: str
    path: Path = ()

    def at(self, *steps: str | int) -> Place:
        """Return the place further down."""
        return Place(self.file, self.text, (*self.path, *steps))

    def __str__(self) -> str:
        return f"{self.file}, line {line_of(self.text, self.path)}"

    @property
    def table(self) -> str:
        """The nearest table's header as it is written, "" at the top: `[[source]]`, `[event]`."""
        names = [str(step) for step in self.path if isinstance(step, str)]
        array = any(isinstance(step, int) for step in self.path)
        inner = ".".join(names)
        return (f"[[{inner}]]" if array else f"[{inner}]") if inner else ""


def unknown_keys(content: dict[str, Any], known: tuple[str, ...], place: Place) -> None:
    """Raise StudyError for the first key that is not known."""
    for key in content:
        if key not in known:
            inside = f" in {place.table}" if place.table else ""
            raise StudyError(
                f"unknown key '{key}'{inside}",
                where=str(place.at(key)),
                todo=suggestion(key, known),
            )


def keys_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the keys that a table of this kind takes."""
    return tuple(part.name for part in fields(kind))


def values_of(kind: type[Any], content: Any, place: Place) -> dict[str, Any]:
    """Return the typed values of the keys that are there; nothing is asked of those that are not.

    Raises StudyError for an unknown key, a wrong type, a word that is not allowed, a date no calendar has.
    """
    if not isinstance(content, dict):
        raise _wrong("a table", content, place)
    unknown_keys(content, keys_of(kind), place)
    hints = get_type_hints(kind)
    values = {}
    for key, value in content.items():
        here = place.at(key)
        if (kind, key) in DATES:
            value = _date_text(value, here, whole=DATES[kind, key] == "day")
        values[key] = typed(hints[key], value, here)
        _checked(kind, key, values[key], here)
    return values


def made(kind: type[Shaped], values: dict[str, Any], place: Place) -> Shaped:
    """Make the dataclass of typed values; StudyError for the first required key that is missing."""
    for part in fields(cast("Any", kind)):
        required = part.default is MISSING and part.default_factory is MISSING
        if required and (part.name not in values or values[part.name] in ("", Text())):
            raise StudyError(
                f"{place.table} has no '{part.name}'",
                where=str(place),
                todo=f"Add a line: {part.name} = …",
            )
    return kind(**values)


def shaped(kind: type[Shaped], content: Any, place: Place) -> Shaped:
    """Make a dataclass of a raw table: `values_of`, then `made`."""
    return made(kind, values_of(kind, content, place), place)


def typed(hint: Any, value: Any, place: Place) -> Any:
    """Return a raw value as the type `hint` asks; StudyError where it is another."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return typed(next(kind for kind in arguments if kind is not type(None)), value, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong("a list, as [\"…\", \"…\"]", value, place)  # fmt: skip
        return tuple(typed(arguments[0], item, place.at(n)) for n, item in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise _wrong("a table of texts", value, place)
        return {key: typed(str, item, place.at(key)) for key, item in value.items()}
    if hint is Text:
        return _text(value, place)
    if is_dataclass(hint):
        return shaped(cast("type[Any]", hint), value, place)
    return _plain(hint, value, place)


def _plain(hint: Any, value: Any, place: Place) -> Any:
    """Return a text, number or truth value of the type asked for."""
    number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    if hint is str or get_origin(hint) is Literal:
        if not isinstance(value, str):
            raise _wrong('a text in quotation marks, as "…"', value, place)
        return value.strip()
    if hint is bool:
        if not isinstance(value, bool):
            raise _wrong("true or false", value, place)
        return value
    if hint is int:
        if not number or value != int(value):
            raise _wrong("a whole number", value, place)
        return int(value)
    if not number or not Decimal(value).is_finite():
        raise _wrong("a number", value, place)
    return Decimal(value) if hint is Decimal else float(value)


def _text(value: Any, place: Place) -> Text:
    """Return a text for both languages, or of a table with en and zh."""
    if isinstance(value, str):
        return Text(value.strip(), value.strip())
    if not isinstance(value, dict):
        raise _wrong('a text, or { en = "…", zh = "…" }', value, place)
    unknown_keys(value, LANGUAGES, place)
    return Text(**{key: _plain(str, item, place.at(key)) for key, item in value.items()})


def _wrong(asked: str, value: Any, place: Place) -> StudyError:
    shown = str(value) if isinstance(value, (Decimal, date)) else repr(value)
    return StudyError(
        f"'{_key(place)}' is {asked}",
        where=str(place),
        have=f"You have {shown if len(shown) <= 60 else shown[:57] + '…'}.",
        todo="Write it in that form.",
    )


def _key(place: Place) -> str:
    return next((str(step) for step in reversed(place.path) if isinstance(step, str)), "this")


def _checked(kind: type[Any], key: str, value: Any, place: Place) -> None:
    """Raise StudyError for a word, a form or a size that a key does not allow."""
    items = value if isinstance(value, tuple) else (value,)
    for item in items:
        if (kind, key) in ALLOWED and item not in ALLOWED[kind, key]:
            raise StudyError(
                f"'{key}' cannot be '{item}'",
                where=str(place),
                todo=suggestion(str(item), ALLOWED[kind, key]),
            )
        if (kind, key) in PATTERNS and not PATTERNS[kind, key][0].fullmatch(item):
            raise StudyError(
                f"'{key}' cannot be '{item}'",
                where=str(place),
                todo=f"Write {PATTERNS[kind, key][1]}.",
            )
        low, high = BOUNDS.get((kind, key), (float("-inf"), float("inf")))
        if (kind, key) in BOUNDS and not low <= item <= high:
            raise StudyError(
                f"'{key}' cannot be {item:g}",
                where=str(place),
                todo=f"It lies between {low:g} and {high:g}.",
            )


def _date_text(value: Any, place: Place, *, whole: bool) -> str:
    """Return an ISO date of a TOML date or a text: a whole day, or a year or month where that is allowed; "" stays."""
    text = str(value.date() if isinstance(value, datetime) else value)
    year = type(value) is int and not whole
    if (year or isinstance(value, (str, date))) and (text == "" or _in_calendar(text, whole=whole)):
        return text
    form = "2026-01-31" if whole else "2026-01-31, 2026-01 or 2026"
    raise StudyError(
        f"'{_key(place)}' is no date of the calendar",
        where=str(place),
        have=f"You have '{text}'.",
        todo=f"Write it as {form}.",
    )


def _in_calendar(text: str, *, whole: bool) -> bool:
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text, re.ASCII)
    if not found or (whole and not found[3]):
        return False
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
