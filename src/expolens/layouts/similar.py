"""What a column that no layout and no synonym names may be: by the likeness of its header, and by its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process
from stdnum import isin, lei

from expolens.layouts.header import header_key, synonyms
from expolens.layouts.mapping import Mapping
from expolens.names.parts import parts
from expolens.readers.grid import Grid
from expolens.values import FIELDS
from expolens.values.contact import is_contact
from expolens.values.dates import date
from expolens.values.financing import financing
from expolens.values.headcount import headcount
from expolens.values.identifiers import credit_code
from expolens.values.listing import listing
from expolens.values.missing import missing
from expolens.values.money import money
from expolens.values.places import city, country, province
from expolens.values.website import host

NAMES = ("name", "name_en", "name_short", "asked_name")
_SAMPLE, _READ, _LOOKED = 300, 200, 3_000
_NEAR = 86
# What must fit of the values where only they speak, and where the header does too.
_ALONE, _BESIDE, _MOSTLY = 0.8, 0.5, 0.6
_FEWEST, _FEW = 3, 20
# Of a table with more columns than a person reads, so many are looked at.
_MOST = 400
_SHORT, _LONG = 40, 60
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)
_STAND = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{1,4}(?:[-. /]?[A-Z]?\d{1,4}[A-Z]?){1,3}", re.IGNORECASE)  # fmt: skip
_CURRENCY = re.compile(r"[元圆¥$€£]|rmb|cny|usd|eur|hkd|万|亿|million", re.IGNORECASE)
_PEOPLE = re.compile(r"\d\s*[-–~至]\s*\d|人|\d\s*\+|employees|[<>]", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|[\u3400-\u9fff]+|[^\W\d_a-z]+")
# Words too general to tell a column by, where they are only a part of its header.
_GENERAL = frozenset({"名称", "公司", "企业", "单位", "状态", "标签", "领域", "行业", "规模", "简介", "说明", "介绍", "name", "title", "status", "field", "business", "level", "role", "note", "notes", "about", "profile", "scale", "market", "exchange", "link", "code", "type", "id"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column may be: `why` is header, values or both; `like` the known header its own is like; `share` of its values fits, as far as looked at."""

    header: str
    field: str
    why: str
    share: float
    like: str = ""


