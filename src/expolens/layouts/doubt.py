"""Columns whose values say that they are not what their header says: a capital that is a city, a title that is Dr., exhibitors that are a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from expolens.layouts.header import header_key, weak
from expolens.layouts.mapping import Mapping
from expolens.layouts.similar import sampled
from expolens.readers.grid import Grid, noted
from expolens.readers.looks import look
from expolens.values import FIELDS, read
from expolens.values.contact import masked
from expolens.values.website import host

_ANY = "CNY"
_FEWEST, _MOST, _SOME = 3, 0.8, 0.5
_MANY, _FEW_NAMES = 20, 3
_TYPED = frozenset({"money", "date", "headcount", "country", "province", "financing", "code"})
_FIGURES = frozenset({"number", "date"})
_ELSEWHERE = frozenset({"email", "website", "phone", "date", "country"})
_STANDING = re.compile(
    r"存续|在业|开业|在营|正常|注销|吊销|迁[入出]|撤销|停业|清算|设立|登记|active|dissol|liquid|regist|live|closed|acquired|operating|merged|lapsed|strike|struck|administration|defunct|bankrupt|ceased|ipo",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d[\d,. ']*")
_LINK = re.compile(r"\S*[/?]\S+|\S+\.\w+")
_SHOWN = 3


def doubted(grid: Grid, mapping: Mapping) -> tuple[str, ...]:
    """Return the columns that were understood by their header alone and whose values contradict it.

    What the study or a layout says is not doubted, nor a column of less than three values.
    """
    found = []
    for at, header in enumerate(grid.header):
        if mapping.by.get(header) != "synonym" or header not in mapping.columns:
            continue
        values = sampled(grid, at)
        if len(values) >= _FEWEST and _contradicts(header, mapping.columns[header], values, mapping.units.get(header, "")):  # fmt: skip
            found.append(header)
    return tuple(found)


def doubt_notes(grid: Grid, mapping: Mapping, headers: Sequence[str]) -> tuple[str, ...]:
    """Return what is said of them: what they are called like, and some of their values."""
    notes = []
    for header in headers:
        values = dict.fromkeys(masked(" ".join(one.split()))[:40] for one in sampled(grid, grid.header.index(header)))  # fmt: skip
        notes.append(noted("doubted", header, mapping.columns[header], " | ".join(list(values)[:_SHOWN])))  # fmt: skip
    return tuple(notes)


def unit_notes(grid: Grid, mapping: Mapping) -> tuple[str, ...]:
    """Return what is said of columns of amounts that are bare numbers, of which nothing says the unit."""
    bare = []
    for at, header in enumerate(grid.header):
        field = mapping.columns.get(header, "")
        if field in FIELDS and FIELDS[field].type == "money" and not mapping.units.get(header):
            values = sampled(grid, at)
            if values and sum(map(_bare, values)) >= _SOME * len(values):
                bare.append(header)
    return (noted("no_unit", ", ".join(bare)),) if bare else ()


def _bare(value: str) -> bool:
    return bool(_BARE.fullmatch(value.strip()))


def _contradicts(header: str, field: str, values: Sequence[str], unit: str) -> bool:
    known = FIELDS[field]
    if known.type in _TYPED:
        # A bare number is an amount in a unit that nobody said yet.
        unit = unit or (_ANY if known.type == "money" else "")
        unread = sum(all(one.absence == "unreadable" for one in read(known, value, unit=unit)) for value in values)  # fmt: skip
        return unread >= _MOST * len(values) or (field == "founded" and _of_now(header, values))
    test = _TESTS.get(field) or (_figures if known.type == "terms" else None)
    return bool(test and test(values)) or (field == "status" and _other_status(header, values))


def _of_now(header: str, values: Sequence[str]) -> bool:
    """Tell whether dates under a word that may mean another registration are all of one year or two: companies are not founded so."""
    years = {(read(FIELDS["founded"], value)[0].value or "")[:4] for value in values}
    return header_key(header) in weak("founded") and len(values) >= _MANY and len(years - {""}) < 3


def _other_status(header: str, values: Sequence[str]) -> bool:
    standing = sum(bool(_STANDING.search(value)) for value in values)
    return header_key(header) in weak("status") and standing < _SOME * len(values)


def _looking(values: Sequence[str], kinds: frozenset[str], least: float = _MOST) -> bool:
    return sum(look(value) in kinds for value in values) >= least * len(values)


def _figures(values: Sequence[str]) -> bool:
    return _looking(values, _FIGURES)


def _no_name(values: Sequence[str]) -> bool:
    few = len(values) >= _MANY and len({*values}) <= _FEW_NAMES
    return few or _looking(values, _ELSEWHERE | _FIGURES | {"booth", "hall"})


def _no_stand(values: Sequence[str]) -> bool:
    return _looking(values, _ELSEWHERE)


def _no_address(values: Sequence[str]) -> bool:
    return _looking(values, _FIGURES | {"booth", "hall", "website", "email"}, _SOME)


def _no_site(values: Sequence[str]) -> bool:
    return sum(not _leads(value) for value in values) >= _MOST * len(values)


def _leads(value: str) -> bool:
    """Tell whether a value leads somewhere: to a site, or on from the page that it stands on."""
    return value.startswith(("/", "./", "../", "?")) or ("." in value and bool(host(value)))


def _no_link(values: Sequence[str]) -> bool:
    """Tell whether values are neither addresses nor links within a site, as a page that was saved has them: /exhibitors/1, show.asp?id=1."""
    return sum(not _LINK.fullmatch(value) for value in values) >= _MOST * len(values)


def _counted(values: Sequence[str]) -> bool:
    """Tell whether marks of who came are rather how many came, or when."""
    marks = {"0", "1"}
    return _looking([one for one in values if one not in marks] or ["1"], _FIGURES) and not marks & {*values}  # fmt: skip


_TESTS: dict[str, Callable[[Sequence[str]], bool]] = {
    "name": _no_name,
    "name_en": _no_name,
    "name_short": _figures,
    "booth": _no_stand,
    "hall": _no_stand,
    "address": _no_address,
    "website": _no_site,
    "url": _no_link,
    "intro": _figures,
    "city": _figures,
    "attendance": _counted,
}
