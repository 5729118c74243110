"""Known kinds of files, one data file each, and which kind a file is of."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from expolens.layouts.header import header_key, ignored, synonyms
from expolens.model.text import Text
from expolens.values.plain import plain

IGNORE = "ignore"
_ENOUGH = 2.0
_PERSON = "person"
# A level of a nested value before the one that is looked up by its own name, and a number that counts columns of one meaning.
_LEVEL = re.compile(r"^[^.]*\.")
_BRACKETS = re.compile(r"[()\[\]]")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the headers it is recognised by, and what its own headers mean where synonyms would be wrong.

    `recognised_by` are headers that are all there ("企业名称|公司名称" is either), `any_of` ones of which one is; `columns` maps a header's key to
    a field or "ignore". `units` says what a bare number of a column is in, or in which order its dates stand (dmy, mdy). `missing` are its marks
    for "no value", `values` what its words for a field's value are read as, `noise` patterns of what is taken out of its cells. `footers` are
    patterns of what stands below or above its rows. `continues`: a row without a name belongs to the company above; `repeats`: and so does
    one with the same name. `source` and `seen` say where the facts about its headers are from, and when they were looked at.
    """

    id: str
    title: Text
    roles: tuple[str, ...]
    recognised_by: tuple[str, ...]
    columns: dict[str, str]
    any_of: tuple[str, ...] = ()
    stable: str = ""
    covers: str = ""
    missing: tuple[str, ...] = ()
    units: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    noise: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    continues: bool = False
    repeats: bool = False
    source: str = ""
    seen: str = ""

    def field_of(self, header: str) -> str:
        """Return the field that this layout says a header names, "ignore" for one that says nothing of interest, "" where it does not say."""
        return self._said(self.columns, header)

    def unit_of(self, header: str) -> str:
        """Return the unit of a column's bare numbers, or the order of its dates; "" where the layout does not say."""
        return self._said(self.units, header)

    @staticmethod
    def _said(table: Mapping[str, str], header: str) -> str:
        return next((table[key] for key in keys_of(header) if key in table), "")


def keys_of(header: str) -> tuple[str, ...]:
    """Return the keys that a header is looked up by: whole, with {n} for its numbers, and so without the outer levels of a nested name.

    What stands in brackets counts where a layout tells columns apart by it: "Amount" and "Amount (in USD)".

    >>> keys_of("fields.PreviousName_2.CompanyName")[1:3]
    ('fieldspreviousname2companyname', 'fieldspreviousname{n}companyname')
    >>> keys_of("Price (in USD)")
    ('=priceinusd', 'price')
    """
    found: list[str] = []
    rest = header.strip()
    while rest:
        key = header_key(rest)
        found += [_exact(rest), key, _NUMBER.sub("{n}", key)]
        rest, cut = _LEVEL.subn("", rest)
        if not cut:
            break
    return tuple(dict.fromkeys(found))


def _exact(header: str) -> str:
    """Return the key of a header with what stands in its brackets."""
    return "=" + header_key(_BRACKETS.sub(" ", plain(header)))


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the known kinds, the one with most telling headers first."""
    folder = files("expolens.layouts").joinpath("kinds")
    found = [
        _kind(entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text("utf-8")))
        for entry in sorted(folder.iterdir(), key=lambda one: one.name)
        if entry.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda kind: -len(kind.recognised_by)))


def _kind(id_: str, data: dict[str, Any]) -> Kind:
    """Make a kind of its data file; `ignore` and `personal` there are columns too."""
    columns = _keyed(
        data.pop("columns", {})
        | dict.fromkeys(data.pop("personal", ()), _PERSON)
        | dict.fromkeys(data.pop("ignore", ()), IGNORE)
    )
    units = _keyed(data.pop("units", {}))
    title = Text(**data.pop("title"))
    lists = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    return Kind(**{"id": id_, "title": title, "columns": columns, "units": units, **data, **lists})


def _keyed(table: Mapping[str, str]) -> dict[str, str]:
    """Return a table by the keys of its headers; of two that differ in brackets only, the first has the key without them."""
    keyed = {header_key(header): value for header, value in reversed(list(table.items()))}
    return keyed | {_exact(header): value for header, value in table.items()}


def kind_named(id_: str) -> Kind | None:
    """Return the kind of an id, or None."""
    return next((kind for kind in kinds() if kind.id == id_), None)


def recognised(headers: tuple[str, ...], role: str) -> Kind | None:
    """Return the kind that most headers tell, or None where too few do; one that is meant for the role comes first.

    All of the telling headers are there and one of `any_of`, or, in a file that a person edited, enough of either. A header counts the less
    the more kinds have it, and half where any file may. A clean list, whose rows say where they are from, is of none: its cells say all.
    """
    if any(map(ignored, headers)):
        return None
    keys = {key for header in headers for key in keys_of(header)}
    found = [
        (role in kind.roles, _told(kind, keys), len(keys & kind.columns.keys()), kind)
        for kind in kinds()
        if _is(kind, keys) and (role in kind.roles or "cited" not in (role, *kind.roles))
    ]
    return max(found, key=lambda one: one[:3], default=(False, 0.0, 0, None))[3]


def _is(kind: Kind, keys: set[str]) -> bool:
    whole = kind.recognised_by and all(_there(one, keys) for one in kind.recognised_by)
    some = not kind.any_of or any(_there(one, keys) for one in kind.any_of)
    return bool(whole and some) or _told(kind, keys) >= _ENOUGH


def _there(telling: str, keys: set[str]) -> bool:
    return any(header_key(one) in keys for one in telling.split("|"))


def _told(kind: Kind, keys: set[str]) -> float:
    """Return how much the headers of a file tell of a kind; one that stands in for another is worth half of it."""
    told: dict[str, float] = {}
    for telling in (*kind.recognised_by, *kind.any_of):
        for place, one in enumerate(telling.split("|")):
            if (key := header_key(one)) in keys:
                told.setdefault(key, _worth(key) / (2 if place else 1))
                break
    return sum(told.values())


@cache
def _shared() -> Counter[str]:
    """Count in how many kinds a header tells."""
    return Counter(
        key
        for kind in kinds()
        for key in {
            header_key(one)
            for telling in (*kind.recognised_by, *kind.any_of)
            for one in telling.split("|")
        }
    )


def _worth(key: str) -> float:
    return (0.5 if key in synonyms() else 1.0) / _shared()[key]