def sampled(grid: Grid, column: int) -> list[str]:
    """Return the beginnings of up to some hundred filled values of a column, from all of its length."""
    rows = grid.rows[:: max(1, len(grid.rows) // _LOOKED)]
    filled = [row.cells[column] for row in rows if row.cells[column]]
    if len(filled) < _SAMPLE and len(rows) < len(grid.rows):
        filled = [row.cells[column] for row in grid.rows if row.cells[column]]
    step = max(1, len(filled) // _SAMPLE)
    return [value[:_READ] for value in filled[::step] if missing(value[:_READ]) is None]


def proposals(grid: Grid, mapping: Mapping) -> tuple[Proposal, ...]:
    """Return what the unread columns may be, one proposal a column at most, in their order; personal ones have none.

    A field of one value that a column has already is not proposed; where none holds the names, the best column for them is, whatever its
    header. Nothing of it is used before a person confirms it.
    """
    taken = {name for name in mapping.columns.values() if name in FIELDS and not FIELDS[name].many}
    columns = {
        header: values
        for index, header in enumerate(grid.header)
        if header in mapping.unread
        and not like_personal(header)
        and not of_contacts(values := sampled(grid, index))
    }
    found: dict[str, Proposal] = {}
    if not set(NAMES) & set(mapping.columns.values()) and (best := _names(columns)):
        found[best.header] = best
        taken.add("name")
    for header, values in list(columns.items())[:_MOST]:
        likely = () if header in mapping.doubted else _near(header)
        one = None if header in found else _proposal(header, values, taken, likely)
        if one:
            found[header] = one
            if not FIELDS[one.field].many:
                taken.add(one.field)
    return tuple(found[header] for header in grid.header if header in found)


def of_contacts(values: Sequence[str]) -> bool:
    """Tell whether the values of a column are mostly phones, mail addresses or identity numbers."""
    return _share(values, is_contact) >= _MOSTLY


def like_personal(header: str) -> bool:
    """Tell whether a header that nobody knows speaks of a person: a word for one stands in it.

    >>> [like_personal(one) for one in ("展商联系人", "电话1", "Sales Fax", "展位号码")]
    [True, True, True, False]
    """
    return any(FIELDS[field].personal for field, _ in _near(header))


def _proposal(
    header: str, values: Sequence[str], taken: set[str], likely: Sequence[tuple[str, str]]
) -> Proposal | None:
    """Return the field a header is like (`likely`) unless the values say no, else the one that the values say."""
    quiet: Proposal | None = None
    for near, like in likely:
        if near in taken or FIELDS[near].personal:
            continue
        fits = _RECOGNISED.get(near)
        share = _share(values, fits) if fits else 0.0
        if fits and share >= _BESIDE:
            return Proposal(header, near, "both", share, like)
        if quiet is None and (fits is None or not values):
            quiet = Proposal(header, near, "header", share, like)
    if quiet:
        return quiet
    if len(values) < _FEWEST:
        return None
    for field, fits in _RECOGNISED.items():
        if field == "founded" and not _of_many_years(values):
            continue
        if field not in taken and (share := _share(values, fits)) >= _ALONE:
            return Proposal(header, field, "values", share)
    return None


def _of_many_years(values: Sequence[str]) -> bool:
    """Tell whether dates are of many years, as those of companies are: an edition or a time of making is not."""
    years = {(date(value).value or "")[:4] for value in values}
    return len(years) >= min(5, max(3, len(values) // 2))


def _share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    """Return the share of values that fit; where a few of all parts of the column say clearly that they do not, of those."""
    few = values[:: max(1, len(values) // _FEW)]
    share = sum(map(fits, few)) / len(few) if few else 0.0
    if len(few) == len(values) or share < _BESIDE / 2:
        return share
    return sum(map(fits, values)) / len(values)


def _names(columns: Table[str, Sequence[str]]) -> Proposal | None:
    """Return the column that holds the names of companies most likely: made as such names are, or different from row to row and like their header."""
    worth: list[tuple[float, Proposal]] = []
    for header, values in columns.items():
        share = _share(values, _is_name)
        apart = len(set(values)) / len(values) if values else 0.0
        like = next((one for field, one in _near(header)[:1] if field in NAMES), "")
        named = bool(like)
        if values and apart >= 0.5 and (share >= 0.3 or named):
            why = "both" if named and share >= 0.3 else "header" if named else "values"
            worth.append((share + apart / 4 + named / 2, Proposal(header, "name", why, share, like)))  # fmt: skip
    return max(worth, key=lambda one: one[0], default=(0.0, None))[1]


def _is_name(value: str) -> bool:
    """Tell whether a value is made as the name of a company is: with a legal form, a branch or a trade, and no sentence."""
    if len(value) > _LONG or not any(char.isalpha() for char in value):
        return False
    one = parts(value)
    return bool(one.form or (one.trade and one.brand))


@cache
def _known() -> dict[str, str]:
    """Return the field by header key, without those too short to be alike to anything."""
    return {key: field for key, field in synonyms().items() if len(key) > 1}


@cache
def _keys() -> tuple[str, ...]:
    return tuple(_known())


@lru_cache(maxsize=10_000)
def _near(header: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of the known headers that a header is like, each with that header: a slip away, or with words around them, the longest first."""
    key = header_key(header)
    if not key or len(key) > _LONG:
        return ()
    best = process.extractOne(key, _keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    slip = [best[0]] if best else []
    inside = sorted(_inside(header, key), key=lambda one: (-len(one), one))
    return tuple((_known()[one], one) for one in dict.fromkeys((*slip, *inside)))


def _inside(header: str, key: str) -> Iterator[str]:
    """Yield known headers that stand in a header as words of their own; in Chinese, at its end or its beginning."""
    words = [header_key(word) for word in _WORD.findall(header.casefold())][:20]
    runs = {"".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}
    ends = {
        one for n in range(2, len(key) + 1) for one in (key[:n], key[-n:]) if one[0] >= "\u3400"
    }
    for one in runs | ends:
        if one in _known() and one not in _GENERAL:
            least = 2 if one in ends else 3 if FIELDS[_known()[one]].personal else 4
            if len(one) >= least:
                yield one


def _address(value: str) -> bool:
    return bool(_ADDRESS.fullmatch(value)) and bool(host(value)) and "@" not in value


def _chinese_city(value: str) -> bool:
    """Tell whether a value is a city of the gazetteer: any Latin text could be one somewhere."""
    found = (city(value).value or "") if len(value) < _SHORT else ""
    return found.isascii() and bool(found) and not value.isascii()


def _founded(value: str) -> bool:
    found = date(value)
    # Five figures may be a day as a sheet counts it, and a postcode as well.
    if len(value) == 5 and value.isdecimal():
        return False
    return found.value is not None and 18000101 <= (found.low or 0) <= 21000101


# What a value of a field looks like, the surest first.
_RECOGNISED: dict[str, Callable[[str], bool]] = {
    "credit_code": lambda value: credit_code(value).value is not None,
    "isin": lambda value: bool(isin.is_valid(value)),
    "lei": lambda value: len(value) == 20 and bool(lei.is_valid(value)),
    "website": _address,
    "capital": lambda value: bool(_CURRENCY.search(value)) and money(value).value is not None,
    "headcount": lambda value: bool(_PEOPLE.search(value)) and headcount(value).value is not None,
    "financing": lambda value: 1 < len(value) < _SHORT and financing(value).value is not None,
    "listing": lambda value: (
        listing(value).value not in (None, "none", "listed") and 3 < len(value) < _SHORT
    ),
    "province": lambda value: len(value) < _SHORT and province(value).value is not None,
    "country": lambda value: len(value) < _SHORT and country(value).value is not None,
    "city": _chinese_city,
    "founded": _founded,
    "name": _is_name,
    "booth": lambda value: len(value) <= 12 and bool(_STAND.fullmatch(value)),
    "intro": lambda value: len(value) > _LONG and not _ADDRESS.fullmatch(value),
}
